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


def tiles(layer: Layer, shape: Shape) -> list[Box]:
    """Every window as a box. The list is empty if windows overlap or are dilated.

    Outlines of such windows would cross, and nobody could read them.

    >>> tiles(Layer("max", 2), (4, 4))
    [(0, 0, 1, 1), (0, 2, 1, 3), (2, 0, 3, 1), (2, 2, 3, 3)]
    >>> tiles(Layer("max", 2, 1), (4, 4))
    []
    """
    rows, columns = layer.axes(shape)
    if any(axis.dilation > 1 or axis.stride < axis.kernel for axis in (rows, columns)):
        return []
    return [
        box for r in range(rows.out) for c in range(columns.out) for box in taps(layer, shape, r, c)
    ]


def first_over(layer: Layer, shape: Shape, row: int, column: int) -> int | None:
    """The number of the first window over an input cell, or None if the stride skips the cell.

    >>> first_over(Layer("max", 2), (4, 4), 3, 1)
    3
    """
    rows, columns = layer.axes(shape)
    for r in range(rows.out):
        for c in range(columns.out):
            down, along = layer.window(shape, r, c)
            if row in down and column in along:
                return r * columns.out + c + 1
    return None
