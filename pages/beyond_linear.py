"""Beyond linear: max pooling bends, average pooling does not."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from lab.beyond_linear import linearity
from lab.beyond_linear import words as says
from lab.beyond_linear.linearity import SIDE, apart, equal
from lab.code import layers
from lab.components.number_grid import number_grid
from lab.draw import charts, heatmaps
from lab.draw.heatmaps import Panel
from lab.inputs import widgets
from lab.page import address, modes, settings
from lab.page.charts import as_tables, begin, show_chart
from lab.page.code_tabs import in_code
from lab.page.frame import frame, ink, takeaway
from lab.words import numbers
from lab.words.numbers import number
from pooling import Layer
from pooling.arguments import Array

SIDES = range(SIDE, SIDE + 1)
A = settings.cells("a", linearity.A, SIDES)
B = settings.cells("b", linearity.B, SIDES)
KIND = settings.choice("kind", "max", ("max", "avg", "min"))
TIMES = settings.whole("times", -1, -3, 3, component=True)
PLUS = settings.whole("plus", 2, -9, 9, component=True)
PIXEL = settings.whole("pixel", 0, -9, 9, component=True)
SETTINGS = (A, B, KIND, TIMES, PLUS, PIXEL)

SEARCHED = "beyond_linear searched"
OTHERS = (2.0, 1.0, -3.0)  # the pixels that share a window with the moving one
KINDS = {kind: numbers.NAMES[kind] for kind in ("max", "avg", "min")}
HEIGHT = 210  # of a pooled map, in pixels


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


def edit() -> tuple[Array, Array]:
    """The two grids, and the search for a small pair."""
    left, right, beside = st.columns([2, 2, 2], gap="medium")
    grids = []
    for column, setting, name in ((left, A, "A"), (right, B, "B")):
        with column:
            st.markdown(f"**{name}**: type in it")
            found = number_grid(
                address.get(setting), setting.key, label=name, span=lambda _: (-9.0, 9.0)
            )
            grids.append(address.keep(setting, found))
    with beside:
        if not modes.on("plain"):
            st.button("Find the smallest counterexample", on_click=search, icon=":material/search:")
            st.button("Reset", on_click=reset, icon=":material/restart_alt:")
        now = state(address.get(KIND), *grids)
        found_for, told = st.session_state.get(SEARCHED, (None, ""))
        if found_for == now:  # else something has changed since
            st.caption(told)
    return grids[0], grids[1]


def state(kind: str, a: Array, b: Array) -> tuple[str, bytes, bytes]:
    return kind, a.tobytes(), b.tobytes()


def search() -> None:
    """Look for the pair with the fewest non-zero cells, and load it."""
    kind = address.get(KIND)
    name = numbers.NAMES[kind].lower()
    found = linearity.smallest_counterexample(kind)
    if found is None:
        a, b = address.get(A), address.get(B)
        told = (
            f"None for {name} pooling: of every pair of grids with up to two cells of 1 or −1, all "
            "keep the sum. It is linear, so there is none of any size."
        )
    else:
        a, b = found
        cells = np.count_nonzero(a) + np.count_nonzero(b)
        told = (
            f"The smallest for {name} pooling: {cells} cells that are not 0. With fewer there is "
            "none."
        )
        address.put(A, a)
        address.put(B, b)
    st.session_state[SEARCHED] = state(kind, a, b), told


def reset() -> None:
    st.session_state.pop(SEARCHED, None)
    for setting in SETTINGS:
        address.put(setting, setting.default)


# ---------------------------------------------------------------- sections


def maps(key: str, panels: Sequence[Panel]) -> None:
    """Maps in one colour range, two to a figure: what is compared stands side by side."""
    span = heatmaps.span_of([panel.values for panel in panels])
    pairs = [panels[i : i + 2] for i in range(0, len(panels), 2)]
    for i, (slot, pair) in enumerate(zip(st.columns(len(pairs), gap="small"), pairs, strict=True)):
        with slot:
            show_chart(
                heatmaps.heatmaps(pair, span, height=HEIGHT, ink=ink()),
                f"beyond_linear {key} {i}",
                heatmaps.described(pair),
            )


def compared(key: str, one: tuple[str, Array], other: tuple[str, Array]) -> Array:
    """Two maps side by side, what is equal marked; returns where that is."""
    same = equal(one[1], other[1])
    maps(key, [Panel(*one, same=same), Panel(*other, same=same)])
    return same


def sums(layer: Layer, a: Array, b: Array) -> Array:
    """f(A + B) beside f(A) + f(B), cell by cell."""
    st.header("Pool the sum, or sum the pools?")
    together, alone = layer(a + b), layer(a) + layer(b)
    same = equal(together, alone)
    maps(
        "sums",
        [
            Panel("f(A)", layer(a)),
            Panel("f(B)", layer(b)),
            Panel("f(A) + f(B)", alone, same=same),
            Panel("f(A + B)", together, same=same),
        ],
    )
    st.markdown(says.sum_cells(layer, a, b))
    return apart(layer, a, b)


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


def moving_pixel() -> None:
    """The output against one pixel: a hinge, or a straight line."""
    chart, beside = st.columns([3, 2], gap="large", vertical_alignment="center")
    with beside:
        x = widgets.slide(PIXEL, "The pixel's value, x", -9, 9, play=True)
        window = np.array([[x, OTHERS[0]], OTHERS[1:]], np.float64)
        outputs = {kind: float(Layer(kind, 2)(window)[0, 0]) for kind in ("max", "avg")}  # type: ignore[arg-type]
        inside = ", ".join(number(v) for v in window.ravel())
        st.markdown(
            f"The window holds {inside}.\n\n"
            f"- Max: `max({inside}) = {number(outputs['max'])}`\n"
            f"- Average: {number(outputs['avg'])}\n"
            f"- ReLU(x): `max({number(x)}, 0) = {number(max(x, 0))}`\n\n"
            "Max pooling is flat until x is the largest, then follows it: a **hinge**. ReLU is the "
            "same hinge, a maximum over {x, 0}. The average is a **straight line**."
        )
    values = list(range(-9, 10))
    windows = [np.array([[v, OTHERS[0]], OTHERS[1:]], np.float64) for v in values]
    lines = {
        "max": [float(Layer("max", 2)(w)[0, 0]) for w in windows],
        "average": [float(Layer("avg", 2)(w)[0, 0]) for w in windows],
        "ReLU(x)": [float(max(v, 0)) for v in values],
    }
    figure = charts.curves(
        lines,
        (charts.INK["max"], charts.INK["avg"], charts.INK["min"]),
        modes=["lines"] * 3,
        x=values,
        x_name="x",
        y_name="output",
        ink=ink(),
        share=False,
        tick=3,
        dashed="ReLU(x)",
        here=x,
        height=320,
    )
    with chart:
        show_chart(
            figure,
            "beyond_linear hinge",
            alt=f"Outputs against x from -9 to 9. At x = {x}: max {number(outputs['max'])}, "
            f"average {number(outputs['avg'])}, ReLU {max(x, 0)}.",
        )


def commute(a: Array) -> None:
    """ReLU before or after pooling: no matter for max, but for the average."""
    st.header("ReLU, then pool; or pool, then ReLU?")
    for kind, column in zip(("max", "avg"), st.columns(2, gap="large"), strict=True):
        layer = Layer(kind, 2)  # type: ignore[arg-type]
        before, after = layer(linearity.relu(a)), linearity.relu(layer(a))
        with column:
            st.markdown(f"**{numbers.NAMES[kind]} pooling of A**")
            same = compared(f"relu {kind}", ("ReLU first", before), ("ReLU last", after))
            st.markdown(says.commutes(kind, same))


def two_convolutions(a: Array, b: Array) -> None:
    """Why it matters: without something nonlinear between, two layers are one."""
    st.header("Why it matters")
    both = linearity.merged(linearity.SHARPEN, linearity.SMOOTH)
    twice, once = linearity.twice(a), linearity.convolved(a, both)
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown("**Two convolutions in a row** on A, and the one that equals them")
        same = compared("convs", ("Two 2 × 2", twice), ("One 3 × 3", once))
        st.markdown(
            f"{int(same.sum())} of {same.size} outputs are equal: a stack of convolutions is "
            "itself one convolution, however deep."
        )
    with right:
        st.markdown(
            "**Convolve, max pool, convolve**: 4 × 4 becomes 1 × 1, of A + B and of its parts"
        )
        together = linearity.pooled_between(a + b)
        alone = linearity.pooled_between(a) + linearity.pooled_between(b)
        same = compared("between", ("of A + B", together), ("of A, plus of B", alone))
        st.markdown(says.between(same))


frame("Beyond linear", SETTINGS)
st.markdown(
    "A **linear** layer keeps sums: what it makes of A + B is what it makes of A, plus what it "
    "makes of B. Convolutions (without a bias) are linear. Is pooling? Call the pooling **f**, "
    "with 2 × 2 windows and stride 2, and try."
)
lab()
