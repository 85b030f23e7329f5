"""The fast part of pooling: reduce every window of every map, rows first, then columns.

The maximum of a window is the maximum of its rows' maxima, so each axis can be reduced alone. Each
step is one NumPy call on two strided slices, such as ``np.maximum(a, b)``. ``reshape(...).max`` and
``sliding_window_view`` use a general loop that is many times slower. A wide window is reduced by
doubling: a window of k taps is two windows of k / 2. Large arrays are reduced in strips of rows.
Then the results between the two passes stay in the cache of the processor.
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
from pooling.clip import clip
from pooling.geometry import Axis, Plan

# Bytes that one block holds between the two passes: half of a usual level-2 cache.
BLOCK = 512 * 1024

# By the size of a number in bytes: an integer type for one number, and one for two neighbours.
PAIRS = {1: (np.uint8, np.uint16), 2: (np.uint16, np.uint32), 4: (np.uint32, np.uint64)}
P = ParamSpec("P")
R = TypeVar("R")
SETTINGS = Context()  # NumPy keeps its settings in a context variable
SETTINGS.run(np.seterr, over="ignore", invalid="ignore")  # inf - inf is NaN, without a warning
SETTINGS.run(np.setbufsize, 1024)  # the default copies rows of fewer than 4096 numbers first


def without_warnings(work: Callable[P, R]) -> Callable[P, R]:
    """Make a function that runs ``work`` without overflow warnings, and with a small buffer.

    With the small buffer, NumPy reads rows of strided slices in place. ``with np.errstate(...)``
    would also stop the warnings, but takes ten times as long. On a small grid it took a quarter of
    the time of an average.

    >>> np.max(without_warnings(np.square)(np.array([1e200])))
    np.float64(inf)
    """

    @wraps(work)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        return call_settings().run(work, *args, **kwargs)

    return call


def call_settings() -> Context:
    """A fresh copy of those settings, for one call: ``call_settings().run(work, x)``."""
    return SETTINGS.copy()


def halves(op: np.ufunc, k: int) -> tuple[int, int, int]:
    """Split a window of k taps in two: (left width, right width, taps between their starts).

    For a maximum the two parts may overlap. For a sum they must not, because a tap would count
    twice. So a sum over an odd number of taps is an even one plus a single tap.
    """
    if op is not np.add:
        h = (k + 1) // 2
        return h, h, k - h
    return (k - 1, 1, k - 1) if k % 2 else (k // 2, k // 2, k // 2)


def passes(op: np.ufunc, k: int) -> int:
    """How many NumPy calls doubling needs for a window of k taps."""
    return 0 if k == 1 else 1 + passes(op, halves(op, k)[0])


def take_slices(a: Array, dim: int, start: int, count: int, step: int) -> Array:
    """Take every ``step``-th slice of ``a``, ``count`` in all, along dimension -1 or -2."""
    part = slice(start, start + (count - 1) * step + 1, step)
    return a[..., part] if dim == -1 else a[..., part, :]


def widen(op: np.ufunc, a: Array, k: int, dilation: int, dim: int) -> Array:
    """Reduce every window of k taps at stride 1, by doubling."""
    if k == 1:
        return a
    left, right, gap = halves(op, k)
    wide = widen(op, a, left, dilation, dim)
    count = a.shape[dim] - (k - 1) * dilation
    first, other = take_slices(wide, dim, 0, count, 1), wide if right == left else a
    # If ``first`` is not needed any more, the result is written over it.
    reusable = None if wide is other or wide is a else first
    return op(first, take_slices(other, dim, gap * dilation, count, 1), out=reusable)  # type: ignore[no-any-return]


def pairs_up(dtype: np.dtype[Any]) -> bool:
    """Whether :func:`every_second` works and pays. For float16 NumPy has no vector instructions."""
    return dtype.isnative and sys.byteorder == "little" and dtype.itemsize in PAIRS and dtype != "e"


def every_second(a: Array, out: Array) -> None:
    """Do ``out[:] = a[::2]`` quickly.

    Two neighbours are read as one number of twice the width. Cutting it to its low half keeps the
    first. NumPy has vector instructions for narrowing, but none for a strided copy or maximum.
    """
    one, two = PAIRS[a.itemsize]
    whole = a.size // 2
    np.copyto(out[:whole].view(one), a[: 2 * whole].view(two), casting="unsafe")
    if a.size % 2:
        out[-1] = a[-1]


def reduce_axis(op: np.ufunc, a: Array, axis: Axis, s: int, dim: int, out: Array) -> None:
    """Reduce each window along ``dim`` into ``out``. ``a`` already includes the padding."""
    k, d, count = axis.kernel, axis.dilation, out.shape[dim]
    in_order = op is not np.add or k <= 3  # up to 3 taps, doubling adds from first to last
    if s == 2 and a.ndim == 1 and in_order and pairs_up(out.dtype):
        every_second(widen(op, a, k, d, dim), out)
        return
    if k == 1:
        np.copyto(out, take_slices(a, dim, 0, count, s))
        return
    left, right, gap = halves(op, k)
    if k - 1 <= passes(op, left) * s + 1:  # few taps: one call for each is as quick as doubling
        op(take_slices(a, dim, 0, count, s), take_slices(a, dim, d, count, s), out=out)
        for t in range(2, k):
            op(out, take_slices(a, dim, t * d, count, s), out=out)
        return
    wide = widen(op, a, left, d, dim)
    other = wide if right == left else a
    op(take_slices(wide, dim, 0, count, s), take_slices(other, dim, gap * d, count, s), out=out)


def row_blocks(planes: int, rows: Axis, row_bytes: int) -> Iterator[tuple[slice, int, int]]:
    """Cut the output into strips of about BLOCK bytes: (planes, first row, last row + 1).

    ``row_bytes`` is how many bytes one output row takes between the two passes.
    """
    together = max(BLOCK // max(rows.out * row_bytes, 1), 1)  # small planes share a block
    deep = max(BLOCK // row_bytes, 2 * rows.span // rows.stride, 1)
    ends = [0, rows.out]
    if rows.out > deep:  # rows that need padding are copied, so they get strips of their own
        above = -(-rows.before // rows.stride)
        below = (rows.n + rows.before - rows.span) // rows.stride + 1
        ends = sorted({0, min(above, rows.out), min(max(below, above), rows.out), rows.out})
    for p in range(0, planes, together):
        for start, end in pairwise(ends):
            for first in range(start, end, deep):
                yield slice(p, p + together), first, min(first + deep, end)


def read(x: Array, rows: Axis, first: int, last: int, fill: Any, dtype: np.dtype[Any]) -> Array:
    """Read the input rows under output rows ``first`` to ``last - 1``, in the working dtype.

    Rows of padding are added above and below where the windows need them.
    """
    top = first * rows.stride - rows.before
    bottom = (last - 1) * rows.stride - rows.before + rows.span
    inside = x[:, max(top, 0) : min(bottom, rows.n)].astype(dtype, copy=False)
    above, below = max(-top, 0), max(bottom - max(top, rows.n), 0)
    if not (above or below):
        return inside
    block = np.full((x.shape[0], bottom - top, x.shape[2]), fill, dtype)
    block[:, above : above + inside.shape[1]] = inside
    return block


@without_warnings
def reduce_windows(
    op: np.ufunc,
    x: Array,
    rows: Axis,
    cols: Axis,
    fill: Any,
    dtype: np.dtype[Any],
    divisor: Array | None = None,
) -> Array:
    """Reduce every window: (planes, height, width) -> (planes, rows.out, cols.out) of ``dtype``.

    ``divisor`` is what a mean divides by: one number, or one for each output (rows.out, cols.out).

    The width of a block is rounded up to a multiple of the stride. Then all its rows are pooled as
    one long row, which avoids a loop. Window j of row r is window r * per_row + j of the long row.
    Windows that lie across two rows are computed too, and thrown away.
    """
    x, rows, _ = clip(x, rows, -2, fill)
    x, cols, _ = clip(x, cols, -1, fill)
    out = np.empty((x.shape[0], rows.out, cols.out), dtype)
    width = cols.before + cols.n + cols.overhang
    stride = min(cols.stride, width)  # beyond this there is only one window
    per_row = -(-width // stride)
    inner = slice(cols.before, cols.before + cols.n)
    row = per_row * stride
    buffer = scratch = np.empty(0, dtype)  # they grow to what the longest block needs
    # If the dtype changes, each output row also needs converted copies of rows.stride input rows.
    copied = rows.stride if x.dtype != dtype else 1
    for planes, first, last in row_blocks(x.shape[0], rows, cols.n * dtype.itemsize * copied):
        block = read(x[planes], rows, first, last, fill, dtype)
        part = out[planes, first:last]
        shape = part.shape[:2]
        many = math.prod(shape)
        if buffer.size < many * row:
            buffer = np.full(many * row, fill, dtype)
            scratch = np.empty(many * per_row if per_row > cols.out else 0, dtype)
        long = buffer[: many * row]
        reduce_axis(op, block, rows, rows.stride, -2, long.reshape(*shape, row)[:, :, inner])
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
    """Return the value that never wins a maximum, and the one that never wins a minimum."""
    if dtype.kind == "b":
        return False, True
    if dtype.kind == "f":
        return -np.inf, np.inf
    return np.iinfo(dtype).min, np.iinfo(dtype).max


@cache
def averaging_dtypes(dtype: np.dtype[Any]) -> tuple[np.dtype[Any], np.dtype[Any]]:
    """Return the dtype to add up in, and the dtype of the result.

    Floats keep their dtype, but float16 is added up in float32. All others give float64.
    """
    if dtype.kind != "f":
        return np.dtype(np.float64), np.dtype(np.float64)
    return np.result_type(dtype, np.float32), dtype


@lru_cache(maxsize=256)
def axis_counts(axis: Axis, include_pad: bool) -> Array:
    """How many pixels each window averages over along one axis. If all are equal, only one."""
    counts = axis.counts(include_pad)
    counts.flags.writeable = False  # the cache gives this same array to the next caller
    return counts[:1] if counts.min() == counts.max() else counts


def window_counts(p: Plan, include_pad: bool) -> Array:
    """How many pixels each window averages over: one number if all windows have the same."""
    down, along = axis_counts(p.rows, include_pad), axis_counts(p.cols, include_pad)
    counts = np.multiply.outer(down, along, dtype=np.float64)  # too large for int64, in theory
    return counts.reshape(()) if counts.size == 1 else np.broadcast_to(counts, p.shape[-2:])


@cache
def number(value: int, dtype: np.dtype[Any]) -> Array:
    """``value`` as a 0-dimensional array. NumPy divides by it twice as fast as by a Python int."""
    return np.array(value, dtype)


def tap_means(taps: Array, count: Array) -> Array:
    """The mean over the first two dimensions. ``taps`` is overwritten.

    It adds in the same order as :func:`reduce_windows`: rows, then columns. For so few taps, one
    call for each is the quickest way.
    """
    sums = taps[0]
    for i in range(1, len(taps)):
        np.add(sums, taps[i], sums)
    mean: Array = sums[0]
    for j in range(1, len(sums)):
        np.add(mean, sums[j], mean)
    return np.divide(mean, count, mean)
