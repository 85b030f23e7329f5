"""What a page keeps in the address bar, and how it reads there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
import streamlit as st

from lab.data.cells import Cells, cell_of_text, grid_text, read_cells

T = TypeVar("T")
W = TypeVar("W", bound=str)
LONGEST = 2000  # characters of one parameter; a link that holds more was not made here


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One thing that shapes what is seen: its name in the address, and how it reads there.

    Parameters
    ----------
    name : str
        Its parameter in the address.
    default : T
        What a link means that does not name it. It never changes, so that old links keep their
        meaning.
    read, write : functions
        From and to the address's text. ``read`` raises ValueError with the rule as its message, to
        follow "it must be".
    component : bool
        Whether it is held by one of lab.components, which keep ``{"value": ...}``.
    first : T or None
        What a page opens with whose address names nothing; None: the default.
    personal : bool
        Whether it is a learner's own: a bet, a lock, an answer. A copied link leaves it out.
    """

    name: str
    default: T
    read: Callable[[str], T]
    write: Callable[[T], str]
    component: bool = False
    first: T | None = None
    personal: bool = False

    @property
    def opens(self) -> T:
        """What a page opens with whose address names nothing."""
        return self.default if self.first is None else self.first

    @property
    def key(self) -> str:
        """The control's key in ``st.session_state``; pages do not share theirs."""
        return f"{page()}.{self.name}"


def page() -> str:
    """The label of the page that runs now."""
    return str(st.session_state.get("app.page", ""))


def whole(
    name: str,
    default: int,
    low: int,
    high: int,
    **more: Any,
) -> Setting[int]:
    """A whole number from low to high."""

    def read(text: str) -> int:
        try:
            number = int(text) if text.isascii() and "_" not in text else None
        except ValueError:
            number = None
        if number is None or not low <= number <= high:
            raise ValueError(f"a whole number from {low} to {high}")
        return number

    return Setting(name, default, read, str, **more)


def choice(name: str, default: W, options: Sequence[W], **more: Any) -> Setting[W]:
    """One of a few words."""

    def read(text: str) -> W:
        for option in options:
            if option == text:
                return option
        raise ValueError(f"one of {', '.join(options)}")

    return Setting(name, default, read, str, **more)


def switch(name: str, default: bool = False, **more: Any) -> Setting[bool]:
    """On or off; 1 or 0 in the address."""

    def read(text: str) -> bool:
        if text not in ("0", "1"):
            raise ValueError("0 or 1")
        return text == "1"

    return Setting(name, default, read, lambda on: str(int(on)), **more)


def places(name: str, count: int, **more: Any) -> Setting[tuple[int, ...]]:
    """Some of ``count`` things, numbered from 0: ``0_3`` in the address."""

    def read(text: str) -> tuple[int, ...]:
        found = tuple(int(part) for part in text.split("_") if part.isascii() and part.isdigit())
        if "_".join(map(str, found)) != text or not all(place < count for place in found):
            raise ValueError(f"numbers from 0 to {count - 1}, joined by _")
        return found

    return Setting(name, (), read, lambda found: "_".join(map(str, found)), **more)


def short_text(name: str, longest: int, **more: Any) -> Setting[str]:
    """A few characters whose meaning the page knows: digits, and what grids are written with."""

    def read(text: str) -> str:
        if len(text) > longest or set(text) - set("0123456789.-_*"):
            raise ValueError(f"at most {longest} digits, points, minus signs, _ and *")
        return text

    return Setting(name, "", read, str, **more)


def cells(
    name: str,
    default: Cells | None,
    sides: range,
    *,
    square: bool = True,
    blank: bool = False,
    personal: bool = False,
) -> Setting[Any]:
    """A grid of numbers, or None where there is none yet: ``8_4*1_2`` is two rows of two.

    "_" and "*" are the separators that an address shows as they are.
    """

    def read(text: str) -> Cells | None:
        try:
            rows = [
                [cell_of_text(part, blank) for part in row.split("_")] for row in text.split("*")
            ]
            fits = len(rows) in sides and len(rows[0]) in sides
            if fits and (len(rows) == len(rows[0]) or not square):
                return read_cells(rows, (len(rows), len(rows[0])), blank)
        except ValueError:
            pass
        comma = ", with points instead of commas" if "," in text else ""
        sizes = f"{sides[0]} to {sides[-1]}" if len(sides) > 1 else str(sides[0])
        raise ValueError(
            f"{sizes} rows, all of one length{comma}"
            if not square
            else f"a square grid of {sizes} rows{comma}"
        )

    def write(grid: Cells | None) -> str:
        return "" if grid is None or np.isnan(grid).all() else grid_text(grid)

    return Setting(name, default, read, write, component=True, personal=personal)
