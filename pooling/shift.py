"""Shift a picture, and measure how much the pooled outputs change."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pooling.arguments import FILLS, Array, Fill, as_image, choice, integer
from pooling.kernels import without_warnings

MANY = 4096  # values: from here on, counting each possible value is quicker than sorting


def translate(x: object, down: int = 0, right: int = 0, *, fill: Fill = "zero") -> Array:
    """Shift a picture by whole pixels. Negative numbers shift up or left.

    >>> translate([[1, 2, 3]], right=1)
    array([[0, 1, 2]])
    >>> translate([[1, 2, 3]], right=1, fill="edge"), translate([[1, 2, 3]], right=1, fill="wrap")
    (array([[1, 1, 2]]), array([[3, 1, 2]]))

    Parameters
    ----------
    x : (..., height, width) array of any real dtype
        The input. It is not changed.
    down, right : int
        In pixels, of any size.
    fill : "zero", "edge" or "wrap"
        What enters at the border: zeros, the edge pixel repeated, or the pixels that left on the
        other side.

    Returns
    -------
    array of x's shape and dtype

    Raises
    ------
    TypeError, ValueError
        The message names the argument, the rule and the value.
    """
    x = as_image(x)
    choice("fill", fill, FILLS)
    for dim, shift in ((-2, integer("down", down)), (-1, integer("right", right))):
        x = translate_axis(x, dim, shift, fill)
    return x


def translate_axis(x: Array, dim: int, shift: int, fill: Fill) -> Array:
    """Shift along one dimension: each pixel is taken from ``shift`` places before it."""
    n = x.shape[dim]
    source = np.arange(n) - (shift % n if fill == "wrap" else max(-n, min(shift, n)))
    if fill == "wrap":
        source %= n
    moved: Array = x.take(source.clip(0, n - 1), dim)
    if fill == "zero":
        np.moveaxis(moved, dim, 0)[(source < 0) | (source >= n)] = 0
    return moved


@dataclass(frozen=True)
class Comparison:
    """Four scores of how much two feature maps have in common; see :func:`compare`."""

    same_place: float  # share of outputs with the same value at the same place, 0 to 1
    survivors: float  # share of the values before that are still somewhere after, 0 to 1
    same_maximum: bool  # whether the largest value is the same
    error: float  # mean squared difference, in squared units of the input


def compare(before: object, after: object) -> Comparison:
    """Score how much two feature maps have in common.

    There are four scores because they can disagree. Only ``same_place`` measures invariance in the
    strict sense. ``survivors`` is the lesson's "values survive", and ``same_maximum`` is its "the
    largest is still 9".

    >>> compare([[8, 8], [9, 7]], [[8, 6], [7, 9]])
    Comparison(same_place=0.25, survivors=0.75, same_maximum=True, error=3.0)

    Parameters
    ----------
    before, after : (..., height, width) arrays of one shape, with at least one value

    Returns
    -------
    Comparison
        same_place: the share of values that are equal at the same place. survivors: the share of
        values of ``before`` that are anywhere in ``after``; a value there counts once.
        same_maximum: whether the largest values are equal. error: the mean squared difference.
        NaN equals NaN in the first three.

    Raises
    ------
    TypeError, ValueError
        If the arrays have different shapes, hold no value, or do not hold real numbers.
    """
    a, b = as_image(before, "before"), as_image(after, "after")
    if a.shape != b.shape:
        raise ValueError(f"`after` must have the shape of `before`, {a.shape}, got {b.shape}")
    if not a.size:
        raise ValueError(f"`before` must have at least one cell, got shape {a.shape}")
    return Comparison(
        same_place=same_place(a, b),
        survivors=survivors(a, b),
        same_maximum=bool(same_maximum(a, b)),
        error=error(a, b),
    )


def same_place(a: Array, b: Array) -> float:
    equal = np.count_nonzero(a == b)
    if a.dtype.kind == "f":
        equal += np.count_nonzero((a != a) & (b != b))
    return float(equal / a.size)


def survivors(a: Array, b: Array) -> float:
    """The share of values of ``a`` that can be paired with an equal value of ``b``."""
    here, there = value_counts(a), value_counts(b)
    if here is not None and there is not None and here.size == there.size:
        return float(np.minimum(here, there).sum() / a.size)
    nans = min(np.count_nonzero(a != a), np.count_nonzero(b != b))
    if a.dtype != b.dtype:  # Python compares numbers exactly; NumPy would round them to floats
        both = Counter(a[a == a].tolist()) & Counter(b[b == b].tolist())
        return float((nans + both.total()) / a.size)
    values, counts = np.unique(a[a == a], return_counts=True)
    others, other_counts = np.unique(b[b == b], return_counts=True)
    _, here, there = np.intersect1d(values, others, assume_unique=True, return_indices=True)
    return float((nans + np.minimum(counts[here], other_counts[there]).sum()) / a.size)


def value_counts(a: Array) -> npt.NDArray[np.intp] | None:
    """How often each grey level occurs, or for floats each 16th of one. None for other values.

    Two rounds of 2 x 2 average pooling turn a photo into such 16ths. Counting them takes a tenth of
    the time of sorting them.
    """
    if a.dtype == np.uint8:
        return np.bincount(a.ravel(), minlength=256)
    if a.dtype.kind != "f" or a.itemsize > 8 or a.size < MANY:
        return None
    if not (a.min() >= 0 and a.max() < 256):  # also true if there is a NaN
        return None
    parts = np.multiply(a.ravel(), 16, dtype=np.float64)
    whole = parts.astype(np.intp)
    return np.bincount(whole, minlength=256 * 16) if np.array_equal(whole, parts) else None


def found_elsewhere(a: Array, b: Array) -> npt.NDArray[np.bool_]:
    """Mark the values of ``b`` that are in ``a`` too, but at another place.

    Each value of ``a`` is used at most once. Together with the values that are equal at the same
    place, the marked values are the survivors.

    >>> found_elsewhere(np.array([[8, 8], [9, 7]]), np.array([[8, 6], [7, 9]]))
    array([[False, False],
           [ True,  True]])
    """
    left = Counter(a[a != b].tolist())
    found = np.zeros(b.shape, bool)
    for place in map(tuple, np.argwhere(a != b)):
        value = b[place].item()
        found[place] = left[value] > 0
        left[value] -= 1
    return found


def same_maximum(a: Array, b: Array) -> float:
    return float(np.array_equal(a.max(), b.max(), equal_nan=a.dtype.kind == "f"))


@without_warnings
def error(a: Array, b: Array) -> float:
    differences = np.subtract(a, b, dtype=np.float64)
    return float(np.mean(np.square(differences, differences)))


SCORES = {
    "same_place": same_place,
    "survivors": survivors,
    "same_maximum": same_maximum,
    "error": error,
}
