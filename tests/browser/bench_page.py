"""A page for a test: the grid lab's stage on a bench of its own.

The address chooses: n (side), k, s, p, ceil, right, down, ask, need, answer,
slow (milliseconds of every run).
"""

import time

import numpy as np
import streamlit as st

from lab.components import bench
from lab.components.bench import Ask, Grid, Row, Slider, windows_of
from lab.data.grids import LESSON
from pooling import Layer, translate
from pooling.shift import found_elsewhere

KEY, REACH = "stage", 3


def option(name, default):
    return int(st.query_params.get(name, default))


def start():
    side = option("n", 4)
    return LESSON if side == 4 else np.random.default_rng(1).integers(0, 10, (side, side)) + 0.0


def use(block):
    st.session_state["grid"] = {"value": block.tolist()}
    st.session_state["side"] = len(block)


def maps(after, x, source):
    """The maps of a row: max, again, average, again."""
    for kind, title in (("max", "Max"), ("avg", "Average")):
        layer = Layer(
            kind, option("k", 2), option("s", 2), option("p", 0), ceil_mode=bool(option("ceil", 0))
        )
        name, shape, values = title + after, x.shape[-2:], x
        where, under = source, ""
        for label in (title, "pooled again"):
            if label != title:
                name, where, under, shape = f"{name}, pooled again", name, name, values.shape[-2:]
            try:
                values, windows = np.round(layer(values), 9), windows_of(layer, where, shape)
                yield Grid(name, label, values, windows, under)
            except ValueError:
                yield Grid(name, label, under=under, note="Too small to pool again")


def compared(grid, other):
    """The grid with what of it stays, at every position."""
    if grid.values is None:
        return grid
    same = grid.values == other.values
    moved = np.zeros(same.shape, bool)
    for place in np.ndindex(same.shape[:2]):
        moved[place] = found_elsewhere(other.values, grid.values[place])
    more = dict(compare=other.name, same=same, elsewhere=moved)
    return Grid(**vars(grid) | more)


def answers():
    """A bench of answers, judged once locked."""
    right = np.array([[8.0, 8.0], [9.0, 7.0]])
    found = bench.numbers("guess", "answer", np.full((2, 2), np.nan), blank=True)
    locked = not np.isnan(found).any() and st.toggle("Lock")
    marks = found == right if locked else None
    answer = Grid(
        "Your answer", "Max", found, edit="answer", key="answer", locked=locked, marks=marks
    )
    bench.show("guess", [Row("Your answer", [answer])], span=(0, 9))
    st.caption(f"Answers: {np.isnan(found).sum()} blank")


st.set_page_config(layout="wide")
st.title("Bench")


@st.fragment
def stage():
    time.sleep(option("slow", 0) / 1000)  # the slow run itself, which a test asks for
    if st.toggle("Hide"):
        return
    side = st.session_state.get("side")
    x = bench.numbers(KEY, "grid", np.zeros((side, side)) if side else start())
    right = bench.position(KEY, "right", option("right", 0), -REACH, REACH)
    down = bench.position(KEY, "down", option("down", 0), -REACH, REACH)
    steps = range(-REACH, REACH + 1)
    shifted = np.array([[translate(x, d, r) for r in steps] for d in steps])
    before = list(maps("", x, "Input"))
    after = list(maps(" after the shift", shifted, "Shifted input"))
    after = [compared(grid, other) for grid, other in zip(after, before, strict=True)]
    ask = None
    if option("ask", 0):
        ask = Ask(
            "Which of the four max outputs will stay the same? Tap them, then look.",
            covers=[grid.name for grid in after],
            seen="seen",
            bets="bets",
            on=["Max after the shift"],
            needs_bet=bool(option("need", 0)),
        )
        bet = bench.bets(KEY, "bets", np.size(before[0].values))
        seen = bench.seen(KEY, "seen")
    bench.show(
        KEY,
        [
            Row("Before", [Grid("Input", "Input", x, edit="number", key="grid"), *before]),
            Row("After the shift", [Grid("Shifted input", "Shifted input", shifted), *after]),
        ],
        span=(min(0.0, x.min()), max(0.0, x.max())),
        sliders=[
            Slider("Shift right", "right", -REACH, REACH, "right"),
            Slider("Shift down", "down", -REACH, REACH, "down"),
        ],
        ask=ask,
        play=True,
        on_block=use,
    )
    if option("answer", 0):
        answers()
    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    told = f"Python: {right} right, {down} down, sum {x.sum():g}, run {st.session_state['runs']}"
    if ask:
        told += f", bets {list(bet)}, seen {seen}"
    st.caption(told)


stage()
st.caption("\n\n".join(["More below."] * 40))
