"""The grid lab's grids to start from, its own settings, and the way back."""

import numpy as np
import streamlit as st

from lab.data.cells import Cells
from lab.data.grids import OPENING, PRESETS, SIDES, resized
from lab.grid_lab.settings import FILL, GRID, SEED, SETTINGS
from lab.inputs import predict, widgets
from lab.inputs.shift import enters
from lab.page import address

START, SIZE = "Grid lab.start", "Grid lab.size"
CUT = "Grid lab.before cutting"  # the grid as it was before it became smaller
BEFORE = "Grid lab.before"  # every setting as it was before Reset or Start from


def start_from() -> None:
    """The grids to start from."""
    st.menu_button(
        "Start from", list(PRESETS), key=START, on_click=load, icon=":material/grid_view:"
    )


def way_back() -> None:
    """Everything as at the beginning, and once back from there."""
    st.button("Reset", on_click=reset, icon=":material/restart_alt:")
    if BEFORE in st.session_state:
        st.button("Undo", on_click=undo, icon=":material/undo:")


def more_settings() -> None:
    """What stands under "More settings" beside the layer's own."""
    enters(FILL)
    side = address.get(GRID).shape[0]
    st.menu_button(
        f"Size {side} × {side}", [f"{n} × {n}" for n in SIDES], key=SIZE, on_click=resize
    )
    if np.array_equal(address.get(GRID), PRESETS["Random"](side, address.get(SEED))):
        widgets.count(SEED, "Seed", 1, 9999, "Another seed, another random grid.", reseed)
    predict.switch()


def remember() -> None:
    st.session_state[BEFORE] = [address.get(setting) for setting in SETTINGS]


def undo() -> None:
    if BEFORE not in st.session_state:  # the second half of a double click
        return
    for setting, value in zip(SETTINGS, st.session_state.pop(BEFORE), strict=True):
        address.put(setting, value)


def load() -> None:
    remember()
    name = st.session_state[START]
    side = 4 if name == OPENING else address.get(GRID).shape[0]
    use(PRESETS[name](side, address.get(SEED)))


def use(grid: Cells) -> None:
    """Make this the grid; what an earlier one was cut from is forgotten."""
    st.session_state.pop(CUT, None)
    address.put(GRID, grid)


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
    remember()
    st.session_state.pop(CUT, None)
    for setting in SETTINGS:
        if not setting.personal:
            address.put(setting, setting.opens)
