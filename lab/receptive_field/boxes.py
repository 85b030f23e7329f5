"""Receptive fields as boxes on a picture. Does not use Streamlit."""

from collections.abc import Sequence

import numpy as np

from lab.draw.boxes import Box, Outline
from lab.receptive_field.cone import cone
from pooling import Conv, Field, Layer, trace
from pooling.arguments import Array
from pooling.receptive import geometry

MOST_BOXES = 6  # fields of earlier layers that are drawn together with the chosen one

Unit = tuple[int, int]  # row, column, counted from 0


def without_pools(
    layers: Sequence[Layer | Conv], n: int
) -> tuple[tuple[Conv, ...], list[Field]] | None:
    """The stack without its pooling layers, and its fields.

    The result is None if no layer is left, or if the layers no longer fit the input.

    >>> without_pools([Layer("max", 2), Conv(2)], 8)[1][-1].size
    2
    >>> without_pools([Layer("max", 2)], 8) is None
    True
    """
    convs = tuple(layer for layer in layers if isinstance(layer, Conv))
    try:
        return (convs, trace(convs, n)) if convs else None
    except ValueError:  # for example, without the padding of a pooling layer the map is too small
        return None


def box_of(field: Field, unit: Unit) -> Box:
    """The receptive field of a unit as a box on the picture. It may reach outside the picture.

    >>> box_of(Field(size=4, jump=2, start=0.5, padding=1, output_size=8), (0, 2))
    (-1, 3, 2, 6)
    """
    (top, bottom), (left, right) = (field.span(place) for place in unit)
    return top, left, bottom, right


def pixels_inside(box: Box, n: int) -> int:
    """How many pixels of an n x n picture lie in a box.

    >>> pixels_inside((-1, 3, 2, 6), 16)
    12
    """
    top, left, bottom, right = box
    height, width = (
        min(end, n - 1) - max(first, 0) + 1 for first, end in ((top, bottom), (left, right))
    )
    return max(height, 0) * max(width, 0)


def seeing(field: Field, pixel: int) -> range:
    """The units, along one axis, whose receptive field contains a pixel.

    >>> seeing(Field(size=4, jump=2, start=1.5, padding=0, output_size=7), 3)
    range(0, 2)
    """
    first = -(-(pixel + field.padding - field.size + 1) // field.jump)
    last = (pixel + field.padding) // field.jump
    return range(max(first, 0), min(last, field.output_size - 1) + 1)


def grown(layers: Sequence[Layer | Conv], fields: Sequence[Field], unit: Unit) -> list[Outline]:
    """Outline the receptive field of a unit, and thinly some fields of earlier layers.

    From each earlier layer, it takes the unit nearest to the middle of the field. The chosen unit
    comes last, so that it is drawn on top.
    """
    axes = geometry(layers, fields[0].output_size)
    taken = [cone([pair[i] for pair in axes], unit[i]).taken for i in (0, 1)]
    outlines = []
    for layer in on_the_way(len(layers)):
        if not (taken[0][layer] and taken[1][layer]):
            continue  # the chosen unit reads only padding of this layer
        row, column = (
            nearest(of[layer], fields[layer], fields[len(layers)], place)
            for of, place in zip(taken, unit, strict=True)
        )
        outlines.append(Outline(box_of(fields[layer], (row, column)), width=1))
    return [*outlines, Outline(box_of(fields[len(layers)], unit))]


def on_the_way(count: int) -> Sequence[int]:
    """Some of the layers before the last, evenly spread. 0 is the input and never among them.

    >>> list(on_the_way(4)), list(on_the_way(15)), list(on_the_way(1))
    ([3, 2, 1], [14, 11, 8, 5, 2], [])
    """
    layers = range(count - 1, 0, -1)
    return layers[:: max(-(-len(layers) // MOST_BOXES), 1)]


def change(before: Array, after: Array) -> tuple[Array, int]:
    """Return after minus before, and how many outputs changed.

    An infinity that stays an infinity is not a change.

    >>> change(np.array([[-np.inf, 1.0]]), np.array([[-np.inf, 1.5]]))
    (array([[0. , 0.5]]), 1)
    """
    same = before == after
    with np.errstate(invalid="ignore"):
        changes = np.where(same, 0.0, after.astype(np.float64) - before)
    return np.nan_to_num(changes), int(np.count_nonzero(~same))


def nearest(units: Sequence[int], field: Field, last: Field, unit: int) -> int:
    """Among some units of a layer, choose the one nearest to the middle of the last unit's field.

    Padding has no receptive field. A number outside the map stands for the unit at the edge.

    >>> pool, conv = trace([Layer("max", 2), Layer("max", 3, 1)], 16)[1:]
    >>> nearest([3, 4, 5], pool, conv, 3)
    4
    """
    aim = last.start + last.jump * unit
    places = {min(max(place, 0), field.output_size - 1) for place in units}
    return min(places, key=lambda place: (abs(field.start + field.jump * place - aim), place))
