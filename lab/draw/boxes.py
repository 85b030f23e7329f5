"""Pooling windows as boxes that can be outlined. Does not use Streamlit."""

from collections.abc import Sequence
from dataclasses import dataclass

from pooling import Layer

Box = tuple[int, int, int, int]  # top, left, bottom, right, counted from 0, both ends included
Shape = tuple[int, int]


@dataclass(frozen=True)
class Outline:
    """A box, and how thick its frame is."""

    box: Box  # may reach outside the picture
    width: int = 3  # in pixels of the screen


def cell_of(number: int, shape: Shape) -> tuple[int, int]:
    """The (row, column) of window ``number``. Windows count from 1, row by row; cells from 0.

    >>> cell_of(3, (2, 2))
    (1, 0)
    """
    return divmod(number - 1, shape[1])


def within(places: Sequence[int], n: int) -> list[int]:
    return [i for i in places if 0 <= i < n]


def taps(layer: Layer, shape: Shape, row: int, column: int) -> list[Box]:
    """The input cells that one output depends on, as boxes.

    A dilated window has one box for each cell that it reads. Any other window has one box. Padding
    is left out, so a window that covers only padding has no box.

    >>> taps(Layer("max", 2), (4, 4), 0, 1)
    [(0, 2, 1, 3)]
    >>> taps(Layer("max", (1, 2), dilation=2), (4, 4), 0, 0)
    [(0, 0, 0, 0), (0, 2, 0, 2)]
    """
    down, along = layer.window(shape, row, column)
    rows, columns = within(down, shape[0]), within(along, shape[1])
    if not (rows and columns):
        return []
    if contiguous(down) and contiguous(along):
        return [(rows[0], columns[0], rows[-1], columns[-1])]
    return [(r, c, r, c) for r in rows for c in columns]


def contiguous(places: Sequence[int]) -> bool:
    return places[-1] - places[0] == len(places) - 1
