"""How a teacher shows a page: ?show=questions, plain or large in the address, or several of them.

Read when a page is entered, and handed on by every link of ours.
"""

from collections.abc import Mapping

import streamlit as st

MODES = (
    "questions",  # answers hidden: predict first is on, and takeaways are folded
    "answers",  # nothing is asked first
    "plain",  # controls hidden: the pictures alone
    "large",  # large type, for a projector
)
NAME, MEMORY = "show", "app.show"  # in the address, and in the session


def enter(address: Mapping[str, str]) -> list[str]:
    """Take over what the address asks for; a sentence for a word that is none."""
    if NAME not in address:
        return []
    asked = address[NAME][:100].split(",")
    st.session_state[MEMORY] = tuple(mode for mode in MODES if mode in asked)
    if set(asked) <= {*MODES, ""}:
        return []
    return [
        f"The link's `show` could not be used: it can only hold these words: {', '.join(MODES)}. "
        "The page leaves out the others."
    ]


def on(mode: str) -> bool:
    """Whether a mode is on."""
    return mode in st.session_state.get(MEMORY, ())


def link() -> dict[str, str]:
    """What a link to another page hands on."""
    modes = st.session_state.get(MEMORY, ())
    return {NAME: ",".join(modes)} if modes else {}
