"""The grid lab's input and pooled maps."""

from collections.abc import Callable, Sequence

import numpy as np
import streamlit as st

from lab.components.number_grid import number_grid
from lab.draw import boxes, heatmaps
from lab.draw.heatmaps import Panel
from lab.grid_lab.settings import GRID, WINDOW
from lab.page import address
from lab.page.charts import show_chart
from lab.page.frame import ink
from lab.words import numbers
from pooling import Layer
from pooling.arguments import Array
from pooling.shift import found_elsewhere

INPUT_HEIGHT, POOLED_HEIGHT = 288, 240  # of heatmaps, in pixels, titles included
ROW_HEIGHT = 44  # that many rows' numbers need


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
            alive = found_elsewhere(before[i], values)
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
        points = st.session_state[f"Grid lab.{key}"].selection.points
        if points:
            pick(points[0]["point_index"])
            st.rerun()  # the window is outlined outside this fragment too

    show_chart(
        heatmaps.heatmaps([panel], span, height=height, ink=ink()),
        f"Grid lab.{key}",
        heatmaps.described([panel]),
        about="Shifted, then pooled: " if key.startswith("shifted") else "",
        on_select=picked,
        selection_mode="points",
    )


def look_at(number: int | None) -> None:
    if number is not None:
        address.put(WINDOW, number)
