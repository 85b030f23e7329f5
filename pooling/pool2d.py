"""The pooling functions: max, min and average pooling of an array."""

from typing import Any

import numpy as np

from pooling.arguments import Array, as_array, as_planes, flag
from pooling.clip import clip, pixels_under
from pooling.geometry import Plan, plan
from pooling.kernels import (
    averaging_dtypes,
    call_settings,
    lowest_and_highest,
    number,
    reduce_windows,
    tap_means,
    window_counts,
)


def first_taps(p: Plan) -> Array:
    """The flat index of the first pixel of each window, or -1 if the window is all padding."""
    places = []
    for axis in (p.rows, p.cols):
        start = axis.starts()
        inside = start + np.maximum(-(start // axis.dilation), 0) * axis.dilation
        places.append((inside, inside < axis.n))
    (down, good_down), (along, good_along) = places
    return np.where(good_down[:, None] & good_along, down[:, None] * p.cols.n + along, -1)


def winners(x: Array, p: Plan, sign: int, fill: Any) -> Array:
    """The flat index of the pixel that wins each window: row * width + col, as in PyTorch.

    If several are equal, the first in row-major order wins. If there is a NaN, the last NaN wins.
    Both rules are those of torch.max_pool2d.
    """
    x, rows, down = clip(x, p.rows, -2, fill)
    x, cols, along = clip(x, p.cols, -1, fill)
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
            row, col = pixels_under(rows, i, down), pixels_under(cols, j, along)
            here = row[:, None] * p.cols.n + col
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
    """Max or min pooling. They differ only in the comparison ``op`` and in the padding."""
    x = as_array(x)
    p = plan(x.shape, x.dtype, kernel_size, stride, padding, dilation, ceil_mode)
    if p.taps is not None and return_indices is False:
        return op.reduce(x.take(p.taps), (0, 1))  # quicker for a small grid
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
    """Max pooling: replace each window by its largest value.

    >>> max_pool2d([[8, 4, 6, 8], [1, 2, 0, 1], [3, 1, 7, 5], [7, 9, 1, 4]], 2)
    array([[8, 8],
           [9, 7]])

    Parameters
    ----------
    x : (..., height, width) array of any real dtype
        The input. It is not changed. A NaN wins every window that contains it.
    kernel_size, stride, dilation : int or (rows, cols)
        In pixels, at least 1. The stride defaults to kernel_size.
    padding : int, (rows, cols), ((top, bottom), (left, right)), "valid" or "same"
        In pixels. Padding never wins: it is -inf, or the lowest value of an integer dtype. The
        first two forms go up to half the kernel, the third up to the effective kernel size minus
        1. "same" gives ceil(side / stride) windows; an odd pixel of padding goes at the bottom or
        right.
    ceil_mode : bool
        Also keep a last window that reaches past the padded input. It must start inside the input
        or its leading padding.
    return_indices : bool
        Also return where in the input each value is: ``row * width + column``, from 0.

    Returns
    -------
    (..., out_height, out_width) array of x's dtype, or (values, indices)
        indices are int64. -1 marks a window that covers only padding.

    Raises
    ------
    TypeError, ValueError
        The message names the argument, the rule and the value.

    Notes
    -----
    The rules are those of https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html.
    "same" follows https://keras.io/api/layers/pooling_layers/max_pooling2d/
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
    """Min pooling: replace each window by its smallest value.

    It gives ``-max_pool2d(-x)``, but also works for unsigned integers and bools.

    >>> min_pool2d([[8, 4, 6, 8], [1, 2, 0, 1], [3, 1, 7, 5], [7, 9, 1, 4]], 2)
    array([[1, 0],
           [1, 1]])

    Parameters, results, errors and sources are those of :func:`max_pool2d`. Only the padding
    differs: it is +inf, or the highest value of an integer dtype.
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
    """Average pooling: replace each window by its mean.

    >>> avg_pool2d([[8, 4, 6, 8], [1, 2, 0, 1], [3, 1, 7, 5], [7, 9, 1, 4]], 2)
    array([[3.75, 3.75],
           [5.  , 4.25]])

    Parameters
    ----------
    x : (..., height, width) array of any real dtype
        The input. It is not changed.
    kernel_size, stride : int or (rows, cols)
        In pixels, at least 1. The stride defaults to kernel_size.
    padding : int, (rows, cols), ((top, bottom), (left, right)), "valid" or "same"
        Zeros, in pixels, with the limits of :func:`max_pool2d`.
    ceil_mode : bool
        Also keep a last window that reaches past the padded input, as in :func:`max_pool2d`. What
        lies past the padding never counts in the mean.
    count_include_pad : bool
        Whether the zeros of the padding count in the mean. With "same" they never count, because
        Keras never counts them.

    Returns
    -------
    (..., out_height, out_width) array
        Floats keep their dtype. float16 is added up in float32 and rounded once, as in PyTorch.
        Integers and bools are converted to float64 first, so that the mean keeps its fraction.
        (PyTorch refuses most of them, and cuts an int64 mean to an integer.)

    Raises
    ------
    TypeError, ValueError
        The message names the argument, the rule and the value.

    Notes
    -----
    The rules are those of https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html.
    "same" follows https://keras.io/api/layers/pooling_layers/average_pooling2d/
    """
    x = as_array(x)
    p = plan(x.shape, x.dtype, kernel_size, stride, padding, 1, ceil_mode)
    include = flag("count_include_pad", count_include_pad) and padding != "same"
    work, result = averaging_dtypes(x.dtype)
    if p.taps is not None:
        taps, count = x.take(p.taps), number(p.rows.kernel * p.cols.kernel, work)
        if x.dtype != work:
            taps = taps.astype(work)
        mean: Array = call_settings().run(tap_means, taps, count)
        return mean.astype(result, copy=False)
    counts = window_counts(p, include).astype(work)
    mean = reduce_windows(np.add, as_planes(x), p.rows, p.cols, 0, work, counts)
    return mean.astype(result, copy=False).reshape(p.shape)
