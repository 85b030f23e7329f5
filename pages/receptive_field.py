"""What one unit sees: build a stack of layers, and look down from one of its units."""

from collections.abc import Sequence

import streamlit as st

from lab.code.stack import for_stack
from lab.data.pictures import fitted
from lab.draw import pixels
from lab.inputs import predict
from lab.inputs.picture import choose_picture
from lab.page import address, modes
from lab.page.code_tabs import in_code
from lab.page.frame import frame, next_page
from lab.page.sections import section
from lab.receptive_field import stacks
from lab.receptive_field import words as says
from lab.receptive_field.boxes import box_of, pixels_inside, without_pools
from lab.receptive_field.compare import (
    Layers,
    conclude,
    four_pixels,
    measure_here,
    pooled,
    show_both,
    show_costs,
)
from lab.receptive_field.editor import act_on, build
from lab.receptive_field.poke import poke
from lab.receptive_field.settings import (
    GUESS,
    LAYER,
    SETTINGS,
)
from lab.receptive_field.stacks import Stack
from lab.receptive_field.unit import ask, choose_unit, explain, show_side, show_table, show_top
from pooling import Field, layer_maps, trace
from pooling.arguments import Array

frame("Receptive field", SETTINGS)
st.markdown(
    "A unit deep in a network sees only a part of the picture: its **receptive field**. Each "
    "layer widens it, and pooling makes every later layer widen it faster. Build a stack, choose "
    "a unit, and look down."
)


@section
def lab() -> None:
    """All but the prose; what the thumb changes is a section of its own."""
    builder, picture_column = st.columns([3, 2], gap="large")
    with builder:
        stack, layers, n = build()
    with picture_column:
        picture = choose_picture(st.container())
        x = fitted(picture, n)
        st.image(
            pixels.enlarged(x, 160),
            f"Its middle square in grey, {n} × {n} pixels: what the stack is given.",
            width=160,
            alt="The picture as the stack is given it.",
        )
    fields = trace(layers, n)
    predict.ask_about((stack, n), [GUESS], address.get(GUESS) > 0)
    if predict.hidden():
        ask(stack, fields)
        return
    predict.reveal_number(GUESS, fields[-1].size, "The sums below say why.")
    bare = without_pools(layers, n) if pooled(layers) else None
    look_down(stack, layers, x, fields)
    show_both(x, fields, bare, pooled(layers))
    four_pixels()
    show_costs(stack, layers, n, bare)
    if not modes.on("plain"):
        measure_here(picture)
    in_code(lambda: for_stack(layers, n, stacks.channels_in(stack)))
    conclude(layers, x, fields, bare)


@section
def look_down(stack: Stack, layers: Layers, x: Array, fields: Sequence[Field]) -> None:
    """The chosen unit, from the side and from above."""
    st.header("What one unit sees")
    chosen, unit = choose_unit(fields)
    if not modes.on("plain"):
        act_on(LAYER)
    side, aside = st.columns([3, 2], gap="medium")
    with side:
        show_side(stack, layers, fields, chosen, unit)
        show_table(stack, fields)
    with aside:
        explain(stack, layers, fields, chosen, unit)
    maps = layer_maps(layers[:chosen], x)
    weight = show_top(layers[:chosen], maps, fields, unit)
    reach = says.reach(weight, pixels_inside(box_of(fields[chosen], unit), len(x)))
    st.markdown(reach)
    address.announce(reach)
    poke(stack, layers, maps, fields, chosen)


lab()
next_page()
