"""Grids of numbers: checked, and written as text for the address bar."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

LIMIT = 999  # a cell has room for three digits
Cells = npt.NDArray[np.float64]


def read_cells(found: object, shape: tuple[int, ...] | None, blank: bool) -> Cells:
    """Return rows of numbers as an array. Raise ValueError for anything a cell cannot hold.

    If ``blank``, a cell may be empty (None), and becomes NaN.
    """

    def cell(value: Any) -> float:
        if value is None and blank:
            return float("nan")
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise ValueError("not a number")
        if not abs(value) <= LIMIT:  # written with "not", so that it refuses NaN too
            raise ValueError(f"not between -{LIMIT} and {LIMIT}")
        return float(value)

    rows = plain(found)
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise ValueError("not rows of cells")
    grid = np.array([[cell(value) for value in row] for row in rows], np.float64)
    if grid.ndim != 2 or (shape is not None and grid.shape != shape):
        raise ValueError("not the grid's shape")
    return grid


def grid_text(grid: Cells) -> str:
    """Write a grid as text for the address bar.

    >>> grid_text(np.array([[8, 4.5], [1, np.nan]]))
    '8_4.5*1_'
    """
    return "*".join("_".join("" if v != v else digits(v) for v in row) for row in grid)


def digits(value: float) -> str:
    """Write a number without an exponent, because a cell does not accept one.

    >>> digits(0.1 + 0.2), digits(1e-7), digits(-0.0)
    ('0.3', '0.0000001', '0')
    """
    return np.format_float_positional(round(value, 12) + 0.0, trim="-")


def cell_of_text(text: str, blank: bool) -> float | None:
    if not text and blank:
        return None
    number = float(text) if text.isascii() else math.nan
    return number  # read_cells refuses NaN and infinities


def plain(value: Any) -> Any:
    """Turn an array into nested lists for JSON, with None for NaN.

    Anything else is returned as it is.
    """
    if not isinstance(value, np.ndarray):
        return value
    return [[None if v != v else v for v in row] for row in value.tolist()]
