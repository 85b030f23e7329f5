"""The stack builder: a table of layers to edit, and buttons that change one layer."""

from typing import Any

import streamlit as st

from lab.inputs import predict, widgets
from lab.page import address, modes
from lab.page.settings import Setting
from lab.receptive_field import stacks
from lab.receptive_field.compare import (
    Layers,
)
from lab.receptive_field.settings import (
    COLUMN,
    INPUT,
    LAYER,
    POKE_COLUMN,
    POKE_ROW,
    ROW,
    STACK,
)
from lab.receptive_field.stacks import LAYER_NAMES, RANGES, STARTS, Row, Stack
from pooling import trace

EDITOR = "Receptive field.editor"  # (its number, the rows it started with, the last good rows)
START, GOOD = "Receptive field.start", "Receptive field.last good"
HELP = {
    "kernel": "Pixels along a window's side.",
    "stride": "Pixels from one window to the next.",
    "padding": "Zeros round the map, on each side.",
    "dilation": "Pixels from one tap of a window to its next; 1 is neighbours.",
    "channels": "Maps that a convolution makes, for the cost; empty: as many as came.",
}


def edit_stack() -> Stack:
    """Show the table and return its rows. If they are not allowed, return the last good rows.

    The editor remembers its edits, so it always gets the rows that it started with. (With its own
    result as input, it would lose every second edit.) If something else has changed the stack, a
    new editor replaces it.
    """
    if modes.on("plain"):
        return address.get(STACK)
    number, rows, latest = st.session_state.get(EDITOR, (0, (), None))
    if latest != address.get(STACK) or f"{EDITOR} {number}" not in st.session_state:
        number, rows = number + 1, address.get(STACK)
    found = st.data_editor(
        columns_of(rows),
        key=f"{EDITOR} {number}",
        num_rows="dynamic",
        hide_index=True,
        placeholder="as before",
        column_config=config(),
        alt="The layers from the input to the output; every cell can be edited",
    )
    try:
        address.keep(STACK, stacks.checked(rows_of(found)))
    except ValueError as problem:
        st.error(
            f"{problem} Until then the layers before the change count.", icon=":material/block:"
        )
    st.session_state[EDITOR] = number, rows, address.get(STACK)
    return address.get(STACK)


def config() -> dict[str, Any]:
    kinds = st.column_config.SelectboxColumn(
        "Kind",
        options=list(LAYER_NAMES),
        format_func=lambda kind: LAYER_NAMES[str(kind)],
        default="conv",
        required=True,
    )
    numbers = {
        name: st.column_config.TextColumn(  # a number column reads 1,5 as 15 and 1e1 as 10
            name.capitalize(),
            help=HELP[name],
            default=None if name == "channels" else str(getattr(Row(), name)),
            required=name != "channels",
            width="small",
            alignment="right",
        )
        for name in RANGES
    }
    return {"kind": kinds, **numbers}


def columns_of(stack: Stack) -> dict[str, Any]:
    """The rows as columns of text. None is an empty cell."""

    def text(value: Any) -> str | None:
        return None if value is None else str(value)

    return {name: [text(getattr(row, name)) for row in stack] for name in ("kind", *RANGES)}


def rows_of(columns: dict[str, Any]) -> list[Row]:
    """Turn the columns of the editor into rows.

    A cell that is not a whole number stays as it is, and :func:`stacks.checked` explains the error.
    """

    def whole(value: Any) -> Any:
        text = str(value).strip()
        if value is None or value != value or not text:
            return None
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else value

    return [
        Row(kind, *(whole(v) for v in numbers))
        for kind, *numbers in zip(*(columns[name] for name in ("kind", *RANGES)), strict=True)
    ]


def act_on(layer: Setting[int]) -> None:
    """Show buttons that change the layer chosen by a slider. The layer stays chosen if it moves."""
    stack = address.get(STACK)
    place = min(address.get(layer), len(stack)) - 1
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"Layer {place + 1}, {stack[place].name}:", width="content")
        for label, icon, changed, goes, possible in (
            ("Add after", "add", stacks.added(stack, place), 1, len(stack) < stacks.MOST_LAYERS),
            ("Remove", "delete", stacks.removed(stack, place), 0, len(stack) > 1),
            ("Earlier", "arrow_upward", stacks.moved(stack, place, -1), -1, place > 0),
            ("Later", "arrow_downward", stacks.moved(stack, place, 1), 1, place < len(stack) - 1),
        ):
            st.button(
                label,
                icon=f":material/{icon}:",
                disabled=not possible,
                on_click=apply,
                args=(changed, layer, place + 1 + goes),
            )


def apply(stack: Stack, layer: Setting[int], chosen: int) -> None:
    address.put(STACK, stack)
    address.put(layer, min(chosen, len(stack)))
    st.rerun()  # the table is outside the section of these buttons, so it needs a full run


def build() -> tuple[Stack, Layers, int]:
    """Show the builder. Return the stack, its layers, and the side of the input in pixels.

    If the stack does not fit, it shows an error and returns the last stack that fitted.
    """
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if not modes.on("plain"):
            st.menu_button(
                "Start from", list(STARTS), key=START, on_click=load, icon=":material/layers:"
            )
        n = widgets.count(
            INPUT, "Input size", stacks.INPUT[0], stacks.INPUT[-1], "Pixels along a side."
        )
        predict.switch()
    place = st.container()
    stack = edit_stack()
    try:
        layers = stacks.layers_of(stack, n)
    except ValueError as problem:
        stack, n = st.session_state.get(GOOD, STARTS[stacks.OPENING])
        place.error(
            f"{problem} Until then the pictures show the last stack that fitted: "
            f"{stacks.name_of(stack) or ', '.join(row.name for row in stack[:4])}, on {n} pixels.",
            icon=":material/block:",
        )
        return stack, stacks.layers_of(stack, n), n
    st.session_state[GOOD] = stack, n
    if network := stacks.network_of(stack):
        st.caption(f"Source: {network.source}.")
    return stack, layers, n


def load() -> None:
    stack, n = STARTS[st.session_state[START]]
    address.put(STACK, stack)
    address.put(INPUT, n)
    address.put(LAYER, len(stack))
    middle = trace(stacks.layers_of(stack, n), n)[-1].output_size // 2
    for setting in (COLUMN, ROW):
        address.put(setting, middle)
    for setting in (POKE_ROW, POKE_COLUMN):
        address.put(setting, n // 2)
