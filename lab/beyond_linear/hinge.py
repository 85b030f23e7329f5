"""The stage: one pixel of a window changes, and max pooling draws a hinge."""

import numpy as np
import streamlit as st

from lab.beyond_linear import linearity
from lab.beyond_linear.linearity import OTHERS
from lab.beyond_linear.settings import BET, LOOKED, PIXEL, SHAPES
from lab.components.curve_plot import curve_plot
from lab.draw import charts
from lab.draw.tables import lines_table
from lab.inputs import widgets
from lab.page import address, modes
from lab.page.charts import record
from lab.words.numbers import number
from pooling import Layer

PIXELS = np.arange(-9, 10)
WINDOWS = np.array([[[[x, OTHERS[0]], OTHERS[1:]]] for x in PIXELS], np.float64)
LINES = {
    "Max": Layer("max", 2)(WINDOWS).ravel(),
    "Average": Layer("avg", 2)(WINDOWS).ravel(),
    "ReLU(x)": linearity.relu(PIXELS.astype(np.float64)),
}
INKS = tuple(charts.INK[kind] for kind in ("max", "avg", "min"))
WHY = (
    "Max pooling stays at 2 until x is larger than 2. Then it follows x: a **hinge**. ReLU has the "
    "same shape, with its bend at 0. Average pooling draws a **line**."
)


def hinge() -> None:
    """Ask what max pooling draws while one pixel grows, then show it."""
    looked, plain = address.get(LOOKED), modes.on("plain")
    aside, picture = st.columns([2, 3], gap="large")
    with aside:
        if not plain:
            ask(looked)
        x = widgets.slide(PIXEL, "The pixel x", -9, 9, play=True)
        others = ", ".join(map(number, OTHERS))
        values = {name: number(float(line[x + 9])) for name, line in LINES.items()}
        shown = " · ".join(f"{name} **{value}**" for name, value in values.items() if looked)
        st.markdown(f"The window holds **{x}**, {others}.  \n{shown}")
    with picture:
        draw(x, looked)
    if looked:
        said = ", ".join(f"{name} {value}" for name, value in values.items())
        address.announce(f"At x = {x}: {said}")
        st.markdown(
            f"{WHY} One equation links them: max(a, b) = a + ReLU(b − a). Here, "
            f"max(2, {x}) = 2 + ReLU({x - 2}) = {max(2, x)}."
        )


def ask(looked: bool) -> None:
    """The question, a bet with one tap, and the way to look."""
    question = "What does the output of max pooling draw?"
    st.markdown(f"**One pixel of a 2 × 2 window grows from -9 to 9. {question}**")
    if looked and not address.get(BET):
        return  # nothing was bet, so there is nothing to judge
    with st.container(horizontal=True, vertical_alignment="center"):
        found = st.segmented_control(
            question,
            list(SHAPES),
            format_func=SHAPES.__getitem__,
            key=f"{BET.key} tap",
            default=address.get(BET) or None,
            disabled=looked,
            label_visibility="collapsed",
        )
        bet = address.keep(BET, found or "")
        if not looked:
            needs_bet = modes.on("questions") and not bet
            st.button("Show me", type="primary", on_click=look, disabled=needs_bet)
        else:
            wrong = f"It is a hinge. You said {SHAPES.get(bet, bet).lower()}."
            st.markdown("You were right." if bet == "hinge" else wrong)


def look() -> None:
    address.put(LOOKED, True)


def draw(x: int, looked: bool) -> None:
    """The three curves; only the axes while they are covered."""
    lines = {name: line.tolist() for name, line in LINES.items()} if looked else {}
    curve_plot(
        "Beyond linear.hinge",
        lines,
        INKS if looked else (),
        x=PIXELS.tolist(),
        here=x,
        slider="" if modes.on("plain") else PIXEL.key,
        y_range=(-3, 9.5),
        tick=3,
        dashed="ReLU(x)",
        covered="Covered until you look.",
    )
    if looked:
        record("", lambda: [lines_table("output", "x", PIXELS.tolist(), lines)])
