"""The home page: why pool, and the way through the lab."""

import numpy as np
import streamlit as st

from lab.components import picture_grid
from lab.components.picture_grid import Shifted, Shot
from lab.data.pictures import gallery_picture
from lab.draw.colours import SAME, channels
from lab.draw.pixels import shown, two_colours
from lab.home import words
from lab.inputs import widgets
from lab.page import address, settings
from lab.page.course import PAGES
from lab.page.frame import frame, page_link
from lab.page.sections import section
from lab.words.numbers import percent
from pooling import Layer, pool_rounds, translate

MOST_RIGHT = 32  # pixels
RIGHT = settings.whole("right", 2, 0, MOST_RIGHT, component=True)
SETTINGS = (RIGHT,)
ROUNDS = 4
CHANGED = (226, 231, 238)

frame("Why pool", SETTINGS)
st.markdown(
    "A picture holds a clown. Move it a little to the right: it is still the same clown, and a "
    "good model should not mind. That is **translation invariance**, and **pooling layers** bring "
    "some of it into a network."
)


@section
def moving_clown() -> None:
    """The clown, what pooling makes of it while it moves, and what of that stays."""
    right = widgets.slide(RIGHT, "Move the clown", 0, MOST_RIGHT, play=True, pace=150)
    picture = gallery_picture("Clown")
    clown = np.moveaxis(picture, 2, 0)  # channels, height, width
    moved = translate(clown, right=right, fill="edge")
    still, after = (pool_rounds(x, ROUNDS, Layer("max", 2))[-1] for x in (clown, moved))
    same = (still == after).all(0)
    pixels = float((clown != moved).any(0).mean())
    outputs = float(np.mean(~same))
    shots: list[Shot | Shifted] = [
        Shifted("picture", picture, 0, right, "edge"),
        Shot("pooled", shown(after)),
        Shot("", two_colours(same, channels(SAME), CHANGED)),
    ]
    told = (
        f"{percent(pixels)} of the pixels have changed, and {percent(outputs)} of the "
        "pooled outputs."
    )
    picture_grid.row(
        "Why pool.clown",
        shots,
        f"The clown moved by {right} pixels, what {ROUNDS} rounds of max pooling keep of it, "
        f"and which outputs are unchanged. {told}",
        ["The clown", "Max pooled", "Unchanged"],
        ["Pixel", "Output", "Output"],
    )
    st.markdown(f"**{told}** {words.motive(pixels, outputs, right)}")
    address.announce(told)
    st.caption(
        f"Max pooled: the clown after {ROUNDS} rounds of max pooling. Unchanged: those outputs "
        "again, green where the move left them as they were."
    )


moving_clown()
st.markdown(
    "A pooling layer looks through small windows and keeps one number of each: the largest (*max "
    "pooling*) or the mean (*average pooling*). So a large value may move inside its window "
    "without the output changing. How often that is true, and when it fails, you find out here."
)
st.header("The way through")
for start in range(1, len(PAGES), 3):
    for column, page in zip(st.columns(3), PAGES[start : start + 3], strict=False):
        with column.container(border=True, height="stretch"):
            page_link(page, f"**{page.label}**")
            st.markdown(f"{page.question} :gray[About {page.minutes} minutes.]")
