"""The image lab: a photo through round after round of pooling, still and shifted."""

from collections.abc import Sequence

import streamlit as st

from lab.code.layers import for_layers
from lab.components import picture_grid
from lab.image_lab import rounds
from lab.image_lab.patch import patch, patch_of
from lab.image_lab.pictures import input_part, rounds_part
from lab.image_lab.scores import downloads, show_scores
from lab.image_lab.settings import DOWN, FILL, RIGHT, ROUNDS, SETTINGS
from lab.inputs import widgets
from lab.inputs.layer import choose_layers
from lab.inputs.picture import choose_channel, choose_picture
from lab.inputs.shift import choose_shift
from lab.page.code_tabs import in_code
from lab.page.frame import frame, next_page
from lab.page.sections import section
from lab.server import in_turn
from lab.words.numbers import plural
from pooling import Layer, compare, pool_rounds, translate
from pooling.arguments import Array

frame("Image lab", SETTINGS)
st.markdown(
    "A photo is the same grid of numbers, only larger. Shift it, pool it round after round, and "
    "see whether what is left before and after the shift agrees."
)


@section
def lab() -> None:
    """All but the prose; what a shift or a round changes is a section of its own."""
    choices, own = st.container(horizontal=True, vertical_alignment="bottom"), st.container()
    with choices:
        picture = choose_picture(own)
        x = choose_channel(picture)
    row, problems = st.container(horizontal=True, vertical_alignment="bottom"), st.container()
    with row:
        layers = choose_layers((x.shape[-2], x.shape[-1]), problems)
    if x.ndim == 3:
        st.caption("In colour, the red, green and blue channels are pooled separately.")
    shifted_and_pooled(x, layers)
    plane = x if x.ndim == 2 else x[0]
    patch(plane, layers, of_red=x.ndim == 3)
    in_code(lambda: for_layers(layers, patch_of(plane)))


@section
@in_turn
def shifted_and_pooled(x: Array, layers: Sequence[Layer]) -> None:
    """What the thumb changes."""
    most = rounds.that_fit(x.shape[-2:], layers[0])
    chosen = widgets.slide(ROUNDS, "Rounds", 0, 6, play=True)
    if chosen > most:
        st.error(
            f"Only {most} {plural(most, 'round fits', 'rounds fit')}: after that a window is "
            "larger than the map that is left. The pictures show that many.",
            icon=":material/block:",
        )
    count = min(chosen, most)
    down, right, fill = choose_shift(RIGHT, DOWN, FILL, 32)
    moved = translate(x, down, right, fill=fill)
    before = [pool_rounds(x, count, layer) for layer in layers]
    after = [pool_rounds(moved, count, layer) for layer in layers]
    unpooled = compare(x, moved)  # every layer's round 0
    scores = [
        [unpooled, *(compare(a, b) for a, b in zip(still[1:], shifted[1:], strict=True))]
        for still, shifted in zip(before, after, strict=True)
    ]
    picture_grid.show(
        "Image lab.pictures",
        [
            input_part(x, moved, (down, right, fill)),
            *(map(rounds_part, layers, before, after, scores) if count else ()),
        ],
    )
    st.caption(
        "In the difference, blue is darker than before and orange brighter; pale is equal."
        + (" In colour it is the mean of the three channels." if x.ndim == 3 else "")
    )
    show_scores(layers, before, after, scores, down, right)
    downloads(layers, after, count)


lab()
next_page()
