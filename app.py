"""The home page: why pool, in half a minute, and the way through the lab."""

import numpy as np
import streamlit as st

from lab.components import bench
from lab.components.bench import Grid, Row, windows_of
from lab.data.grids import LESSON
from lab.home.clown import LOOKED, SETTINGS, show_clown
from lab.inputs.ask import open_question
from lab.page.course import groups
from lab.page.frame import frame, next_page, page_link
from lab.page.sections import section
from pooling import Layer

if frame("Why pool", SETTINGS):
    open_question(LOOKED)


@section
def clown() -> None:
    """Shift the clown, and see which network still recognises it."""
    show_clown()


clown()
st.header("What is a pooling layer?")
st.markdown(
    "A good network recognises the clown after a small shift, too. That is **translation "
    "invariance**. Pooling layers bring some of it into a network. A **pooling layer** replaces "
    "each small window of its input by one number: the largest value (max pooling) or the mean "
    "(average pooling). The output of max pooling stays the same while the largest value stays in "
    "its window and no larger one enters."
)
layer = Layer("max", 2)
pooled = Grid("Max", "Max pooling", layer(LESSON), windows_of(layer, "Input", (4, 4)))
bench.show(
    "Why pool.grid",
    [Row("Point at an output", [Grid("Input", "Input", LESSON), pooled])],
    span=(0.0, float(np.max(LESSON))),
)
for group, pages in groups().items():
    st.header(group)
    for start in range(0, len(pages), 3):
        row = [page for page in pages if page.script != "app.py"][start : start + 3]
        for column, page in zip(st.columns(3), row, strict=False):
            with column.container(border=True, height="stretch", key=f"card-{page.label}"):
                page_link(page, f"**{page.label}**")
                st.markdown(f"{page.question} :gray[About {page.minutes} minutes.]")
next_page()
