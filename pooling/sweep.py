"""How much of a feature map survives each shift, for all shifts at once.

Shift a picture, then pool it r times with 2 x 2 windows. Each output is the reduction of one
2^r x 2^r window of the padded picture. So for each round this module reduces every such window
once, at stride 1. The result for any shift is a strided view of that map. Nothing is shifted or
pooled again, and each round's map comes from the map before.
"""

import math
from collections.abc import Callable
from functools import partial
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from pooling.arguments import FILLS, Array, Fill, as_image, choice, integer, pair
from pooling.blur import Border, blur_pool2d, max_blur_pool2d, polyphase_pool2d
from pooling.kernels import averaging_dtypes, without_warnings
from pooling.layer import Layer, pool_rounds
from pooling.shift import SCORES, translate

PAD = {"zero": "constant", "edge": "edge", "wrap": "wrap"}  # fill -> the mode of np.pad
SweepKind = Literal["max", "avg", "min", "stride", "blur", "max_blur", "aps"]
Score = Literal["same_place", "survivors", "same_maximum", "error", "mean"]
SWEEP_KINDS: tuple[SweepKind, ...] = get_args(SweepKind)


def mean_after(_: Array, after: Array) -> float:
    """The mean, exact before it is rounded once: the order of the values does not matter."""
    if after.dtype.kind == "f":
        return math.fsum(after.ravel().tolist()) / after.size
    return int(after.sum(dtype=object)) / after.size


SWEEP_SCORES: dict[str, Callable[[Array, Array], float]] = SCORES | {"mean": mean_after}
LONGEST_SHIFT = 512  # pixels; the number of shifts, and so the time, grows with its square


def shift_sweep(
    x: object,
    max_shift: int,
    rounds: int,
    *,
    kind: SweepKind = "max",
    fill: Fill = "wrap",
    score: Score = "same_place",
    decimals: int | None = None,
) -> npt.NDArray[np.float64]:
    """Score every shift up to ``max_shift``, after each round of 2 x 2 pooling.

    >>> import numpy as np
    >>> grid = np.array([[8, 4, 6, 8], [1, 2, 0, 1], [3, 1, 7, 5], [7, 9, 1, 4]])
    >>> shift_sweep(grid, 1, 2, fill="zero")[0]  # [1, 2] is one pixel to the right
    array([[0.25, 0.25, 0.  ],
           [0.5 , 1.  , 0.25],
           [0.25, 0.75, 0.5 ]])

    Parameters
    ----------
    x : (..., height, width) array of any real dtype
        The input. It is not changed.
    max_shift : int
        In pixels, 0 to 512.
    rounds : int
        At least 1. A window of 2 ** rounds pixels must fit both sides.
    kind : "max", "avg", "min", "stride", "blur", "max_blur" or "aps"
        2 x 2 pooling with stride 2. "stride" is strided subsampling: it keeps the first pixel of
        each window. "blur" is :func:`pooling.blur_pool2d`, with its mirrored border. "max_blur" is
        :func:`pooling.max_blur_pool2d`; its border wraps where the shift wraps. "aps" is
        :func:`pooling.polyphase_pool2d`. The last three are slower, because each shift is pooled.
    fill : "zero", "edge" or "wrap"
        What enters at the border, as in :func:`pooling.translate`.
    score : name of a field of :class:`pooling.Comparison`, or "mean"
        "same_maximum" counts as 0 or 1. "mean" is the mean of the shifted picture's map: what
        global average pooling makes of it.
    decimals : int, optional
        Round float64 outputs before they are compared, because means that are equal on paper may
        differ in their last bit.

    Returns
    -------
    (rounds, 2 * max_shift + 1, 2 * max_shift + 1) float64 array
        ``[r - 1, max_shift + down, max_shift + right]`` is the score after r rounds. It compares
        the map of the picture with the map of the picture shifted by (down, right).

    Raises
    ------
    TypeError, ValueError
        The message names the argument, the rule and the value.
    """
    x = as_image(x)
    m, rounds = integer("max_shift", max_shift, 0), integer("rounds", rounds, 1)
    for name, value, options in (
        ("kind", kind, SWEEP_KINDS),
        ("fill", fill, FILLS),
        ("score", score, get_args(Score)),
    ):
        choice(name, value, options)
    if not x.size:
        raise ValueError(f"`x` must have at least one cell, got shape {x.shape}")
    if m > LONGEST_SHIFT:
        raise ValueError(f"`max_shift` must be at most {LONGEST_SHIFT}, got {m}")
    most = min(x.shape[-2:]).bit_length() - 1
    if rounds > most:
        raise ValueError(
            f"`rounds` must be at most {most} for a side of {min(x.shape[-2:])}, got {rounds}"
        )
    places = None if decimals is None else integer("decimals", decimals, 0)
    compared = SWEEP_SCORES[score]
    result = np.empty((rounds, 2 * m + 1, 2 * m + 1))
    if kind in ("blur", "max_blur", "aps"):
        shifted_sweep(x, m, one_round(kind, fill), fill, compared, places, result)
    else:
        window_sweep(x, m, kind, fill, compared, places, result)
    return result


def window_sweep(
    x: Array,
    m: int,
    kind: SweepKind,
    fill: Fill,
    compared: Callable[[Array, Array], float],
    decimals: int | None,
    result: npt.NDArray[np.float64],
) -> None:
    """Fill ``result`` from one map per round, which holds every window at stride 1."""
    *lead, height, width = x.shape
    dense = np.pad(x, [(0, 0)] * len(lead) + [(m, m), (m, m)], mode=PAD[fill])  # type: ignore[call-overload]
    work, kept = averaging_dtypes(x.dtype) if kind == "avg" else (x.dtype, x.dtype)
    for r in range(len(result)):
        dense = doubled(dense.astype(work, copy=False), kind, 1 << r).astype(kept, copy=False)
        shown = rounded(dense, decimals)
        step = 2 << r  # the side of a window in pixels, and the stride
        rows, columns = height // step, width // step

        def moved(down: int, right: int) -> Array:
            part = shown[..., m - down :: step, m - right :: step]  # noqa: B023
            return part[..., :rows, :columns]  # noqa: B023

        still = moved(0, 0).copy()
        for down in range(-m, m + 1):
            for right in range(-m, m + 1):
                result[r, m + down, m + right] = compared(still, moved(down, right))


@without_warnings
def doubled(a: Array, kind: SweepKind, gap: int) -> Array:
    """Combine windows ``gap`` pixels wide into windows twice as wide, at stride 1.

    Rows are combined first, then columns.
    """
    if kind == "stride":
        return a
    op = {"max": np.maximum, "min": np.minimum, "avg": np.add}[kind]
    a = op(a[..., :-gap, :], a[..., gap:, :])
    a = op(a[..., :-gap], a[..., gap:])
    return a / a.dtype.type(4) if kind == "avg" else a


def rounded(a: Array, decimals: int | None) -> Array:
    """Round float64 values; float32 has too few digits for it, and all others are exact."""
    return a if decimals is None or a.dtype != np.float64 else np.round(a, decimals)


def subsample(x: Array) -> Array:
    """Strided subsampling: keep the first pixel of every whole 2 x 2 window."""
    return x[..., : x.shape[-2] // 2 * 2 : 2, : x.shape[-1] // 2 * 2 : 2]


def one_round(kind: SweepKind, fill: Fill = "wrap") -> Callable[[Array], Array]:
    """Return what one round of a kind does, as a function of the picture.

    >>> one_round("stride")(np.arange(16).reshape(4, 4))
    array([[ 0,  2],
           [ 8, 10]])
    """
    border: Border = "wrap" if fill == "wrap" else "mirror"
    rounds: dict[SweepKind, Callable[[Array], Array]] = {
        "max": Layer("max", 2),
        "avg": Layer("avg", 2),
        "min": Layer("min", 2),
        "stride": subsample,
        "blur": blur_pool2d,
        "max_blur": partial(max_blur_pool2d, border=border),
        "aps": polyphase_pool2d,
    }
    return rounds[kind]


def shifted_sweep(
    x: Array,
    m: int,
    pool: Callable[[Array], Array],
    fill: Fill,
    compared: Callable[[Array, Array], float],
    decimals: int | None,
    result: npt.NDArray[np.float64],
) -> None:
    """Fill ``result`` shift by shift: shift the picture, then pool it."""
    still = [rounded(a, decimals) for a in pool_rounds(x, len(result), pool)]
    for down in range(-m, m + 1):
        for right in range(-m, m + 1):
            shifted = translate(x, down, right, fill=fill)
            for r, pooled in enumerate(pool_rounds(shifted, len(result), pool)[1:]):
                result[r, m + down, m + right] = compared(still[r + 1], rounded(pooled, decimals))


def unchanged_probability(kernel_size: int, shift: int | tuple[int, int]) -> float:
    """The chance that one output of max pooling is unchanged by a shift, for pure noise.

    In noise, pixels are independent and no two are equal. Two windows then have the same maximum
    exactly if the largest pixel of their union lies in their overlap. Each pixel of the union is
    equally likely to be the largest.

    >>> [round(unchanged_probability(k, 1), 3) for k in (2, 4, 8, 16)]
    [0.333, 0.6, 0.778, 0.882]

    Parameters
    ----------
    kernel_size : int
        The side of the windows in pixels, at least 1. The stride is the same. n rounds of 2 x 2
        max pooling equal one of kernel_size 2 ** n.
    shift : int or (down, right)
        In pixels. One int shifts along one axis. If the windows no longer overlap, the chance is 0.

    Returns
    -------
    float
        From 0 to 1: the pixels in the overlap divided by the pixels in the union. For a shift by d
        along one axis, this is (K - d) / (K + d), where K is the kernel size.

    Raises
    ------
    TypeError, ValueError
        The message names the argument, the rule and the value.
    """
    k = integer("kernel_size", kernel_size, 1)
    down, right = (0, shift) if not isinstance(shift, (tuple, list)) else pair("shift", shift, None)
    overlap = 1
    for d in (integer("shift", down), integer("shift", right)):
        overlap *= max(k - abs(d), 0)
    return overlap / (2 * k * k - overlap)
