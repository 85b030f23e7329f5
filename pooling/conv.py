"""A convolution with equal weights, which is enough to study receptive fields and costs."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pooling.arguments import (
    Padding,
    as_image,
    as_planes,
    canonical,
    canonical_padding,
    flag,
    integer,
)
from pooling.geometry import Axis, plan
from pooling.kernels import averaging_dtypes, reduce_windows


@dataclass(frozen=True)
class Conv:
    """One convolution in a stack of layers. Calling it convolves with equal weights, of sum 1.

    Equal weights are enough here: a receptive field depends on the positions of the weights, not
    on their values.

    >>> import numpy as np
    >>> grid = np.array([[8, 4, 6, 8], [1, 2, 0, 1], [3, 1, 7, 5], [7, 9, 1, 4]])
    >>> Conv(3)(grid).round(2)
    array([[3.56, 3.78],
           [3.44, 3.33]])

    Parameters
    ----------
    kernel_size, stride, dilation : int or (rows, cols)
        In pixels, at least 1. The default stride is 1; the default of a pooling layer is its
        kernel size.
    padding : int, (rows, cols), ((top, bottom), (left, right)), "valid" or "same"
        Zeros around the input, in pixels. At most the effective kernel size minus 1, so that every
        window covers some input.
    out_channels : int, optional
        None keeps the number of channels. Only :func:`pooling.cost` uses it.
    depthwise : bool
        Convolve every channel alone, as MobileNet does. The number of channels stays the same.

    Raises
    ------
    TypeError, ValueError
        The message names the argument, the rule and the value. Whether the windows fit the input
        is checked later, when the size of the input is known.

    Notes
    -----
    The sizes are those of https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html
    """

    kernel_size: int | tuple[int, int]
    stride: int | tuple[int, int] = 1
    padding: Padding = 0
    dilation: int | tuple[int, int] = 1
    out_channels: int | None = None
    depthwise: bool = False

    def __post_init__(self) -> None:
        for name in ("kernel_size", "stride", "dilation"):
            object.__setattr__(self, name, canonical(name, getattr(self, name)))
        object.__setattr__(self, "padding", canonical_padding(self.padding))
        if self.out_channels is not None:
            integer("out_channels", self.out_channels, 1)
        if flag("depthwise", self.depthwise) and self.out_channels is not None:
            raise ValueError(
                f"`out_channels` must be None for a depthwise convolution, got {self.out_channels}"
            )

    def axes(self, shape: tuple[int, int]) -> tuple[Axis, Axis]:
        """Return where the windows lie on a (height, width) input, for rows and for columns."""
        padding = self.padding
        if not isinstance(padding, str):  # only the four-sided form allows up to span - 1
            top_bottom, left_right = padding if isinstance(padding, tuple) else (padding, padding)
            padding = (both_ends(top_bottom), both_ends(left_right))
        size = (self.kernel_size, self.stride, padding, self.dilation, False)
        return plan(shape, np.dtype(bool), *size)[:2]

    def __call__(self, x: object) -> npt.NDArray[Any]:
        """Convolve ``x``, (..., height, width). Integers give float64; floats keep their dtype."""
        x = as_image(x)
        rows, cols = self.axes((x.shape[-2], x.shape[-1]))
        work, result = averaging_dtypes(x.dtype)
        taps = np.asarray(rows.kernel * cols.kernel, work)
        mean = reduce_windows(np.add, as_planes(x), rows, cols, 0, work, taps)
        return mean.astype(result, copy=False).reshape(*x.shape[:-2], rows.out, cols.out)


def both_ends(padding: int | tuple[int, int]) -> tuple[int, int]:
    return padding if isinstance(padding, tuple) else (padding, padding)
