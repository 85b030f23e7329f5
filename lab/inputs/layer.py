"""The controls of a pooling layer."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lab.inputs.widgets import choose, count, switch
from lab.page import modes, settings
from lab.page.settings import Setting
from lab.words import sums
from pooling import Layer

POOLS = {"both": "Max and average", "max": "Max", "avg": "Average", "min": "Min"}


MORE = "More settings"


# What a pooling layer is made of; every page that has one declares these.
POOL = settings.choice("pool", "both", tuple(POOLS))


KERNEL = settings.whole("k", 2, 1, 8)


STRIDE = settings.whole("s", 2, 1, 8)


PADDING = settings.whole("p", 0, 0, 4)


DILATION = settings.whole("d", 1, 1, 4)


CEIL = settings.switch("ceil")


COUNT = settings.switch("count", True)


LAYER: tuple[Setting[str] | Setting[int] | Setting[bool], ...] = (
    POOL,
    KERNEL,
    STRIDE,
    PADDING,
    DILATION,
    CEIL,
    COUNT,
)


def choose_layers(shape: tuple[int, int], problems: DeltaGenerator) -> tuple[Layer, ...]:
    """The controls of a pooling layer: one Layer for each kind shown.

    An impossible setting is refused in words, in the container ``problems`` beside the controls,
    and the last layers that fitted are returned, so that the pictures stay.
    """
    pool = choose(POOL, "Pool with", POOLS)
    kernel = count(KERNEL, "Kernel size", 1, 8, "How many cells wide and high a window is.")
    stride = count(STRIDE, "Stride", 1, 8, "How many cells from one window to the next.")
    folded = st.container() if modes.on("plain") else st.popover(MORE, icon=":material/tune:")
    with folded:
        padding = count(PADDING, "Padding", 0, 4, "Extra cells round the input, on each side.")
        dilation = count(
            DILATION, "Dilation", 1, 4, "From one cell of a window to its next; 1 is neighbours."
        )
        ceil_mode = switch(
            CEIL, "Ceil mode", "Keeps a last window that only partly fits, instead of dropping it."
        )
        counted = switch(
            COUNT,
            "Count padding in the mean",
            "For average pooling: padding counts as zeros.",
        )
        beside = st.container()  # the open popover covers what is under it
    kinds = ("max", "avg") if pool == "both" else (pool,)
    memory = f"{POOL.key} last good"
    try:
        wanted = make(kinds, kernel, stride, padding, dilation, ceil_mode, counted)
        for layer in wanted:
            layer.axes(shape)
    except ValueError as refusal:
        shown = last_good(st.session_state.get(memory, ()), shape, kinds)
        sentence = (
            f"{sums.refused(refusal, kernel, padding, dilation, shape)} Until then the pictures "
            f"show kernel size {shown[0].kernel_size}, stride {shown[0].stride}."
        )
        for place in (problems, beside):
            place.error(sentence, icon=":material/block:")
        return shown
    st.session_state[memory] = wanted
    return wanted


def make(
    kinds: Sequence[str],
    kernel: int,
    stride: int,
    padding: int,
    dilation: int,
    ceil_mode: bool,
    counted: bool,
) -> tuple[Layer, ...]:
    return tuple(
        Layer(kind, kernel, stride, padding, dilation, ceil_mode, counted)  # type: ignore[arg-type]
        for kind in kinds
    )


def last_good(
    remembered: tuple[Layer, ...], shape: tuple[int, int], kinds: Sequence[str]
) -> tuple[Layer, ...]:
    """The layers shown before, if they fit what is on the page now; else the plainest."""
    try:
        for layer in remembered:
            layer.axes(shape)
    except ValueError:
        remembered = ()
    return remembered or make(kinds, 2, 2, 0, 1, False, True)
