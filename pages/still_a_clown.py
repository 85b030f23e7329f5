"""Still a clown? The lesson's claim, tested on real, small networks."""

import streamlit as st

from lab.code.network import for_network
from lab.data.faces import face
from lab.inputs import widgets
from lab.inputs.ask import open_question
from lab.inputs.tasks import try_this
from lab.page import address
from lab.page.code_tabs import in_code
from lab.page.frame import frame, next_page, takeaway
from lab.page.sections import folded, section
from lab.still_a_clown import words
from lab.still_a_clown.everywhere import show_everywhere
from lab.still_a_clown.inside import inside
from lab.still_a_clown.measured import show_limits, show_measured
from lab.still_a_clown.settings import DONE, LOOKED, NETWORK, SETTINGS, SHORT
from lab.still_a_clown.stage import choose_face, show_stage
from lab.still_a_clown.tasks import TASKS, Trial

if frame("Still a clown?", SETTINGS):
    open_question(LOOKED)


@section
def lab() -> None:
    """The stage, and below it the network that the learner chooses."""
    number = choose_face()
    down, right = show_stage(number)
    st.markdown(words.TERMS)
    if not address.get(LOOKED):
        return
    takeaway(words.what_happened(number, down, right))
    try_this(TASKS, Trial(number, down, right), DONE)
    st.header(f"Where does it still say {face(number)[1]}?")
    short = widgets.choose(NETWORK, "Network", {s: SHORT[s] for s in SHORT})
    network = SHORT[short]
    show_everywhere(number, network, down, right)
    title = "Inside the network: filter, ReLU, pool"
    with folded(title, "Still a clown?.inside", ":material/layers:") as opened:
        if opened:
            inside(number, network, down, right)
    in_code(lambda: for_network(network, number))


@section
def measured() -> None:
    """What all the networks recognise, measured."""
    st.header("How often do they recognise 1,000 new faces?")
    show_measured()
    with folded("What pooling does not do", "Still a clown?.limits", ":material/block:") as opened:
        if opened:
            show_limits()


lab()
measured()
next_page()
