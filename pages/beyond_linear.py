"""Beyond linear: max pooling bends, average pooling does not."""

import streamlit as st

from lab.beyond_linear import words as says
from lab.beyond_linear.grids import show_sums, typed
from lab.beyond_linear.linearity import nonlinearity
from lab.beyond_linear.settings import KIND, PLUS, SETTINGS, TIMES
from lab.beyond_linear.views import commute, compared, moving_pixel, two_convolutions
from lab.code import layers
from lab.inputs import widgets
from lab.page.code_tabs import in_code
from lab.page.frame import frame, next_page, takeaway
from lab.page.sections import section
from lab.words import numbers
from pooling import Layer
from pooling.arguments import KINDS, Array

KIND_NAMES = {kind: numbers.NAMES[kind] for kind in KINDS}

frame("Beyond linear", SETTINGS)
st.markdown(
    "A **linear** layer keeps sums: what it makes of A + B is what it makes of A, plus what it "
    "makes of B. Convolutions (without a bias) are linear. Is pooling? Call the pooling **f**, "
    "with 2 × 2 windows and stride 2, and try."
)


@section
def lab() -> None:
    """All but the prose; what the sliders change is a section of its own."""
    kind = widgets.choose(KIND, "Pool with", KIND_NAMES)
    layer = Layer(kind, 2)
    a, b = typed()
    st.header("Pool the sum, or sum the pools?")
    show_sums(layer, a, b)
    st.markdown(says.sum_cells(layer, a, b))
    total = nonlinearity(layer, a, b)
    scaled(layer, a)
    commute(a)
    two_convolutions(a, b)
    in_code(lambda: layers.for_sum(layer, a, b))
    takeaway(says.conclusion(layer.kind, total))


@section
def scaled(layer: Layer, a: Array) -> None:
    """Scale and add; one pixel that changes."""
    st.header("Scale it, add to it")
    left, right = st.columns(2, gap="large")
    with left:
        times = widgets.slide(TIMES, "Multiply A by c", -3, 3)
        compared("scale", ("f(c A)", layer(times * a)), ("c f(A)", times * layer(a)))
        st.markdown(says.scaled(layer, a, times))
    with right:
        plus = widgets.slide(PLUS, "Add c to A", -9, 9)
        compared("add", ("f(A + c)", layer(a + plus)), ("f(A) + c", layer(a) + plus))
        st.markdown(says.added(layer, a, plus))
    st.header("One pixel moves")
    moving_pixel()


lab()
next_page()
