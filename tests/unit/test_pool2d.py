"""Pooling against a double loop, against goldens done by hand, and against its own laws."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pooling import avg_pool2d, blur_pool2d, kernels, max_pool2d, min_pool2d
from pooling.plain import plain_pool2d
from tests.unit import oracle

LESSON = np.array([[8, 4, 6, 8], [1, 2, 0, 1], [3, 1, 7, 5], [7, 9, 1, 4]])
POOLS = {"max": max_pool2d, "min": min_pool2d, "avg": avg_pool2d}
DTYPES = ["?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"]


# ---------------------------------------------------------------- goldens, by hand


def test_the_lesson_grid():
    np.testing.assert_array_equal(max_pool2d(LESSON, 2), [[8, 8], [9, 7]])
    np.testing.assert_array_equal(min_pool2d(LESSON, 2), [[1, 0], [1, 1]])
    np.testing.assert_array_equal(avg_pool2d(LESSON, 2), [[3.75, 3.75], [5, 4.25]])


def test_padding_never_wins_a_maximum():
    negative = -LESSON - 1
    np.testing.assert_array_equal(
        max_pool2d(negative, 2, padding=1), [[-9, -5, -9], [-2, -1, -2], [-8, -2, -5]]
    )


def test_average_counts_padding_but_never_the_overhang():
    ones = np.ones((3, 3))
    np.testing.assert_array_equal(
        avg_pool2d(ones, 2, padding=1, ceil_mode=True), [[0.25, 0.5, 0.0][:2], [0.5, 1]]
    )
    np.testing.assert_array_equal(avg_pool2d(ones, 2, stride=2, ceil_mode=True), np.ones((2, 2)))
    np.testing.assert_array_equal(
        avg_pool2d(ones, 2, padding=1, count_include_pad=False), np.ones((2, 2))
    )


def test_same_padding_follows_keras():
    x = np.arange(1.0, 6.0)[None]
    np.testing.assert_array_equal(max_pool2d(x, 2, padding="same"), [[2, 4, 5]])
    np.testing.assert_array_equal(avg_pool2d(x, (1, 2), padding="same"), [[1.5, 3.5, 5]])


def test_ceil_mode_keeps_the_overhanging_window():
    x = np.arange(5)[None]
    np.testing.assert_array_equal(max_pool2d(x, (1, 2)), [[1, 3]])
    np.testing.assert_array_equal(max_pool2d(x, (1, 2), ceil_mode=True), [[1, 3, 4]])


def test_indices_name_the_first_of_equals_and_the_last_nan():
    values, places = max_pool2d([[5, 5], [5, 1]], 2, return_indices=True)
    assert (values.tolist(), places.tolist(), places.dtype) == ([[5]], [[0]], np.int64)
    _, places = max_pool2d([[1.0, np.nan, 2.0, np.nan]], (1, 4), return_indices=True)
    assert places.tolist() == [[3]]  # as torch.max_pool2d
    _, places = min_pool2d(LESSON, 2, return_indices=True)
    assert places.tolist() == [[4, 6], [9, 14]]


def test_the_first_of_equal_minima_wins_too():
    _, indices = min_pool2d([[5, 1], [1, 9]], 2, return_indices=True)
    assert indices.tolist() == [[1]]


def test_indices_of_a_map_of_minus_infinity_stay_inside_it():
    _, places = max_pool2d(np.full((3, 3), -np.inf), 3, 2, 1, return_indices=True)
    assert places.tolist() == [[0, 1], [3, 4]]


def test_a_dilated_window_between_two_pads_has_no_winner():
    values, places = max_pool2d([[1.0, 2.0]] * 2, 2, 1, 1, 3, return_indices=True)
    assert values.tolist() == [[-np.inf]]
    assert places.tolist() == [[-1]]


def test_nan_wins_its_windows_and_no_other():
    x = LESSON.astype(float)
    x[0, 0] = np.nan
    for pool in POOLS.values():
        assert np.isnan(pool(x, 2)).tolist() == [[True, False], [False, False]]


def test_infinities_average_without_a_warning():
    x = np.array([[np.inf, -np.inf, 1, 1], [1, 1, np.inf, 1]])
    np.testing.assert_array_equal(avg_pool2d(x, 2), [[np.nan, np.inf]])
    np.testing.assert_array_equal(avg_pool2d(np.tile(x, (5, 5)), 2)[0, :2], [np.nan, np.inf])


def test_sums_that_overflow_are_infinite_without_a_warning():
    huge = np.full((3, 4, 4), 3e38, np.float32)  # a warning is an error in these tests
    assert np.isinf(avg_pool2d(huge, 2)).all()
    assert np.isinf(avg_pool2d(huge[0], 2)).all()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("k", [2, 3])
def test_a_small_plane_is_averaged_to_the_same_bit_as_a_stack_of_them(dtype, k):
    x = np.random.default_rng(0).random((8, 8)).astype(dtype)
    np.testing.assert_array_equal(avg_pool2d(x, k), avg_pool2d(x[None], k)[0])


@pytest.mark.parametrize("kind", POOLS)
def test_a_huge_stride_or_the_dilation_of_a_single_tap_is_only_huge(kind):
    for x in (LESSON, np.zeros((20, 20))):
        assert POOLS[kind](x, 2, 2**80).tolist() == POOLS[kind](x, 2, 64).tolist()
    if kind != "avg":
        np.testing.assert_array_equal(POOLS[kind](LESSON, 1, dilation=2**80), LESSON)
        POOLS[kind](LESSON, 2, 2**80, return_indices=True)


def test_float16_blurred_beyond_its_range_is_infinite_without_a_warning():
    x = np.array([[0, 60000, 0]], np.float16)
    assert np.isinf(blur_pool2d(x, 1, taps=(-1, 3, -1))[0, 1])


def test_the_callers_numpy_settings_are_neither_used_nor_changed():
    huge = np.full((40, 40), 3e38, np.float32)
    with np.errstate(all="raise"):
        np.setbufsize(64)
        assert np.isinf(avg_pool2d(huge, 2)).all()
        assert (np.geterr()["over"], np.getbufsize()) == ("raise", 64)


def test_threads_pool_at_the_same_time():
    pictures = [np.random.default_rng(i).random((300, 300)) for i in range(8)]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda x: avg_pool2d(x, 3, 1, 1), pictures * 5))
    for i, pooled in enumerate(found):
        np.testing.assert_array_equal(pooled, avg_pool2d(pictures[i % 8], 3, 1, 1))


@pytest.mark.parametrize("dtype", [">i2", ">i4", ">f4", ">f8"])
@pytest.mark.parametrize("side", [4, 20])
def test_byte_order_is_part_of_the_dtype(side, dtype):
    x = np.arange(side * side).reshape(side, side)
    found = max_pool2d(x.astype(dtype), 2)
    assert found.dtype == np.dtype(dtype)
    np.testing.assert_array_equal(found, max_pool2d(x, 2))


def test_float16_adds_in_float32_and_rounds_once():
    x = np.full((2, 2), 60000, np.float16)
    assert avg_pool2d(x, 2) == np.float16(60000)  # 240000 does not fit a float16
    assert avg_pool2d(np.tile(x, (10, 10)), 20) == np.float16(60000)


def test_blur_pooling_removes_what_striding_aliases():
    """Zhang 2019, figure 4: circular max k2 s1, blurred, then every second pixel."""
    for shift, expected in ((0, [0.5, 1, 0.5, 1]), (1, [0.75] * 4)):
        signal = np.roll([0, 0, 1, 1, 0, 0, 1, 1], shift)
        around = np.tile(signal, 3)[None]  # three turns: the middle one sees no border
        dense = max_pool2d(around, (1, 2), 1)
        assert blur_pool2d(dense, (1, 2))[0, 4:8].tolist() == expected


def test_blur_pooling_with_an_even_number_of_taps_leans_to_the_right():
    assert blur_pool2d([[0.0, 4.0, 8.0, 0.0]], 1, taps=(1, 1)).tolist() == [[2, 6, 4, 4]]


def test_blur_pooling_reflects_at_the_border():
    np.testing.assert_array_equal(blur_pool2d([[0, 4, 0, 0]], (1, 1)), [[2, 2, 1, 0]])
    np.testing.assert_array_equal(blur_pool2d([[3]]), [[3.0]])


# ---------------------------------------------------------------- against the double loop


@st.composite
def settings(draw, kinds=("max", "min", "avg")):
    """A picture, a kind and settings that fit it."""
    kind = draw(st.sampled_from(kinds))
    side = st.integers(1, 9)
    x = draw(hnp.arrays(np.float64, st.tuples(side, side), elements=st.integers(-9, 9).map(float)))
    kernel = tuple(draw(st.integers(1, 4)) for _ in range(2))
    stride = tuple(draw(st.integers(1, 4)) for _ in range(2))
    dilation = (1, 1) if kind == "avg" else tuple(draw(st.integers(1, 2)) for _ in range(2))
    sides = tuple(
        tuple(draw(st.integers(0, dilation[i] * (kernel[i] - 1))) for _ in range(2))
        for i in range(2)
    )
    for i in range(2):
        if x.shape[i] + sum(sides[i]) < dilation[i] * (kernel[i] - 1) + 1:
            x = np.concatenate([x] * 9, axis=i)
    return kind, x, kernel, stride, sides, dilation, draw(st.booleans()), draw(st.booleans())


@given(settings(), st.sampled_from(["f8", "f4", "i2", "i1"]))
def test_every_setting_equals_the_double_loop(case, dtype):
    kind, x, kernel, stride, sides, dilation, ceil_mode, include = case
    taps_meet = all(
        any(0 <= t < x.shape[i] for t in taps)
        for i in range(2)
        for taps in oracle.windows(
            x.shape[i], kernel[i], stride[i], *sides[i], dilation[i], ceil_mode
        )
    )
    if not taps_meet:
        return  # dilated taps may straddle the picture; a golden above covers it
    expected = oracle.pool(x, kind, kernel, stride, sides, dilation, ceil_mode, include)
    x = x.astype(dtype)
    if kind == "avg":
        found = avg_pool2d(x, kernel, stride, sides, ceil_mode=ceil_mode, count_include_pad=include)
    else:
        found = POOLS[kind](x, kernel, stride, sides, dilation, ceil_mode=ceil_mode)
    np.testing.assert_allclose(found, expected, rtol=1e-6 if dtype == "f4" else 1e-12)


def fast(x, kind, *size, dilation=1, **switches):
    """The functions that everybody uses, by the specification's arguments."""
    if kind == "avg":
        return avg_pool2d(x, *size, **switches)
    return POOLS[kind](x, *size, dilation, ceil_mode=switches["ceil_mode"])


def equals_the_specification(x, kind, kernel, stride, padding, dilation, ceil_mode, include):
    switches = dict(ceil_mode=ceil_mode, count_include_pad=include)
    found = fast(x, kind, kernel, stride, padding, dilation=dilation, **switches)
    plain = plain_pool2d(x, kind, kernel, stride, padding, dilation, **switches)
    if kind == "avg":
        np.testing.assert_allclose(found, plain, rtol=1e-3 if x.dtype == "f2" else 1e-5, atol=1e-6)
    else:
        np.testing.assert_array_equal(found, plain)


@given(settings(), st.sampled_from(DTYPES), st.sampled_from([None, "same", "valid"]))
def test_the_fast_path_equals_the_specification(case, dtype, named):
    kind, x, kernel, stride, sides, dilation, ceil_mode, include = case
    padding = sides if named is None else named
    x = np.abs(x) if dtype[0] == "u" else x
    spans = [d * (k - 1) + 1 for k, d in zip(kernel, dilation, strict=True)]
    if padding == "valid" and any(n < span for n, span in zip(x.shape, spans, strict=True)):
        padding = "same"
    case = (kind, kernel, stride, padding, dilation, ceil_mode, include)
    equals_the_specification(x.astype(dtype), *case)
    equals_the_specification(np.stack([x, -x[::-1]]).astype("f8"), *case)  # two planes: strips


@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")  # plain: inf - inf is NaN
@given(
    hnp.arrays(np.float64, (5, 6), elements=st.sampled_from([1.0, -2.0, np.nan, np.inf, -np.inf])),
    st.sampled_from(list(POOLS)),
    st.integers(1, 3),
    st.integers(1, 3),
)
def test_so_it_does_with_nan_and_infinities(x, kind, kernel, stride):
    equals_the_specification(x, kind, kernel, stride, kernel // 2, 1, False, True)


@given(settings(kinds=("max", "min")))
def test_indices_lead_to_the_values(case):
    kind, x, kernel, stride, sides, dilation, ceil_mode, _ = case
    values, places = POOLS[kind](
        x, kernel, stride, sides, dilation, ceil_mode=ceil_mode, return_indices=True
    )
    real = places >= 0
    np.testing.assert_array_equal(x.ravel()[places[real]], values[real])
    assert np.isinf(values[~real]).all()


@pytest.mark.parametrize("kind", POOLS)
@pytest.mark.parametrize(
    ("k", "s", "p"), [(2, 2, 0), (3, 2, 1), (3, 1, 1), (7, 1, 3), (31, 1, 15), (6, 4, 2)]
)
def test_strips_and_doubling_equal_the_plain_spelling(kind, k, s, p, monkeypatch):
    """Several strips, deep windows included."""
    monkeypatch.setattr(kernels, "BLOCK", 1 << 16)
    x = np.random.default_rng(0).normal(size=(2, 301, 700)).astype(np.float32)
    fill = {"max": -np.inf, "min": np.inf, "avg": 0}[kind]
    padded = np.pad(x, [(0, 0), (p, p), (p, p)], constant_values=fill)
    views = np.lib.stride_tricks.sliding_window_view(padded, (k, k), axis=(1, 2))[:, ::s, ::s]
    if kind == "avg":
        expected = views.mean(axis=(-2, -1), dtype=np.float64)
        np.testing.assert_allclose(avg_pool2d(x, k, s, p), expected, atol=2e-6)
    else:
        reduce = np.max if kind == "max" else np.min
        np.testing.assert_array_equal(POOLS[kind](x, k, s, p), reduce(views, axis=(-2, -1)))


# ---------------------------------------------------------------- what every input keeps


@pytest.mark.parametrize("size", [4, 20])  # the gathered path and the strips
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("kind", POOLS)
def test_every_real_dtype(kind, dtype, size):
    x = (np.arange(size * size).reshape(size, size) % 7).astype(dtype)
    found = POOLS[kind](x, 3, 2, 1)
    plain = oracle.pool(x.astype(float), kind, (3, 3), (2, 2), ((1, 1), (1, 1)))
    kept = np.dtype(dtype) if kind != "avg" or dtype[0] == "f" else np.dtype(float)
    assert found.dtype == kept
    np.testing.assert_array_equal(found, plain.astype(kept))
    tight = POOLS[kind](x, 2)
    assert tight.dtype == kept
    assert tight.shape == (size // 2, size // 2)


@pytest.mark.parametrize("shape", [(0, 4, 4), (2, 0, 4, 4), (5, 4, 4), (2, 3, 4, 4)])
def test_leading_dimensions_are_pooled_plane_by_plane(shape):
    x = np.random.default_rng(1).integers(0, 99, shape)
    for pool in POOLS.values():
        found = pool(x, 2)
        assert found.shape == (*shape[:-2], 2, 2)
        for place in np.ndindex(shape[:-2]):
            np.testing.assert_array_equal(found[place], pool(x[place], 2))
    values, places = max_pool2d(x, 2, return_indices=True)
    assert values.shape == places.shape == (*shape[:-2], 2, 2)


def test_odd_memory_is_read_and_never_written():
    base = np.arange(24 * 24 * 2.0).reshape(24, 24, 2)
    for view in (base[::2, ::-1, 0], base.transpose(2, 1, 0), base[:, :, 1].T):
        view.flags.writeable = False
        before = view.copy()
        for pool in (*POOLS.values(), blur_pool2d):
            arguments = () if pool is blur_pool2d else (3, 2, 1)
            np.testing.assert_array_equal(pool(view, *arguments), pool(before, *arguments))
        np.testing.assert_array_equal(view, before)


def test_the_result_shares_no_memory_with_the_input():
    for size in (4, 40):
        x = np.ones((size, size))
        for pool in POOLS.values():
            assert not np.shares_memory(pool(x, 1), x)


@given(hnp.arrays(np.int64, (6, 6), elements=st.integers(-99, 99)), st.integers(-5, 5))
def test_laws_of_lesson_3(x, c):
    other = x[::-1]
    np.testing.assert_array_equal(max_pool2d(x + c, 2), max_pool2d(x, 2) + c)
    np.testing.assert_array_equal(min_pool2d(x, 2), -max_pool2d(-x, 2))
    np.testing.assert_array_equal(max_pool2d(abs(c) * x, 2), abs(c) * max_pool2d(x, 2))
    assert (max_pool2d(x + other, 2) <= max_pool2d(x, 2) + max_pool2d(other, 2)).all()
    np.testing.assert_array_equal(avg_pool2d(x + other, 2), avg_pool2d(x, 2) + avg_pool2d(other, 2))


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("arguments", "error", "sentence"),
    [
        (dict(kernel_size=0), ValueError, "`kernel_size` must be at least 1, got 0"),
        (dict(kernel_size=2.0), TypeError, "`kernel_size` must be an integer, got 2.0"),
        (dict(kernel_size=(2, 2.0)), TypeError, "`kernel_size` must be an integer, got 2.0"),
        (dict(kernel_size=True), TypeError, "`kernel_size` must be an integer, got True"),
        (dict(kernel_size=np.True_), TypeError, "`kernel_size` must be an integer, got np.True_"),
        (dict(kernel_size="2"), TypeError, "`kernel_size` must be an integer, got '2'"),
        (dict(kernel_size=(1, 2, 3)), ValueError, r"`kernel_size` must be .*\(rows, cols\)"),
        (dict(kernel_size=5), ValueError, "`kernel_size` must fit .* spans 5 rows, got 4"),
        (dict(kernel_size=(1, 5)), ValueError, "spans 5 columns, got 4"),
        (dict(kernel_size=2, stride=0), ValueError, "`stride` must be at least 1, got 0"),
        (dict(kernel_size=2, padding=-1), ValueError, "`padding` must be at least 0, got -1"),
        (dict(kernel_size=2, padding=2), ValueError, "`padding` must be at most 1 .*, got 2"),
        (
            dict(kernel_size=2, padding=((0, 2), (0, 0))),
            ValueError,
            "`padding` must be at most 1 on each side .*, got 2",
        ),
        (dict(kernel_size=2, padding="full"), ValueError, "`padding` must be .*, got 'full'"),
        (dict(kernel_size=2, padding=(1, 1, 1)), ValueError, "`padding` must be"),
        (dict(kernel_size=2, padding=((1, 1), 1)), ValueError, "`padding` must be"),
        (dict(kernel_size=2, padding=None), TypeError, "`padding` must be an integer, got None"),
        (dict(kernel_size=2, ceil_mode=1), TypeError, "`ceil_mode` must be True or False, got 1"),
        (dict(kernel_size=2, ceil_mode=0), TypeError, "`ceil_mode` must be True or False, got 0"),
    ],
)
@pytest.mark.parametrize("kind", POOLS)
def test_bad_arguments_are_named(kind, arguments, error, sentence):
    max_pool2d(LESSON, 2)  # 2.0 and True equal keys that are cached now
    with pytest.raises(error, match=sentence):
        POOLS[kind](LESSON, **arguments)


@pytest.mark.parametrize("pool", [max_pool2d, min_pool2d])
def test_bad_dilation_and_return_indices_are_named(pool):
    with pytest.raises(ValueError, match="`dilation` must be at least 1, got 0"):
        pool(LESSON, 2, dilation=0)
    pool(LESSON, 2, dilation=1)  # True and 1.0 equal a key that is cached now
    for dilation in (True, 1.0):
        with pytest.raises(TypeError, match=f"`dilation` must be an integer, got {dilation}"):
            pool(LESSON, 2, dilation=dilation)
    with pytest.raises(ValueError, match="spans 5 rows, got 4"):
        pool(LESSON, 2, dilation=4)
    with pytest.raises(TypeError, match="`return_indices` must be True or False, got 1"):
        pool(LESSON, 2, return_indices=1)


def test_bad_count_include_pad_is_named():
    with pytest.raises(TypeError, match="`count_include_pad` must be True or False, got None"):
        avg_pool2d(LESSON, 2, count_include_pad=None)


@pytest.mark.parametrize(
    ("x", "error", "sentence"),
    [
        ([1, 2, 3], ValueError, "`x` must have at least two dimensions, got 1"),
        (7, ValueError, "`x` must have at least two dimensions, got 0"),
        (np.zeros((0, 4)), ValueError, r"`x` must have at least one row .*\(0, 4\)"),
        (np.zeros((4, 0)), ValueError, r"`x` must have at least one row .*\(4, 0\)"),
        (np.zeros((4, 4), complex), TypeError, "`x` must hold real numbers, got dtype complex128"),
        ([[None]], TypeError, "`x` must hold real numbers, got dtype object"),
        ([["a"]], TypeError, "`x` must hold real numbers, got dtype <U1"),
        (np.zeros((2, 2), "M8[s]"), TypeError, "`x` must hold real numbers"),
        ([[1, 2], [3]], TypeError, r"`x` must be an array of real numbers, got a ragged"),
        (np.ma.masked_equal(LESSON, 9), TypeError, "`x` must have no mask.* Fill it first"),
        ([*np.ma.masked_equal(LESSON, 9)], TypeError, "`x` must have no mask.* Fill it first"),
        ([np.ma.array([1, 2]), [3, 4]], TypeError, "`x` must have no mask.* Fill it first"),
    ],
)
@pytest.mark.parametrize("pool", [max_pool2d, min_pool2d, avg_pool2d, blur_pool2d])
def test_bad_pictures_are_named(pool, x, error, sentence):
    with pytest.raises(error, match=sentence):
        pool(x, 1)


@pytest.mark.parametrize("lead", [(5,), (2, 3)])
def test_many_maps_share_the_counts_of_their_windows(lead):
    """The windows hold 4, 2 and 1 pixels. A mean of ones is 1 in each of them."""
    assert (avg_pool2d(np.ones((*lead, 3, 3)), 2, ceil_mode=True) == np.ones((*lead, 2, 2))).all()


def test_where_nothing_is_larger_than_the_padding_the_first_pixel_wins():
    """The windows see pixels 1 and 3, or 0 and 2: what comes before them is padding."""
    dark = np.zeros((4, 4), np.uint8)
    values, places = max_pool2d(dark, 3, 1, 1, 2, return_indices=True)
    assert values.tolist() == [[0, 0], [0, 0]]
    assert places.tolist() == [[5, 4], [1, 0]]


@pytest.mark.parametrize(
    ("taps", "error"),
    [
        ((), TypeError),
        ("ab", TypeError),
        (7, TypeError),
        ((True, True), TypeError),
        ((1, True), TypeError),
        ((1, "2", 1), TypeError),
        (([1], [1, 2]), TypeError),
        ((1, -1), ValueError),
        ((np.nan,), ValueError),
        ((1e308, 1e308), ValueError),
    ],
)
def test_bad_taps_are_named(taps, error):
    with pytest.raises(error, match="`taps` must be"):
        blur_pool2d(LESSON, taps=taps)
