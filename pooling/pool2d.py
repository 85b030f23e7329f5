"""The pooling functions: check, reduce every window, finish."""

from typing import Any

import numpy as np

from pooling.arguments import Array, as_array, as_planes, flag
from pooling.geometry import Plan, plan
from pooling.kernels import (
    averaging_dtypes,
    calm,
    lowest_and_highest,
    number,
    reduce_windows,
    tap_means,
    window_counts,
)


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
