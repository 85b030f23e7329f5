"""Receptive field: build a stack of layers, and see what one of its units depends on."""

import streamlit as st

from lab.code.stack import for_stack
from lab.data.pictures import fitted
from lab.page import address, modes
from lab.page.code_tabs import in_code
from lab.page.frame import frame, next_page, takeaway
from lab.page.sections import section
from lab.receptive_field import chips, words
from lab.receptive_field.below import channels_of, how_computed, real_networks, what_it_costs
from lab.receptive_field.influence import do_all_matter, poke
from lab.receptive_field.settings import LOOKED, SETTINGS
from lab.receptive_field.stacks import name_of, network_of
from lab.receptive_field.stage import arrive, show_stage
from lab.receptive_field.table import read_edits, show_table
from pooling import trace

if frame("Receptive field", SETTINGS):
    arrive()

NEXT = "Three pools, then conv 3"


@section
def lab() -> None:
    """The stage, and below it what can be learned from it."""
    read_edits()
    picture = chips.choose_stack()
    stack, layers, n = chips.build()
    fields = trace(layers, n)
    chosen, unit = show_stage(stack, layers, fields, picture)
    st.markdown(
        "Every square is a **unit**: one output of a layer. It stands over the middle of the "
        "pixels that it depends on, its **receptive field**. Point at a unit."
    )
    if network := network_of(stack):
        st.caption(f"Source: {network.source}.")
    if not address.get(LOOKED):
        show_table()
        return
    if name_of(stack) != NEXT and not modes.on("plain"):
        st.button(f"Try it: {NEXT.lower()}", on_click=chips.load, args=(NEXT,))
    takeaway(words.WHY)
    x = fitted(picture, n)
    show_table()
    how_computed(stack, layers, fields, chosen)
    do_all_matter(layers, x, fields, chosen, unit)
    poke(stack, layers, x, fields, chosen)
    what_it_costs(stack, layers, n)
    real_networks()
    in_code(lambda: for_stack(layers, n, channels_of(stack)))


lab()
next_page()
