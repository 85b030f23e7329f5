"""Beyond linear: max pooling bends, average pooling does not."""

import streamlit as st

from lab.beyond_linear import words
from lab.beyond_linear.grids import show_sums, typed
from lab.beyond_linear.hinge import hinge
from lab.beyond_linear.settings import KIND, LOOKED, SETTINGS
from lab.beyond_linear.views import order_of_relu, scale_and_add, two_convolutions
from lab.code import layers
from lab.inputs import widgets
from lab.inputs.ask import open_question
from lab.page.code_tabs import in_code
from lab.page.frame import frame, next_page, takeaway
from lab.page.sections import folded, section
from lab.words import numbers
from pooling import Layer
from pooling.arguments import KINDS, Array

SCALED = "Beyond linear.scaled"

if frame("Beyond linear", SETTINGS):
    open_question(LOOKED)
    if {"times", "plus"} & set(st.query_params):  # the sender had it open
        st.session_state[SCALED] = True


@section
def stage() -> None:
    """One pixel changes: what does each output draw?"""
    hinge()


@section
def sums() -> None:
    """Pool the sum of two grids, or sum the pooled grids; and what follows from it."""
    st.header("Pool the sum, or sum the pools?")
    st.markdown(
        "A **linear** layer f gives f(A + B) = f(A) + f(B) for all grids A and B. A convolution "
        "without a bias is linear. Is pooling? Here f pools 2 × 2 windows with stride 2."
    )
    kind = widgets.choose(KIND, "Pool with", {kind: numbers.NAMES[kind] for kind in KINDS})
    layer = Layer(kind, 2)
    a, b = typed()
    takeaway(words.conclusion(kind, show_sums(layer, a, b)))
    more(layer, a, b)
    in_code(lambda: layers.for_sum(layer, a, b))


def more(layer: Layer, a: Array, b: Array) -> None:
    """What goes beyond the sum, folded."""
    name = numbers.NAMES[layer.kind].lower()
    with folded(
        f"What if A is multiplied, or a number is added? ({name} pooling)",
        SCALED,
        ":material/calculate:",
    ) as opened:
        if opened:
            scaled(layer, a)
    with folded("ReLU before or after pooling?", "Beyond linear.relu", ":material/swap_horiz:") as (
        opened
    ):
        if opened:
            order_of_relu(a)
    with folded("Why does it matter?", "Beyond linear.convs", ":material/layers:") as opened:
        if opened:
            two_convolutions(a, b)


@section
def scaled(layer: Layer, a: Array) -> None:
    """Two sliders that change only their own grids."""
    scale_and_add(layer, a)


stage()
sums()
next_page()
