"""How invariant, really? Every shift, every round, measured."""

import streamlit as st

from lab.code import sweep
from lab.data import pictures
from lab.data.pictures import gallery_picture
from lab.inputs import picture, shift, widgets
from lab.page import address
from lab.page.charts import as_tables, begin
from lab.page.code_tabs import in_code
from lab.page.frame import frame, takeaway
from lab.shift_sweep import sweeps, words
from lab.shift_sweep.settings import (
    DOWN,
    FILL,
    GRID,
    KIND,
    KINDS,
    PICTURE,
    PICTURES,
    RIGHT,
    ROUND,
    SCORE,
    SETTINGS,
)
from lab.shift_sweep.views import show_claims, show_curves, show_kinds, show_shift, show_sweep
from lab.words import numbers
from pooling import pool_rounds
from pooling.arguments import Array


@st.fragment
def lab() -> None:
    begin()
    cards = st.container()  # above what their buttons move
    x = choose_input()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = widgets.choose(KIND, "Pool with", KINDS)
        score = widgets.choose(SCORE, "Score", numbers.SCORES)
        fill = shift.enters(FILL)
    most = sweeps.most_rounds(x)
    chosen = widgets.slide(ROUND, "Round", 1, most, play=True)
    scores = sweeps.sweep(x, kind, fill, score)[chosen - 1]
    moving = st.container()
    show_curves(x, kind, fill, score)
    show_kinds(x, fill, score, chosen)
    outputs = pool_rounds(x, chosen, sweeps.POOLING[kind])[-1].size
    takeaway(words.sweep_takeaway(scores, KINDS[kind], score, chosen, outputs))
    in_code(lambda: sweep.for_sweep(kind, fill, score, chosen))
    with cards:
        show_claims(x, kind, fill, chosen)
    with moving:
        every_shift(x, kind, fill, score, chosen)


@st.fragment
def every_shift(x: Array, kind: str, fill: str, score: str, chosen: int) -> None:
    """What the chosen shift changes; it ends every run of the page."""
    scores = sweeps.sweep(x, kind, fill, score)[chosen - 1]
    left, aside = st.columns(2, gap="large")
    with aside:
        right = widgets.slide(RIGHT, "Shift right", -sweeps.FARTHEST, sweeps.FARTHEST)
        down = widgets.slide(DOWN, "Shift down", -sweeps.FARTHEST, sweeps.FARTHEST)
    with left:
        show_sweep(scores, score, down, right)
    with aside:
        show_shift(x, kind, fill, chosen, down, right, scores)
    as_tables()
    address.publish()


def choose_input() -> Array:
    """The picture, in grey; noise; or the grid lab's grid."""
    name = widgets.choose(PICTURE, "Picture", {n: n for n in PICTURES})
    if name == "Noise":
        return sweeps.noise(256)
    if name == "Grid":
        grid: Array = address.elsewhere("Grid lab", GRID)
        return grid
    return pictures.grey(picture.own_picture() if name == picture.YOURS else gallery_picture(name))


# ---------------------------------------------------------------- every shift


# ---------------------------------------------------------------- against distance


# ---------------------------------------------------------------- the claims


frame("Shift sweep", SETTINGS)
st.markdown(
    "“Small shifts do not change a pooled map”: how true is that? Here every shift of up to eight "
    "pixels is tried, after every round, and what stayed the same is counted."
)
lab()
