"""The grid lab: edit a few numbers, shift them, pool them, pool them again."""

import streamlit as st

from lab.code.layers import for_layers
from lab.components import bench
from lab.components.bench import Row
from lab.grid_lab import words
from lab.grid_lab.formula import DROPPED, drops_a_window, formula
from lab.grid_lab.settings import DONE, DOWN, FILL, GRID, LOOKED, REACH, RIGHT, SETTINGS
from lab.grid_lab.show import KEY, is_covered, show
from lab.grid_lab.stage import Stage, make_stage, rows
from lab.grid_lab.start import more_settings, start_from, way_back
from lab.grid_lab.tables import tables
from lab.grid_lab.tasks import TASKS, Trial
from lab.inputs import predict
from lab.inputs.ask import open_question
from lab.inputs.layer import choose_layers
from lab.inputs.tasks import try_this
from lab.page import address, modes
from lab.page.code_tabs import in_code
from lab.page.frame import frame, next_page, takeaway
from lab.page.sections import section

if frame("Grid lab", SETTINGS):
    open_question(LOOKED)


@section
def lab() -> None:
    """The stage, and below it what can be learned from it."""
    grid = address.keep(GRID, bench.numbers(KEY, GRID.key, address.get(GRID)))
    right, down = (
        address.keep(s, bench.position(KEY, s.key, address.get(s), -REACH, REACH))
        for s in (RIGHT, DOWN)
    )
    fixed = modes.on("plain")  # no sliders: one position is enough
    bar, problems = st.container(horizontal=True, key="controls"), st.container()
    with bar:
        if not fixed:
            start_from()
        layers = choose_layers(grid.shape, problems, folded=True, more=more_settings)
        if not fixed:
            way_back()
    reach = range(-REACH, REACH + 1)
    stage = make_stage(
        grid, layers, address.get(FILL), [down] if fixed else reach, [right] if fixed else reach
    )
    predict.ask_about_grid(layers, grid)
    pooled = [p.before for p in stage.pooled]
    if predict.grid_hidden():
        predict.ask(layers, grid, pooled, GRID.key)
        return
    predict.reveal(layers, grid, pooled)
    shown = rows(stage, GRID.key)
    show(stage, shown, fixed)
    if drops_a_window(layers[0], grid.shape):
        st.caption(DROPPED)
    below(stage, shown, down, right)


def below(stage: Stage, shown: list[Row], down: int, right: int) -> None:
    """What happened, the tasks, the formula, the code; no result while it is covered."""
    st.markdown(
        "Pooling replaces each window by one number: the largest value (**max**), the mean "
        "(**average**) or the smallest value (**min**). Point at an output to see its window."
    )
    place, layers = stage.place(down, right), [p.layer for p in stage.pooled]
    if not is_covered():
        takeaway(words.what_happened(stage.pooled, place, down, right))
        trial = Trial(stage.grid, layers[0], down, right, address.get(FILL))
        try_this(TASKS, trial, DONE)
    formula(layers[0], stage.grid.shape)
    if not is_covered():
        in_code(lambda: for_layers(layers, stage.grid, down, right, address.get(FILL)))
        tables(shown, place)


lab()
next_page()
