"""The two grids to type in, and the search for a small pair."""

from typing import Any

import numpy as np
import streamlit as st

from lab.beyond_linear import linearity
from lab.beyond_linear.linearity import equal
from lab.beyond_linear.settings import KIND, SETTINGS, A, B
from lab.components import bench
from lab.components.bench import Grid, Row, windows_of
from lab.page import address, modes
from lab.words import numbers
from pooling import Layer
from pooling.arguments import Array, Kind

KEY, SEARCHED = "Beyond linear.sums", "Beyond linear.searched"


def typed() -> tuple[Array, Array]:
    """A and B as they are now."""
    a, b = (address.keep(s, bench.numbers(KEY, s.key, address.get(s))) for s in (A, B))
    return a, b


def show_sums(layer: Layer, a: Array, b: Array) -> None:
    """A, B and A + B, each pooled, beside f(A) + f(B); then the search for a small pair."""
    shape = (a.shape[0], a.shape[1])
    together, alone = layer(a + b), layer(a) + layer(b)

    def pooled(source: str, values: Array, **more: Any) -> Grid:
        name = f"f({source})"
        return Grid(name, name, values, windows_of(layer, source, shape), under=source, **more)

    same = equal(together, alone)
    bench.show(
        KEY,
        [
            Row(
                "Each alone",
                [
                    Grid("A", "A", a, edit="number", key=A.key),
                    pooled("A", layer(a)),
                    Grid("B", "B", b, edit="number", key=B.key),
                    pooled("B", layer(b)),
                ],
            ),
            Row(
                "The sum",
                [
                    Grid("A + B", "A + B", a + b),
                    pooled("A + B", together, compare="f(A) + f(B)", same=same),
                    Grid("f(A) + f(B)", "f(A) + f(B)", alone, same=same),
                ],
            ),
        ],
        span=(-9.0, 9.0),
    )
    if not modes.on("plain"):
        with st.container(horizontal=True):
            st.button("Find the smallest counterexample", on_click=search, icon=":material/search:")
            st.button("Reset", on_click=reset, icon=":material/restart_alt:")
    found_for, message = st.session_state.get(SEARCHED, (None, ""))
    if found_for == state(layer.kind, a, b):  # else something has changed since
        st.caption(message)


def state(kind: Kind, a: Array, b: Array) -> tuple[str, bytes, bytes]:
    return kind, a.tobytes(), b.tobytes()


def search() -> None:
    """Search for the counterexample with the fewest non-zero cells, and load it."""
    kind = address.get(KIND)
    name = numbers.NAMES[kind].lower()
    found = linearity.smallest_counterexample(kind)
    if found is None:
        a, b = address.get(A), address.get(B)
        message = (
            f"None for {name} pooling: of every pair of grids with up to two cells of 1 or −1, all "
            "keep the sum. It is linear, so there is none of any size."
        )
    else:
        a, b = found
        cells = np.count_nonzero(a) + np.count_nonzero(b)
        message = (
            f"The smallest for {name} pooling: {cells} cells that are not 0. With fewer there is "
            "none."
        )
        address.put(A, a)
        address.put(B, b)
    st.session_state[SEARCHED] = state(kind, a, b), message


def reset() -> None:
    st.session_state.pop(SEARCHED, None)
    for setting in SETTINGS:
        address.put(setting, setting.default)
