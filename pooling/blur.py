"""Blur pooling: blur first, then keep every s-th pixel, so that there is little aliasing."""

import math
from collections.abc import Sequence
from numbers import Real
from typing import Any

import numpy as np

from pooling.arguments import Array, as_image, pair
from pooling.kernels import averaging_dtypes, without_warnings


def blur_pool2d(x: object, stride: Any = 2, *, taps: Sequence[float] = (1, 2, 1)) -> Array:
    """Blur, then keep every ``stride``-th pixel.

    Strided subsampling alone turns fine patterns into false coarse ones: aliasing. The blur removes
    most of the fine patterns first.

    >>> blur_pool2d([[0, 0, 4, 0, 0]])
    array([[0., 2., 0.]])

    Parameters
    ----------
    x : (..., height, width) array of any real dtype
        The input. It is not changed.
    stride : int or (rows, cols)
        In pixels, at least 1.
    taps : sequence of numbers
        The weights of the blur along each axis. They are divided by their sum, which must not be 0.
        Beyond the border the picture is mirrored, without repeating the edge pixel.

    Returns
    -------
    (..., ceil(height / stride), ceil(width / stride)) array, dtype as in :func:`avg_pool2d`

    Raises
    ------
    TypeError, ValueError
        The message names the argument, the rule and the value.

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
    """Whether a tap is a real number. True and "1" do not count as numbers."""
    return isinstance(tap, Real) and not isinstance(tap, bool)


@without_warnings
def blur(x: Array, weights: Array, strides: tuple[int, int], dtype: np.dtype[Any]) -> Array:
    """Blur and subsample rows, then columns. The result has the given ``dtype``."""
    for dim in (-2, -1):
        x = blur_axis(x, weights, dim, strides[dim])
    return x.astype(dtype, copy=False)


def blur_axis(x: Array, weights: Array, dim: int, stride: int) -> Array:
    """Blur along one axis. Only the pixels that are kept are computed."""
    n, before = x.shape[dim], (len(weights) - 1) // 2
    sides = [(0, 0)] * x.ndim
    sides[dim] = (before, len(weights) - 1 - before)
    padded = np.moveaxis(np.pad(x, sides, mode="reflect"), dim, 0)
    kept = [w * padded[t : t + n : stride] for t, w in enumerate(weights.astype(x.dtype))]
    return np.moveaxis(np.add.reduce(kept), 0, dim)
