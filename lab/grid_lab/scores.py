"""What survived the shift, and how many windows fit."""

from collections.abc import Sequence

import streamlit as st

from lab.grid_lab import words
from lab.page.frame import takeaway
from lab.page.sections import folded
from lab.words import sums
from pooling import Layer, compare
from pooling.arguments import Array


def score(
    layers: Sequence[Layer],
    before: Sequence[Array],
    after: Sequence[Array],
    down: int,
    right: int,
) -> None:
    """The four scores, and the takeaway."""
    scores = [compare(b, a) for b, a in zip(before, after, strict=True)]
    st.header("What survived")
    st.markdown(words.score_table(layers, before, after, scores))
    takeaway(words.conclusion(layers, before, after, scores, down, right))


def formula(layer: Layer, shape: tuple[int, int]) -> None:
    """The output size with its numbers put in."""
    title = "How many windows fit: the output size"
    with folded(title, "Grid lab.formula", ":material/calculate:") as opened:
        if not opened:
            return
        st.latex(sums.SIZE_FORMULA)
        for name, axis in zip(("Rows", "Columns"), layer.axes(shape), strict=True):
            st.latex(sums.size_formula(name, axis))
