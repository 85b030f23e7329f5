"""Blur pooling: blur first, then keep every s-th pixel, so that there is little aliasing."""

import math
from collections.abc import Sequence
from numbers import Real
from typing import Any, Literal, get_args

import numpy as np

from pooling.arguments import Array, as_image, choice, pair
from pooling.kernels import averaging_dtypes, without_warnings
from pooling.shift import translate_axis

Border = Literal["mirror", "wrap"]
PAD: dict[Border, Literal["reflect", "wrap"]] = {"mirror": "reflect", "wrap": "wrap"}  # of np.pad


def blur_pool2d(
    x: object, stride: Any = 2, *, taps: Sequence[float] = (1, 2, 1), border: Border = "mirror"
) -> Array:
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
    border : "mirror" or "wrap"
        What the blur finds beyond the border: the picture mirrored, without repeating the edge
        pixel, or its other side.

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
    choice("border", border, get_args(Border))
    strides = pair("stride", stride, 1)
    if not isinstance(taps, (Sequence, np.ndarray)) or not len(taps) or not all(map(real, taps)):
        raise TypeError(f"`taps` must be a sequence of numbers, got {taps!r}")
    weights = np.array([float(tap) for tap in taps])
    total = sum(weights.tolist())
    if not math.isfinite(total) or total == 0:
        raise ValueError(f"`taps` must be finite and must not add up to 0, got {taps!r}")
    work, result = averaging_dtypes(x.dtype)
    return blur(x.astype(work, copy=False), weights / total, strides, result, border)


def real(tap: object) -> bool:
    """Whether a tap is a real number. True and "1" do not count as numbers."""
    return isinstance(tap, Real) and not isinstance(tap, bool)


@without_warnings
def blur(
    x: Array, weights: Array, strides: tuple[int, int], dtype: np.dtype[Any], border: Border
) -> Array:
    """Blur and subsample rows, then columns. The result has the given ``dtype``."""
    for dim in (-2, -1):
        x = blur_axis(x, weights, dim, strides[dim], border)
    return x.astype(dtype, copy=False)


def blur_axis(x: Array, weights: Array, dim: int, stride: int, border: Border) -> Array:
    """Blur along one axis. Only the pixels that are kept are computed."""
    n, before = x.shape[dim], (len(weights) - 1) // 2
    sides = [(0, 0)] * x.ndim
    sides[dim] = (before, len(weights) - 1 - before)
    padded = np.moveaxis(np.pad(x, sides, mode=PAD[border]), dim, 0)
    kept = [w * padded[t : t + n : stride] for t, w in enumerate(weights.astype(x.dtype))]
    return np.moveaxis(np.add.reduce(kept), 0, dim)


def max_blur_pool2d(x: object, *, border: Border = "mirror") -> Array:
    """Take the maximum of each 2 x 2 window at stride 1, then blur and keep every second pixel.

    Max pooling with stride 2 takes the same maxima and keeps every second one without a blur.

    >>> max_blur_pool2d([[0, 0, 1, 1, 0, 0, 1, 1]], border="wrap")
    array([[0.5, 1. , 0.5, 1. ]])

    Parameters
    ----------
    x : (..., height, width) array of any real dtype
        The input. It is not changed.
    border : "mirror" or "wrap"
        As in :func:`blur_pool2d`. The last windows reach one pixel beyond the picture. With "wrap"
        this is the first pixel; with "mirror" there is none.

    Returns
    -------
    (..., ceil(height / 2), ceil(width / 2)) array, dtype as in :func:`avg_pool2d`

    Raises
    ------
    TypeError, ValueError
        The message names the argument, the rule and the value.

    Notes
    -----
    MaxBlurPool in Zhang 2019, https://arxiv.org/abs/1904.11486
    """
    x = as_image(x)
    choice("border", border, get_args(Border))
    for dim in (-2, -1):
        x = np.maximum(x, translate_axis(x, dim, -1, "wrap" if border == "wrap" else "edge"))
    return blur_pool2d(x, 2, border=border)


def polyphase_pool2d(x: object) -> Array:
    """Adaptive polyphase sampling: of the four ways to keep every second pixel, the strongest.

    A picture splits into four phases: every second row, from the first or the second, and every
    second column likewise. Strided subsampling always keeps the first phase. This keeps the phase
    with the largest norm, so a wrapped picture keeps the same pixels after every shift.

    >>> polyphase_pool2d([[1, 2, 0, 3]]), polyphase_pool2d([[3, 1, 2, 0]])  # wrapped by one
    (array([[2, 3]]), array([[3, 2]]))

    Parameters
    ----------
    x : (..., height, width) array of any real dtype
        The input. It is not changed. All leading dimensions share one phase.

    Returns
    -------
    (..., floor(height / 2), floor(width / 2)) array of x's dtype
        A side of 1 stays 1. Of several phases with the same norm, it is the first.

    Raises
    ------
    TypeError
        If ``x`` does not hold real numbers.

    Notes
    -----
    Chaman and Dokmanic 2021, "Truly shift-invariant convolutional neural networks",
    https://arxiv.org/abs/2011.14214. It is exact for wrapped shifts, if both sides are even.
    """
    x = as_image(x)
    rows, columns = (max(side // 2, 1) for side in x.shape[-2:])
    phases = [
        x[..., top::2, left::2][..., :rows, :columns]
        for top in range(min(x.shape[-2], 2))
        for left in range(min(x.shape[-1], 2))
    ]
    strength = [energy(phase) for phase in phases]
    return phases[strength.index(max(strength))].copy()


@without_warnings
def energy(values: Array) -> float:
    """The sum of the squares. The same numbers in another order have exactly the same."""
    if values.dtype.kind == "f":
        try:
            return math.fsum(np.square(values, dtype=np.float64).ravel().tolist())
        except OverflowError:
            return math.inf
    whole = np.int64 if values.itemsize < 4 else object
    return int(np.square(values.astype(whole)).sum())
