"""The sweep against translating and pooling for real, and noise against the law."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pooling import (
    Layer,
    blur_pool2d,
    compare,
    max_blur_pool2d,
    polyphase_pool2d,
    pool_rounds,
    shift_sweep,
    translate,
    unchanged_probability,
)
from pooling.sweep import one_round, subsample


def max_then_blur(x, beyond, border):
    """As in the paper: the maximum of 2 x 2 at stride 1, the blur, every second pixel."""
    lead = [(0, 0)] * (x.ndim - 2)
    p = np.pad(x, [*lead, (0, 1), (0, 1)], mode=beyond)
    p = np.stack([p[..., i : i + x.shape[-2], j : j + x.shape[-1]] for i in (0, 1) for j in (0, 1)])
    p = np.pad(p.max(0).astype(float), [*lead, (1, 1), (1, 1)], mode=border)
    blurred = sum(
        w * v * p[..., i : i + x.shape[-2], j : j + x.shape[-1]]
        for i, w in enumerate((0.25, 0.5, 0.25))
        for j, v in enumerate((0.25, 0.5, 0.25))
    )
    return blurred[..., ::2, ::2].astype(np.float32 if x.dtype == np.float32 else np.float64)


def strongest_phase(x):
    phases = [x[..., i::2, j::2] for i in (0, 1) for j in (0, 1)]
    phases = [p[..., : x.shape[-2] // 2, : x.shape[-1] // 2] for p in phases]
    return max(phases, key=lambda p: np.square(p.astype(float)).sum())


LAYERS = {
    "max": Layer("max", 2),
    "avg": Layer("avg", 2),
    "min": Layer("min", 2),
    "stride": lambda x: x[..., ::2, ::2][..., : x.shape[-2] // 2, : x.shape[-1] // 2],
    "blur": blur_pool2d,
    "max_blur": lambda x: max_then_blur(x, "symmetric", "reflect"),
    "aps": strongest_phase,
}
SCORES = ("same_place", "survivors", "same_maximum", "error", "mean")


def way(kind, fill):
    """The wrapped blur is another one than the mirrored."""
    if kind == "max_blur" and fill == "wrap":
        return lambda x: max_then_blur(x, "wrap", "wrap")
    return LAYERS[kind]


def plainly(x, m, rounds, kind, fill, score):
    """Translate, pool round after round, compare."""
    still = pool_rounds(x, rounds, way(kind, fill))
    result = np.empty((rounds, 2 * m + 1, 2 * m + 1))
    for down in range(-m, m + 1):
        for right in range(-m, m + 1):
            moved = pool_rounds(translate(x, down, right, fill=fill), rounds, way(kind, fill))
            for r in range(rounds):
                before, after = still[r + 1], moved[r + 1]
                if score == "mean":
                    result[r, m + down, m + right] = after.mean(dtype=float)
                else:
                    result[r, m + down, m + right] = getattr(compare(before, after), score)
    return result


@settings(max_examples=60)
@given(
    hnp.arrays(
        st.sampled_from([np.uint8, np.int64, np.float32]),
        st.tuples(st.integers(1, 2), st.integers(4, 11), st.integers(4, 11)),
        elements=st.integers(0, 9),
    ),
    st.integers(0, 5),
    st.integers(1, 2),
    st.sampled_from(list(LAYERS)),
    st.sampled_from(["zero", "edge", "wrap"]),
    st.sampled_from(SCORES),
)
def test_every_sweep_equals_translating_and_pooling(x, m, rounds, kind, fill, score):
    found = shift_sweep(x, m, rounds, kind=kind, fill=fill, score=score)
    np.testing.assert_allclose(found, plainly(x, m, rounds, kind, fill, score), rtol=1e-5)


@pytest.mark.parametrize("score", SCORES)
@pytest.mark.parametrize("kind", LAYERS)
def test_every_kind_of_sweep_has_every_score(kind, score):
    """The property above meets some of these pairs seldom."""
    x = np.random.default_rng(4).integers(0, 256, (2, 6, 9), np.uint8)
    for fill in ("zero", "edge", "wrap"):
        found = shift_sweep(x, 1, 2, kind=kind, fill=fill, score=score)
        np.testing.assert_allclose(found, plainly(x, 1, 2, kind, fill, score), rtol=1e-12)


@pytest.mark.parametrize("fill", ["zero", "edge", "wrap"])
@pytest.mark.parametrize("kind", LAYERS)
def test_one_round_is_one_round_of_its_layer(kind, fill):
    x = np.random.default_rng(4).integers(0, 256, (6, 10))
    np.testing.assert_array_equal(one_round(kind, fill)(x), way(kind, fill)(x))


def test_means_that_are_equal_on_paper_are_equal_once_rounded():
    whole = np.random.default_rng(6).integers(0, 4, (12, 12))
    exact = shift_sweep(whole, 3, 1, kind="avg")
    assert (shift_sweep(whole / 10, 3, 1, kind="avg") != exact).any()
    np.testing.assert_array_equal(shift_sweep(whole / 10, 3, 1, kind="avg", decimals=9), exact)
    to_whole = shift_sweep(whole / 10, 3, 1, kind="avg", decimals=0)  # 0 decimals: all are 0
    assert (to_whole == 1).all()
    assert (shift_sweep((whole / 10).astype(np.float32), 3, 1, decimals=0) < 1).any()


def test_the_mean_of_large_integers_does_not_overflow():
    assert shift_sweep(np.full((4, 4), 2**62), 0, 1, score="mean") == 2**62


@pytest.mark.parametrize("dtype", [np.uint8, np.int64, np.float16, np.float32, np.float64])
@pytest.mark.parametrize("lead", [(), (2,)])
def test_averages_agree_to_the_last_bit(dtype, lead):
    """Exact scores: a sum in another order, or a round not rounded to float16, would show."""
    x = np.random.default_rng(0).integers(0, 256, (*lead, 8, 8)).astype(dtype)
    if x.dtype.kind == "f":
        x = x / dtype(10)
    for fill in ("zero", "edge", "wrap"):
        found = shift_sweep(x, 2, 2, kind="avg", fill=fill)
        np.testing.assert_array_equal(found, plainly(x, 2, 2, "avg", fill, "same_place"))


def test_the_wrapped_mean_stays_only_with_adaptive_sampling():
    """Global average pooling sees no shift after it; after max pooling it sees one."""
    x = np.random.default_rng(2).integers(0, 256, (16, 24), np.uint8)
    for kind, stays in (("aps", True), ("max", False), ("avg", True), ("stride", False)):
        means = shift_sweep(x, 5, 3, kind=kind, score="mean")
        assert (np.ptp(means, axis=(1, 2)) < 1e-9).all() == stays
    lesson = [[8, 4, 6, 8], [1, 2, 0, 1], [3, 1, 7, 5], [7, 9, 1, 4]]
    assert shift_sweep(lesson, 1, 1, score="mean")[0, 1, 1:].tolist() == [8, 7.5]


def test_max_then_blur_as_in_the_paper():
    row = [[0, 0, 1, 1, 0, 0, 1, 1]]
    wrapped = max_blur_pool2d(row, border="wrap"), max_blur_pool2d(np.roll(row, 1), border="wrap")
    assert [a.tolist() for a in wrapped] == [[[0.5, 1, 0.5, 1]], [[0.75, 0.75, 0.75, 0.75]]]
    with pytest.raises(ValueError, match="`border` must be one of mirror, wrap, got 'edge'"):
        max_blur_pool2d(row, border="edge")


def test_the_strongest_phase_goes_with_a_wrapped_shift_and_ties_go_to_the_first():
    x = np.random.default_rng(3).random((6, 8)).astype(np.float32)
    kept = sorted(polyphase_pool2d(x).ravel())
    for down, right in np.ndindex(6, 8):
        moved = polyphase_pool2d(translate(x, down, right, fill="wrap"))
        assert sorted(moved.ravel()) == kept
    assert polyphase_pool2d([[1, -1, 1, -1]]).tolist() == [[1, 1]]
    assert polyphase_pool2d([[5]]).tolist() == [[5]]
    assert polyphase_pool2d([[1e200, 0, 1e200, 1]]).tolist() == [[1e200, 1e200]]
    assert polyphase_pool2d([[1, 0, 1, 0, 9]]).tolist() == [[1, 1]]  # there are two phases only
    assert polyphase_pool2d([[1], [0], [1], [0], [9]]).tolist() == [[1], [1]]


@pytest.mark.parametrize(
    ("dtype", "large"), [(np.float16, 300), (np.int16, 2**14), (np.int32, 2**31 - 1), (int, 2**32)]
)
def test_a_phase_is_strong_even_if_its_squares_are_beyond_the_dtype(dtype, large):
    x = np.array([[large - 1, large] * 3], dtype)
    assert (polyphase_pool2d(x) == large).all()
    x = np.array([[1, large] * 3], dtype)
    assert (polyphase_pool2d(x) == large).all()


def test_the_input_is_not_changed():
    x = np.arange(64).reshape(8, 8)
    x.flags.writeable = False
    assert shift_sweep(x, 9, 3).shape == (3, 19, 19)


def test_shifts_by_the_stride_of_a_wrapped_row_are_equivariant():
    """The multiset of outputs stays, though each has moved: that is equivariance."""
    x = np.random.default_rng(0).random((16, 16))
    kept = shift_sweep(x, 4, 2, score="survivors")
    assert kept[0, 4, [0, 2, 4, 6, 8]].tolist() == [1] * 5  # multiples of 2
    assert kept[1, 4, [0, 4, 8]].tolist() == [1] * 3  # multiples of 4
    assert kept[1, 4, 6] < 1


@pytest.mark.parametrize("shift", [1, 2, 3, (1, 1), (-2, 3)])
def test_noise_obeys_the_law(shift):
    """512 x 512 pixels: the share lies within four standard errors of the law."""
    x = np.random.default_rng(5).random((512, 512))
    found = shift_sweep(x, 3, 4)
    down, right = shift if isinstance(shift, tuple) else (0, shift)
    for r in range(4):
        law = unchanged_probability(2 << r, shift)
        outputs = (512 // (2 << r)) ** 2
        slack = 4 * (max(law * (1 - law), 1 / outputs) / outputs) ** 0.5
        assert abs(found[r, 3 + down, 3 + right] - law) <= slack


def test_the_law_of_the_lesson():
    assert [unchanged_probability(k, 1) for k in (2, 4, 8, 16)] == [1 / 3, 3 / 5, 7 / 9, 15 / 17]
    assert unchanged_probability(4, 0) == 1
    assert unchanged_probability(4, 4) == unchanged_probability(4, (0, -9)) == 0
    assert unchanged_probability(4, -1) == unchanged_probability(4, (1, 0)) == 3 / 5


@pytest.mark.parametrize(
    ("arguments", "error", "sentence"),
    [
        (dict(max_shift=-1, rounds=1), ValueError, "`max_shift` must be at least 0, got -1"),
        (dict(max_shift=1, rounds=0), ValueError, "`rounds` must be at least 1, got 0"),
        (dict(max_shift=1, rounds=4), ValueError, "`rounds` must be at most 3 for a side of 8"),
        (dict(max_shift=1, rounds=1, kind="sum"), ValueError, "`kind` must be one of max"),
        (dict(max_shift=1, rounds=1, fill="mirror"), ValueError, "`fill` must be one of zero"),
        (dict(max_shift=1, rounds=1, score="best"), ValueError, "`score` must be one of same_"),
        (dict(max_shift=1.5, rounds=1), TypeError, "`max_shift` must be an integer, got 1.5"),
        (dict(max_shift=10**9, rounds=1), ValueError, "`max_shift` must be at most 512, got 10000"),
    ],
)
def test_bad_arguments_are_named(arguments, error, sentence):
    with pytest.raises(error, match=sentence):
        shift_sweep(np.zeros((8, 8)), **arguments)


def test_bad_pictures_are_named():
    with pytest.raises(ValueError, match=r"`x` must have at least one cell, got shape \(0, 4, 4\)"):
        shift_sweep(np.zeros((0, 4, 4)), 1, 1)
    with pytest.raises(ValueError, match="`rounds` must be at most 2 for a side of 4, got 3"):
        shift_sweep(np.zeros((16, 4)), 1, 3)


def test_bad_laws_are_refused():
    with pytest.raises(ValueError, match="`kernel_size` must be at least 1"):
        unchanged_probability(0, 1)
    with pytest.raises(TypeError, match="`shift` must be an integer"):
        unchanged_probability(2, 0.5)


def test_bare_striding_keeps_the_first_pixel_of_every_whole_window():
    x = np.arange(99).reshape(9, 11)
    np.testing.assert_array_equal(subsample(x), x[:8:2, :10:2])
