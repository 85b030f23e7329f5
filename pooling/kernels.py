"""The fast part: reduce every window of a stack of planes, rows first, then columns.

A window's maximum is the maximum of its rows' maxima, so each axis is reduced alone. Reductions
are NumPy's two-array calls on strided slices (``reshape(...).max`` and ``sliding_window_view`` go
through a general reduction loop that is many times slower). Wide windows are doubled: a window of
k taps is two of k / 2. Large arrays go strip by strip, so that what lies between stays in cache.
"""

import math
import sys
from collections.abc import Callable, Iterator
from contextvars import Context
from functools import cache, lru_cache, wraps
from itertools import pairwise
from typing import Any, ParamSpec, TypeVar

import numpy as np

from pooling.arguments import Array
from pooling.geometry import Axis, Plan

STRIP = 512 * 1024  # bytes between two passes at a time; half of a usual level-2 cache

# What holds one number, and what holds two of which the first is the low half: by bytes of one.
PAIRS = {1: (np.uint8, np.uint16), 2: (np.uint16, np.uint32), 4: (np.uint32, np.uint64)}
P = ParamSpec("P")
R = TypeVar("R")
SETTINGS = Context()  # NumPy keeps its settings in a context variable
SETTINGS.run(np.seterr, over="ignore", invalid="ignore")  # inf - inf is what it is
SETTINGS.run(np.setbufsize, 1024)  # by default it copies rows of fewer than 4096 numbers first


def quiet(work: Callable[P, R]) -> Callable[P, R]:
    """``work`` without warnings of overflow, and with the rows of strided slices read in place.

    What ``with np.errstate(...)`` does, at a tenth of its price: a small grid's average took a
    quarter of its time for it.

    >>> np.max(quiet(np.square)(np.array([1e200])))
    np.float64(inf)
    """

    @wraps(work)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        return calm().run(work, *args, **kwargs)

    return call


def calm() -> Context:
    """What a call is made in for that, once: ``calm().run(work, x)``."""
    return SETTINGS.copy()


def halves(op: np.ufunc, k: int) -> tuple[int, int, int]:
    """A window of k as two smaller ones: (left width, right width, taps between their starts).

    Maxima may overlap; sums must not, so an odd sum is an even one and a single tap.
    """
    if op is not np.add:
        h = (k + 1) // 2
        return h, h, k - h
    return (k - 1, 1, k - 1) if k % 2 else (k // 2, k // 2, k // 2)


def passes(op: np.ufunc, k: int) -> int:
    """How many calls doubling needs for a window of k taps."""
    return 0 if k == 1 else 1 + passes(op, halves(op, k)[0])


def cut(a: Array, dim: int, start: int, count: int, step: int) -> Array:
    """``count`` slices of ``a`` along its last (-1) or last but one (-2) dimension."""
    part = slice(start, start + (count - 1) * step + 1, step)
    return a[..., part] if dim == -1 else a[..., part, :]


def widen(op: np.ufunc, a: Array, k: int, dilation: int, dim: int) -> Array:
    """Every window of k taps at stride 1, by doubling."""
    if k == 1:
        return a
    left, right, gap = halves(op, k)
    wide = widen(op, a, left, dilation, dim)
    count = a.shape[dim] - (k - 1) * dilation
    first, other = cut(wide, dim, 0, count, 1), wide if right == left else a
    spent = None if wide is other or wide is a else first  # needed no more: it takes the result
    return op(first, cut(other, dim, gap * dilation, count, 1), out=spent)  # type: ignore[no-any-return]


def pairs_up(dtype: np.dtype[Any]) -> bool:
    """Whether :func:`every_second` can serve; NumPy has no vector instructions for float16."""
    return dtype.isnative and sys.byteorder == "little" and dtype.itemsize in PAIRS and dtype != "e"


def every_second(a: Array, out: Array) -> None:
    """``out[:] = a[::2]``, two numbers read as one of twice the width and cut to its low half.

    NumPy has vector instructions for narrowing, and none for a strided copy or maximum.
    """
    one, two = PAIRS[a.itemsize]
    whole = a.size // 2
    np.copyto(out[:whole].view(one), a[: 2 * whole].view(two), casting="unsafe")
    if a.size % 2:
        out[-1] = a[-1]


def reduce_axis(op: np.ufunc, a: Array, axis: Axis, s: int, dim: int, out: Array) -> None:
    """Reduce each window along ``dim`` into ``out``; ``a`` holds the padding already."""
    k, d, count = axis.kernel, axis.dilation, out.shape[dim]
    in_order = op is not np.add or k <= 3  # doubling adds in the taps' order up to here
    if s == 2 and a.ndim == 1 and in_order and pairs_up(out.dtype):
        every_second(widen(op, a, k, d, dim), out)
        return
    if k == 1:
        np.copyto(out, cut(a, dim, 0, count, s))
        return
    left, right, gap = halves(op, k)
    if k - 1 <= passes(op, left) * s + 1:  # few taps: one call each is no dearer than doubling
        op(cut(a, dim, 0, count, s), cut(a, dim, d, count, s), out=out)
        for t in range(2, k):
            op(out, cut(a, dim, t * d, count, s), out=out)
        return
    wide = widen(op, a, left, d, dim)
    other = wide if right == left else a
    op(cut(wide, dim, 0, count, s), cut(other, dim, gap * d, count, s), out=out)


def strips(planes: int, rows: Axis, row_bytes: int) -> Iterator[tuple[slice, int, int]]:
    """Cut the work into (planes, first output row, last + 1) of about STRIP bytes.

    ``row_bytes`` are what one output row puts between the passes.
    """
    together = max(STRIP // max(rows.out * row_bytes, 1), 1)  # whole planes, if they are small
    deep = max(STRIP // row_bytes, 2 * rows.span // rows.stride, 1)
    ends = [0, rows.out]
    if rows.out > deep:  # what needs padding above or below is copied: that apart from the rest
        above = -(-rows.before // rows.stride)
        below = (rows.n + rows.before - rows.span) // rows.stride + 1
        ends = sorted({0, min(above, rows.out), min(max(below, above), rows.out), rows.out})
    for p in range(0, planes, together):
        for start, end in pairwise(ends):
            for first in range(start, end, deep):
                yield slice(p, p + together), first, min(first + deep, end)


def read(x: Array, rows: Axis, first: int, last: int, fill: Any, dtype: np.dtype[Any]) -> Array:
    """The input rows under output rows first..last, padding added, in the working dtype."""
    top = first * rows.stride - rows.before
    bottom = (last - 1) * rows.stride - rows.before + rows.span
    inside = x[:, max(top, 0) : min(bottom, rows.n)].astype(dtype, copy=False)
    above, below = max(-top, 0), max(bottom - max(top, rows.n), 0)
    if not (above or below):
        return inside
    strip = np.full((x.shape[0], bottom - top, x.shape[2]), fill, dtype)
    strip[:, above : above + inside.shape[1]] = inside
    return strip


@quiet
def reduce_windows(
    op: np.ufunc,
    x: Array,
    rows: Axis,
    cols: Axis,
    fill: Any,
    dtype: np.dtype[Any],
    divisor: Array | None = None,
) -> Array:
    """(planes, height, width) -> (planes, rows.out, cols.out), computed in ``dtype``.

    ``divisor`` is one number or (rows.out, cols.out) of them: what a mean divides by.

    A strip whose width is a multiple of the stride is pooled along its columns as one long row,
    which spares a loop for every row: window j of row r is window r * per_row + j of the long row.
    Windows that straddle two rows are computed too, and dropped.
    """
    out = np.empty((x.shape[0], rows.out, cols.out), dtype)
    width = cols.before + cols.n + cols.overhang
    stride = min(cols.stride, width)  # a larger one leaves a single window
    per_row = -(-width // stride)
    inner = slice(cols.before, cols.before + cols.n)
    row = per_row * stride
    buffer = scratch = np.empty(0, dtype)  # as long as the longest strip needs
    copied = rows.stride if x.dtype != dtype else 1  # input rows in the working dtype, or sums
    for planes, first, last in strips(x.shape[0], rows, cols.n * dtype.itemsize * copied):
        strip = read(x[planes], rows, first, last, fill, dtype)
        part = out[planes, first:last]
        shape = part.shape[:2]
        many = math.prod(shape)
        if buffer.size < many * row:
            buffer = np.full(many * row, fill, dtype)
            scratch = np.empty(many * per_row if per_row > cols.out else 0, dtype)
        long = buffer[: many * row]
        reduce_axis(op, strip, rows, rows.stride, -2, long.reshape(*shape, row)[:, :, inner])
        found = scratch[: many * per_row].reshape(*shape, per_row) if scratch.size else part
        windows = (long.size - cols.span) // stride + 1
        reduce_axis(op, long, cols, stride, -1, found.reshape(-1)[:windows])
        if divisor is not None:
            share = divisor[first:last] if divisor.ndim else divisor
            np.divide(found[:, :, : cols.out], share, out=part)
        elif found is not part:
            part[:] = found[:, :, : cols.out]
    return out


def lowest_and_highest(dtype: np.dtype[Any]) -> tuple[Any, Any]:
    """What never wins a maximum and what never wins a minimum."""
    if dtype.kind == "b":
        return False, True
    if dtype.kind == "f":
        return -np.inf, np.inf
    return np.iinfo(dtype).min, np.iinfo(dtype).max


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
