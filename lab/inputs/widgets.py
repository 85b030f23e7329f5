"""Streamlit's widgets, tied to the address bar's settings and returning plain values."""

from collections.abc import Callable, Mapping

import streamlit as st

from lab.components.live_slider import live_slider
from lab.page import address, modes
from lab.page.settings import Setting


def choose(
    setting: Setting[str],
    label: str,
    options: Mapping[str, str],
    help: str | None = None,
    *,
    always: bool = False,
) -> str:
    """One of a few words, all visible; ``always`` even where controls are hidden."""
    if modes.on("plain") and not always:
        return address.get(setting)
    key, began = address.start(setting)
    found = str(
        st.segmented_control(
            label,
            list(options),
            format_func=options.__getitem__,
            key=key,
            default=began if began in options else setting.default,
            required=True,
            wrap=True,
            help=help,
        )
    )
    return address.keep(setting, found if found in options else setting.default)


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
    key, began = address.start(setting)
    found = st.number_input(
        label, low, high, value=began, key=key, help=help, width=125, on_change=on_change
    )
    return address.keep(setting, sorted((low, int(found), high))[1])


def switch(setting: Setting[bool], label: str, help: str | None = None) -> bool:
    if modes.on("plain"):
        return address.get(setting)
    key, began = address.start(setting)
    return address.keep(setting, bool(st.toggle(label, value=began, key=key, help=help)))


def slide(
    setting: Setting[int],
    label: str,
    low: int,
    high: int,
    *,
    play: bool = False,
    pace: int = 900,
    help: str = "",
) -> int:
    """A live slider: the page follows while the thumb moves; ``pace`` is play's, in ms a step."""
    start = address.get(setting)
    if modes.on("plain"):
        return sorted((low, start, high))[1]
    found = live_slider(label, low, high, start, setting.key, play=play, pace=pace, help=help)
    return address.keep(setting, found)
