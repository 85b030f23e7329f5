"""Receptive fields as boxes on a picture. Does not use Streamlit."""

from collections.abc import Sequence

import numpy as np

from lab.draw.boxes import Box
from pooling import Conv, Field, Layer, trace
from pooling.arguments import Array

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


def bare_fields(layers: Sequence[Layer | Conv], n: int) -> list[Field | None]:
    """For the input and every layer: the field after the same convolutions without pooling.

    >>> [f and f.size for f in bare_fields([Layer("max", 2), Conv(2)], 8)]
    [1, 1, 2]
    """
    bare = without_pools(layers, n)
    convs = [sum(isinstance(x, Conv) for x in layers[:i]) for i in range(len(layers) + 1)]
    return [bare and bare[1][count] for count in convs]


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
