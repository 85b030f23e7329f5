"""The grid lab: edit a few numbers, pool them, move them, and see what survives."""

from collections.abc import Callable, Sequence

import numpy as np
import streamlit as st

from lab.code.layers import for_layers
from lab.components.number_grid import number_grid
from lab.data.grids import LESSON, OPENING, PRESETS, SIDES, resized
from lab.draw import boxes, heatmaps
from lab.draw.heatmaps import Panel
from lab.grid_lab import words
from lab.inputs import predict, shift, widgets
from lab.inputs.layer import LAYER, choose_layers
from lab.inputs.shift import FILLS
from lab.page import address, charts, modes, settings
from lab.page.charts import show_chart
from lab.page.code_tabs import in_code
from lab.page.frame import frame, ink, takeaway
from lab.page.sections import folded
from lab.words import numbers, sums
from pooling import Layer, compare, translate
from pooling.arguments import Array
from pooling.shift import elsewhere

GRID = settings.cells("grid", LESSON, SIDES)
RIGHT = settings.whole("right", 0, -3, 3, component=True)
DOWN = settings.whole("down", 0, -3, 3, component=True)
FILL = settings.choice("fill", "zero", tuple(FILLS))
WINDOW = settings.whole("window", 1, 1, 400, component=True)
SEED = settings.whole("seed", 1, 1, 9999)
SETTINGS = (GRID, *LAYER, RIGHT, DOWN, FILL, WINDOW, SEED, *predict.SETTINGS)

START, SIZE, CUT = "grid_lab start", "grid_lab size", "grid_lab before cutting"
SPLIT = (5, 9)  # the input's column and the pooled maps'
INPUT_HEIGHT, POOLED_HEIGHT = 288, 240  # of heatmaps, in pixels, titles included
ROW_HEIGHT = 44  # that many rows' numbers need

LEGEND = (
    "Solid green: the same value at the same place. Dotted green: a value that stood elsewhere "
    "before; each counts once. Orange: the window in focus, and its output."
)
STEP = "The orange square. Click a cell of any map to choose it, or step through with play."
DECIMALS = 9  # sums of decimals that are equal on paper are equal here


@st.fragment
def lab() -> None:
    """All but the prose; the shift is a fragment of its own."""
    charts.begin()
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
    hidden = predict.hides_grid(layers, grid)
    if hidden:
        with pictures:
            predict.ask(layers, pooled, cell, look_at)
    else:
        with pictures:
            predict.reveal(layers, grid, pooled)
            show_pooled("pooled", layers, pooled, cell, span_with_zero(grid))
        with stepper:
            st.markdown(sums.sums(layers, grid, cell))
    moving = st.container()
    formula(layers[0], shape)
    with moving:
        moved_and_pooled(layers, grid, pooled, cell, hidden)


@st.fragment
def moved_and_pooled(
    layers: Sequence[Layer],
    grid: Array,
    pooled: Sequence[Array],
    cell: tuple[int, int],
    hidden: bool,
) -> None:
    """What a shift changes, so that a drag reruns no more; it ends every run of the page."""
    if not hidden:
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
        charts.as_tables()
    address.publish()


def pool(layer: Layer, grid: Array) -> Array:
    return np.round(layer(grid), DECIMALS)


# ---------------------------------------------------------------- controls


def start_from() -> None:
    """The grids to start from, the sizes, and the way back."""
    grid = address.get(GRID)
    side = grid.shape[0]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.menu_button(
            "Start from", list(PRESETS), key=START, on_click=load, icon=":material/grid_view:"
        )
        st.menu_button(
            f"Size {side} × {side}",
            [f"{n} × {n}" for n in SIDES],
            key=SIZE,
            on_click=resize,
        )
        st.button("Reset", on_click=reset, icon=":material/restart_alt:")
        if np.array_equal(grid, PRESETS["Random"](side, address.get(SEED))):
            widgets.count(SEED, "Seed", 1, 9999, "Another seed, another random grid.", reseed)


def load() -> None:
    st.session_state.pop(CUT, None)
    name = st.session_state[START]
    side = 4 if name == OPENING else address.get(GRID).shape[0]
    address.put(GRID, PRESETS[name](side, address.get(SEED)))


def reseed() -> None:
    seed = address.keep(SEED, st.session_state[SEED.key])
    address.put(GRID, PRESETS["Random"](address.get(GRID).shape[0], seed))


def resize() -> None:
    """Cut or extend the grid; what was cut off comes back with the size."""
    side = int(st.session_state[SIZE].split()[0])
    grid = address.get(GRID)
    whole = st.session_state.get(CUT, grid)
    if len(whole) > len(grid):
        whole = whole.copy()
        whole[: len(grid), : len(grid)] = grid
    else:
        whole = grid
    st.session_state[CUT] = whole
    address.put(GRID, resized(whole, side))


def reset() -> None:
    st.session_state.pop(CUT, None)
    for setting in SETTINGS:
        address.put(setting, setting.default)


def output_shape(layer: Layer, shape: tuple[int, int]) -> tuple[int, int]:
    rows, columns = layer.axes(shape)
    return rows.out, columns.out


def edit(layer: Layer, focus: list[boxes.Box]) -> Array:
    """The input: a grid to type in, which is its own heatmap."""
    grid = address.get(GRID)
    st.markdown("**Input**: type in it, or paste a block")
    found = number_grid(
        grid,
        GRID.key,
        label="Input",
        windows=boxes.tiles(layer, grid.shape),
        focus=focus,
        span=span_with_zero,
        on_focus=lambda row, column: look_at(boxes.first_over(layer, grid.shape, row, column)),
    )
    return address.keep(GRID, found)


# ---------------------------------------------------------------- pictures


def span_with_zero(grid: Array) -> tuple[float, float]:
    """One colour range that a shift does not change: zeros may enter at the border."""
    return heatmaps.span_of([grid, np.zeros((1, 1))])


def show_pooled(
    key: str,
    layers: Sequence[Layer],
    maps: Sequence[Array],
    cell: tuple[int, int],
    span: tuple[float, float],
    before: Sequence[Array] | None = None,
) -> None:
    """The pooled maps side by side, and what of them stayed the same; a phone stacks them."""
    st.markdown("**Pooled**" if before is None else "**Shifted, then pooled**")
    for i, (column, layer, values) in enumerate(
        zip(st.columns(len(layers), gap="small"), layers, maps, strict=True)
    ):
        same = alive = None
        if before is not None:
            same = values == before[i]
            alive = elsewhere(before[i], values)
        name = numbers.NAMES[layer.kind]
        panel = Panel(name, values, focus=[(*cell, *cell)], same=same, alive=alive)
        height = max(POOLED_HEIGHT, 28 + ROW_HEIGHT * len(values))
        with column:
            chart(f"{key} {layer.kind}", panel, span, height, lambda place: look_at(place + 1))


def show_moved(
    layer: Layer, moved: Array, cell: tuple[int, int], span: tuple[float, float]
) -> None:
    """The shifted input; a click on it looks for the first window over the cell."""

    def pick(place: int) -> None:
        row, column = divmod(place, moved.shape[1])
        look_at(boxes.first_over(layer, moved.shape, row, column))

    st.markdown("**Shifted input**")
    focus = boxes.taps(layer, moved.shape, *cell)
    panel = Panel("Shifted input", moved, titled=False, focus=focus)
    chart("moved", panel, span, INPUT_HEIGHT, pick)


def chart(
    key: str,
    panel: Panel,
    span: tuple[float, float],
    height: int,
    pick: Callable[[int], None],
) -> None:
    """Draw a map; ``pick`` hears of a click, as the cell's place in row-major order."""

    def picked() -> None:
        points = st.session_state[f"grid_lab {key}"].selection.points
        if points:
            pick(points[0]["point_index"])
            st.rerun()  # the window is outlined outside this fragment too

    show_chart(
        heatmaps.heatmaps([panel], span, height=height, ink=ink()),
        f"grid_lab {key}",
        heatmaps.described([panel]),
        about="Shifted, then pooled: " if key.startswith("shifted") else "",
        on_select=picked,
        selection_mode="points",
    )


def look_at(number: int | None) -> None:
    if number is not None:
        address.put(WINDOW, number)


# ---------------------------------------------------------------- words


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
    takeaway(words.takeaway(layers, before, after, scores, down, right))


def formula(layer: Layer, shape: tuple[int, int]) -> None:
    """The output size with its numbers put in."""
    title = "How many windows fit: the output size"
    with folded(title, "grid_lab formula", ":material/calculate:") as opened:
        if not opened:
            return
        st.latex(sums.SIZE_FORMULA)
        for name, axis in zip(("Rows", "Columns"), layer.axes(shape), strict=True):
            st.latex(sums.size_formula(name, axis))


frame("Grid lab", SETTINGS)
st.markdown(
    "Pooling looks at a picture through small windows and keeps one number of each: the largest "
    "(**max pooling**) or the mean (**average pooling**). Change the numbers, move them, and see "
    "what survives."
)
lab()
