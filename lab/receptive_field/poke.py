"""The section "Poke a pixel": change one pixel, and see which outputs change."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from lab.components import picture_grid
from lab.components.picture_grid import Shot
from lab.draw import pixels
from lab.draw.boxes import Outline
from lab.inputs import widgets
from lab.receptive_field import words as says
from lab.receptive_field.boxes import change, seeing
from lab.receptive_field.compare import (
    Layers,
)
from lab.receptive_field.settings import (
    POKE_COLUMN,
    POKE_ROW,
    POKE_VALUE,
)
from lab.receptive_field.stacks import Stack
from pooling import Field, Layer, layer_maps
from pooling.arguments import Array


def poke(
    stack: Stack, layers: Layers, maps: Sequence[Array], fields: Sequence[Field], chosen: int
) -> None:
    """Let the learner change one pixel, and show which outputs of the chosen layer change."""
    x = maps[0]
    st.header("Poke a pixel")
    slots = st.columns(3, gap="medium")
    with slots[0]:
        row = widgets.slide(POKE_ROW, "Pixel's row", 0, len(x) - 1)
    with slots[1]:
        column = widgets.slide(POKE_COLUMN, "Pixel's column", 0, len(x) - 1)
    with slots[2]:
        value = widgets.slide(POKE_VALUE, "Its new value", 0, 255)
    changed = x.copy()
    changed[row, column] = value
    changes, count = change(maps[-1], layer_maps(layers[:chosen], changed)[-1])
    rows, columns = (seeing(fields[chosen], pixel) for pixel in (row, column))
    could = []
    if rows and columns:
        could = [Outline((rows[0], columns[0], rows[-1], columns[-1]))]
    name = stack[chosen - 1].name
    message = says.poked(name, (row, column), count, len(rows) * len(columns), changes.size)
    difference = pixels.diverging(changes, float(np.abs(changes).max()) or 1.0)
    shots = [Shot("picture", changed, dots=[(row, column)]), Shot("", difference, outlines=could)]
    captions = [f"{x[row, column]} becomes {value}", f"What moved in layer {chosen}"]
    picture, beside = st.columns([3, 2], gap="medium", vertical_alignment="center")
    with picture:
        picture_grid.row("Receptive field.poke", shots, message, captions, ["Pixel", "Output"])
    wins = any(isinstance(layer, Layer) and layer.kind != "avg" for layer in layers[:chosen])
    beside.markdown(f"{message} {says.poke_seen(count > 0, bool(could), wins)}")
