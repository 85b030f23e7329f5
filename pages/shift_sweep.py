"""How invariant, really? Every shift, every round, measured."""

import streamlit as st

from lab.code import sweep
from lab.data import pictures
from lab.data.pictures import gallery_picture
from lab.inputs import picture, shift, widgets
from lab.inputs.ask import open_question
from lab.page import address
from lab.page.code_tabs import in_code
from lab.page.frame import frame, next_page, takeaway
from lab.page.sections import section
from lab.shift_sweep import sweeps, words
from lab.shift_sweep.below import along, more_ways, textbook, why
from lab.shift_sweep.law import ask
from lab.shift_sweep.settings import (
    BET,
    FILL,
    GRID,
    KIND,
    KINDS,
    LOOKED,
    PICTURE,
    PICTURES,
    SCORE,
    SETTINGS,
)
from lab.shift_sweep.views import show_stage, way_back
from lab.words import numbers
from pooling.arguments import Array
from pooling.sweep import SweepKind

if frame("Shift sweep", SETTINGS):
    open_question(LOOKED)


@section
def lab() -> None:
    """The question; then the stage, and below it what can be learned from it."""
    if not address.get(LOOKED):
        ask()
        return
    st.markdown(f"**{words.answer(address.get(BET))}**")
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        name = picture.choose_name(PICTURE, PICTURES)
        kind = choose_kind()
        if (menu := widgets.more_settings()) is not None:
            with menu:
                widgets.choose(SCORE, "Score", words.SCORES)
                shift.enters(FILL)
        way_back()
    x = picture_of(name)
    fill, score = address.get(FILL), address.get(SCORE)
    with st.container(key="stage"):
        round_, said = show_stage(x, kind, fill, score)
    takeaway(words.takeaway(score, sweeps.is_constant(x, round_, kind, fill)))
    address.announce(said)
    why()
    more_ways(x, fill, round_)
    along(x, round_)
    textbook(x, kind, fill, round_)
    in_code(lambda: sweep.for_sweep(kind, fill, score, max(round_, 1)))


def picture_of(name: str) -> Array:
    """The picture, in grey; noise; or the grid lab's grid."""
    if name == "Noise":
        return sweeps.noise(256)
    if name == "Grid":
        grid: Array = address.left_on("Grid lab", GRID)
        return grid
    return pictures.grey(picture.own_picture() if name == picture.YOURS else gallery_picture(name))


def choose_kind() -> SweepKind:
    """The kinds of the lesson; another one too, where it is chosen."""
    kinds = dict.fromkeys((*KINDS, address.get(KIND)))
    return widgets.choose(KIND, "Pool with", {kind: numbers.NAMES[kind] for kind in kinds})


lab()
next_page()
