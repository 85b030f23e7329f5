"""Rounds of pooling on a picture: how many fit, and which cells a patch makes. No Streamlit."""

from collections.abc import Sequence

from pooling import Layer
from pooling.geometry import Axis


def that_fit(shape: Sequence[int], layer: Layer, most: int = 6) -> int:
    """How often the layer can be applied to a map of this (height, width), up to ``most``.

    >>> that_fit((256, 20), Layer("max", 2))
    4
    """
    height, width = shape
    for done in range(most):
        try:
            rows, columns = layer.axes((height, width))
        except ValueError:
            return done
        height, width = rows.out, columns.out
    return most


def cells_over(
    layer: Layer, shape: tuple[int, int], top: int, left: int, side: int
) -> tuple[list[int], list[int]] | None:
    """The output rows and columns whose windows lie wholly in a square patch of the input.

    >>> cells_over(Layer("max", 2), (256, 256), 8, 9, 8)
    ([4, 5, 6, 7], [5, 6, 7])
    """
    rows, columns = layer.axes(shape)
    found = whole_windows(rows, top, side), whole_windows(columns, left, side)
    return found if all(found) else None


def whole_windows(axis: Axis, start: int, side: int) -> list[int]:
    """The windows between pixels ``start`` and ``start + side``."""
    return [
        j
        for j, first in enumerate(axis.starts().tolist())
        if first >= start and first + axis.span <= start + side
    ]
