"""The two grids to type in, and the search for a small pair."""

from typing import Any

import numpy as np
import streamlit as st

from lab.beyond_linear import linearity
from lab.beyond_linear.linearity import equal
from lab.beyond_linear.settings import KIND, SETTINGS, A, B
from lab.components import bench
from lab.components.bench import Grid, Row, windows_of
from lab.draw.colours import span_of
from lab.page import address, modes
from lab.words import numbers
from pooling import Layer
from pooling.arguments import Array, Kind

KEY, SEARCHED = "Beyond linear.sums", "Beyond linear.searched"


def typed() -> tuple[Array, Array]:
    """A and B as they are now."""
    a, b = (address.keep(s, bench.numbers(KEY, s.key, address.get(s))) for s in (A, B))
    return a, b


def show_sums(layer: Layer, a: Array, b: Array) -> Array:
    """A, B and A + B, each pooled, beside f(A) + f(B). Return which outputs are equal."""
    shape = (a.shape[0], a.shape[1])
    together, alone = layer(a + b), layer(a) + layer(b)
    if not modes.on("plain"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button("Find the smallest counterexample", on_click=search, icon=":material/search:")
            st.button("Reset", on_click=reset, icon=":material/restart_alt:")
            found_for, message = st.session_state.get(SEARCHED, (None, ""))
            if found_for == state(layer.kind, a, b):  # else something has changed since
                st.markdown(message)

    def pooled(source: str, values: Array, **more: Any) -> Grid:
        name = f"f({source})"
        return Grid(name, name, values, windows_of(layer, source, shape), under=source, **more)

    same = equal(together, alone)
    different = np.flatnonzero(~same)
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
        span=span_of([a, b, a + b, alone]),
        lit=("f(A + B)", int(different[0])) if different.size else None,
    )
    return same


def state(kind: Kind, a: Array, b: Array) -> tuple[str, bytes, bytes]:
    return kind, a.tobytes(), b.tobytes()


def search() -> None:
    """Search for the counterexample with the fewest non-zero cells, and load it."""
    kind = address.get(KIND)
    name = numbers.NAMES[kind].lower()
    found = linearity.smallest_counterexample(kind)
    if found is None:
        a, b = address.get(A), address.get(B)
        message = f"There is none: {name} pooling is linear."
    else:
        a, b = found
        cells = np.count_nonzero(a) + np.count_nonzero(b)
        message = f"Only {cells} cells are not 0. Look at the orange output."
        address.put(A, a)
        address.put(B, b)
    st.session_state[SEARCHED] = state(kind, a, b), message


def reset() -> None:
    st.session_state.pop(SEARCHED, None)
    for setting in SETTINGS:
        if not setting.personal:
            address.put(setting, setting.default)
