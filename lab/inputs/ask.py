"""Ask before you tell: whether a page's answer is covered when a learner arrives."""

import streamlit as st

from lab.page import address, modes
from lab.page.settings import Setting


def open_question(looked: Setting[bool]) -> None:
    """On arrival: a teacher's link may ask whatever else it says, or not ask at all."""
    if modes.on("questions") and looked.name not in st.query_params:
        address.put(looked, False)
    if modes.on("answers") or modes.on("plain"):
        address.put(looked, True)
