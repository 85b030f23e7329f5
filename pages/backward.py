"""How it learns: the way of a gradient back through pooling."""

import streamlit as st

from lab.backward import words
from lab.backward.below import (
    GLOBAL,
    TIES,
    UNPOOLING,
    differentiable,
    global_average,
    unpooling,
)
from lab.backward.settings import LOOKED, SETTINGS
from lab.backward.show import stage, typed
from lab.code.gradient import for_gradient
from lab.inputs.ask import open_question
from lab.page import address, modes
from lab.page.code_tabs import in_code
from lab.page.frame import frame, next_page, takeaway
from lab.page.sections import folded, section

if frame("How it learns", SETTINGS):
    open_question(LOOKED)
    if "right" in st.query_params:  # the sender had it open
        st.session_state[GLOBAL] = True


@section
def lab() -> None:
    """The stage, and below it what can be learned from it; no answer while it is covered."""
    st.markdown(words.WHAT)
    ways, x = stage()
    if not address.get(LOOKED):
        return
    if not modes.on("plain"):
        st.markdown(words.STEP)
    takeaway(words.INSIGHT)
    with folded("Is pooling differentiable?", TIES, ":material/timeline:") as opened:
        if opened:
            differentiable(ways[0], x)
    with folded("Can pooling be undone?", UNPOOLING, ":material/undo:") as opened:
        if opened:
            unpooling(x)
    question = "What is global average pooling for?"
    with folded(question, GLOBAL, ":material/public:") as opened:
        if opened:
            global_average(x)
    in_code(lambda: for_gradient([way.layer for way in ways], *typed()))


lab()
next_page()
