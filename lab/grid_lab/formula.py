"""How many windows fit, with the numbers put in."""

import streamlit as st

from lab.page.sections import folded
from lab.words import sums
from pooling import Layer

DROPPED = (
    "Ceil mode rounds the number of windows up. Here the last window would start past the input "
    "and its left padding, so it is dropped."
)
SAME = (
    "**Is padding 1 the same as “same”?** Not always. Take 8 × 8 cells, kernel 3 and stride 2. "
    "Both give 4 × 4 outputs. But padding 1 adds one row at the top, and “same” adds it at "
    "the bottom. So their windows hold different cells."
)


def drops_a_window(layer: Layer, shape: tuple[int, int]) -> bool:
    """Whether ceil_mode's last window is dropped, along rows or columns.

    >>> drops_a_window(Layer("max", 2, 3, 1, ceil_mode=True), (4, 4))
    True
    """
    rounded_up = [
        -(-(a.n + a.before + a.after - a.span) // a.stride) + 1 > a.out for a in layer.axes(shape)
    ]
    return layer.ceil_mode and any(rounded_up)


def formula(layer: Layer, shape: tuple[int, int]) -> None:
    """The output size with its numbers put in."""
    title = "How many windows fit: the output size"
    with folded(title, "Grid lab.formula", ":material/calculate:") as opened:
        if not opened:
            return
        st.latex(sums.SIZE_FORMULA)
        for name, axis in zip(("Rows", "Columns"), layer.axes(shape), strict=True):
            st.latex(sums.size_formula(name, axis))
        st.markdown(SAME)
