"""The sections of the page on linearity: feature maps side by side, and curves."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from lab.beyond_linear import linearity
from lab.beyond_linear import words as says
from lab.beyond_linear.linearity import equal
from lab.beyond_linear.settings import PIXEL
from lab.draw import charts, heatmaps
from lab.draw.heatmaps import Panel
from lab.inputs import widgets
from lab.page.charts import show_chart
from lab.page.frame import ink
from lab.words import numbers
from lab.words.numbers import number
from pooling import Layer
from pooling.arguments import Array, Kind

OTHERS = (2.0, 1.0, -3.0)  # the other pixels in the window of the pixel that the learner changes
HEIGHT = 210  # of a feature map, in pixels


def maps(key: str, panels: Sequence[Panel]) -> None:
    """Show maps with one colour scale. Two maps that are compared share a figure."""
    span = heatmaps.span_of([panel.values for panel in panels])
    pairs = [panels[i : i + 2] for i in range(0, len(panels), 2)]
    for i, (slot, pair) in enumerate(zip(st.columns(len(pairs), gap="small"), pairs, strict=True)):
        with slot:
            show_chart(
                heatmaps.heatmaps(pair, span, height=HEIGHT, ink=ink()),
                f"Beyond linear.{key} {i}",
                heatmaps.described(pair),
            )


def compared(key: str, one: tuple[str, Array], other: tuple[str, Array]) -> Array:
    """Show two maps side by side and mark equal cells. Return those cells as a mask."""
    same = equal(one[1], other[1])
    maps(key, [Panel(*one, same=same), Panel(*other, same=same)])
    return same


def moving_pixel() -> None:
    """Plot the output against one pixel: a hinge for max, a straight line for the average."""
    chart, beside = st.columns([3, 2], gap="large", vertical_alignment="center")
    with beside:
        x = widgets.slide(PIXEL, "The pixel's value, x", -9, 9, play=True)
        window = np.array([[x, OTHERS[0]], OTHERS[1:]], np.float64)
        outputs = {kind: float(Layer(kind, 2)(window)[0, 0]) for kind in ("max", "avg")}
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
            "Beyond linear.hinge",
            alt=f"Outputs against x from -9 to 9. At x = {x}: max {number(outputs['max'])}, "
            f"average {number(outputs['avg'])}, ReLU {max(x, 0)}.",
        )


def commute(a: Array) -> None:
    """Compare ReLU before and after pooling. For max the order does not matter."""
    st.header("ReLU, then pool; or pool, then ReLU?")
    kinds: tuple[Kind, ...] = ("max", "avg")
    for kind, column in zip(kinds, st.columns(2, gap="large"), strict=True):
        layer = Layer(kind, 2)
        before, after = layer(linearity.relu(a)), linearity.relu(layer(a))
        with column:
            st.markdown(f"**{numbers.NAMES[kind]} pooling of A**")
            same = compared(f"relu {kind}", ("ReLU first", before), ("ReLU last", after))
            st.markdown(says.commutes(kind, same))


def two_convolutions(a: Array, b: Array) -> None:
    """Show why it matters: without a nonlinear step between them, two convolutions equal one."""
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
