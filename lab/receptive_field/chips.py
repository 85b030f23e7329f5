"""The stack as a row of chips. Each opens the settings of its layer."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from lab.data.shrink import Picture
from lab.inputs import widgets
from lab.inputs.picture import choose_picture
from lab.page import address, modes
from lab.receptive_field import stacks
from lab.receptive_field.settings import (
    CHANNELS,
    COLUMN,
    INPUT,
    LAYER,
    POKE_COLUMN,
    POKE_ROW,
    ROW,
    STACK,
)
from lab.receptive_field.stacks import LAYER_NAMES, POOL, RANGES, STARTS, Layers, Row, Stack
from pooling import trace

START, GOOD = "Receptive field.start", "Receptive field.last good"
GREW = "Receptive field.grew"  # (pixels before, pixels now)
NUMBERS = {
    "kernel": "Kernel size",
    "stride": "Stride",
    "padding": "Padding",
    "dilation": "Dilation",
}
OUTPUTS = 3  # along a side of the last map, if the input has to grow


def choose_stack() -> Picture:
    """The chips, and the ways to another stack. Return the picture in its own size."""
    stack, n = address.get(STACK), address.get(INPUT)
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        if not modes.on("plain"):
            st.menu_button(
                "Start from", list(STARTS), key=START, on_click=load, icon=":material/layers:"
            )
        with st.container() if modes.on("plain") else st.popover(f"Input {n} × {n}"):
            picture = choose_input()
        if not modes.on("plain"):
            for place, rows, times in stacks.groups(stack):
                chip(stack, place, rows, times)
            full = len(stack) >= stacks.MOST_LAYERS
            for label, row in (("Pool", POOL), ("Conv", Row("conv", 3))):
                st.button(
                    label,
                    icon=":material/add:",
                    help=f"Add {row.name} at the end.",
                    on_click=partial(use, (*stack, row), len(stack) + 1),
                    disabled=full,
                )
    return picture


def choose_input() -> Picture:
    help_ = "Pixels along a side. The picture is scaled to this size."
    low, high = stacks.INPUT[0], stacks.INPUT[-1]
    widgets.count(INPUT, "Input size", low, high, help_, resized)
    return choose_picture(st.container())


def chip(stack: Stack, place: int, rows: int, times: int) -> None:
    """One layer, or equal layers of a deep stack together."""
    last = place + rows * times
    label = f"{place + 1} {stack[place].name}"
    if times > 1:
        block = ", ".join(row.name for row in stack[place : place + rows])
        label = f"{place + 1} to {last}: {times} × {block if rows == 1 else f'({block})'}"
    key = key_of(place)
    if not st.session_state.get(key):  # with another label, an open one would close
        st.session_state[f"{key} label"] = label
    box = st.popover(st.session_state[f"{key} label"], key=key, on_change="rerun")
    with box:
        if not box.open:
            return
        if last > place + 1:
            names_of = lambda i: f"{i + 1} {stack[i].name}"  # noqa: E731
            place = st.selectbox("Layer", range(place, last), format_func=names_of)
        edit(stack, place)


def key_of(place: int) -> str:
    return f"Receptive field.chip {place + 1}"


def edit(stack: Stack, place: int) -> None:
    """The settings of one layer, and where it stands."""
    row = stack[place]

    def field(name: str) -> dict[str, Any]:
        key = f"{key_of(place)} {name}"
        st.session_state[key] = getattr(row, name)
        return dict(key=key, on_change=take, args=(place, name, key))

    st.selectbox("Kind", list(LAYER_NAMES), format_func=LAYER_NAMES.__getitem__, **field("kind"))
    most = {name: RANGES[name][1] for name in NUMBERS} | {
        "padding": max(stacks.most_padding(row), row.padding)
    }
    left, right = st.columns(2)
    for i, (name, label) in enumerate(NUMBERS.items()):
        low = RANGES[name][0]
        fixed = (name == "dilation" and row.kind == "avg") or most[name] == low
        (left if i < 2 else right).number_input(
            label, low, most[name], disabled=fixed, **field(name)
        )
    with st.container(horizontal=True):
        act("Earlier", "arrow_back", place > 0, partial(move, place, -1))
        act("Later", "arrow_forward", place < len(stack) - 1, partial(move, place, 1))
        act("Remove", "delete", len(stack) > 1, partial(remove, place))


def act(label: str, icon: str, possible: bool, react: Callable[[], None]) -> None:
    st.button(label, icon=f":material/{icon}:", disabled=not possible, on_click=react)


def take(place: int, name: str, key: str) -> None:
    stack = address.get(STACK)
    row = stacks.changed(stack[place], name, st.session_state[key])
    use((*stack[:place], row, *stack[place + 1 :]), place + 1)


def move(place: int, by: int) -> None:
    use(stacks.moved(address.get(STACK), place, by), place + 1 + by)
    st.session_state[key_of(place)] = False


def remove(place: int) -> None:
    st.session_state[key_of(place)] = False
    use(stacks.removed(address.get(STACK), place), len(address.get(STACK)) - 1)


def use(stack: Stack, layer: int) -> None:
    """Make this the stack, and look at the middle of a layer. The input grows if it must."""
    address.put(STACK, stack)
    grow()
    address.put(LAYER, min(layer, len(stack)))
    try:
        fields = trace(stacks.layers_of(stack, address.get(INPUT)), address.get(INPUT))
    except ValueError:
        return  # build() says why
    for setting in (COLUMN, ROW):
        address.put(setting, fields[min(layer, len(stack))].output_size // 2 + 1)


def resized() -> None:
    address.keep(INPUT, int(st.session_state[INPUT.key]))
    grow()


def grow() -> None:
    """Let the input grow until the stack fits."""
    st.session_state.pop(GREW, None)
    stack, n = address.get(STACK), address.get(INPUT)
    most = stacks.INPUT[-1]
    if n >= stacks.needed(stack, 1) or stacks.needed(stack, 1) > most:
        return
    size = min(stacks.needed(stack, OUTPUTS), most)
    address.put(INPUT, size)
    st.session_state[GREW] = (n, size)


def load(name: str = "") -> None:
    stack, n = STARTS[name or st.session_state[START]]
    address.put(INPUT, n)
    address.put(CHANNELS, 0)
    use(stack, len(stack))
    for setting in (POKE_ROW, POKE_COLUMN):
        address.put(setting, n // 2 + 1)


def build() -> tuple[Stack, Layers, int]:
    """Return the stack, its layers, and the side of the input in pixels.

    If the stack does not fit, it shows an error and returns the last stack that fitted.
    """
    stack, n = address.get(STACK), address.get(INPUT)
    try:
        layers = stacks.layers_of(stack, n)
    except ValueError as problem:
        stack, n = st.session_state.get(GOOD, STARTS[stacks.OPENING])
        layered = ", ".join(row.name for row in stack[:4]) + " …" * (len(stack) > 4)
        st.error(
            f"{problem} Until then the pictures show the last stack that fitted: "
            f"{stacks.name_of(stack) or layered}, on {n} pixels.",
            icon=":material/block:",
        )
        return stack, stacks.layers_of(stack, n), n
    st.session_state[GOOD] = stack, n
    if GREW in st.session_state:
        before, now = st.session_state[GREW]
        st.caption(
            f"The stack did not fit {before} × {before} pixels, so the input grew to {now} × {now}."
        )
    return stack, layers, n
