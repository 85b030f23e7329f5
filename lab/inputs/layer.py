"""The controls of a pooling layer."""

from collections.abc import Callable, Sequence
from typing import Any, Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lab.inputs.widgets import choose, count, more_settings, switch
from lab.page import address, settings
from lab.page.settings import Setting
from lab.words import sums
from pooling import Layer
from pooling.arguments import KINDS, Kind

POOLS: dict[Kind | Literal["both"], str] = {
    "both": "Max and average",
    "max": "Max",
    "avg": "Average",
    "min": "Min",
}
POOL_KINDS: dict[str, tuple[Kind, ...]] = {"both": ("max", "avg"), **{k: (k,) for k in KINDS}}
PADDINGS = {text: text for text in ("0", "1", "2", "3", "4")} | {"same": "Same"}

# What a pooling layer is made of. Every page that has one declares these.
POOL = settings.choice("pool", "both", tuple(POOLS))
KERNEL = settings.whole("k", 2, 1, 8)
STRIDE = settings.whole("s", 2, 1, 8)
PADDING = settings.choice("p", "0", tuple(PADDINGS))
DILATION = settings.whole("d", 1, 1, 4)
CEIL = settings.switch("ceil")
COUNT = settings.switch("count", True)
LAYER: tuple[Setting[Any], ...] = (POOL, KERNEL, STRIDE, PADDING, DILATION, CEIL, COUNT)


def choose_layers(
    shape: tuple[int, int],
    problems: DeltaGenerator,
    *,
    folded: bool = False,
    more: Callable[[], None] | None = None,
) -> tuple[Layer, ...]:
    """The controls of a pooling layer: one Layer for each kind shown.

    An impossible setting is refused in words, in the container ``problems`` beside the controls,
    and the last layers that fitted are returned, so that the pictures stay.

    Parameters
    ----------
    shape : (height, width)
        Of what is pooled first.
    problems : container
    folded : bool
        Whether the kind, the kernel size and the stride stand under "More settings" too.
    more : function, optional
        The page's own controls, also under "More settings".
    """
    if not folded:
        choose_most()
    places = [problems]
    if (menu := more_settings()) is not None:
        with menu:
            if folded:
                choose_most()
            choose_rest()
            if more:
                more()
            places.append(st.container())  # the open menu covers what is under it
    memory = f"{settings.page()}.last good layers"
    try:
        wanted = layers_of(POOL_KINDS[address.get(POOL)])
        for layer in wanted:
            layer.axes(shape)
    except ValueError as refusal:
        shown = last_good(st.session_state.get(memory, ()), shape)
        padding = address.get(PADDING)
        why = sums.refused(
            refusal,
            address.get(KERNEL),
            int(padding) if padding.isdigit() else 0,
            address.get(DILATION),
            shape,
        )
        sentence = (
            f"{why} Until then, you see the results for kernel size {shown[0].kernel_size}, "
            f"stride {shown[0].stride}, padding {shown[0].padding}."
        )
        for place in places:
            place.error(sentence, icon=":material/block:")
        return shown
    st.session_state[memory] = wanted
    return wanted


def choose_most() -> None:
    """What every learner tries: the kind, the kernel size and the stride."""
    choose(POOL, "Pool with", POOLS)
    with st.container(horizontal=True, width="content"):
        count(KERNEL, "Kernel size", 1, 8, "The width and height of a window, in cells.")
        count(STRIDE, "Stride", 1, 8, "How many cells from one window to the next.")


def choose_rest() -> None:
    """What few learners need: padding, dilation and the two switches."""
    choose(
        PADDING,
        "Padding",
        PADDINGS,
        "Extra cells around the input, on each side. Same: so many that the "
        "output has the size of the input divided by the stride, rounded up.",
    )
    count(
        DILATION,
        "Dilation",
        1,
        4,
        "The step between the cells of a window. With 1, they are neighbours.",
    )
    switch(CEIL, "Ceil mode", "Keeps a last window that fits only in part.")
    switch(
        COUNT, "Count padding in the mean", "Average pooling counts each cell of padding as a zero."
    )


def layers_of(kinds: Sequence[Kind]) -> tuple[Layer, ...]:
    """The layers that the settings ask for; ValueError where there is no such layer."""
    padding = address.get(PADDING)
    return tuple(
        Layer(
            kind,
            address.get(KERNEL),
            address.get(STRIDE),
            int(padding) if padding.isdigit() else padding,
            address.get(DILATION),
            address.get(CEIL),
            address.get(COUNT),
        )
        for kind in kinds
    )


def last_good(remembered: tuple[Layer, ...], shape: tuple[int, int]) -> tuple[Layer, ...]:
    """The layers shown before, if they fit what is on the page now; else the plainest."""
    try:
        for layer in remembered:
            layer.axes(shape)
    except ValueError:
        remembered = ()
    return remembered or tuple(Layer(kind, 2, 2) for kind in POOL_KINDS[address.get(POOL)])
