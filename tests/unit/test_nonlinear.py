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


@given(grids, grids, st.sampled_from(["max", "avg", "min"]))
def test_the_conclusion_is_true_of_every_pair(a, b, kind):
    layer = Layer(kind, 2)
    same = linearity.equal(layer(a + b), layer(a) + layer(b))
    said = words.conclusion(kind, same)
    assert f"in {same.sum()} of 4 outputs" in said
    assert ("**is linear**" in said) == (kind == "avg")
    difference = linearity.nonlinearity(layer, a, b)  # f(A) + f(B) - f(A + B)
    assert (difference >= 0).all() or "never larger" not in said
    assert (difference <= 0).all() or "never smaller" not in said


@given(grids, st.integers(-9, 9), st.integers(-3, 3), st.sampled_from(["max", "avg", "min"]))
def test_what_is_said_of_scales_is_true(a, plus, times, kind):
    layer = Layer(kind, 2)
    assert linearity.equal(layer(a + plus), layer(a) + plus).all()
    if times >= 0 or kind == "avg":
        assert linearity.equal(layer(times * a), times * layer(a)).all()
    else:
        other = Layer("min" if kind == "max" else "max", 2)
        assert linearity.equal(layer(times * a), times * other(a)).all()
