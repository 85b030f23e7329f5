"""How invariant, really? Every shift, every round, measured."""

import streamlit as st

from lab.code import sweep
from lab.code.sweep import FARTHEST
from lab.data import pictures
from lab.data.pictures import gallery_picture
from lab.inputs import picture, shift, widgets
from lab.page import address
from lab.page.code_tabs import in_code
from lab.page.frame import frame, next_page, takeaway
from lab.page.sections import section
from lab.shift_sweep import sweeps, words
from lab.shift_sweep.settings import (
    DOWN,
    FILL,
    GRID,
    KIND,
    KIND_NAMES,
    PICTURE,
    PICTURES,
    RIGHT,
    ROUND,
    SCORE,
    SETTINGS,
)
from lab.shift_sweep.views import show_claims, show_curves, show_kinds, show_shift, show_sweep
from lab.words import numbers
from pooling.arguments import Array, Fill
from pooling.sweep import Score, SweepKind

frame("Shift sweep", SETTINGS)
st.markdown(
    "Textbooks say that small shifts do not change the output of pooling. How true is that? Here "
    "you see every shift of up to eight pixels, measured after every round of pooling."
)


@section
def lab() -> None:
    cards = st.container()  # above the controls that their buttons change
    x = choose_input()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = widgets.choose(KIND, "Pool with", KIND_NAMES)
        score = widgets.choose(SCORE, "Score", numbers.SCORES)
        fill = shift.enters(FILL)
    most = sweeps.most_rounds(x)
    chosen = widgets.slide(ROUND, "Round", 1, most, play=True)
    scores = sweeps.sweep(x, kind, fill, score)[chosen - 1]
    every_shift(x, kind, fill, score, chosen, scores)
    show_curves(x, kind, fill, score)
    show_kinds(x, fill, score, chosen)
    constant = sweeps.is_constant(x, chosen, kind)
    takeaway(words.sweep_takeaway(scores, KIND_NAMES[kind], score, chosen, constant))
    in_code(lambda: sweep.for_sweep(kind, fill, score, chosen))
    with cards:
        show_claims(x, kind, fill, chosen)


@section
def every_shift(
    x: Array, kind: SweepKind, fill: Fill, score: Score, chosen: int, scores: Array
) -> None:
    """What the chosen shift changes."""
    left, aside = st.columns(2, gap="large")
    with aside:
        right = widgets.slide(RIGHT, "Shift right", -FARTHEST, FARTHEST)
        down = widgets.slide(DOWN, "Shift down", -FARTHEST, FARTHEST)
    with left:
        show_sweep(scores, score, down, right)
    with aside:
        show_shift(x, kind, fill, chosen, down, right, scores)


def choose_input() -> Array:
    """The picture, in grey; noise; or the grid lab's grid."""
    name = picture.choose_name(PICTURE, PICTURES)
    if name == "Noise":
        return sweeps.noise(256)
    if name == "Grid":
        grid: Array = address.left_on("Grid lab", GRID)
        return grid
    return pictures.grey(picture.own_picture() if name == picture.YOURS else gallery_picture(name))


lab()
next_page()
