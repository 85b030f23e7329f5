"""What a page keeps in the address bar, and how it reads there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
import streamlit as st

from lab.data.cells import Grid, _cell, grid_text, read_cells

T = TypeVar("T")


LONGEST = 2000  # characters of one parameter; a link that holds more was not made here


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One thing that shapes what is seen: its name in the address, and how it reads there.

    ``read`` raises ValueError with the rule as its message, to follow "it must be".
    """

    name: str
    default: T
    read: Callable[[str], T]
    write: Callable[[T], str]
    component: bool = False  # kept by one of lab.components, which hold {"value": ...}

    @property
    def key(self) -> str:
        """The control's key in ``st.session_state``; pages do not share theirs.

        A native widget that Python has changed becomes a new one: an unmounted widget (in a
        closed popover, say) would not hear of the change, and send its old value again.
        """
        key = f"{page()}.{self.name}"
        turn = st.session_state.get(f"{key} turn", 0)
        return f"{key} {turn}" if turn else key


def page() -> str:
    """The label of the page that runs now."""
    return str(st.session_state.get("address page", ""))


def whole(name: str, default: int, low: int, high: int, *, component: bool = False) -> Setting[int]:
    """A whole number from low to high."""

    def read(text: str) -> int:
        try:
            number = int(text) if text.isascii() and "_" not in text else None
        except ValueError:
            number = None
        if number is None or not low <= number <= high:
            raise ValueError(f"a whole number from {low} to {high}")
        return number

    return Setting(name, default, read, str, component)


def choice(name: str, default: str, options: Sequence[str]) -> Setting[str]:
    """One of a few words."""

    def read(text: str) -> str:
        if text not in options:
            raise ValueError(f"one of {', '.join(options)}")
        return text

    return Setting(name, default, read, str)


def switch(name: str, default: bool = False) -> Setting[bool]:
    """On or off; 1 or 0 in the address."""

    def read(text: str) -> bool:
        if text not in ("0", "1"):
            raise ValueError("0 or 1")
        return text == "1"

    return Setting(name, default, read, lambda on: str(int(on)))


def short_text(name: str, longest: int) -> Setting[str]:
    """A few characters whose meaning the page knows: digits, and what grids are written with."""

    def read(text: str) -> str:
        if len(text) > longest or set(text) - set("0123456789.-_*"):
            raise ValueError(f"at most {longest} digits, points, minus signs, _ and *")
        return text

    return Setting(name, "", read, str)


def cells(
    name: str, default: Grid | None, sides: range, *, square: bool = True, blank: bool = False
) -> Setting[Any]:
    """A grid of numbers, or None where there is none yet: ``8_4*1_2`` is two rows of two.

    "_" and "*" are the separators that an address shows as they are.
    """

    def read(text: str) -> Grid | None:
        try:
            rows = [[_cell(part, blank) for part in row.split("_")] for row in text.split("*")]
            fits = len(rows) in sides and len(rows[0]) in sides
            if fits and (len(rows) == len(rows[0]) or not square):
                return read_cells(rows, (len(rows), len(rows[0])), blank)
        except ValueError:
            pass
        comma = ", with points instead of commas" if "," in text else ""
        raise ValueError(f"{sides[0]} to {sides[-1]} rows of as many numbers{comma}")

    def write(grid: Grid | None) -> str:
        return "" if grid is None or np.isnan(grid).all() else grid_text(grid)

    return Setting(name, default, read, write, component=True)
