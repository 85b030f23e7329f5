"""Ask before you tell: whether a page's answer is covered when a learner arrives."""

from collections.abc import Callable, Mapping

import streamlit as st

from lab.page import address, modes
from lab.page.settings import Setting


def open_question(looked: Setting[bool]) -> None:
    """On arrival: a teacher's link may ask whatever else it says, or not ask at all."""
    if modes.on("questions") and looked.name not in st.query_params:
        address.put(looked, False)
    if modes.on("answers") or modes.on("plain"):
        address.put(looked, True)


def bet_about(bet: Setting[str], about: Callable[[], object]) -> str:
    """The learner's bet, which is dropped once something else is on the page than it was about."""
    key = f"{bet.key} about"
    if not address.get(bet):
        st.session_state.pop(key, None)
    elif st.session_state.setdefault(key, now := about()) != now:
        address.put(bet, "")
    return address.get(bet)


def ask_first(
    question: str,
    label: str,
    bet: Setting[str],
    options: Mapping[str, str],
    look: Callable[[], None],
) -> None:
    """The question, a bet, and the button that shows the answer; ``look`` is its callback."""
    st.markdown(f"**{question}**")
    with st.container(horizontal=True, vertical_alignment="center", key="controls-bet"):
        found = st.segmented_control(
            label,
            list(options),
            format_func=options.__getitem__,
            key=bet.key,
            label_visibility="collapsed",
        )
        address.keep(bet, found or "")
        waits = modes.on("questions") and not found
        st.button("Show me", type="primary", on_click=look, disabled=waits)
