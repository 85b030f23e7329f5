"""Do all pixels of a receptive field matter equally? And what does one pixel change?"""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from lab.components import picture_grid
from lab.components.picture_grid import Shot
from lab.draw import charts, pixels
from lab.draw.boxes import Outline
from lab.draw.colours import WINDOW
from lab.inputs import widgets
from lab.page.charts import show_chart
from lab.page.frame import ink
from lab.page.sections import folded
from lab.receptive_field import words
from lab.receptive_field.boxes import Unit, box_of, change, pixels_inside, seeing
from lab.receptive_field.settings import POKE_COLUMN, POKE_ROW, POKE_VALUE
from lab.receptive_field.stacks import Layers, Stack
from lab.words.numbers import number
from pooling import Field, layer_maps
from pooling.arguments import Array
from pooling.receptive import geometry, passed_back

FEW = 40  # up to so many pixels, each gets a dot


def do_all_matter(layers: Layers, x: Array, fields: Sequence[Field], chosen: int, u: Unit) -> None:
    """How much each pixel influences the chosen unit."""
    title = "Do all pixels matter equally?"
    with folded(title, "Receptive field.influence", ":material/blur_on:") as opened:
        if not opened:
            return
        layers = layers[:chosen]
        weight = passed_back(layers, geometry(layers, len(x)), u, layer_maps(layers, x)[:-1])
        said = words.reach(weight, pixels_inside(box_of(fields[chosen], u), len(x)))
        st.markdown(
            f"{said} A convolution passes on every pixel of its window (here with equal weights). "
            "Max pooling passes on only the largest value."
        )
        left, right = st.columns([2, 3], gap="medium")
        with left:
            count = int(np.count_nonzero(weight))
            dots = [(int(r), int(c)) for r, c in np.argwhere(weight)] if count <= FEW else []
            shown = pixels.sequential(weight, float(weight.max()))
            outline = [Outline(box_of(fields[chosen], u))]
            shot = Shot("", shown, outlines=outline, dots=dots)
            picture_grid.row("Receptive field.weights", [shot], said, ["Influence"], ["Pixel"])
        with right:
            show_bell(weight, fields[chosen].span(u[1]))


def show_bell(weight: Array, span: tuple[int, int]) -> None:
    """The influence by column, against equal shares."""
    size = span[1] - span[0] + 1
    lines = {
        "influence": weight.sum(0).round(5).tolist(),
        "if all pixels counted alike": [
            round(1 / size, 5) if span[0] <= c <= span[1] else 0.0 for c in range(weight.shape[1])
        ],
    }
    show_chart(
        charts.curves(
            lines,
            (charts.INK["max"], WINDOW),
            modes=("lines", "lines"),
            steps=True,
            x=range(1, weight.shape[1] + 1),
            x_name="input column",
            y_name="influence",
            ink=ink(),
            share=False,
            tick=None,
        ),
        "Receptive field.bell",
        f"Influence by column: at most {number(100 * max(lines['influence']))}%. "
        f"Equal shares would be {number(100 / size)}%.",
    )


def poke(stack: Stack, layers: Layers, x: Array, fields: Sequence[Field], chosen: int) -> None:
    """Let the learner change one pixel, and show which outputs of the chosen layer change."""
    with folded("Poke a pixel", "Receptive field.poke", ":material/touch_app:") as opened:
        if not opened:
            return
        st.markdown(f"Change one pixel. Which outputs of layer {chosen} change?")
        slots = st.columns(3, gap="medium")
        with slots[0]:
            row = widgets.slide(POKE_ROW, "Pixel's row", 1, len(x)) - 1
        with slots[1]:
            column = widgets.slide(POKE_COLUMN, "Pixel's column", 1, len(x)) - 1
        with slots[2]:
            value = widgets.slide(POKE_VALUE, "Its new value", 0, 255)
        other = x.copy()
        other[row, column] = value
        before, after = (layer_maps(layers[:chosen], picture)[-1] for picture in (x, other))
        changes, count = change(before, after)
        rows, columns = (seeing(fields[chosen], pixel) for pixel in (row, column))
        could = []
        if rows and columns:
            could = [Outline((rows[0], columns[0], rows[-1], columns[-1]))]
        name, may = stack[chosen - 1].name, len(rows) * len(columns)
        message = words.poked(name, (row, column), count, may, changes.size)
        difference = pixels.diverging(changes, float(np.abs(changes).max()) or 1.0)
        shots = [Shot("picture", other, dots=[(row, column)]), Shot("", difference, outlines=could)]
        captions = [f"{x[row, column]} becomes {value}", f"What changed in layer {chosen}"]
        picture, beside = st.columns([3, 2], gap="medium", vertical_alignment="center")
        with picture:
            picture_grid.row(
                "Receptive field.poke map", shots, message, captions, ["Pixel", "Output"]
            )
        beside.markdown(
            f"{message} Orange means larger, blue smaller. The output of a max pool changes only "
            "if the largest value of its window changes."
        )
