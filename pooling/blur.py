"""Blur pooling: subsampling that does not alias."""

import math
from collections.abc import Sequence
from numbers import Real
from typing import Any

import numpy as np

from pooling.arguments import Array, as_image, pair
from pooling.kernels import averaging_dtypes, quiet


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
