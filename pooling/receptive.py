"""Receptive fields in a stack of layers, and how much each pixel influences one unit.

A unit is one output of a layer. Its receptive field is the set of input pixels that it depends on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from pooling.arguments import Array, as_image, integer, pair
from pooling.clip import spread
from pooling.conv import Conv
from pooling.geometry import Axis
from pooling.gradient import send_back
from pooling.layer import Layer

Stack = Sequence[Layer | Conv]


@dataclass(frozen=True)
class Field:
    """The receptive fields of one layer's units along one axis, in pixels of the input."""

    size: int  # pixels that a unit depends on
    jump: int  # pixels from one unit's field to the next unit's field
    start: float  # the centre of the field of unit 0; the centre of pixel 0 is 0
    padding: int  # how many pixels the field of unit 0 reaches before the input
    output_size: int  # number of units

    def span(self, unit: int) -> tuple[int, int]:
        """The first and the last pixel of a unit's field. They may lie outside the input.

        >>> Field(size=4, jump=2, start=1.5, padding=0, output_size=3).span(1)
        (2, 5)

        Raises
        ------
        TypeError, ValueError
            If ``unit`` is not an integer from 0 to ``output_size`` - 1.
        """
        if not 0 <= integer("unit", unit) < self.output_size:
            raise ValueError(f"`unit` must be from 0 to {self.output_size - 1}, got {unit}")
        first = unit * self.jump - self.padding
        return first, first + self.size - 1


def geometry(layers: Stack, input_size: int | tuple[int, int]) -> list[tuple[Axis, Axis]]:
    """Return where the windows of each layer lie, as (rows, columns).

    If a layer does not fit its input, the error names its number, counted from 1.
    """
    if not layers:
        raise ValueError("`layers` must hold at least one layer, got none")
    shape = pair("input_size", input_size, 1)
    found = []
    for number, layer in enumerate(layers, 1):
        if not isinstance(layer, (Layer, Conv)):
            raise TypeError(f"layer {number}: must be a Layer or a Conv, got {layer!r}")
        try:
            rows, columns = axes_of(layer, shape)
        except ValueError as error:
            raise ValueError(f"layer {number}: {error}") from error
        found.append((rows, columns))
        shape = rows.out, columns.out
    return found


@lru_cache(maxsize=1024)
def axes_of(layer: Layer | Conv, shape: tuple[int, int]) -> tuple[Axis, Axis]:
    """Cached, because stacks are laid out again and again and often repeat a layer."""
    return layer.axes(shape)


def trace(layers: Stack, input_size: int | tuple[int, int], *, axis: int = 0) -> list[Field]:
    """Compute the receptive field after every layer, starting with the input.

    >>> [field.size for field in trace([Layer("max", 2), Conv(2)], 8)]
    [1, 2, 4]

    Parameters
    ----------
    layers : sequence of Layer and Conv, from the input to the output
    input_size : int or (rows, cols)
        In pixels.
    axis : 0 or 1
        Rows or columns. They differ only if a layer or the input is not square.

    Returns
    -------
    list of Field, one more than there are layers

    Raises
    ------
    TypeError, ValueError
        For an empty stack, and for a layer that does not fit its input. The message names the
        number of the layer.

    Notes
    -----
    The formulas are those of Araujo, Norris & Sim 2019, "Computing Receptive Fields of
    Convolutional Neural Networks", https://distill.pub/2019/computing-receptive-fields
    """
    if axis not in (0, 1):
        raise ValueError(f"`axis` must be 0 or 1, got {axis!r}")
    along = [axes[axis] for axes in geometry(layers, input_size)]
    fields = [Field(1, 1, 0.0, 0, pair("input_size", input_size, 1)[axis])]
    for here in along:
        last = fields[-1]
        fields.append(
            Field(
                size=last.size + (here.span - 1) * last.jump,
                jump=last.jump * here.stride,
                start=last.start + ((here.span - 1) / 2 - here.before) * last.jump,
                padding=last.padding + here.before * last.jump,
                output_size=here.out,
            )
        )
    return fields


def layer_maps(layers: Stack, x: object) -> list[Array]:
    """Apply the layers one after the other. Return the picture and the map after each layer.

    >>> [a.shape for a in layer_maps([Layer("max", 2), Conv(2)], np.zeros((8, 8)))]
    [(8, 8), (4, 4), (3, 3)]

    Parameters
    ----------
    layers : sequence of Layer and Conv, from the input to the output
        Convolutions use equal weights that add up to 1.
    x : (..., height, width) array of any real dtype

    Returns
    -------
    list of (..., height, width) arrays, one more than there are layers

    Raises
    ------
    TypeError, ValueError
        As in :func:`trace`.
    """
    maps = [as_image(x)]
    geometry(layers, (maps[0].shape[-2], maps[0].shape[-1]))
    for layer in layers:
        maps.append(layer(maps[-1]))
    return maps


def influence(
    layers: Stack,
    input_size: int | tuple[int, int],
    unit: int | tuple[int, int],
    picture: object = None,
) -> npt.NDArray[np.float64]:
    """Compute how much each input pixel influences one unit of the last layer.

    The influence is the derivative of the unit with respect to the pixel. An average or a
    convolution (equal weights) divides it evenly over its window. A maximum gives all of it to the
    pixel that wins.

    >>> influence([Layer("avg", 2)], 4, (0, 1))
    array([[0.  , 0.  , 0.25, 0.25],
           [0.  , 0.  , 0.25, 0.25],
           [0.  , 0.  , 0.  , 0.  ],
           [0.  , 0.  , 0.  , 0.  ]])
    >>> influence([Layer("max", 2)], 2, 0, picture=[[8, 4], [1, 2]])
    array([[1., 0.],
           [0., 0.]])

    Parameters
    ----------
    layers : sequence of Layer and Conv, from the input to the output
    input_size : int or (rows, cols)
        In pixels.
    unit : int or (row, col)
        Counted from 0. One int stands for both.
    picture : (rows, cols) array of any real dtype, optional
        It decides which pixel wins a maximum or minimum. Without a picture, each pixel of the
        window gets an equal share.

    Returns
    -------
    (rows, cols) float64 array
        Adds up to 1, less the share of padding that counts as zeros, and less the share of max or
        min windows that cover only padding.

    Raises
    ------
    TypeError, ValueError
        As in :func:`trace`. Also for a unit outside the last map, and for a picture of another
        size.

    Notes
    -----
    Luo, Li, Urtasun & Zemel 2016, "Understanding the Effective Receptive Field in Deep
    Convolutional Neural Networks", https://arxiv.org/abs/1701.04128
    """
    axes = geometry(layers, input_size)
    maps: Sequence[Array | None] = [None] * len(axes)
    if picture is not None:
        seen, shape = as_image(picture), pair("input_size", input_size, 1)
        if seen.shape != shape:
            raise ValueError(f"`picture` must have the shape {shape}, got {seen.shape}")
        maps = layer_maps(layers, seen)[:-1]
    row, column = pair("unit", unit, None)
    rows, columns = axes[-1]
    if not (0 <= row < rows.out and 0 <= column < columns.out):
        raise ValueError(
            f"`unit` must lie in the last map, {rows.out} x {columns.out}, got {(row, column)}"
        )
    return passed_back(layers, axes, (row, column), maps)


def passed_back(
    layers: Stack,
    axes: Sequence[tuple[Axis, Axis]],
    unit: tuple[int, int],
    maps: Sequence[Array | None],
) -> npt.NDArray[np.float64]:
    """:func:`influence` for a caller that already has ``geometry`` and the input of each layer."""
    rows, columns = axes[-1]
    weight = np.zeros((rows.out, columns.out))
    weight[unit] = 1
    for layer, (rows, columns), x in zip(layers[::-1], axes[::-1], maps[::-1], strict=True):
        if x is not None and isinstance(layer, Layer) and layer.kind != "avg":
            weight = send_back(weight, layer.winners(x), x.shape)
        else:
            weight = shared_out(shared_out(weight, layer, rows).T, layer, columns).T
    return weight


def shared_out(weight: Array, layer: Layer | Conv, axis: Axis) -> Array:
    """Divide the weight of each output evenly over its window: (outputs, m) -> (inputs, m).

    >>> shared_out(np.eye(2), Layer("avg", 2), Layer("avg", 2).axes((4, 4))[0])
    array([[0.5, 0. ],
           [0.5, 0. ],
           [0. , 0.5],
           [0. , 0.5]])
    """
    return spread(weight / taken_by(layer, axis), axis)


def taken_by(layer: Layer | Conv, axis: Axis) -> int | Array:
    """Over how many pixels each window divides its weight along one axis.

    The result is one number for all windows, or a column with one number for each.
    """
    if isinstance(layer, Conv):
        return axis.kernel
    if layer.kind == "avg":
        return axis.counts(layer.counts_padding)[:, None]
    start = axis.starts()[:, None]
    first = -(np.minimum(start, 0) // axis.dilation)
    last = np.minimum((axis.n - 1 - start) // axis.dilation, axis.kernel - 1)
    inside: Array = last - first + 1
    return np.maximum(inside, 1)  # a window of only padding has 0, and must not divide by it
