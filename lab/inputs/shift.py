"""Shifts: what enters at the border, and where a key may take the thumb next."""

import streamlit as st

from lab.inputs.widgets import choose
from lab.page import modes
from lab.page.settings import Setting, page
from lab.server import others_wait
from pooling.arguments import Array, Fill

SMALL = 64 * 64  # outputs
FILL_NAMES: dict[Fill, str] = {"zero": "Zeros", "edge": "Edge", "wrap": "Wrap"}


def enters(fill: Setting[Fill]) -> Fill:
    return choose(
        fill,
        "What enters at the border",
        FILL_NAMES,
        "Zeros: zeros enter. Edge: the cells at the edge are repeated. Wrap: what leaves on one "
        "side enters on the other.",
    )


def next_places(down: int, right: int, reach: int, shown: Array) -> list[tuple[int, int]]:
    """The (down, right) one step along the slider that was moved last.

    What is shown there is sent ahead, if it is small and nobody else waits for an answer.
    """
    key = f"{page()}.moved"
    last, along = st.session_state.get(key, ((down, right), True))
    if last != (down, right):
        along = last[1] != right
    st.session_state[key] = (down, right), along
    if others_wait() or modes.on("plain") or shown.shape[-1] * shown.shape[-2] > SMALL:
        return []
    steps = [(down, right + by) if along else (down + by, right) for by in (-1, 1)]
    return [place for place in steps if max(map(abs, place)) <= reach]
