"""Shifting by one rule, and four scores that disagree on purpose."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pooling import avg_pool2d, compare, max_pool2d, translate
from pooling.shift import found_elsewhere

LESSON = np.array([[8, 4, 6, 8], [1, 2, 0, 1], [3, 1, 7, 5], [7, 9, 1, 4]])
AVERAGES = {  # the lesson, moved right by one
    "zero": [[2.25, 3], [2.5, 4.5]],
    "edge": [[4.5, 3], [5, 4.5]],
    "wrap": [[4.5, 3], [4.75, 4.5]],
}


@pytest.mark.parametrize("fill", AVERAGES)
def test_the_lesson_moved_right(fill):
    moved = translate(LESSON, right=1, fill=fill)
    np.testing.assert_array_equal(max_pool2d(moved, 2), [[8, 6], [7, 9]])
    np.testing.assert_array_equal(avg_pool2d(moved, 2), AVERAGES[fill])


def test_the_nine_leaves_the_frame():
    np.testing.assert_array_equal(max_pool2d(translate(LESSON, right=3), 2), [[0, 8], [0, 7]])


@given(
    hnp.arrays(np.int16, hnp.array_shapes(min_dims=2, max_dims=4, max_side=5)),
    st.integers(-8, 8),
    st.integers(-8, 8),
    st.sampled_from(["zero", "edge", "wrap"]),
)
def test_every_pixel_comes_from_where_the_rule_says(x, down, right, fill):
    moved = translate(x, down, right, fill=fill)
    assert moved.shape == x.shape
    assert moved.dtype == x.dtype
    h, w = x.shape[-2:]
    for i in range(h):
        for j in range(w):
            a, b = i - down, j - right
            if fill == "zero":
                inside = 0 <= a < h and 0 <= b < w
                expected = x[..., a, b] if inside else np.zeros_like(x[..., 0, 0])
            elif fill == "edge":
                expected = x[..., min(max(a, 0), h - 1), min(max(b, 0), w - 1)]
            else:
                expected = x[..., a % h, b % w]
            np.testing.assert_array_equal(moved[..., i, j], expected)


@pytest.mark.parametrize("fill", ["zero", "edge", "wrap"])
def test_huge_shifts_and_read_only_input(fill):
    x = LESSON.copy()
    x.flags.writeable = False
    moved = translate(x, right=10**20, fill=fill)
    expected = {"zero": 0, "edge": x[:, :1], "wrap": x}[fill]  # 10**20 is a multiple of 4
    np.testing.assert_array_equal(moved, np.broadcast_to(expected, x.shape))
    assert not np.shares_memory(translate(x, fill=fill), x)


def test_what_is_not_named_does_not_shift():
    assert translate([[1, 2], [3, 4]], down=1).tolist() == [[0, 0], [1, 2]]
    assert translate([[1, 2], [3, 4]], right=1).tolist() == [[0, 1], [0, 3]]
    assert translate([[1, 2], [3, 4]]).tolist() == [[1, 2], [3, 4]]


@pytest.mark.parametrize(
    ("arguments", "error", "sentence"),
    [
        (dict(right=0.5), TypeError, "`right` must be an integer, got 0.5"),
        (dict(down=True), TypeError, "`down` must be an integer, got True"),
        (dict(fill="mirror"), ValueError, "`fill` must be one of zero, edge, wrap, got 'mirror'"),
    ],
)
def test_bad_shifts_are_named(arguments, error, sentence):
    with pytest.raises(error, match=sentence):
        translate(LESSON, **arguments)


def test_the_scores_of_the_lesson():
    scores = compare([[8, 8], [9, 7]], [[8, 6], [7, 9]])
    assert (scores.same_place, scores.survivors, scores.same_maximum) == (0.25, 0.75, True)
    assert scores.error == 3.0  # (0 + 4 + 4 + 4) / 4
    gone = compare([[8, 8], [9, 7]], [[0, 8], [0, 7]])
    assert (gone.same_place, gone.survivors, gone.same_maximum) == (0.25 * 2, 0.5, False)


def test_a_value_survives_at_most_as_often_as_it_is_found():
    assert compare([[5, 5, 5, 1]], [[5, 0, 0, 5]]).survivors == 0.5


@given(
    hnp.arrays(np.int8, (3, 4), elements=st.integers(0, 4)),
    hnp.arrays(np.int8, (3, 4), elements=st.integers(0, 4)),
)
def test_the_marked_cells_are_the_survivors_that_are_counted(before, after):
    marked = np.count_nonzero((before == after) | found_elsewhere(before, after))
    assert marked / before.size == compare(before, after).survivors


def test_numbers_of_two_dtypes_are_compared_exactly():
    large = np.array([[2**53, 2**53 + 1]])
    assert compare(large, np.array([[2.0**53, 0.0]])).survivors == 0.5
    assert compare(large - 2**53, np.array([[2**64 - 1, 1]], np.uint64)).survivors == 0.5
    assert compare(np.array([[np.nan, 1]]), np.array([[1, np.nan]], np.float32)).survivors == 1


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64", "longdouble"])
@pytest.mark.parametrize(
    "odd", [None, np.nan, -0.0625, 256.0, 0.03125, np.inf], ids=lambda odd: f"with {odd}"
)
def test_many_values_are_paired_as_few_are(dtype, odd):
    """Averages of a photo are counted, all else is sorted: both pair as Python's Counter does."""
    random = np.random.default_rng(3)
    before, after = (random.integers(0, 16 * 9, (80, 60)) / 16 for _ in "ab")
    if odd is not None:
        before[3, :5], after[70, :7] = odd, odd
    before, after = before.astype(dtype), after.astype(dtype)
    lists = [[str(v) for v in x.ravel().tolist()] for x in (before, after)]  # a NaN is one too
    paired = (Counter(lists[0]) & Counter(lists[1])).total()
    assert compare(before, after).survivors == paired / before.size


def test_a_value_of_more_bits_than_a_sixteenth_is_not_rounded():
    before = np.full((80, 60), 0.5, np.longdouble)
    after = before + np.finfo(np.longdouble).eps
    assert compare(before, after).survivors == 0
    assert compare(before.astype(float), before.astype(np.float32)).survivors == 1


def test_bytes_with_different_largest_values_are_compared():
    dark, bright = np.array([[0, 3]], np.uint8), np.array([[3, 255]], np.uint8)
    assert compare(dark, bright).survivors == compare(bright, dark).survivors == 0.5


def test_nan_equals_nan_but_not_in_the_error():
    scores = compare([[np.nan, 1.0]], [[np.nan, 2.0]])
    assert (scores.same_place, scores.survivors, scores.same_maximum) == (0.5, 0.5, True)
    assert np.isnan(scores.error)
    assert compare([[np.nan, 1.0]], [[2.0, np.nan]]).same_place == 0


def test_unsigned_differences_do_not_wrap():
    assert compare(np.uint8([[0]]), np.uint8([[255]])).error == 255.0**2


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(ValueError, match="`after` must have the shape of `before`"):
        compare([[1]], [[1, 2]])
    with pytest.raises(ValueError, match="`before` must have at least one cell"):
        compare(np.zeros((0, 2, 2)), np.zeros((0, 2, 2)))
    with pytest.raises(TypeError, match="`before` must be an array of real numbers, got a ragged"):
        compare([[1], [1, 2]], [[1]])
    with pytest.raises(TypeError, match="`after` must hold real numbers, got dtype complex128"):
        compare([[1]], [[1j]])


@given(hnp.arrays(np.int8, (3, 4), elements=st.integers(0, 5)))
def test_a_map_equals_itself(x):
    scores = compare(x, x)
    assert (scores.same_place, scores.survivors, scores.same_maximum, scores.error) == (
        1,
        1,
        True,
        0,
    )
