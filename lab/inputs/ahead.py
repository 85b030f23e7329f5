"""What is sent ahead: where a key may take a live slider's thumb next."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from lab.page import modes
from lab.page.settings import page
from lab.server import others_wait
from pooling.arguments import Array

SMALL = 64 * 64  # outputs: what is larger takes too long on a narrow line
Place = tuple[int, ...]  # where the thumbs of a page's sliders are


def next_places(at: Place, limits: Sequence[tuple[int, int]]) -> list[Place]:
    """The places one step along the slider that was moved last, at first the first one.

    There are none while others wait for an answer.

    Parameters
    ----------
    at : tuple of int
        Where the thumbs are.
    limits : sequence of (lowest, highest)
        How far each may go.
    """
    key = f"{page()}.moved"
    last, moved = st.session_state.get(key, (at, 0))
    if last != at:
        moved = next(i for i, (a, b) in enumerate(zip(last, at, strict=True)) if a != b)
    st.session_state[key] = at, moved
    if others_wait() or modes.on("plain"):
        return []
    low, high = limits[moved]
    there = [to for to in (at[moved] - 1, at[moved] + 1) if low <= to <= high]
    return [(*at[:moved], to, *at[moved + 1 :]) for to in there]


def is_small(shown: Array) -> bool:
    """Whether a map may be sent before anybody has asked for it."""
    return int(np.prod(shown.shape[-2:])) <= SMALL
