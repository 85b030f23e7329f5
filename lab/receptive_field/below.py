"""What stands folded under the stage: how it is computed, what it costs, and real networks."""

from collections.abc import Sequence

import streamlit as st

from lab.inputs import widgets
from lab.page import address, modes
from lab.page.sections import folded
from lab.receptive_field import stacks, words
from lab.receptive_field.boxes import without_pools
from lab.receptive_field.settings import CHANNELS
from lab.receptive_field.stacks import STARTS, Layers, Stack
from lab.words.numbers import markdown_table
from pooling import Field, Layer, cost, trace
from pooling.receptive import geometry

MEANING = """
Three numbers describe the receptive fields of a layer.

- **r**, the width: how many pixels wide the region of one unit is. For a pixel itself it is 1.
- **j**, the jump: how many pixels lie from the region of one unit to the region of the next.
- **c**, the middle: where the region of the layer's first unit has its middle. Pixel 1 is at 1.

Each layer changes them by its kernel size k, stride s and padding p.
"""
LESSON = (
    "Pool 2, then conv 2, has a region 4 pixels wide. That does not mean that it compares values 4 "
    "pixels apart. The maxima come from anywhere in the region: in the lesson's 4 × 4 grid, 9 and "
    "7 are diagonal neighbours."
)


def how_computed(stack: Stack, layers: Layers, fields: Sequence[Field], chosen: int) -> None:
    """The recurrence, with the numbers of the chosen layer."""
    with folded("How is it computed?", "Receptive field.sums", ":material/calculate:") as opened:
        if not opened:
            return
        axis = geometry(layers, fields[0].output_size)[chosen - 1][1]
        st.markdown(f"{MEANING}\nFor layer {chosen}, **{stack[chosen - 1].name}**:")
        st.markdown("\n".join(f"- {line}" for line in words.recurrence(fields, axis, chosen)))
        if axis.dilation > 1:
            st.markdown(
                f"With dilation {axis.dilation}, a kernel of {axis.kernel} spans "
                f"{axis.span} pixels. The sums use {axis.span} as k."
            )
        st.markdown(f"Padding shifts the middle and never changes the width. {LESSON}")
        table = words.table(stack, fields)
        st.dataframe(table, hide_index=True, alt="Receptive fields, layer by layer")
        st.download_button(
            "As CSV",
            words.csv(table),
            "receptive_fields.csv",
            "text/csv",
            on_click="ignore",
            icon=":material/download:",
        )


def channels_of(stack: Stack) -> int:
    """The channels of the input: what the learner chose, or the usual number."""
    return address.get(CHANNELS) or stacks.channels_in(stack)


def what_it_costs(stack: Stack, layers: Layers, n: int) -> None:
    """Multiplications and weights, with and without pooling."""
    with folded("What does it cost?", "Receptive field.costs", ":material/payments:") as opened:
        if not opened:
            return
        st.markdown(words.COST)
        channels = choose_channels(stack)
        bare = without_pools(layers, n) if any(isinstance(x, Layer) for x in layers) else None
        costs = cost(layers, n, channels)
        heads = ["stack", "multiplications", "convolution weights", "outputs of the last layer"]
        without = bare and cost(bare[0], n, channels)
        st.markdown(markdown_table(heads, words.totals(costs, without or None)))
        table = words.cost_table(stack, costs)
        st.dataframe(table, hide_index=True, alt="What every layer costs")
        if stacks.network_of(stack):
            st.caption("Shortcuts, normalisation and dense layers are not counted.")


def choose_channels(stack: Stack) -> int:
    """How many channels the input has; a convolution without a number of its own keeps them."""
    usual = stacks.channels_in(stack)
    if not modes.on("plain"):
        key = address.key_of(CHANNELS)
        st.session_state[key] = st.session_state[key] or usual
        found = widgets.count(CHANNELS, "Channels of the input", 1, 4096, "3 for colour.")
        address.keep(CHANNELS, 0 if found == usual else found)
        st.caption(
            "A convolution makes as many channels as its input has. You can change this in the "
            "table of layers."
        )
    return channels_of(stack)


def real_networks() -> None:
    """The last receptive field of well-known networks, and of those of Still a clown?"""
    with folded("Real networks", "Receptive field.networks", ":material/hub:") as opened:
        if not opened:
            return
        rows = []
        for name, (stack, n) in list(STARTS.items())[stacks.LESSONS :]:
            last = trace(stacks.layers_of(stack, n), n)[-1]
            pools = sum(row.pools for row in stack)
            row = [len(stack), pools, f"{n} × {n}", f"{last.size} × {last.size}", last.jump]
            rows.append([name, *map(str, row)])
        heads = ["network", "layers", "pooling layers", "input", "receptive field", "jump"]
        st.markdown(markdown_table(heads, rows))
        st.markdown(
            "The clown networks are those of the page Still a clown? Where a receptive field is "
            "larger than the input, its rest is padding."
        )
        if not modes.on("plain"):
            st.markdown("**Start from** puts each of them on the stage.")
