"""The grid lab's grids to start from, the sizes, and the way back."""

import numpy as np
import streamlit as st

from lab.data.grids import OPENING, PRESETS, SIDES, resized
from lab.grid_lab.settings import GRID, SEED, SETTINGS
from lab.inputs import widgets
from lab.page import address

START, SIZE, CUT = "Grid lab.start", "Grid lab.size", "Grid lab.before cutting"


def start_from() -> None:
    """The grids to start from, the sizes, and the way back."""
    grid = address.get(GRID)
    side = grid.shape[0]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.menu_button(
            "Start from", list(PRESETS), key=START, on_click=load, icon=":material/grid_view:"
        )
        st.menu_button(
            f"Size {side} × {side}",
            [f"{n} × {n}" for n in SIDES],
            key=SIZE,
            on_click=resize,
        )
        st.button("Reset", on_click=reset, icon=":material/restart_alt:")
        if np.array_equal(grid, PRESETS["Random"](side, address.get(SEED))):
            widgets.count(SEED, "Seed", 1, 9999, "Another seed, another random grid.", reseed)


def load() -> None:
    st.session_state.pop(CUT, None)
    name = st.session_state[START]
    side = 4 if name == OPENING else address.get(GRID).shape[0]
    address.put(GRID, PRESETS[name](side, address.get(SEED)))


def reseed() -> None:
    seed = address.keep(SEED, st.session_state[SEED.key])
    address.put(GRID, PRESETS["Random"](address.get(GRID).shape[0], seed))


def resize() -> None:
    """Cut or extend the grid; what was cut off comes back with the size."""
    side = int(st.session_state[SIZE].split()[0])
    grid = address.get(GRID)
    whole = st.session_state.get(CUT, grid)
    if len(whole) > len(grid):
        whole = whole.copy()
        whole[: len(grid), : len(grid)] = grid
    else:
        whole = grid
    st.session_state[CUT] = whole
    address.put(GRID, resized(whole, side))


def reset() -> None:
    st.session_state.pop(CUT, None)
    for setting in SETTINGS:
        address.put(setting, setting.default)
