"""Where the windows lie: arguments checked once, then an ``Axis`` for rows and one for columns."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pooling.arguments import Padding, Size, canonical_padding, check_image, flag, integer, pair

FEW_TAPS = 1024  # up to here one gather of every window's taps is quicker than the walk


@dataclass(frozen=True, slots=True)
class Axis:
    """The windows along one axis: window ``j`` takes ``j * stride + t * dilation - before``."""

    n: int  # pixels
    kernel: int  # taps of one window
    stride: int
    dilation: int
    before: int  # padding on the left or top
    after: int  # padding on the right or bottom
    out: int  # windows

    @property
    def span(self) -> int:
        """Pixels from a window's first tap to its last: the effective kernel size."""
        return self.dilation * (self.kernel - 1) + 1

    @property
    def overhang(self) -> int:
        """How far the last window reaches past the last pixel, padding and ceil_mode together."""
        return max((self.out - 1) * self.stride + self.span - self.before - self.n, 0)

    def starts(self) -> npt.NDArray[np.int64]:
        """The pixel under each window's first tap; negative inside the leading padding."""
        step = min(self.stride, self.n + self.before)  # a larger one leaves a single window
        return np.arange(self.out) * step - self.before

    def window(self, place: int) -> list[int]:
        """The pixels of one window, padding included: negative, or past the end.

        >>> Axis(n=4, kernel=2, stride=2, dilation=1, before=0, after=0, out=2).window(1)
        [2, 3]
        """
        first = place * self.stride - self.before
        return [first + tap * self.dilation for tap in range(self.kernel)]

    def counts(self, include_pad: bool) -> npt.NDArray[np.int64]:
        """How many cells each window averages over; what ceil_mode adds is never counted."""
        first, last = self.starts(), self.starts() + self.kernel
        if include_pad:
            return np.minimum(last, self.n + self.after) - first
        return np.minimum(last, self.n) - np.maximum(first, 0)


class Plan(NamedTuple):
    """All that a call needs to know of its windows."""

    rows: Axis
    cols: Axis
    shape: tuple[int, ...]  # of the result
    taps: npt.NDArray[np.intp] | None  # flat places (taps down, along, rows.out, cols.out), if few


def pads(
    padding: Padding, axis: int, n: int, kernel: int, span: int, stride: int
) -> tuple[int, int]:
    """(before, after) along one axis, within the limits each form has.

    At most half the kernel is PyTorch's rule (torch.nn.MaxPool2d); "same" is Keras's, the odd
    pixel behind; the four-sided form reaches span - 1, so that every window meets the input.
    """
    if padding == "valid":
        return 0, 0
    if padding == "same":
        total = max((-(-n // stride) - 1) * stride + span - n, 0)
        return total // 2, total - total // 2
    side = padding[axis] if isinstance(padding, tuple) else padding
    if isinstance(side, tuple):
        if max(side) > span - 1:
            raise ValueError(
                f"`padding` must be at most {span - 1} on each side (the effective kernel size "
                f"minus 1), got {max(side)}"
            )
        return side
    assert isinstance(side, int)
    if side > kernel // 2:
        raise ValueError(
            f"`padding` must be at most {kernel // 2} (half of kernel_size {kernel}), got {side}"
        )
    return side, side


def make_axis(
    axis: int, n: int, kernel: int, stride: int, padding: Padding, dilation: int, ceil_mode: bool
) -> Axis:
    """Check that the windows fit, and count them (the formula of torch.nn.MaxPool2d)."""
    span = dilation * (kernel - 1) + 1
    before, after = pads(padding, axis, n, kernel, span, stride)
    room = n + before + after - span
    out = (room + (stride - 1 if ceil_mode else 0)) // stride + 1
    if ceil_mode and (out - 1) * stride >= n + before:
        out -= 1  # a window may overhang, but not start past the input
    if out < 1:
        raise ValueError(
            f"`kernel_size` must fit the padded input: a window spans {span} "
            f"{('rows', 'columns')[axis]}, got {n + before + after}"
        )
    return Axis(n, kernel, stride, dilation if kernel > 1 else 1, before, after, out)


@lru_cache(maxsize=1024)
def cached_plan(
    shape: tuple[int, ...],
    dtype: np.dtype[Any],
    kernel_size: Size,
    stride: Size | None,
    padding: Padding,
    dilation: Size,
    ceil_mode: bool,
) -> Plan:
    """The plan for canonical arguments; small unpadded planes also get their taps' places."""
    check_image(shape, dtype)
    kernels = pair("kernel_size", kernel_size, 1)
    strides = kernels if stride is None else pair("stride", stride, 1)
    dilations = pair("dilation", dilation, 1)
    padding = canonical_padding(padding)
    rows, cols = (
        make_axis(i, shape[i - 2], kernels[i], strides[i], padding, dilations[i], ceil_mode)
        for i in (0, 1)
    )
    whole = not (rows.before or cols.before or rows.overhang or cols.overhang)
    few = rows.kernel * rows.out * cols.kernel * cols.out <= FEW_TAPS
    taps = None
    if whole and few and len(shape) == 2 and dtype.isnative:
        down = rows.starts()[:, None] + np.arange(rows.kernel)[:, None, None, None] * rows.dilation
        along = cols.starts() + np.arange(cols.kernel)[:, None, None] * cols.dilation
        taps = down * cols.n + along
    return Plan(rows, cols, (*shape[:-2], rows.out, cols.out), taps)


def plan(
    shape: tuple[int, ...],
    dtype: np.dtype[Any],
    kernel_size: Any,
    stride: Any,
    padding: Any,
    dilation: Any,
    ceil_mode: Any,
) -> Plan:
    """Check every argument and lay out the windows; repeated calls are a cache look-up.

    The cache would take 2.0 or True for 2, so only plain ints and checked tuples reach it.
    """
    if type(kernel_size) is not int:
        kernel_size = pair("kernel_size", kernel_size, 1)
    if stride is not None and type(stride) is not int:
        stride = pair("stride", stride, 1)
    if type(padding) is not int:
        padding = canonical_padding(padding)
    if type(dilation) is not int:
        dilation = pair("dilation", dilation, 1)
    if ceil_mode is not False:
        ceil_mode = flag("ceil_mode", ceil_mode)
    return cached_plan(shape, dtype, kernel_size, stride, padding, dilation, ceil_mode)


def output_size(
    n: int,
    kernel_size: int,
    stride: int | None = None,
    padding: Any = 0,
    dilation: int = 1,
    *,
    ceil_mode: bool = False,
) -> int:
    """Number of windows along a side of ``n`` pixels.

    >>> output_size(4, 2)
    2
    >>> output_size(5, 2), output_size(5, 2, ceil_mode=True), output_size(5, 2, padding="same")
    (2, 3, 3)

    Parameters
    ----------
    n : int
        Pixels along the side, at least 1.
    kernel_size, stride, dilation : int
        In pixels, at least 1; stride defaults to kernel_size.
    padding : int, (before, after), "valid" or "same"
        In pixels. One int is at most half the kernel; (before, after) at most the effective
        kernel size minus 1.
    ceil_mode : bool
        Round up instead of down, but never let a window start past the input.

    Returns
    -------
    int
        ``floor((n + before + after - dilation * (kernel_size - 1) - 1) / stride) + 1``

    Raises
    ------
    TypeError, ValueError
        Naming the argument, the rule and the value.

    Notes
    -----
    The formula of https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html
    """
    if isinstance(padding, (tuple, list)):
        padding = (pair("padding", padding, 0),) * 2
    kernel = integer("kernel_size", kernel_size, 1)
    return make_axis(
        0,
        integer("n", n, 1),
        kernel,
        kernel if stride is None else integer("stride", stride, 1),
        canonical_padding(padding),
        integer("dilation", dilation, 1),
        flag("ceil_mode", ceil_mode),
    ).out
