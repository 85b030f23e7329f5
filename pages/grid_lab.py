"""The grid lab: edit a few numbers, pool them, move them, and see what survives."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from lab.code.layers import for_layers
from lab.draw import boxes
from lab.grid_lab.maps import edit, look_at, output_shape, show_moved, show_pooled, span_with_zero
from lab.grid_lab.scores import formula, score
from lab.grid_lab.settings import DOWN, FILL, GRID, RIGHT, SETTINGS, WINDOW
from lab.grid_lab.start import start_from
from lab.inputs import predict, shift, widgets
from lab.inputs.layer import choose_layers
from lab.page import address, modes
from lab.page.code_tabs import in_code
from lab.page.frame import frame
from lab.page.sections import section
from lab.words import sums
from pooling import Layer, translate
from pooling.arguments import Array

SPLIT = (5, 9)  # the input's column and the pooled maps'

LEGEND = (
    "Solid green: the same value at the same place. Dotted green: a value that stood elsewhere "
    "before; each counts once. Orange: the window in focus, and its output."
)
STEP = "The orange square. Click a cell of any map to choose it, or step through with play."
DECIMALS = 9  # sums of decimals that are equal on paper are equal here

frame("Grid lab", SETTINGS)
st.markdown(
    "Pooling looks at a picture through small windows and keeps one number of each: the largest "
    "(**max pooling**) or the mean (**average pooling**). Change the numbers, move them, and see "
    "what survives."
)


@section
def lab() -> None:
    """All but the prose; what a shift changes is a section of its own."""
    shape = address.get(GRID).shape
    row, problems = st.container(horizontal=True, vertical_alignment="bottom"), st.container()
    with row:
        layers = choose_layers(shape, problems)
        predict.switch()
    left, right = st.columns(SPLIT, gap="medium")
    pictures, stepper = right.container(), right.container()
    out = output_shape(layers[0], shape)
    with stepper:
        window = widgets.slide(WINDOW, "Window", 1, out[0] * out[1], play=True, help=STEP)
    cell = boxes.cell_of(window, out)
    focus = boxes.taps(layers[0], shape, *cell)
    with left:
        grid = edit(layers[0], focus)
        if not modes.on("plain"):
            start_from()
    pooled = [pool(layer, grid) for layer in layers]
    predict.ask_about_grid(layers, grid)
    if predict.hidden():
        with pictures:
            predict.ask(layers, pooled, cell, look_at)
    else:
        with pictures:
            predict.reveal(layers, grid, pooled)
            show_pooled("pooled", layers, pooled, cell, span_with_zero(grid))
        with stepper:
            st.markdown(sums.sums(layers, grid, cell))
        shifted_and_pooled(layers, grid, pooled, cell)
    formula(layers[0], shape)


@section
def shifted_and_pooled(
    layers: Sequence[Layer], grid: Array, pooled: Sequence[Array], cell: tuple[int, int]
) -> None:
    """What a shift changes, so that a drag reruns no more."""
    down, right, fill = shift.choose_shift(RIGHT, DOWN, FILL, 3)
    moved = translate(grid, down, right, fill=fill)
    pooled_moved = [pool(layer, moved) for layer in layers]
    input_column, pooled_column = st.columns(SPLIT, gap="medium")
    with input_column:
        show_moved(layers[0], moved, cell, span_with_zero(grid))
    with pooled_column:
        show_pooled("shifted", layers, pooled_moved, cell, span_with_zero(grid), before=pooled)
        st.markdown(sums.sums(layers, moved, cell))
        st.caption(LEGEND)
    score(layers, pooled, pooled_moved, down, right)
    in_code(lambda: for_layers(layers, grid, down, right, fill))


def pool(layer: Layer, grid: Array) -> Array:
    return np.round(layer(grid), DECIMALS)


lab()
