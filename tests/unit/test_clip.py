"""Kernels far wider than the picture: the same results, and no more work than for small ones."""

import time
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pooling import Conv, Layer, avg_pool2d, influence, max_pool2d, min_pool2d, trace
from pooling.gradient import avg_pool2d_backward, max_pool2d_backward
from pooling.plain import plain_pool2d

ONES = np.ones((4, 4), np.float32)
GRID = np.arange(16.0).reshape(4, 4)
HUGE = 2**40


@st.composite
def cases(draw):
    """A small picture, and a kernel and a stride that may be larger."""
    side = st.integers(1, 5)
    x = np.array(draw(st.permutations(range(draw(side) * draw(side)))), float)
    kernel, stride = (draw(st.tuples(st.integers(1, 14), st.integers(1, 14))) for _ in "ks")
    dilation = draw(st.tuples(st.integers(1, 5), st.integers(1, 5)))
    sides = [st.integers(0, d * (k - 1)) for k, d in zip(kernel, dilation, strict=True)]
    four = st.tuples(*(st.tuples(side, side) for side in sides))
    halves = st.tuples(*(st.integers(0, k // 2) for k in kernel))
    padding = draw(st.one_of(st.just("same"), halves, four))
    rows = draw(st.sampled_from([n for n in range(1, 6) if x.size % n == 0]))
    return x.reshape(rows, -1), kernel, stride, padding, dilation, draw(st.booleans())


@settings(max_examples=400, deadline=None)
@given(cases())
def test_wide_kernels_equal_the_specification(case):
    x, kernel, stride, padding, dilation, ceil_mode = case
    layout = (kernel, stride, padding, dilation)
    for kind, pool in (("max", max_pool2d), ("min", min_pool2d)):
        try:
            expected = plain_pool2d(x, kind, *layout, ceil_mode=ceil_mode)
        except ValueError:
            return  # the windows do not fit
        found, places = pool(x, *layout, ceil_mode=ceil_mode, return_indices=True)
        np.testing.assert_array_equal(found, expected)
        np.testing.assert_array_equal(places < 0, np.isinf(expected))
        assert (np.where(places < 0, expected, x.ravel()[places]) == expected).all()


@settings(max_examples=400, deadline=None)
@given(cases())
def test_wide_averages_and_their_gradients_agree(case):
    x, kernel, stride, padding, _, ceil_mode = case
    try:
        expected = plain_pool2d(x, "avg", kernel, stride, padding, ceil_mode=ceil_mode)
    except ValueError:
        return
    found = avg_pool2d(x, kernel, stride, padding, ceil_mode=ceil_mode)
    np.testing.assert_allclose(found, expected)
    upstream = np.arange(1.0, found.size + 1).reshape(found.shape)
    back = avg_pool2d_backward(upstream, x, kernel, stride, padding, ceil_mode=ceil_mode)
    np.testing.assert_allclose((back * x).sum(), (upstream * found).sum())


@pytest.mark.parametrize(
    ("pool", "expected"),
    [
        (lambda: max_pool2d(ONES, (20_000_001, 1), 1, (10_000_000, 0)), ONES),
        (lambda: min_pool2d(ONES, (20_000_001, 1), 1, (10_000_000, 0)), ONES),
        (lambda: max_pool2d(GRID, HUGE, 1, "same"), np.full((4, 4), 15)),
        (lambda: avg_pool2d(GRID, HUGE, 1, "same"), np.full((4, 4), 7.5)),
        (lambda: avg_pool2d(GRID, HUGE, HUGE, HUGE // 2), [[120 / HUGE**2]]),
        (lambda: max_pool2d(GRID, HUGE, HUGE // 2, HUGE // 2, ceil_mode=True), [[15, 15]] * 2),
        (lambda: max_pool2d(GRID, 3, 1, "same", HUGE), GRID),
        (lambda: Conv(HUGE, padding="same")(GRID), np.full((4, 4), 120 / HUGE**2)),
        (lambda: avg_pool2d_backward(ONES, GRID, HUGE, 1, "same"), ONES),
        (lambda: max_pool2d_backward(ONES, GRID, HUGE, 1, "same").sum(), 16),
        (lambda: influence([Layer("max", HUGE, 1, "same")], 4, 0), ONES / 16),
        (lambda: influence([Layer("avg", HUGE, 1, "same")], 4, 0), ONES / 16),
        (lambda: influence([Layer("max", HUGE, 1, "same")], 4, 0, GRID)[3, 3], 1),
        (lambda: trace([Layer("max", HUGE, 1, "same")], 4)[1].size, HUGE),
    ],
)
def test_work_and_memory_follow_the_picture(pool, expected):
    tracemalloc.start()
    start = time.perf_counter()
    found = pool()
    took, memory = time.perf_counter() - start, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    np.testing.assert_allclose(found, expected)
    assert took < 0.5
    assert memory < 2**20


def test_a_kernel_beyond_64_bits_is_named():
    with pytest.raises(ValueError, match="`kernel_size` must span at most"):
        max_pool2d(GRID, 2**70, 1, "same")
