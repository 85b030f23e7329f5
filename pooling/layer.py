"""A pooling layer as an object, and several rounds of it on one input."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pooling.arguments import (
    KINDS,
    Array,
    Kind,
    as_array,
    as_image,
    canonical,
    canonical_padding,
    choice,
    flag,
    integer,
    pair,
)
from pooling.geometry import Axis, pads, plan
from pooling.gradient import avg_pool2d_backward, send_back
from pooling.pool2d import avg_pool2d, max_pool2d, min_pool2d


@dataclass(frozen=True)
class Layer:
    """One pooling layer. Calling it pools an array.

    >>> import numpy as np
    >>> layer = Layer("max", kernel_size=2)
    >>> layer(np.array([[8, 4, 6, 8], [1, 2, 0, 1], [3, 1, 7, 5], [7, 9, 1, 4]]))
    array([[8, 8],
           [9, 7]])

    Parameters
    ----------
    kind : "max", "avg" or "min"
    kernel_size, stride, padding, dilation, ceil_mode, count_include_pad
        As in :func:`pooling.max_pool2d` and :func:`pooling.avg_pool2d`. Average pooling has no
        dilation. Only average pooling uses count_include_pad.

    Raises
    ------
    TypeError, ValueError
        For a setting that fits no input. Whether the windows fit one input is checked when the
        layer is called.
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
            pads(self.padding, axis, 1, kernel, dilation * (kernel - 1) + 1, 1)  # too much raises
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
        """Whether padding counts in an average. Padding "same" never does: the rule of Keras."""
        return self.count_include_pad and self.padding != "same"

    def winners(self, x: object) -> npt.NDArray[np.int64]:
        """Where in the input each maximum or minimum is: ``row * width + column``, from 0.

        >>> import numpy as np
        >>> Layer("max", 2).winners(np.array([[3, 1, 7, 5], [7, 9, 1, 4]]))
        array([[5, 2]])

        Raises
        ------
        ValueError
            For average pooling, because an average comes from the whole window.
        """
        if self.kind == "avg":
            raise ValueError(f"`kind` must be max or min to have winners, got {self.kind!r}")
        return self._extreme(x, return_indices=True)[1]  # type: ignore[no-any-return]

    def gradient(self, upstream: object, x: object) -> Array:
        """The gradient at the inputs, if ``upstream`` is the gradient that arrives at the outputs.

        >>> import numpy as np
        >>> x = np.array([[3, 1, 7, 5], [7, 9, 1, 4]])
        >>> Layer("max", 2).gradient([[1, 2]], x)
        array([[0., 0., 2., 0.],
               [0., 1., 0., 0.]])
        >>> Layer("avg", 2).gradient([[4, 8]], x)
        array([[1., 1., 2., 2.],
               [1., 1., 2., 2.]])

        Parameters, results, errors and rules are those of :func:`pooling.max_pool2d_backward` and
        :func:`pooling.avg_pool2d_backward`. Min pooling sends each gradient to the smallest input:
        the same as max pooling of -x.
        """
        x = as_array(x)
        if self.kind != "avg":
            return send_back(upstream, self.winners(x), x.shape)
        size = (self.kernel_size, self.stride, self.padding)
        return avg_pool2d_backward(
            upstream, x, *size, ceil_mode=self.ceil_mode, count_include_pad=self.count_include_pad
        )

    def window(self, shape: tuple[int, int], row: int, column: int) -> tuple[list[int], list[int]]:
        """The input rows and columns that one output depends on, counted from 0.

        Numbers below 0, or past the end of the input, are padding.

        >>> Layer("max", 2).window((4, 4), 0, 1)
        ([0, 1], [2, 3])

        Raises
        ------
        ValueError
            If the layer does not fit ``shape``, or has no such output.
        """
        axes = self.axes(shape)
        for name, place, axis in zip(("row", "column"), (row, column), axes, strict=True):
            if not 0 <= integer(name, place) < axis.out:
                raise ValueError(f"`{name}` must be from 0 to {axis.out - 1}, got {place}")
        return axes[0].window(row), axes[1].window(column)

    def axes(self, shape: tuple[int, int]) -> tuple[Axis, Axis]:
        """Return where the windows lie on a (height, width) input, for rows and for columns."""
        size = (self.kernel_size, self.stride, self.padding, self.dilation, self.ceil_mode)
        return plan(shape, np.dtype(bool), *size)[:2]


def pool_rounds(
    x: npt.NDArray[Any], rounds: int, layer: Callable[[npt.NDArray[Any]], npt.NDArray[Any]]
) -> list[npt.NDArray[Any]]:
    """Apply one pooling layer several times. Return the input and the map after each round.

    >>> import numpy as np
    >>> [a.shape for a in pool_rounds(np.zeros((8, 8)), 3, Layer("max", 2))]
    [(8, 8), (4, 4), (2, 2), (1, 1)]

    Parameters
    ----------
    x : (..., height, width) array
    rounds : int
        At least 0.
    layer : Layer, or a function from an array to an array
        Applied in every round.

    Returns
    -------
    list of (..., height, width) arrays, one more than there are rounds

    Raises
    ------
    TypeError
        If ``layer`` cannot be called, or for an argument of another type.
    ValueError
        If the map is too small for the layer. The message names the round.
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
