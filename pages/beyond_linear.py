"""Beyond linear: max pooling bends, average pooling does not."""

import streamlit as st

from lab.beyond_linear import words as says
from lab.beyond_linear.grids import edit
from lab.beyond_linear.settings import KIND, PLUS, SETTINGS, TIMES
from lab.beyond_linear.views import commute, compared, moving_pixel, sums, two_convolutions
from lab.code import layers
from lab.inputs import widgets
from lab.page import address
from lab.page.charts import as_tables, begin
from lab.page.code_tabs import in_code
from lab.page.frame import frame, takeaway
from lab.words import numbers
from pooling import Layer
from pooling.arguments import Array

KINDS = {kind: numbers.NAMES[kind] for kind in ("max", "avg", "min")}


@st.fragment
def lab() -> None:
    """All but the prose; each section's sliders redraw it alone."""
    begin()
    kind = widgets.choose(KIND, "Pool with", KINDS)
    layer = Layer(kind, 2)  # type: ignore[arg-type]
    a, b = edit()
    total = sums(layer, a, b)
    moving, below = st.container(), st.container()
    with below:
        commute(a)
        two_convolutions(a, b)
        in_code(lambda: layers.for_sum(layer, a, b))
        takeaway(says.conclusion(layer.kind, total))
    with moving:
        scaled(layer, a)


# ---------------------------------------------------------------- sections


@st.fragment
def scaled(layer: Layer, a: Array) -> None:
    """Scale and add; one moving pixel. It ends every run of the page."""
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
    as_tables()
    address.publish()


frame("Beyond linear", SETTINGS)
st.markdown(
    "A **linear** layer keeps sums: what it makes of A + B is what it makes of A, plus what it "
    "makes of B. Convolutions (without a bias) are linear. Is pooling? Call the pooling **f**, "
    "with 2 × 2 windows and stride 2, and try."
)
lab()
