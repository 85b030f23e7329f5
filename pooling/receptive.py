"""What one unit of a stack of layers sees: its receptive field, exactly, and what reaches it.

The recurrences are those of Araujo, Norris & Sim 2019, "Computing Receptive Fields of
Convolutional Neural Networks", https://distill.pub/2019/computing-receptive-fields
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from pooling.arguments import Array, as_image, integer, pair
from pooling.conv import Conv
from pooling.geometry import Axis
from pooling.layer import Layer

Stack = Sequence[Layer | Conv]


@dataclass(frozen=True)
class Field:
    """The receptive fields of one layer's units along one axis, in pixels of the input."""

    size: int  # pixels that a unit sees
    jump: int  # pixels from one unit's field to the next one's
    start: float  # the centre of unit 0's field; pixel 0 is centred at 0
    padding: int  # how far unit 0's field reaches out of the input
    output_size: int  # units

    def span(self, unit: int) -> tuple[int, int]:
        """The first and the last pixel of a unit's field; they may lie outside the input.

        >>> Field(size=4, jump=2, start=1.5, padding=0, output_size=3).span(1)
        (2, 5)

        Raises
        ------
        ValueError
            For a unit that the map does not have.
        """
        if not 0 <= integer("unit", unit) < self.output_size:
            raise ValueError(f"`unit` must be from 0 to {self.output_size - 1}, got {unit}")
        first = unit * self.jump - self.padding
        return first, first + self.size - 1


def geometry(layers: Stack, input_size: int | tuple[int, int]) -> list[tuple[Axis, Axis]]:
    """(rows, columns) of every layer in turn; a layer that does not fit is named by its number."""
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
    """A stack is laid out many times over, and a deep one has many equal layers."""
    return layer.axes(shape)


def trace(layers: Stack, input_size: int | tuple[int, int], *, axis: int = 0) -> list[Field]:
    """The receptive field after every layer, the input itself first.

    >>> [field.size for field in trace([Layer("max", 2), Conv(2)], 8)]
    [1, 2, 4]

    Parameters
    ----------
    layers : sequence of Layer and Conv, from the input to the output
    input_size : int or (rows, cols)
        In pixels.
    axis : 0 or 1
        Rows or columns; they differ only where a layer or the input is rectangular.

    Returns
    -------
    list of Field, one more than there are layers

    Raises
    ------
    TypeError, ValueError
        For an empty stack, and for a layer that does not fit what reaches it, with its number.
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
    """What every layer makes of a picture, the picture first; a convolution's weights are equal.

    >>> [a.shape for a in layer_maps([Layer("max", 2), Conv(2)], np.zeros((8, 8)))]
    [(8, 8), (4, 4), (3, 3)]

    Raises
    ------
    TypeError, ValueError
        As :func:`trace`.
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
    """How much of every input pixel really reaches one unit of the last layer.

    It is the unit's derivative by each pixel, for convolutions of equal weights: an average and a
    convolution share their unit out evenly, a maximum passes it to the pixel that wins.

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
    layers : sequence of Layer and Conv
    input_size : int or (rows, cols)
    unit : int or (row, col)
        One int stands for both.
    picture : (rows, cols) array of any real dtype, optional
        Which pixel wins a maximum or minimum depends on it; without it, every pixel of a window
        is as likely to.

    Returns
    -------
    (rows, cols) float64 array
        Adds up to 1 less what lies on padding that counts as zeros.

    Raises
    ------
    TypeError, ValueError
        As :func:`trace`; for a unit outside the map; for a picture of another size.

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
    """:func:`influence`, where the geometry and what each layer is given are at hand."""
    rows, columns = axes[-1]
    weight = np.zeros((rows.out, columns.out))
    weight[unit] = 1
    for layer, (rows, columns), x in zip(layers[::-1], axes[::-1], maps[::-1], strict=True):
        if x is not None and isinstance(layer, Layer) and layer.kind != "avg":
            weight = given_to_winners(weight, layer.winners(x), x.shape)
        else:
            weight = shared_out(shared_out(weight, layer, rows).T, layer, columns).T
    return weight


def given_to_winners(weight: Array, winners: Array, shape: tuple[int, ...]) -> Array:
    """Each output's weight on the input cell it came from; a window of padding gives none."""
    back = np.zeros(shape)
    some = (weight != 0) & (winners >= 0)
    np.add.at(back.ravel(), winners[some], weight[some])
    return back


def shared_out(weight: Array, layer: Layer | Conv, axis: Axis) -> Array:
    """Each output's weight, evenly on what its window takes: (outputs, m) -> (inputs, m).

    No matrix product, which would be shorter: NumPy's run on threads that go on waiting, awake.

    >>> shared_out(np.eye(2), Layer("avg", 2), Layer("avg", 2).axes((4, 4))[0])
    array([[0.5, 0. ],
           [0.5, 0. ],
           [0. , 0.5],
           [0. , 0.5]])
    """
    shared = np.zeros((axis.n, weight.shape[1]))
    each = weight / taken_by(layer, axis)
    for tap in range(axis.kernel):
        place = tap * axis.dilation - axis.before  # of window 0
        first = max(-(place // axis.stride), 0)
        last = min((axis.n - 1 - place) // axis.stride, axis.out - 1)
        if first <= last:  # no two windows have one tap at one place
            places = slice(place + first * axis.stride, place + last * axis.stride + 1, axis.stride)
            shared[places] += each[first : last + 1]
    return shared


def taken_by(layer: Layer | Conv, axis: Axis) -> int | Array:
    """Among how many cells each window shares its weight along an axis: a column, or a number."""
    if isinstance(layer, Conv):
        return axis.kernel
    if layer.kind == "avg":
        return axis.counts(layer.counts_padding)[:, None]
    taps = axis.starts()[:, None] + np.arange(axis.kernel) * axis.dilation
    inside: Array = ((taps >= 0) & (taps < axis.n)).sum(1, keepdims=True)
    return np.maximum(inside, 1)  # 0: a window of padding alone
