"""The controls of a shift."""

import streamlit as st

from lab.inputs.widgets import choose, slide
from lab.page.settings import Setting
from pooling.arguments import Fill

FILL_NAMES: dict[Fill, str] = {"zero": "Zeros", "edge": "Edge", "wrap": "Wrap"}


def choose_shift(
    right: Setting[int], down: Setting[int], fill: Setting[Fill], limit: int
) -> tuple[int, int, Fill]:
    """How far the input is shifted, and what enters: (down, right, fill)."""
    across, downwards, border = st.columns(3, gap="medium")
    with across:
        to_right = slide(right, "Shift right", -limit, limit, help="Drag left or right.")
    with downwards:
        to_bottom = slide(down, "Shift down", -limit, limit, help="Drag left to shift up.")
    with border:
        entering = enters(fill)
    return to_bottom, to_right, entering


def enters(fill: Setting[Fill]) -> Fill:
    return choose(
        fill,
        "What enters at the border",
        FILL_NAMES,
        "Zeros: zeros enter. Edge: the cells at the edge are repeated. Wrap: what leaves on one "
        "side enters on the other.",
    )
