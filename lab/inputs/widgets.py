"""Streamlit's widgets, tied to the address bar's settings and returning plain values."""

from collections.abc import Callable, Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lab.components.live_slider import live_slider
from lab.page import address, modes
from lab.page.settings import Setting, W, page

MORE = "More settings"


def choose(
    setting: Setting[W],
    label: str,
    options: Mapping[W, str],
    help: str | None = None,
    *,
    always: bool = False,
) -> W:
    """One of a few words, all visible; ``always`` even where controls are hidden."""
    if modes.on("plain") and not always:
        return address.get(setting)
    if address.get(setting) not in options:
        address.put(setting, setting.default)
    found = st.segmented_control(
        label,
        list(options),
        format_func=options.__getitem__,
        key=address.key_of(setting),
        required=True,
        wrap=True,
        help=help,
    )
    return address.keep(setting, setting.default if found is None else found)


def count(
    setting: Setting[int],
    label: str,
    low: int,
    high: int,
    help: str,
    on_change: Callable[[], None] | None = None,
    *,
    always: bool = False,
) -> int:
    """A small whole number, typed or stepped; ``always`` even where controls are hidden."""
    if modes.on("plain") and not always:
        return address.get(setting)
    key = address.key_of(setting)
    st.session_state[key] = sorted((low, int(st.session_state[key]), high))[1]
    found = st.number_input(label, low, high, key=key, help=help, width=125, on_change=on_change)
    return address.keep(setting, int(found))


def more_settings() -> DeltaGenerator | None:
    """The menu "More settings", if it is open: what it holds is only made then."""
    if modes.on("plain"):
        return None
    menu = st.popover(MORE, icon=":material/tune:", key=f"{page()}.more", on_change="rerun")
    return menu if menu.open else None


def switch(setting: Setting[bool], label: str, help: str | None = None) -> bool:
    if modes.on("plain"):
        return address.get(setting)
    found = st.toggle(label, key=address.key_of(setting), help=help)
    return address.keep(setting, bool(found))


def slide(
    setting: Setting[int],
    label: str,
    low: int,
    high: int,
    *,
    play: bool = False,
    pace: int = 900,
    help: str = "",
    compact: bool = False,
    scale: float = 1,
) -> int:
    """A live slider: the page follows while the thumb moves.

    ``pace`` is play's, in ms a step. The learner sees the value times ``scale``.
    """
    start = address.get(setting)
    if modes.on("plain"):
        return sorted((low, start, high))[1]
    found = live_slider(
        label,
        low,
        high,
        start,
        setting.key,
        play=play,
        pace=pace,
        help=help,
        compact=compact,
        scale=scale,
    )
    return address.keep(setting, found)
