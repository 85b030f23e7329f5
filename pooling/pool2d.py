"""The pooling functions: check, reduce every window, finish."""

import math
from collections.abc import Sequence
from functools import cache, lru_cache
from numbers import Real
from typing import Any

import numpy as np

from pooling.arguments import Array, as_array, as_image, as_planes, flag, pair
from pooling.geometry import Axis, Plan, plan
from pooling.quiet import calm, quiet
from pooling.windows import reduce_windows


def lowest_and_highest(dtype: np.dtype[Any]) -> tuple[Any, Any]:
    """What never wins a maximum and what never wins a minimum."""
    if dtype.kind == "b":
        return False, True
    if dtype.kind == "f":
        return -np.inf, np.inf
    return np.iinfo(dtype).min, np.iinfo(dtype).max


def first_taps(p: Plan) -> Array:
    """The flat place of each window's first tap inside the input; -1 where there is none."""
    places = []
    for axis in (p.rows, p.cols):
        start = axis.starts()
        inside = start + np.maximum(-(start // axis.dilation), 0) * axis.dilation
        places.append((inside, inside < axis.n))
    (down, good_down), (along, good_along) = places
    return np.where(good_down[:, None] & good_along, down[:, None] * p.cols.n + along, -1)


def winners(x: Array, p: Plan, sign: int, fill: Any) -> Array:
    """Which input cell each window's extreme came from, as PyTorch counts it: row * width + col.

    The first in row-major order wins a tie; the last NaN beats all (both as in torch.max_pool2d).
    """
    rows, cols = p.rows, p.cols
    sides = ((0, 0), (rows.before, rows.overhang), (cols.before, cols.overhang))
    padded = np.pad(x, sides, constant_values=fill)
    best = np.full((x.shape[0], rows.out, cols.out), fill, x.dtype)
    place = np.broadcast_to(first_taps(p), best.shape).copy()
    for i in range(rows.kernel):
        for j in range(cols.kernel):
            top, left = i * rows.dilation, j * cols.dilation
            tap = padded[:, top :: rows.stride, left :: cols.stride][:, : rows.out, : cols.out]
            better = (tap > best if sign > 0 else tap < best) | (tap != tap)
            best = np.where(better, tap, best)
            here = (rows.starts() + top)[:, None] * cols.n + cols.starts() + left
            place = np.where(better, here, place)
    return place


def extreme(
    op: np.ufunc,
    x: object,
    kernel_size: Any,
    stride: Any,
    padding: Any,
    dilation: Any,
    ceil_mode: Any,
    return_indices: Any,
) -> Any:
    """Max or min pooling: the same walk with another comparison."""
    x = as_array(x)
    p = plan(x.shape, x.dtype, kernel_size, stride, padding, dilation, ceil_mode)
    if p.taps is not None and return_indices is False:
        return op.reduce(x.take(p.taps), (0, 1))  # a small grid: the walk's set-up is dearer
    lowest, highest = lowest_and_highest(x.dtype)
    sign, fill = (1, lowest) if op is np.maximum else (-1, highest)
    planes = as_planes(x)
    values = reduce_windows(op, planes, p.rows, p.cols, fill, x.dtype).reshape(p.shape)
    if not flag("return_indices", return_indices):
        return values
    return values, winners(planes, p, sign, fill).reshape(p.shape)


def max_pool2d(
    x: object,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    *,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Any:
    """The largest value of every window.

    >>> max_pool2d([[8, 4, 6, 8], [1, 2, 0, 1], [3, 1, 7, 5], [7, 9, 1, 4]], 2)
    array([[8, 8],
           [9, 7]])

    Parameters
    ----------
    x : (..., height, width) array of any real dtype
        Never changed. NaN wins every window it is in.
    kernel_size, stride, dilation : int or (rows, cols)
        In pixels, at least 1. stride defaults to kernel_size.
    padding : int, (rows, cols), ((top, bottom), (left, right)), "valid" or "same"
        Cells that never win (-inf; an integer dtype's lowest). The first two forms reach half the
        kernel, the four-sided one the effective kernel size minus 1. "same" gives
        ceil(side / stride) windows, the odd cell at the bottom or right.
    ceil_mode : bool
        Keep the last, overhanging window, if it starts inside the input or its leading padding.
    return_indices : bool
        Also return where each value came from, ``row * width + column``.

    Returns
    -------
    (..., out_height, out_width) array of x's dtype, or (values, indices)
        indices are int64; -1 marks a window all of whose (dilated) taps are padding.

    Raises
    ------
    TypeError, ValueError
        Naming the argument, the rule and the value.

    Notes
    -----
    As https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html; "same" as
    https://keras.io/api/layers/pooling_layers/max_pooling2d/
    """
    return extreme(np.maximum, x, kernel_size, stride, padding, dilation, ceil_mode, return_indices)


def min_pool2d(
    x: object,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    *,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Any:
    """The smallest value of every window: ``-max_pool2d(-x)``, for every dtype.

    >>> min_pool2d([[8, 4, 6, 8], [1, 2, 0, 1], [3, 1, 7, 5], [7, 9, 1, 4]], 2)
    array([[1, 0],
           [1, 1]])

    Parameters, returns, errors and sources are those of :func:`max_pool2d`; padding is +inf, or
    an integer dtype's highest value.
    """
    return extreme(np.minimum, x, kernel_size, stride, padding, dilation, ceil_mode, return_indices)


@cache
def averaging_dtypes(dtype: np.dtype[Any]) -> tuple[np.dtype[Any], np.dtype[Any]]:
    """(what to add up in, what to return): floats keep their dtype, float16 adds in float32."""
    if dtype.kind != "f":
        return np.dtype(np.float64), np.dtype(np.float64)
    return np.result_type(dtype, np.float32), dtype


@lru_cache(maxsize=256)
def axis_counts(axis: Axis, include_pad: bool) -> Array:
    """How many cells each window averages over along one axis; only the first, if all do alike."""
    counts = axis.counts(include_pad)
    counts.flags.writeable = False  # whoever asks next gets this very array
    return counts[:1] if counts.min() == counts.max() else counts


def window_counts(p: Plan, include_pad: bool) -> Array:
    """How many cells each window averages over: one number if all have the same."""
    down, along = axis_counts(p.rows, include_pad), axis_counts(p.cols, include_pad)
    counts = np.multiply.outer(down, along)
    return counts.reshape(()) if counts.size == 1 else np.broadcast_to(counts, p.shape[-2:])


@cache
def number(value: int, dtype: np.dtype[Any]) -> Array:
    """An array without dimensions: NumPy divides by one in half the time of a Python number."""
    return np.array(value, dtype)


def tap_means(taps: Array, count: Array) -> Array:
    """The mean over the first two dimensions, added up as the walk adds: rows, then columns.

    For so few parts a call each is the quickest way. ``taps`` is written over.
    """
    sums = taps[0]
    for i in range(1, len(taps)):
        np.add(sums, taps[i], sums)
    mean: Array = sums[0]
    for j in range(1, len(sums)):
        np.add(mean, sums[j], mean)
    return np.divide(mean, count, mean)


def avg_pool2d(
    x: object,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    *,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> Array:
    """The mean of every window.

    >>> avg_pool2d([[8, 4, 6, 8], [1, 2, 0, 1], [3, 1, 7, 5], [7, 9, 1, 4]], 2)
    array([[3.75, 3.75],
           [5.  , 4.25]])

    Parameters
    ----------
    x : (..., height, width) array of any real dtype
        Never changed.
    kernel_size, stride : int or (rows, cols)
        In pixels, at least 1. stride defaults to kernel_size.
    padding : int, (rows, cols), ((top, bottom), (left, right)), "valid" or "same"
        Zeros, with the limits of :func:`max_pool2d`.
    ceil_mode : bool
        Keep the last, overhanging window. What overhangs the padding is never counted.
    count_include_pad : bool
        Whether the zeros of a numeric padding count in the mean. Those of "same" never do: Keras,
        whose form it is, leaves no choice.

    Returns
    -------
    (..., out_height, out_width) array
        Floats keep their dtype, float16 being added up in float32 and rounded once, as PyTorch
        does. Integers and bools are converted to float64 first, so that the mean is a mean
        (PyTorch refuses them, or cuts an int64 mean to an integer).

    Raises
    ------
    TypeError, ValueError
        Naming the argument, the rule and the value.

    Notes
    -----
    As https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html; "same" as
    https://keras.io/api/layers/pooling_layers/average_pooling2d/
    """
    x = as_array(x)
    p = plan(x.shape, x.dtype, kernel_size, stride, padding, 1, ceil_mode)
    include = flag("count_include_pad", count_include_pad) and padding != "same"
    work, result = averaging_dtypes(x.dtype)
    if p.taps is not None:
        taps, count = x.take(p.taps), number(p.rows.kernel * p.cols.kernel, work)
        if x.dtype != work:
            taps = taps.astype(work)
        mean: Array = calm().run(tap_means, taps, count)
        return mean.astype(result, copy=False)
    counts = window_counts(p, include).astype(work)
    mean = reduce_windows(np.add, as_planes(x), p.rows, p.cols, 0, work, counts)
    return mean.astype(result, copy=False).reshape(p.shape)


def blur_pool2d(x: object, stride: Any = 2, *, taps: Sequence[float] = (1, 2, 1)) -> Array:
    """Blur, then keep every ``stride``-th pixel: subsampling that does not alias.

    >>> blur_pool2d([[0, 0, 4, 0, 0]])
    array([[0., 2., 0.]])

    Parameters
    ----------
    x : (..., height, width) array of any real dtype
        Never changed.
    stride : int or (rows, cols)
        In pixels, at least 1.
    taps : sequence of numbers
        The blur's weights along each axis, divided by their sum, which must not be 0. The border
        is reflected (the edge pixel itself is not repeated).

    Returns
    -------
    (..., ceil(height / stride), ceil(width / stride)) array, dtype as in :func:`avg_pool2d`

    Raises
    ------
    TypeError, ValueError
        Naming the argument, the rule and the value.

    Notes
    -----
    Zhang 2019, "Making Convolutional Networks Shift-Invariant Again", https://arxiv.org/abs/1904.11486
    """
    x = as_image(x)
    strides = pair("stride", stride, 1)
    if not isinstance(taps, (Sequence, np.ndarray)) or not len(taps) or not all(map(real, taps)):
        raise TypeError(f"`taps` must be a sequence of numbers, got {taps!r}")
    weights = np.array([float(tap) for tap in taps])
    total = sum(weights.tolist())
    if not math.isfinite(total) or total == 0:
        raise ValueError(f"`taps` must be finite and must not add up to 0, got {taps!r}")
    work, result = averaging_dtypes(x.dtype)
    return blur(x.astype(work, copy=False), weights / total, strides, result)


def real(tap: object) -> bool:
    """Whether a tap is a real number; True and "1" are none."""
    return isinstance(tap, Real) and not isinstance(tap, bool)


@quiet
def blur(x: Array, weights: Array, strides: tuple[int, int], dtype: np.dtype[Any]) -> Array:
    """Both axes of the separable blur, given back in ``dtype``."""
    for dim in (-2, -1):
        x = blur_axis(x, weights, dim, strides[dim])
    return x.astype(dtype, copy=False)


def blur_axis(x: Array, weights: Array, dim: int, stride: int) -> Array:
    """One axis of the separable blur, computed only where a pixel is kept."""
    n, before = x.shape[dim], (len(weights) - 1) // 2
    sides = [(0, 0)] * x.ndim
    sides[dim] = (before, len(weights) - 1 - before)
    padded = np.moveaxis(np.pad(x, sides, mode="reflect"), dim, 0)
    kept = [w * padded[t : t + n : stride] for t, w in enumerate(weights.astype(x.dtype))]
    return np.moveaxis(np.add.reduce(kept), 0, dim)
