"""What a page shows, kept through reloads, sent links and visits to other pages.

A page declares its settings as a list of :class:`Setting` and hands it to ``frame``. On entering
the page the address is read, once; after that the session remembers, and every run ends with
:func:`publish`, which writes what differs from the default into the address bar. Nothing else
reads or writes the address.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import uuid4

import numpy as np
import streamlit as st

from lab.components.address_bar import write_address
from lab.data.cells import Grid, _cell, grid_text, plain, read_cells

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


def _memory() -> dict[str, Any]:
    pages: dict[str, dict[str, Any]] = st.session_state.setdefault("address", {})
    return pages.setdefault(page(), {})


def enter(label: str, settings: Sequence[Setting[Any]], address: Mapping[str, str]) -> list[str]:
    """Begin a run of a page; on arrival, take over what its address says.

    Returns a sentence for each setting that the address had wrong; it has its default then.
    """
    arrived = page() != label
    st.session_state["address page"] = label
    st.session_state["address settings"] = settings
    if not arrived:
        return list(st.session_state["address refusals"])
    refusals = []
    linked = any(setting.name in address for setting in settings)
    for setting in settings:
        value = setting.default if linked else _memory().get(setting.name, setting.default)
        if setting.name in address:
            try:
                value = _read(setting, address[setting.name])
            except ValueError as rule:
                refusals.append(
                    f"The link's `{setting.name}` could not be used: it must be {rule}. "
                    "The page shows its usual value instead."
                )
        put(setting, value)
    st.session_state["address refusals"] = refusals
    return refusals


def _read(setting: Setting[T], text: str) -> T:
    if len(text) > LONGEST:
        raise ValueError(f"at most {LONGEST} characters")
    return setting.read(text)


def get(setting: Setting[T]) -> T:
    """The setting's value now."""
    return _memory().get(setting.name, setting.default)  # type: ignore[no-any-return]


def elsewhere(label: str, setting: Setting[T]) -> T:
    """The setting as another page was left."""
    pages = st.session_state.get("address", {})
    return pages.get(label, {}).get(setting.name, setting.default)  # type: ignore[no-any-return]


def keep(setting: Setting[T], value: T) -> T:
    """Remember what a control has just returned, and hand it on."""
    _memory()[setting.name] = value
    return value


def put(setting: Setting[T], value: T) -> None:
    """Change a setting from Python, before its control is shown: in a callback, or on arrival."""
    if setting.component:
        st.session_state[setting.key] = {"value": plain(value)}
    elif st.session_state.get(setting.key, value) != value:
        turn = f"{page()}.{setting.name} turn"
        st.session_state[turn] = st.session_state.get(turn, 0) + 1
    keep(setting, value)


def start(setting: Setting[T]) -> tuple[str, T]:
    """The key of a native widget, and the value that it begins with.

    The browser may mount a widget long after it was made (in a popover, say), and then shows what
    it was made with: so that stays the same as long as the widget lives, and is never the bare
    default of its kind.
    """
    key = setting.key
    began = f"{key} began"
    if key not in st.session_state:
        st.session_state[began] = get(setting)
    return key, st.session_state[began]


def publish() -> None:
    """End a run: write what differs from the defaults into the address bar."""
    settings: Sequence[Setting[Any]] = st.session_state["address settings"]
    texts = {s.name: s.write(get(s)) for s in settings}
    usual = {s.name: s.write(s.default) for s in settings}
    turn = st.session_state["address turn"] = st.session_state.get("address turn", 0) + 1
    session = st.session_state.setdefault("address session", uuid4().hex)
    told = st.session_state.get("address told", "")
    write_address({n: t if t != usual[n] else None for n, t in texts.items()}, turn, session, told)


def tell(text: str) -> None:
    """What a run comes to, in words: read out to who does not see it."""
    st.session_state["address told"] = re.sub(r"[*`$]|\[([^]]*)\]\([^)]*\)", r"\1", text)


# ---------------------------------------------------------------- kinds of settings


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
