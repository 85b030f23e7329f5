"""Cut windows to the picture, so that work follows the picture and not the kernel.

A kernel may be far wider than the picture, with padding to match. Most of its taps then only read
padding, which never changes a result.
"""

from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from pooling.arguments import Array
from pooling.geometry import Axis

Pixels = npt.NDArray[np.int64]


@lru_cache(maxsize=256)
def shortened(axis: Axis) -> Axis:
    """The same windows without the first and last taps that only read padding.

    >>> shortened(Axis(n=4, kernel=201, stride=1, dilation=1, before=100, after=100, out=4))
    Axis(n=4, kernel=7, stride=1, dilation=1, before=3, after=100, out=4)
    """
    first = max((axis.before - (axis.out - 1) * axis.stride) // axis.dilation, 0)
    last = min((axis.n - 1 + axis.before) // axis.dilation, axis.kernel - 1)
    before = axis.before - first * axis.dilation
    return replace(axis, kernel=last - first + 1, before=before)


@lru_cache(maxsize=256)
def unfolded(axis: Axis) -> Pixels | None:
    """The pixels of each window, (outputs, pixels), and -1 for padding. None if they are many.

    With a large stride or dilation there is still more padding than the pixels of all windows.
    """
    most = min(axis.kernel, -(-axis.n // axis.dilation))  # pixels that one window can cover
    if axis.out * most >= axis.before + axis.n + axis.overhang:
        return None
    start = axis.starts()[:, None]
    first = start - np.minimum(start, 0) // axis.dilation * axis.dilation
    pixels = first + np.arange(most) * axis.dilation
    found = np.where(pixels < np.minimum(start + axis.span, axis.n), pixels, -1)
    found.flags.writeable = False  # the cache gives this same array to the next caller
    return found


def fitted(axis: Axis) -> tuple[Axis, Pixels | None]:
    """The axis shortened, and unfolded if that takes less. Most kernels fit the picture as is."""
    if axis.span <= axis.n:
        return axis, None
    axis = shortened(axis)
    return axis, unfolded(axis)


def clip(x: Array, axis: Axis, dim: int, fill: Any) -> tuple[Array, Axis, Pixels | None]:
    """Cut the windows along one dimension: a picture and its windows that give the same results.

    If the picture is another one, its windows lie side by side. Then their pixels come third.
    """
    axis, pixels = fitted(axis)
    if pixels is None:
        return x, axis, None
    x = x.take(pixels.ravel(), dim)
    np.moveaxis(x, dim, -1)[..., pixels.ravel() < 0] = fill
    most = pixels.shape[1]
    return x, Axis(pixels.size, most, most, 1, 0, 0, axis.out), pixels


def pixels_under(axis: Axis, tap: int, pixels: Pixels | None) -> Pixels:
    """The pixel under one tap of each window, for what :func:`clip` returned."""
    return axis.starts() + tap * axis.dilation if pixels is None else pixels[:, tap]


def spread(weight: Array, axis: Axis, dim: int = 0) -> Array:
    """Add the weight of each output to every pixel of its window, along one dimension.

    A matrix product would be shorter. But NumPy runs large ones on several threads, which then
    keep the processor busy while they wait.

    >>> axis = Axis(n=4, kernel=2, stride=1, dilation=1, before=0, after=0, out=3)
    >>> spread(np.array([1, 10, 100]), axis)
    array([  1,  11, 110, 100])
    """
    total = np.zeros((*weight.shape[:dim], axis.n, *weight.shape[dim + 1 :]), weight.dtype)
    into, weight = total.swapaxes(0, dim), weight.swapaxes(0, dim)
    axis, pixels = fitted(axis)
    if pixels is not None:
        windows, places = np.nonzero(pixels >= 0)
        np.add.at(into, pixels[windows, places], weight[windows])
        return total
    for tap in range(axis.kernel):
        place = tap * axis.dilation - axis.before  # the pixel under this tap of window 0
        first = max(-(place // axis.stride), 0)
        last = min((axis.n - 1 - place) // axis.stride, axis.out - 1)
        if first <= last:  # += is safe: two windows never have the same tap over the same pixel
            end = place + last * axis.stride + 1
            into[place + first * axis.stride : end : axis.stride] += weight[first : last + 1]
    return total
