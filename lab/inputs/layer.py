"""The controls of a pooling layer."""

from collections.abc import Sequence
from typing import Any, Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lab.inputs.widgets import choose, count, switch
from lab.page import address, modes, settings
from lab.page.settings import Setting
from lab.words import sums
from pooling import Layer
from pooling.arguments import Kind

POOLS: dict[Kind | Literal["both"], str] = {
    "both": "Max and average",
    "max": "Max",
    "avg": "Average",
    "min": "Min",
}
MORE = "More settings"

# What a pooling layer is made of. Every page that has one declares these.
POOL = settings.choice("pool", "both", tuple(POOLS))
KERNEL = settings.whole("k", 2, 1, 8)
STRIDE = settings.whole("s", 2, 1, 8)
PADDING = settings.whole("p", 0, 0, 4)
DILATION = settings.whole("d", 1, 1, 4)
CEIL = settings.switch("ceil")
COUNT = settings.switch("count", True)
LAYER: tuple[Setting[Any], ...] = (POOL, KERNEL, STRIDE, PADDING, DILATION, CEIL, COUNT)


def choose_layers(shape: tuple[int, int], problems: DeltaGenerator) -> tuple[Layer, ...]:
    """The controls of a pooling layer: one Layer for each kind shown.

    An impossible setting is refused in words, in the container ``problems`` beside the controls,
    and the last layers that fitted are returned, so that the pictures stay.
    """
    pool = choose(POOL, "Pool with", POOLS)
    kernel = count(KERNEL, "Kernel size", 1, 8, "How many cells wide and high a window is.")
    stride = count(STRIDE, "Stride", 1, 8, "How many cells from one window to the next.")
    places = [problems]
    if not modes.on("plain"):
        more = st.popover(
            MORE, icon=":material/tune:", key=f"{settings.page()}.more", on_change="rerun"
        )
        if more.open:
            with more:
                choose_more()
                places.append(st.container())  # the open popover covers what is under it
    padding, dilation = address.get(PADDING), address.get(DILATION)
    kinds: tuple[Kind, ...] = ("max", "avg") if pool == "both" else (pool,)
    memory = f"{settings.page()}.last good layers"
    try:
        wanted = make(
            kinds, kernel, stride, padding, dilation, address.get(CEIL), address.get(COUNT)
        )
        for layer in wanted:
            layer.axes(shape)
    except ValueError as refusal:
        shown = last_good(st.session_state.get(memory, ()), shape, kinds)
        sentence = (
            f"{sums.refused(refusal, kernel, padding, dilation, shape)} Until then the pictures "
            f"show kernel size {shown[0].kernel_size}, stride {shown[0].stride}."
        )
        for place in places:
            place.error(sentence, icon=":material/block:")
        return shown
    st.session_state[memory] = wanted
    return wanted


def choose_more() -> None:
    """What few learners need: padding, dilation and the two switches."""
    count(PADDING, "Padding", 0, 4, "Extra cells round the input, on each side.")
    count(DILATION, "Dilation", 1, 4, "From one cell of a window to its next; 1 is neighbours.")
    switch(CEIL, "Ceil mode", "Keeps a last window that only partly fits, instead of dropping it.")
    switch(COUNT, "Count padding in the mean", "For average pooling: padding counts as zeros.")


def make(
    kinds: Sequence[Kind],
    kernel: int,
    stride: int,
    padding: int,
    dilation: int,
    ceil_mode: bool,
    count_include_pad: bool,
) -> tuple[Layer, ...]:
    return tuple(
        Layer(kind, kernel, stride, padding, dilation, ceil_mode, count_include_pad)
        for kind in kinds
    )


def last_good(
    remembered: tuple[Layer, ...], shape: tuple[int, int], kinds: Sequence[Kind]
) -> tuple[Layer, ...]:
    """The layers shown before, if they fit what is on the page now; else the plainest."""
    try:
        for layer in remembered:
            layer.axes(shape)
    except ValueError:
        remembered = ()
    return remembered or make(kinds, 2, 2, 0, 1, False, True)
