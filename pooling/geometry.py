"""Where the windows lie: one ``Axis`` for the rows of the input, and one for its columns."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pooling.arguments import Padding, Size, canonical_padding, check_image, flag, integer, pair

# Up to this many values, copying all windows at once is quicker than reducing axis by axis.
FEW_TAPS = 1024
WIDEST = 2**60  # pixels of a window; positions must fit 64 bits


@dataclass(frozen=True, slots=True)
class Axis:
    """The windows along one axis.

    A tap is one position in a window. Tap ``t`` of window ``j`` reads pixel
    ``j * stride + t * dilation - before``; both count from 0.
    """

    n: int  # pixels of the input
    kernel: int  # taps of one window
    stride: int
    dilation: int
    before: int  # padding on the left or top
    after: int  # padding on the right or bottom
    out: int  # number of windows

    @property
    def span(self) -> int:
        """The effective kernel size: the pixels from a window's first tap to its last."""
        return self.dilation * (self.kernel - 1) + 1

    @property
    def overhang(self) -> int:
        """How many pixels the last window reaches past the input, into padding or beyond it."""
        return max((self.out - 1) * self.stride + self.span - self.before - self.n, 0)

    def starts(self) -> npt.NDArray[np.int64]:
        """The pixel under the first tap of each window. In the leading padding it is negative."""
        step = min(self.stride, self.n + self.before)  # beyond this there is only one window
        return np.arange(self.out) * step - self.before

    def window(self, place: int) -> list[int]:
        """The pixels of one window. Padding has negative numbers, or numbers of ``n`` and more.

        >>> Axis(n=4, kernel=2, stride=2, dilation=1, before=0, after=0, out=2).window(1)
        [2, 3]
        """
        first = place * self.stride - self.before
        return [first + tap * self.dilation for tap in range(self.kernel)]

    def counts(self, include_pad: bool) -> npt.NDArray[np.int64]:
        """How many pixels each window averages over.

        Padding counts if ``include_pad``. What ceil_mode adds past the padding never counts.
        """
        first, last = self.starts(), self.starts() + self.kernel
        if include_pad:
            return np.minimum(last, self.n + self.after) - first
        return np.minimum(last, self.n) - np.maximum(first, 0)


class Plan(NamedTuple):
    """Everything that a call needs to know about its windows."""

    rows: Axis
    cols: Axis
    shape: tuple[int, ...]  # of the result
    # If the windows hold few pixels: the flat index of each pixel of each window, as an array of
    # shape (rows.kernel, cols.kernel, rows.out, cols.out).
    taps: npt.NDArray[np.intp] | None


def pads(
    padding: Padding, axis: int, n: int, kernel: int, span: int, stride: int
) -> tuple[int, int]:
    """Return the padding (before, after) along one axis, or raise ValueError if it is too large.

    An int is at most half the kernel: PyTorch's rule (torch.nn.MaxPool2d). "same" follows Keras: an
    odd pixel goes at the end. The four-sided form goes up to span - 1, so that every window covers
    some input.
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
    """Check that the windows fit, and count them with the formula of torch.nn.MaxPool2d."""
    span = dilation * (kernel - 1) + 1
    if span > WIDEST:
        raise ValueError(f"`kernel_size` must span at most {WIDEST} pixels, got {span}")
    before, after = pads(padding, axis, n, kernel, span, stride)
    room = n + before + after - span
    out = (room + (stride - 1 if ceil_mode else 0)) // stride + 1
    if ceil_mode and (out - 1) * stride >= n + before:
        out -= 1  # a window may reach past the input, but must not start there
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
    """Lay out the windows for arguments that :func:`plan` has checked.

    A small input whose windows need no padding also gets the index of every pixel of every window.
    """
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
    """Check every argument and lay out the windows. The results are cached.

    To the cache, 2.0 and True are equal to 2. So this function lets only plain ints and checked
    tuples through.
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
    """Return the number of windows along a side of ``n`` pixels, which is the output size.

    >>> output_size(4, 2)
    2
    >>> output_size(5, 2), output_size(5, 2, ceil_mode=True), output_size(5, 2, padding="same")
    (2, 3, 3)

    Parameters
    ----------
    n : int
        Pixels along the side, at least 1.
    kernel_size, stride, dilation : int
        In pixels, at least 1. The stride defaults to kernel_size.
    padding : int, (before, after), "valid" or "same"
        In pixels. One int is at most half the kernel. (before, after) are at most the effective
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
        The message names the argument, the rule and the value.

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
