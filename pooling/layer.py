"""A pooling layer as a value: what a control makes, an address holds and a snippet prints."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pooling.arguments import (
    KINDS,
    Kind,
    as_image,
    canonical,
    canonical_padding,
    choice,
    flag,
    integer,
    pair,
)
from pooling.geometry import Axis, pads, plan
from pooling.pool2d import avg_pool2d, max_pool2d, min_pool2d


@dataclass(frozen=True)
class Layer:
    """One pooling layer; calling it pools an array.

    >>> import numpy as np
    >>> layer = Layer("max", kernel_size=2)
    >>> layer(np.array([[8, 4, 6, 8], [1, 2, 0, 1], [3, 1, 7, 5], [7, 9, 1, 4]]))
    array([[8, 8],
           [9, 7]])

    Parameters
    ----------
    kind : "max", "avg" or "min"
    kernel_size, stride, padding, dilation, ceil_mode, count_include_pad
        As in :func:`pooling.max_pool2d` and :func:`pooling.avg_pool2d`. An average has no
        dilation, and only an average counts its padding.

    Raises
    ------
    TypeError, ValueError
        For a setting that no input could make possible; what depends on the input's size is
        refused when the layer is called.
    """

    kind: Kind
    kernel_size: int | tuple[int, int]
    stride: int | tuple[int, int] | None = None
    padding: int | tuple[int, int] | tuple[tuple[int, int], tuple[int, int]] | str = 0
    dilation: int | tuple[int, int] = 1
    ceil_mode: bool = False
    count_include_pad: bool = True

    def __post_init__(self) -> None:
        choice("kind", self.kind, KINDS)
        for name in ("kernel_size", "stride", "dilation"):
            if name != "stride" or self.stride is not None:
                object.__setattr__(self, name, canonical(name, getattr(self, name)))
        object.__setattr__(self, "padding", canonical_padding(self.padding))
        kernels, dilations = (pair("", v, 1) for v in (self.kernel_size, self.dilation))
        for axis, (kernel, dilation) in enumerate(zip(kernels, dilations, strict=True)):
            pads(self.padding, axis, 1, kernel, dilation * (kernel - 1) + 1, 1)  # refuse too much
        if self.kind == "avg" and dilations != (1, 1):
            raise ValueError(f"`dilation` must be 1 for an average, got {self.dilation!r}")
        flag("ceil_mode", self.ceil_mode)
        flag("count_include_pad", self.count_include_pad)

    def __call__(self, x: object) -> npt.NDArray[Any]:
        """Pool ``x``, (..., height, width)."""
        if self.kind != "avg":
            return self._extreme(x)  # type: ignore[no-any-return]
        size = (self.kernel_size, self.stride, self.padding)
        return avg_pool2d(
            x, *size, ceil_mode=self.ceil_mode, count_include_pad=self.count_include_pad
        )

    def _extreme(self, x: object, **also: bool) -> Any:
        pool = max_pool2d if self.kind == "max" else min_pool2d
        size = (self.kernel_size, self.stride, self.padding, self.dilation)
        return pool(x, *size, ceil_mode=self.ceil_mode, **also)

    @property
    def counts_padding(self) -> bool:
        """Whether padding counts in an average; that of "same" never does (Keras's rule)."""
        return self.count_include_pad and self.padding != "same"

    def winners(self, x: object) -> npt.NDArray[np.int64]:
        """Where each value of a max or min came from: ``row * width + column`` of the input.

        >>> import numpy as np
        >>> Layer("max", 2).winners(np.array([[3, 1, 7, 5], [7, 9, 1, 4]]))
        array([[5, 2]])

        Raises
        ------
        ValueError
            For an average, whose values come from all of the window.
        """
        if self.kind == "avg":
            raise ValueError(f"`kind` must be max or min to have winners, got {self.kind!r}")
        return self._extreme(x, return_indices=True)[1]  # type: ignore[no-any-return]

    def window(self, shape: tuple[int, int], row: int, column: int) -> tuple[list[int], list[int]]:
        """The input rows and columns under one output cell; negative or past the end is padding.

        >>> Layer("max", 2).window((4, 4), 0, 1)
        ([0, 1], [2, 3])

        Raises
        ------
        ValueError
            When the layer does not fit ``shape``, or has no such output cell.
        """
        axes = self.axes(shape)
        for name, place, axis in zip(("row", "column"), (row, column), axes, strict=True):
            if not 0 <= integer(name, place) < axis.out:
                raise ValueError(f"`{name}` must be from 0 to {axis.out - 1}, got {place}")
        return axes[0].window(row), axes[1].window(column)

    def axes(self, shape: tuple[int, int]) -> tuple[Axis, Axis]:
        """The windows' geometry on a (height, width) input: rows, columns."""
        size = (self.kernel_size, self.stride, self.padding, self.dilation, self.ceil_mode)
        return plan(shape, np.dtype(bool), *size)[:2]


def pool_rounds(
    x: npt.NDArray[Any], rounds: int, layer: Callable[[npt.NDArray[Any]], npt.NDArray[Any]]
) -> list[npt.NDArray[Any]]:
    """Pool again and again: the input, then what each round leaves.

    >>> import numpy as np
    >>> [a.shape for a in pool_rounds(np.zeros((8, 8)), 3, Layer("max", 2))]
    [(8, 8), (4, 4), (2, 2), (1, 1)]

    Parameters
    ----------
    x : (..., height, width) array
    rounds : int
        At least 0.
    layer : Layer
        Applied in every round.

    Raises
    ------
    ValueError
        When a round's map is too small for the layer; the message names the round.
    """
    maps = [as_image(x)]
    if not callable(layer):
        raise TypeError(f"`layer` must be a Layer or a function of an array, got {layer!r}")
    for number in range(1, integer("rounds", rounds, 0) + 1):
        try:
            maps.append(layer(maps[-1]))
        except ValueError as error:
            raise ValueError(f"round {number}: {error}") from error
    return maps
