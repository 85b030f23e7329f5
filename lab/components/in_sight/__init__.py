"""A place that says when it has come into view: what is heavy is only made then."""

import streamlit as st

from lab.components import register

_mount = register("in_sight")


def in_sight(key: str, height: int) -> bool:
    """Whether the place has been in view. Until then it keeps so many pixels free.

    >>> if in_sight("curve", 260):  # doctest: +SKIP
    ...     st.plotly_chart(figure)
    """
    flag = f"{key} seen"
    if (st.session_state.get(key) or {}).get("seen"):
        st.session_state[flag] = True  # the component's own state goes when it is gone
    if not st.session_state.get(flag):
        _mount(key=key, height=height, on_seen_change=lambda: None)
    return bool(st.session_state.get(flag))
