"""The stack as a table to edit, for the keyboard and for many layers."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from lab.page import address, modes
from lab.page.sections import folded
from lab.receptive_field import chips, stacks
from lab.receptive_field.settings import STACK
from lab.receptive_field.stacks import LAYER_NAMES, RANGES, Row, Stack

EDITOR = "Receptive field.editor"  # (its number, the rows it started with, the last good rows)
PROBLEM = "Receptive field.problem"
HELP = {
    "kernel": "Pixels along a window's side.",
    "stride": "Pixels from one window to the next.",
    "padding": "Extra cells around the map, on each side. A convolution reads them as zeros, "
    "max pooling leaves them out.",
    "dilation": "Pixels from one value of a window to its next. 1 means neighbours.",
    "channels": "How many maps a convolution makes. Empty: as many as its input has.",
}
NAMES = ("kind", *RANGES)


def read_edits() -> None:
    """Take over what was typed into the table in the last run.

    The editor remembers its edits, so it always gets the rows that it started with. (With its own
    result as input, it would lose every second edit.) If something else has changed the stack, or
    a row has become a pool, a new editor replaces it.
    """
    st.session_state.pop(PROBLEM, None)
    number, rows, latest = st.session_state.get(EDITOR, (0, (), None))
    edits = st.session_state.get(f"{EDITOR} {number}")
    if edits is None or latest != address.get(STACK):
        return
    old = address.get(STACK)
    try:
        found = stacks.checked(edited(rows, edits))
    except ValueError as problem:
        st.session_state[PROBLEM] = f"{problem} Until then the layers before the change count."
        return
    if len(found) == len(old):
        pairs = zip(found, old, strict=True)
        found = tuple(
            stacks.changed(was, "kind", row.kind) if row.pools and not was.pools else row
            for row, was in pairs
        )
    if found != old:
        layer = next((i for i, row in enumerate(found) if row not in old[i : i + 1]), 0)
        chips.use(found, layer + 1)
    typed = stacks.checked(edited(rows, edits))
    st.session_state[EDITOR] = number, rows, found if found == typed else None


def edited(rows: Stack, edits: Mapping[str, Any]) -> list[Row]:
    """Rows with the edits of the table, as Streamlit reports them."""
    cells = [{name: getattr(row, name) for name in NAMES} for row in rows]
    for place, new in edits["edited_rows"].items():
        if int(place) < len(cells):
            cells[int(place)] |= new
    cells = [row for i, row in enumerate(cells) if i not in edits["deleted_rows"]]
    blank = {name: getattr(Row(), name) for name in NAMES}
    cells += [blank | new for new in edits["added_rows"]]
    return [Row(row["kind"], *(whole(row[name]) for name in RANGES)) for row in cells]


def whole(value: Any) -> Any:
    """A number that was typed. What is no whole number stays, and is refused in words."""
    text = str(value).strip()
    if value is None or value != value or not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else value


def show_table() -> None:
    """The table, folded."""
    if problem := st.session_state.get(PROBLEM):
        st.error(problem, icon=":material/block:")
    if modes.on("plain"):
        return
    with folded("All layers in a table", "Receptive field.table", ":material/table:") as opened:
        if not opened:
            return
        number, rows, latest = st.session_state.get(EDITOR, (0, (), None))
        if latest != address.get(STACK) or f"{EDITOR} {number}" not in st.session_state:
            number, rows = number + 1, address.get(STACK)
        st.data_editor(
            columns_of(rows),
            key=f"{EDITOR} {number}",
            num_rows="dynamic",
            hide_index=True,
            placeholder="as before",
            column_config=config(),
            alt="The layers from the input to the output; every cell can be edited",
        )
        st.session_state[EDITOR] = number, rows, address.get(STACK)


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

    return {name: [text(getattr(row, name)) for row in stack] for name in NAMES}
