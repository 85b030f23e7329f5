"""Second half of the receptive-field lab: with and without pooling, the cost, the takeaway."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import streamlit as st

from lab.components import picture_grid
from lab.components.picture_grid import Shot
from lab.data.grids import LESSON
from lab.data.pictures import fitted
from lab.draw import charts, heatmaps
from lab.draw.boxes import Outline
from lab.draw.heatmaps import Panel
from lab.page.charts import show_chart
from lab.page.frame import ink, takeaway
from lab.page.sections import folded
from lab.receptive_field import stacks
from lab.receptive_field import words as says
from lab.receptive_field.boxes import box_of, pixels_inside
from lab.receptive_field.stacks import Stack
from lab.receptive_field.timing import CHANNELS, before_and_after
from lab.words.numbers import number
from pooling import Conv, Field, Layer, cost, influence, trace
from pooling.arguments import Array

MEASURED = "Receptive field.measured"
COST_INKS = (charts.INK["max"], charts.INK["stride"])

Layers = tuple[Layer | Conv, ...]
Bare = tuple[tuple[Conv, ...], list[Field]] | None  # the stack without pooling, and its fields


def chart(key: str, figure: Any, alt: str) -> None:
    show_chart(figure, f"Receptive field.{key}", alt)


def pooled(layers: Layers) -> bool:
    return any(isinstance(layer, Layer) for layer in layers)


def conclude(layers: Layers, x: Array, fields: Sequence[Field], bare: Bare) -> None:
    """Show the takeaway, for the unit in the middle of the last map."""
    n, middle = len(x), fields[-1].output_size // 2
    weight = influence(layers, n, middle, x)
    seen = pixels_inside(box_of(fields[-1], (middle, middle)), n)
    takeaway(says.conclusion(fields, bare and bare[1], pooled(layers), weight, seen))


def show_both(x: Array, fields: Sequence[Field], bare: Bare, pools: bool) -> None:
    """Show the receptive field of the middle unit twice: with and without the pooling layers."""
    st.header("With and without pooling")
    if not pools:
        st.markdown("No pool in this stack: add one, and compare.")
        return
    shots: list[Shot] = []
    captions = []
    for name, of in (("With pooling", fields), ("Without", bare and bare[1])):
        if of:
            size, middle = of[-1].size, of[-1].output_size // 2
            outlines = [Outline(box_of(of[-1], (middle, middle)))]
            named = "" if shots else "picture"  # both show one picture, so its value is read once
            shots.append(Shot(named, x, stays=True, outlines=outlines))
            captions.append(f"{name}: sees {size} × {size}")
    picture, beside = st.columns([3, 2], gap="medium", vertical_alignment="center")
    with picture:
        picture_grid.row(
            "Receptive field.both", shots, ". ".join(captions) + ".", captions, ["Pixel"]
        )
    beside.markdown(
        "The same convolutions, the pools taken out. A pool adds only (k − 1) jumps itself, but "
        "its stride multiplies what **every later layer** adds."
        if bare
        else "Without its pools nothing of this stack is left that fits."
    )


def four_pixels() -> None:
    """Explain what "4 pixels" means in the lesson, on the grid of the lesson."""
    title = "Pool 2, then conv 2: what “4 pixels” means"
    with folded(title, "Receptive field.four", ":material/grid_on:") as opened:
        if not opened:
            return
        pool = Layer("max", 2)
        winners = [divmod(int(place), LESSON.shape[1]) for place in pool.winners(LESSON).ravel()]
        won = np.zeros(LESSON.shape, bool)
        won[tuple(zip(*winners, strict=True))] = True
        region = trace([pool, Conv(2)], len(LESSON))[-1]
        low, high = region.span(0)
        panels = [
            Panel("The grid", LESSON, focus=[(low, low, high, high)], same=won),
            Panel("Max pooled: what the filter reads", pool(LESSON), focus=[(0, 0, 1, 1)]),
        ]
        span = heatmaps.span_of([LESSON])
        for slot, panel in zip(st.columns(len(panels)), panels, strict=True):
            with slot:
                figure = heatmaps.heatmaps([panel], span, height=300, ink=ink())
                chart(f"four {panel.name}", figure, heatmaps.described([panel]))
        (one, other) = winners[2:]  # the lower two outputs
        steps = [abs(a - b) for a, b in zip(one, other, strict=True)]
        st.markdown(
            f"The 2 × 2 filter reads four maxima, and with them a region **{region.size} pixels "
            f"wide**. That does not mean that it compares values {region.size} pixels apart: the "
            f"maxima (green) come from anywhere inside. Its "
            f"{number(LESSON[one])} and {number(LESSON[other])} lie {steps[0]} row and "
            f"{steps[1]} column apart: diagonal neighbours. At most they are "
            f"{region.size - 1} pixels apart."
        )


def show_costs(stack: Stack, layers: Layers, n: int, bare: Bare) -> None:
    """Show activations and multiply-adds of each layer, with and without pooling."""
    st.header("What it costs")
    channels = stacks.channels_in(stack)
    costs, without = cost(layers, n, channels), bare and cost(bare[0], n, channels)
    table = says.cost_table(stack, costs, without or None)
    columns = list(table)
    for slot, (many, few) in zip(
        st.columns(2, gap="medium"), (columns[1:3], columns[3:5]), strict=True
    ):
        groups = {"with pooling": table[many]} | ({"without": table[few]} if bare else {})
        figure = charts.bars(
            groups,
            COST_INKS[: len(groups)],
            [str(i) for i in range(len(table[many]))],
            y_name=many.lower(),
            ink=ink(),
            x_name="layer",
        )
        with slot:
            chart(f"cost {many}", figure, f"{many} by layer: {says.listed(table[many])}.")
    st.markdown(says.cost_text(costs, without or None))
    if stacks.network_of(stack):
        st.caption(
            "Counted along the longest path: shortcut convolutions, normalisation and the dense "
            "layers at the end are left out."
        )
    with folded("The costs, layer by layer", "Receptive field.costs", ":material/table:") as opened:
        if opened:
            st.dataframe(table, hide_index=True, alt="What every layer costs")


def measure_here(picture: Array) -> None:
    """Measure how long a real convolution takes, before and after pooling."""
    if st.button("Measure it on this server", icon=":material/timer:"):
        bar = st.progress(0.0, "Convolving …")
        plane = fitted(picture, 256)
        st.session_state[MEASURED] = before_and_after(plane, bar.progress)
        bar.empty()
    if MEASURED in st.session_state:
        whole, half = st.session_state[MEASURED]
        st.markdown(says.measured(whole, half, CHANNELS))
