"""How many rounds of pooling fit a picture, and which outputs come from a patch of it.

Does not use Streamlit.
"""

from collections.abc import Sequence

from pooling import Layer
from pooling.geometry import Axis


def that_fit(shape: Sequence[int], layer: Layer, most: int = 6) -> int:
    """How many rounds of a layer fit a map of this (height, width), up to ``most``.

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
    """The output rows and columns whose windows lie completely in a square patch of the input.

    All count from 0. The result is None if there is no such window.

    >>> cells_over(Layer("max", 2), (256, 256), 8, 9, 8)
    ([4, 5, 6, 7], [5, 6, 7])
    """
    rows, columns = layer.axes(shape)
    found = whole_windows(rows, top, side), whole_windows(columns, left, side)
    return found if all(found) else None


def whole_windows(axis: Axis, start: int, side: int) -> list[int]:
    """The windows that lie completely in the pixels from ``start`` to ``start + side - 1``."""
    return [
        j
        for j, first in enumerate(axis.starts().tolist())
        if first >= start and first + axis.span <= start + side
    ]
