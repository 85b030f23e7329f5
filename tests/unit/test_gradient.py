"""Gradients go back to the winners or in equal shares, and unpooling to the remembered places."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pooling import (
    Layer,
    avg_pool2d,
    avg_pool2d_backward,
    max_pool2d,
    max_pool2d_backward,
    max_unpool2d,
    min_pool2d,
)

NINE = np.arange(9).reshape(3, 3)
LESSON = np.array([[8, 4, 6, 8], [1, 2, 0, 1], [3, 1, 7, 5], [7, 9, 1, 4]])
ONES = np.ones((2, 2))


def test_max_sends_each_gradient_to_the_winner_and_adds_where_windows_overlap():
    found = max_pool2d_backward(ONES, NINE, 2, 1)
    assert found.tolist() == [[0, 0, 0], [0, 1, 1], [0, 1, 1]]
    found = max_pool2d_backward([[1, 2], [3, 4]], [[0, 0, 0], [0, 9, 0], [0, 0, 0]], 2, 1)
    assert found.tolist() == [[0, 0, 0], [0, 10, 0], [0, 0, 0]]
    found = max_pool2d_backward([[4, 8], [12, 2]], LESSON, 2)
    assert found.tolist() == [[4, 0, 0, 8], [0, 0, 0, 0], [0, 0, 2, 0], [0, 12, 0, 0]]


def test_average_shares_each_gradient_and_adds_where_windows_overlap():
    found = avg_pool2d_backward(ONES, NINE, 2, 1)
    assert found.tolist() == [[0.25, 0.5, 0.25], [0.5, 1, 0.5], [0.25, 0.5, 0.25]]


def test_unpooling_puts_the_values_back_where_they_came_from():
    x = np.arange(1, 17).reshape(4, 4)
    values, places = max_pool2d(x, 2, return_indices=True)
    assert (values.tolist(), places.tolist()) == ([[6, 8], [14, 16]], [[5, 7], [13, 15]])
    expected = np.where(np.isin(x, values), x, 0)
    np.testing.assert_array_equal(max_unpool2d(values, places, (4, 4)), expected)


def test_at_a_tie_only_the_first_input_learns():
    assert max_pool2d_backward([[1]], [[7, 7], [7, 7]], 2).tolist() == [[1, 0], [0, 0]]
    assert max_pool2d_backward([[1]], np.full((2, 2), -np.inf), 2).tolist() == [[1, 0], [0, 0]]


def test_a_nan_wins_its_window():
    assert max_pool2d_backward([[5]], [[9, np.nan], [1, 2]], 2).tolist() == [[0, 5], [0, 0]]


def test_a_window_that_is_all_padding_sends_its_gradient_nowhere():
    x, settings = [[5.0]], (2, 1, ((2, 2), (2, 2)), 2)
    assert max_pool2d(x, *settings, return_indices=True)[1].tolist() == [
        [0, -1, 0],
        [-1, -1, -1],
        [0, -1, 0],
    ]
    upstream = [[1, 10, 100], [1000, 1000, 1000], [2000, 1000, 4000]]
    assert max_pool2d_backward(upstream, x, *settings).tolist() == [[6101]]
    assert max_unpool2d([[3, 4]], [[-1, 0]], (1, 1)).tolist() == [[4]]


def test_unsigned_numbers_have_a_smallest_input_too():
    x = np.array([[0, 200], [3, 255]], np.uint8)
    assert Layer("min", 2).gradient([[6]], x).tolist() == [[6, 0], [0, 0]]


# ---------------------------------------------------------------- for all settings


@st.composite
def cases(draw, kinds=("max", "avg", "min")):
    """A layer, an input of two maps whose values all differ, and a gradient for its outputs."""
    kind = draw(st.sampled_from(kinds))
    k, s = (draw(st.tuples(st.integers(1, 3), st.integers(1, 3))) for _ in range(2))
    d = (1, 1) if kind == "avg" else draw(st.tuples(st.integers(1, 2), st.integers(1, 2)))
    span = [step * (size - 1) for size, step in zip(k, d, strict=True)]
    sides = tuple(tuple(draw(st.integers(0, most)) for _ in range(2)) for most in span)
    padding = draw(st.sampled_from([0, tuple(size // 2 for size in k), sides, "same", "valid"]))
    layer = Layer(kind, k, s, padding, d, draw(st.booleans()), draw(st.booleans()))
    height, width = draw(st.integers(1, 7)), draw(st.integers(1, 7))
    rng = np.random.default_rng(draw(st.integers(0, 999)))
    x = rng.permutation(2 * height * width).reshape(2, height, width).astype(np.float64)
    try:
        upstream = rng.normal(size=layer(x).shape)
    except ValueError:
        assume(False)
    return layer, x, upstream


@given(cases())
def test_gradients_are_finite_differences(case):
    """Inputs differ by 1 at least, so steps of 1/4 change no winner: the differences are exact."""
    layer, x, upstream = case
    found = layer.gradient(upstream, x)
    finite = np.isfinite(layer(x))  # windows of nothing but padding give the lowest value
    for place in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[place] += 0.25
        down[place] -= 0.25
        slope = (layer(up)[finite] - layer(down)[finite]) * 2
        np.testing.assert_allclose(found[place], (slope * upstream[finite]).sum(), atol=1e-9)


@given(cases())
def test_each_map_is_sent_back_alone_and_nothing_is_changed(case):
    layer, x, upstream = case
    x.flags.writeable = upstream.flags.writeable = False
    found = layer.gradient(upstream, x)
    assert found.shape == x.shape
    for one in range(2):
        np.testing.assert_array_equal(found[one], layer.gradient(upstream[one], x[one]))
    deep = layer.gradient(upstream[:, None], x[:, None])
    np.testing.assert_array_equal(deep[:, 0], found)
    assert layer.gradient(upstream[:0], x[:0]).shape == (0, *x.shape[1:])


@given(cases(("max", "min")))
def test_the_whole_gradient_of_an_extreme_arrives(case):
    layer, x, upstream = case
    sent = upstream[layer.winners(x) >= 0].sum()
    np.testing.assert_allclose(layer.gradient(upstream, x).sum(), sent, atol=1e-9)


@given(cases(("min",)))
def test_the_gradient_of_a_minimum_is_that_of_minus_the_maximum_of_minus_x(case):
    layer, x, upstream = case
    size = (layer.kernel_size, layer.stride, layer.padding, layer.dilation)
    theirs = max_pool2d_backward(upstream, -x, *size, ceil_mode=layer.ceil_mode)
    np.testing.assert_array_equal(layer.gradient(upstream, x), theirs)


@given(cases(("max",)))
def test_pooling_what_was_unpooled_gives_the_same_maxima(case):
    layer, x, _ = case
    values, places = layer(x), layer.winners(x)
    unpooled = max_unpool2d(values, places, x.shape[-2:])
    assert unpooled.shape == x.shape
    kept = unpooled != 0
    np.testing.assert_array_equal(unpooled[kept], x[kept])
    np.testing.assert_array_equal(layer(unpooled), values)  # x is at least 0


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64", "uint8", "bool"])
def test_floats_keep_their_dtype_and_the_rest_becomes_float64(dtype):
    upstream = ONES.astype(dtype)
    expected = dtype if dtype.startswith("float") else "float64"
    assert max_pool2d_backward(upstream, LESSON, 2).dtype == expected
    assert avg_pool2d_backward(upstream, LESSON, 2).dtype == expected
    assert max_unpool2d(upstream, [[5, 7], [13, 15]], (4, 4)).dtype == dtype


def test_half_precision_is_added_up_in_single_precision():
    x = np.zeros((1, 4001), np.float16)
    upstream = np.ones((1, 4000), np.float16)  # in float16, 2048 + 1 is 2048
    x[0, 2000] = 1
    found = max_pool2d_backward(upstream, x, (1, 2001), 1, ((0, 0), (1000, 999)))
    assert found[0, 2000] == 2001


def test_infinite_gradients_warn_nobody():
    upstream = [[np.inf, -np.inf]]
    x = [[0, 9, 0], [0, 0, 0]]
    assert np.isnan(max_pool2d_backward(upstream, x, 2, 1)[0, 1])
    assert np.isnan(avg_pool2d_backward(upstream, x, 2, 1)[0, 1])


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize("backward", [max_pool2d_backward, avg_pool2d_backward])
def test_a_gradient_has_the_shape_of_the_outputs(backward):
    with pytest.raises(ValueError, match=r"`upstream` must have the shape \(2, 2\), got \(3, 3\)"):
        backward(np.ones((3, 3)), LESSON, 2)
    with pytest.raises(TypeError, match="`upstream` must hold real numbers, got dtype <U1"):
        backward([["a"]], [[1]], 1)
    with pytest.raises(ValueError, match="`x` must have at least two dimensions, got 1"):
        backward([1], [1], 1)
    with pytest.raises(ValueError, match="`kernel_size` must fit the padded input"):
        backward(ONES, LESSON, 5)
    with pytest.raises(ValueError, match=r"`padding` must be at most 1 \(half of kernel_size 2\)"):
        backward(ONES, LESSON, 2, padding=2)
    with pytest.raises(TypeError, match="`ceil_mode` must be True or False, got 1"):
        backward(ONES, LESSON, 2, ceil_mode=1)


def test_impossible_unpoolings_are_refused():
    with pytest.raises(TypeError, match="`indices` must hold integers, got dtype float64"):
        max_unpool2d([[1]], [[0.0]], (2, 2))
    with pytest.raises(ValueError, match=r"must be from -1 to 3 for the shape \(2, 2\), got 4"):
        max_unpool2d([[1]], [[4]], (2, 2))
    with pytest.raises(ValueError, match=r"must be from -1 to 3 for the shape \(2, 2\), got -2"):
        max_unpool2d([[1]], [[-2]], (2, 2))
    with pytest.raises(ValueError, match=r"`values` must have the shape \(1, 1\), got \(1, 2\)"):
        max_unpool2d([[1, 2]], [[0]], (2, 2))
    with pytest.raises(ValueError, match="`indices` must have at least two dimensions, got 1"):
        max_unpool2d([1], [0], (2, 2))
    with pytest.raises(ValueError, match="`shape` must be at least 1, got 0"):
        max_unpool2d([[1]], [[0]], (0, 2))


def test_the_functions_pool_as_their_forward_partners_do():
    """With ones arriving, each input gets as much as the sum of the outputs grows with it."""
    for pool, layer in (
        (max_pool2d, Layer("max", 3, 2, 1)),
        (avg_pool2d, Layer("avg", 3, 2, 1)),
        (min_pool2d, Layer("min", 3, 2, 1)),
    ):
        pooled = pool(LESSON.astype(np.float64), 3, 2, 1)
        gradient = layer.gradient(np.ones(pooled.shape), LESSON)
        assert (gradient * LESSON).sum() == pytest.approx(pooled.sum())
