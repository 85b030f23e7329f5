"""The image lab: a photo through round after round of pooling, still and shifted."""

from collections.abc import Sequence

import streamlit as st

from lab.code.layers import for_layers
from lab.image_lab import rounds, words
from lab.image_lab.filters import feature_map
from lab.image_lab.patch import patch, patch_of
from lab.image_lab.rounds import elsewhere, pool_both
from lab.image_lab.scores import downloads, show_scores
from lab.image_lab.settings import BET, FILL, LOOK, LOOKED, MOST, REACH, SETTINGS
from lab.image_lab.stage import (
    ask,
    choose_seen,
    more_settings,
    places,
    show_input,
    show_round,
    sliders,
)
from lab.inputs.ahead import is_small, next_places
from lab.inputs.ask import bet_about, open_question
from lab.inputs.layer import choose_layers
from lab.inputs.picture import CHANNEL, PICTURE, channel_of
from lab.page import address
from lab.page.code_tabs import in_code
from lab.page.frame import frame, next_page, takeaway
from lab.page.sections import folded, section
from lab.server import in_turn
from lab.words.numbers import plural
from pooling import Layer, translate
from pooling.arguments import Array

if frame("Image lab", SETTINGS):
    open_question(LOOKED)


def seen(x: Array) -> Array:
    """What the pooling layer sees of a picture."""
    look = address.get(LOOK)
    return x if look == "photo" else feature_map(x, look)


@section
def lab() -> None:
    """The stage, and below it the same in numbers."""
    row, own, problems = (
        st.container(horizontal=True, vertical_alignment="bottom", key="controls"),
        st.container(),
        st.container(),
    )
    with row:
        picture = choose_seen(own)
        layers = choose_layers(picture.shape[:2], problems, folded=True, more=more_settings)
    channel = address.get(CHANNEL)
    if channel == "colour" and address.get(LOOK) != "photo":
        channel = "grey"  # a filter looks at the brightness
    x = channel_of(picture, channel)
    with st.container(key="stage"):
        stage(x, layers)
    if address.get(LOOKED):
        plane = seen(x if x.ndim == 2 else x[0])
        patch(plane, layers, address.get(PICTURE), of_red=x.ndim == 3)
        what_learners_ask()
        in_code(lambda: for_layers(layers, patch_of(plane)))


def what_learners_ask() -> None:
    with folded("What learners ask", "Image lab.asked", ":material/help:") as opened:
        if opened:
            for question, answer in words.ASKED.items():
                st.markdown(f"**{question}** {answer}")


@section
@in_turn
def stage(x: Array, layers: Sequence[Layer]) -> None:
    """The question, or its answer in the same place, and what the thumb changes."""
    looked = address.get(LOOKED)
    asked = st.container(key="asked")
    left, right_side = st.columns([3, 7], gap="medium") if looked else (st.container(), None)
    with left:
        place = st.container()
        down, right, chosen = sliders(looked)
        line = st.container(key="verdict")
    fill = address.get(FILL)
    moved = translate(x, down, right, fill=fill)
    with place:
        show_input(x, moved, down, right, not looked)
    if right_side is None:
        with asked:
            ask()
        return
    most = rounds.that_fit(x.shape[-2:], layers[0], MOST)
    count, name = min(chosen, most), "picture" if address.get(LOOK) == "photo" else "feature map"
    known = st.session_state.setdefault("Image lab.known", {})
    kinds = [pool_both(seen(x), seen(moved), layer, most, known) for layer in layers]
    nearby = {}
    for at in next_places(places(), (*[(-REACH, REACH)] * 2, (0, most))):
        if is_small(kinds[0].before[min(at[2], most)]):
            there = seen(translate(x, at[1], at[0], fill=fill))
            nearby[at] = [elsewhere(kind, there, min(at[2], most)) for kind in kinds]
    shifted = bool(down or right)
    asked_about = (address.get(LOOK), layers[0], down, right, fill)
    bet = bet_about(BET, lambda: (hash(x.tobytes()), *asked_about))
    asked.markdown(f"**{words.judged(kinds[0], shifted, bet)}**")
    said = words.verdict(kinds, count, shifted, name)
    with line:
        if chosen > most:
            st.error(
                f"Only {most} {plural(most, 'round fits', 'rounds fit')}: after that a window is "
                f"larger than the feature map. You see round {most}.",
                icon=":material/block:",
            )
        st.markdown(said)
    with right_side:
        show_round(kinds, count, name, nearby)
    takeaway(words.WHY)
    address.announce(said)
    show_scores(kinds, count, name)
    downloads(kinds, count)


lab()
next_page()
