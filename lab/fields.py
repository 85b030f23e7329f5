"""Receptive fields as boxes on a picture. No Streamlit."""

from collections.abc import Sequence

from lab.plates import Outline
from lab.sideview import cone
from lab.windows import Box
from pooling import Conv, Field, Layer
from pooling.receptive import geometry

MOST_BOXES = 6  # fields drawn on the way to the chosen one

Unit = tuple[int, int]  # row, column


def without_pools(layers: Sequence[Layer | Conv]) -> tuple[Conv, ...]:
    return tuple(layer for layer in layers if isinstance(layer, Conv))


def box_of(field: Field, unit: Unit) -> Box:
    """A unit's field on the picture; it may reach outside.

    >>> box_of(Field(size=4, jump=2, start=0.5, padding=1, output_size=8), (0, 2))
    (-1, 3, 2, 6)
    """
    (top, bottom), (left, right) = (field.span(place) for place in unit)
    return top, left, bottom, right


def inside(box: Box, n: int) -> int:
    """How many pixels of an n x n picture lie in a box.

    >>> inside((-1, 3, 2, 6), 16)
    12
    """
    top, left, bottom, right = box
    height, width = (
        min(end, n - 1) - max(first, 0) + 1 for first, end in ((top, bottom), (left, right))
    )
    return max(height, 0) * max(width, 0)


def seeing(field: Field, pixel: int) -> range:
    """The units, along one axis, whose field holds a pixel.

    >>> seeing(Field(size=4, jump=2, start=1.5, padding=0, output_size=7), 3)
    range(0, 2)
    """
    first = -(-(pixel + field.padding - field.size + 1) // field.jump)
    last = (pixel + field.padding) // field.jump
    return range(max(first, 0), min(last, field.output_size - 1) + 1)


def grown(layers: Sequence[Layer | Conv], fields: Sequence[Field], unit: Unit) -> list[Outline]:
    """A unit's field, last, after those on the way to it: of the units in its middle."""
    axes = geometry(layers, fields[0].output_size)
    taken = [cone([pair[i] for pair in axes], unit[i]).taken for i in (0, 1)]
    outlines = []
    for layer in on_the_way(len(layers)):
        row, column = (middle(of[layer], fields[layer].output_size) for of in taken)
        outlines.append(Outline(box_of(fields[layer], (row, column)), width=1))
    return [*outlines, Outline(box_of(fields[len(layers)], unit))]


def on_the_way(count: int) -> Sequence[int]:
    """Some of the layers before the last, evenly.

    >>> list(on_the_way(4)), list(on_the_way(15)), list(on_the_way(1))
    ([3, 2, 1], [14, 11, 8, 5, 2], [])
    """
    layers = range(count - 1, 0, -1)
    return layers[:: max(-(-len(layers) // MOST_BOXES), 1)]


def middle(units: Sequence[int], count: int) -> int:
    """The middle one of some units, if padding then the nearest that is none."""
    return min(max(units[len(units) // 2], 0), count - 1)
