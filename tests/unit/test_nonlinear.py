"""Sums, the smallest counterexample, and two convolutions that are one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lab.beyond_linear import linearity, words
from pooling import Layer

grids = hnp.arrays(float, (4, 4), elements=st.integers(-9, 9))


@given(grids, grids)
def test_the_average_keeps_sums_and_a_maximum_never_gives_more(a, b):
    assert not linearity.nonlinearity(Layer("avg", 2), a, b).any()
    assert (linearity.nonlinearity(Layer("max", 2), a, b) >= 0).all()
    assert (linearity.nonlinearity(Layer("min", 2), a, b) <= 0).all()


@pytest.mark.parametrize("kind", ["max", "min"])
def test_the_smallest_counterexample_is_one_and_there_is_no_smaller(kind):
    a, b = linearity.smallest_counterexample(kind)
    assert linearity.nonlinearity(Layer(kind, 2), a, b).any()
    assert np.count_nonzero(a) + np.count_nonzero(b) == 2
    assert linearity.smallest_counterexample(kind, 1) is None


def test_no_counterexample_for_the_average():
    assert linearity.smallest_counterexample("avg") is None


@given(grids)
def test_two_convolutions_are_one(a):
    both = linearity.merged(linearity.SHARPEN, linearity.SMOOTH)
    assert both.shape == (3, 3)
    np.testing.assert_allclose(linearity.twice(a), linearity.convolved(a, both), atol=1e-9)


def test_max_pooling_between_breaks_the_sum_of_the_opening_grids():
    a, b = linearity.A, linearity.B
    together, alone = (
        linearity.pooled_between(a + b),
        linearity.pooled_between(a) + linearity.pooled_between(b),
    )
    assert not linearity.equal(together, alone).all()


@given(grids)
def test_relu_may_change_places_with_a_maximum(a):
    pool = Layer("max", 2)
    np.testing.assert_array_equal(pool(linearity.relu(a)), linearity.relu(pool(a)))


def test_the_words_follow_the_numbers():
    pool, a = Layer("max", 2), linearity.A
    assert "**not equal**" in words.scaled(pool, a, -2)
    assert "equal, as for every c from 0 up" in words.scaled(pool, a, 2)
    assert "only because every window holds one value" in words.scaled(pool, a * 0 + 3, -1)
    assert "for every c." in words.scaled(Layer("avg", 2), a, -2)
    b = np.zeros((4, 4))
    assert words.sum_cells(pool, a, b).count("**=**") == 4
    assert "yet it is **not linear**" in words.conclusion("max", np.zeros((2, 2)))
    assert "breaks the sum in 1 of 4" in words.conclusion("max", np.array([[1, 0], [0, 0]]))
    assert "it **is linear**" in words.conclusion("avg", np.zeros((2, 2)))
    assert "never less" in words.conclusion("min", np.ones((2, 2)))
    assert "no window mixes signs" in words.commutes("avg", np.ones((2, 2), bool))
    assert "2 of 4 differ:" in words.commutes("avg", np.array([[1, 0], [1, 0]], bool))
