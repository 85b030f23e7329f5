"""The two grids to type in, and the search for a small pair."""

import numpy as np
import streamlit as st

from lab.beyond_linear import linearity
from lab.beyond_linear.settings import KIND, SETTINGS, A, B
from lab.components.number_grid import number_grid
from lab.page import address, modes
from lab.words import numbers
from pooling.arguments import Array, Kind

SEARCHED = "Beyond linear.searched"


def edit() -> tuple[Array, Array]:
    """Show the two grids and the buttons beside them. Return the grids."""
    left, right, beside = st.columns([2, 2, 2], gap="medium")
    grids = []
    for column, setting, name in ((left, A, "A"), (right, B, "B")):
        with column:
            st.markdown(f"**{name}**: type in it")
            found = number_grid(
                address.get(setting), setting.key, label=name, span=lambda _: (-9.0, 9.0)
            )
            grids.append(address.keep(setting, found))
    with beside:
        if not modes.on("plain"):
            st.button("Find the smallest counterexample", on_click=search, icon=":material/search:")
            st.button("Reset", on_click=reset, icon=":material/restart_alt:")
        now = state(address.get(KIND), *grids)
        found_for, told = st.session_state.get(SEARCHED, (None, ""))
        if found_for == now:  # otherwise the grids have changed since the search
            st.caption(told)
    return grids[0], grids[1]


def state(kind: Kind, a: Array, b: Array) -> tuple[str, bytes, bytes]:
    return kind, a.tobytes(), b.tobytes()


def search() -> None:
    """Search for the counterexample with the fewest non-zero cells, and load it."""
    kind = address.get(KIND)
    name = numbers.NAMES[kind].lower()
    found = linearity.smallest_counterexample(kind)
    if found is None:
        a, b = address.get(A), address.get(B)
        told = (
            f"None for {name} pooling: of every pair of grids with up to two cells of 1 or −1, all "
            "keep the sum. It is linear, so there is none of any size."
        )
    else:
        a, b = found
        cells = np.count_nonzero(a) + np.count_nonzero(b)
        told = (
            f"The smallest for {name} pooling: {cells} cells that are not 0. With fewer there is "
            "none."
        )
        address.put(A, a)
        address.put(B, b)
    st.session_state[SEARCHED] = state(kind, a, b), told


def reset() -> None:
    st.session_state.pop(SEARCHED, None)
    for setting in SETTINGS:
        address.put(setting, setting.default)
