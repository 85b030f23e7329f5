"""Counting windows: hand-made answers, and the count always equals what pooling returns."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pooling import max_pool2d, output_size
from pooling.geometry import Axis
from tests.unit import oracle


def test_named_layers():
    """The pools of networks whose sizes everyone can look up."""
    assert output_size(224, 2) == 112  # VGG-16, pool 1
    assert output_size(55, 3, 2) == 27  # AlexNet, pool 1
    assert output_size(112, 3, 2, 1) == 56  # ResNet, the pool after conv 1
    assert output_size(112, 3, 2, ceil_mode=True) == 56  # GoogLeNet, pool 1


def test_ceil_mode_drops_a_window_that_starts_past_the_input():
    assert output_size(4, 1, 3, ceil_mode=True) == 2
    assert output_size(5, 1, 3, ceil_mode=True) == 2
    assert output_size(2, 3, 2, ceil_mode=True) == 1  # PyTorch accepts it too


@given(
    st.integers(1, 12),
    st.integers(1, 5),
    st.integers(1, 5),
    st.tuples(st.integers(0, 4), st.integers(0, 4)),
    st.integers(1, 3),
    st.booleans(),
)
def test_the_count_is_the_number_of_windows(n, k, s, sides, d, ceil_mode):
    sides = tuple(min(side, d * (k - 1)) for side in sides)
    expected = len(oracle.windows(n, k, s, *sides, d, ceil_mode))
    if n + sum(sides) >= d * (k - 1) + 1:
        assert output_size(n, k, s, sides, d, ceil_mode=ceil_mode) == expected
        pooled = max_pool2d(
            np.zeros((1, n)), (1, k), (1, s), ((0, 0), sides), (1, d), ceil_mode=ceil_mode
        )
        assert pooled.shape == (1, expected)


def test_the_last_window_may_hang_over():
    padded = Axis(n=5, kernel=3, stride=2, dilation=1, before=1, after=1, out=3)
    assert padded.window(2) == [3, 4, 5]  # the pixels are 0 to 4
    assert padded.overhang == 1
    assert replace(padded, out=2).overhang == 0


@given(st.integers(1, 40), st.integers(1, 7), st.integers(1, 7))
def test_same_is_the_size_over_the_stride_rounded_up(n, k, s):
    assert output_size(n, k, s, "same") == -(-n // s)


@pytest.mark.parametrize(
    ("arguments", "error", "sentence"),
    [
        ((0, 2), ValueError, "`n` must be at least 1, got 0"),
        ((4.0, 2), TypeError, "`n` must be an integer, got 4.0"),
        ((4, 0), ValueError, "`kernel_size` must be at least 1, got 0"),
        ((4, 2, 0), ValueError, "`stride` must be at least 1, got 0"),
        ((4, 2, 2, 0, 0), ValueError, "`dilation` must be at least 1, got 0"),
        ((4, (2, 2)), TypeError, "`kernel_size` must be an integer"),
        ((4, 5), ValueError, "`kernel_size` must fit the padded input: .* spans 5"),
        ((4, 2, 2, 2), ValueError, "`padding` must be at most 1"),
        ((4, 2, 2, (1, 2)), ValueError, "`padding` must be at most 1 on each side"),
        ((4, 2, 2, "all"), ValueError, "`padding` must be"),
    ],
)
def test_bad_arguments_are_named(arguments, error, sentence):
    with pytest.raises(error, match=sentence):
        output_size(*arguments)
