"""The stage on the page: the bench, its question, and a step of learning."""

import numpy as np
import streamlit as st

from lab.backward import words
from lab.backward.settings import (
    BETS,
    GRADIENT,
    GRID,
    LOOKED,
    RATE,
    RATE_STEP,
    SETTINGS,
    WINDOW_NAMES,
    WINDOWS,
    Windows,
)
from lab.backward.stage import KINDS, SIZES, Step, Way, make_way, rows, start_gradient, take_step
from lab.backward.stage import name_of as arrival_of
from lab.components import bench
from lab.components.bench import Ask
from lab.draw.colours import span_of
from lab.inputs import widgets
from lab.page import address, modes
from lab.words.numbers import NAMES
from pooling import Layer
from pooling.arguments import Array, Kind

KEY, STEP = "How it learns.stage", "How it learns.step"
WINDOWS_HELP = (
    "Side by side: 2 × 2 windows with stride 2. Overlapping: 2 × 2 with stride 1. 3 × 3: also with "
    "stride 1."
)


def typed() -> tuple[Array, Array]:
    """The inputs, and the gradient at the outputs, as they are now."""
    x = address.keep(GRID, bench.numbers(KEY, GRID.key, address.get(GRID)))
    start = start_gradient(Layer("max", *SIZES[address.get(WINDOWS)])(x).shape)
    known = address.get(GRADIENT)
    if known is None or known.shape != start.shape:
        known = start
    gradient = bench.numbers(KEY, GRADIENT.key, known)
    address.keep(GRADIENT, None if np.array_equal(gradient, start) else gradient)
    return x, gradient


def stage() -> tuple[list[Way], Array]:
    """Show the stage. Return the kinds of pooling on it, and the inputs."""
    picture = st.container()
    controls = st.container(horizontal=True, vertical_alignment="bottom", key="controls")
    with controls:
        windows = widgets.choose(WINDOWS, "Windows", WINDOW_NAMES, WINDOWS_HELP)
    x, gradient = typed()
    ways = [make_way(kind, windows, x, gradient) for kind in KINDS]
    step = last_step(x)
    with picture:
        bench.show(
            KEY,
            rows(ways, x, gradient, (GRID.key, GRADIENT.key), step),
            span=span_of([x, gradient, *(way.passed_back for way in ways)]),
            ask=None if modes.on("plain") else question(windows, ways),
            lines=[words.line(ways, x.size, step)],
        )
    if not modes.on("plain"):
        with controls:
            if address.get(LOOKED):
                learn()
            st.button("Reset", on_click=reset, icon=":material/restart_alt:")
    return ways, x


def question(windows: Windows, ways: list[Way]) -> Ask:
    """Which input learns? Asked until the learner has looked."""
    address.keep(BETS, bench.bets(KEY, BETS.key, address.get(GRID).size))
    address.keep(LOOKED, bench.seen(KEY, LOOKED.key, address.get(LOOKED)))
    most = ways[0]
    return Ask(
        words.question(windows),
        covers=[arrival_of(way) for way in ways],
        seen=LOOKED.key,
        bets=BETS.key,
        on=[arrival_of(most)],
        needs_bet=modes.on("questions"),
        then="Type a gradient, or point at an output. Where does its gradient go?",
        about=(NAMES[most.layer.kind], 0),
    )


# ---------------------------------------------------------------- a step of learning


def learn() -> None:
    """The learning rate, and a step with each kind of pooling."""
    with st.container(width=280):
        widgets.slide(RATE, "Learning rate", 1, 10, compact=True, scale=RATE_STEP)
    for kind in KINDS:
        st.button(f"Step with {NAMES[kind].lower()}", on_click=step_with, args=(kind,))


def step_with(kind: Kind) -> None:
    """Change the inputs as they are now: a number may have been typed since the last run."""
    x, gradient = typed()
    way = make_way(kind, address.get(WINDOWS), x, gradient)
    step = st.session_state[STEP] = take_step(way, x, address.get(RATE))
    address.put(GRID, step.after)


def last_step(x: Array) -> Step | None:
    """The last step, while the inputs are still as it left them."""
    step: Step | None = st.session_state.get(STEP)
    return step if step is not None and np.array_equal(step.after, x) else None


def reset() -> None:
    st.session_state.pop(STEP, None)
    for setting in SETTINGS:
        if not setting.personal:
            address.put(setting, setting.default)
