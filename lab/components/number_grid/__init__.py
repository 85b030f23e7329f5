"""A grid of numbers that is its own heatmap: every cell an input, coloured by its value."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import streamlit as st

from lab.components import place_in, register, settle
from lab.data.cells import LIMIT, Cells, plain, read_cells
from lab.draw.boxes import Box
from lab.draw.colours import DARK_INK, LIGHT_INK, SAME, SCALE, WINDOW

_mount = register("number_grid")


def number_grid(
    values: npt.ArrayLike,
    key: str,
    *,
    label: str,
    windows: Sequence[Box] = (),
    focus: Sequence[Box] = (),
    span: Callable[[Cells], tuple[float, float]] | None = None,
    marks: npt.NDArray[np.bool_] | None = None,
    blank: bool = False,
    locked: bool = False,
    on_focus: Callable[[int, int], None] | None = None,
) -> Cells:
    """Show the grid and return its numbers.

    Set it from Python, or from a test, with ``st.session_state[key] = {"value": rows}`` before it
    is shown.

    Parameters
    ----------
    values : (rows, columns) numbers
        Where it starts; also the shape that edits must keep.
    key : str
        Its key in ``st.session_state``.
    label : str
        The grid's accessible name.
    windows, focus : sequences of (top, left, bottom, right)
        Boxes to outline, and those to outline in the accent colour; cells, both ends included.
    span : function of the grid -> (low, high)
        What the two ends of the colour scale stand for. None leaves the cells uncoloured.
    marks : (rows, columns) array of bool
        Marks each cell right or wrong.
    blank : bool
        Whether a cell may be empty; it is NaN then.
    locked : bool
        Show, but let nothing be typed.
    on_focus : callable
        Called with (row, column), from 0, when the learner enters a cell.

    Returns
    -------
    (rows, columns) float64 array; NaN for an empty cell

    Examples
    --------
    >>> grid = number_grid([[8, 4], [1, 2]], "grid", label="Input")  # doctest: +SKIP
    """
    start = np.asarray(values, np.float64)

    def accept(found: object) -> Cells:
        return read_cells(found, start.shape if blank else None, blank)

    now, revision = settle(key, start, accept)
    if now.shape != start.shape:
        now = start
    _mount(
        key=key,
        data=dict(
            label=label,
            values=plain(now),
            revision=revision,
            windows=windows,
            focus=focus,
            span=span and span(now),
            marks=None if marks is None else marks.tolist(),
            blank=blank,
            locked=locked,
            limit=LIMIT,
            watched=on_focus is not None,
            colours=dict(scale=SCALE, window=WINDOW, same=SAME, inks=(DARK_INK, LIGHT_INK)),
        ),
        on_value_change=lambda: None,
        on_entered_change=lambda: entered(key, now.shape, on_focus),
    )
    return now


def entered(key: str, shape: tuple[int, ...], on_focus: Callable[[int, int], None] | None) -> None:
    """Tell the page which cell the learner entered, if it wants to know and the cell exists."""
    place = place_in([shape[1]] * shape[0], st.session_state[key].get("entered"))
    if on_focus and place:
        on_focus(*place)


def latest(key: str, shape: tuple[int, ...]) -> Cells | None:
    """What an answer grid holds now, in a callback too; None while a cell is empty."""
    state = dict(st.session_state.get(key) or {}).get("value")
    try:
        found = read_cells(state["now"] if isinstance(state, dict) else state, shape, blank=False)
    except (ValueError, KeyError):
        return None
    return found
