"""The section that zooms in: a few pixels of the picture with their numbers."""

from collections.abc import Sequence

import streamlit as st

from lab.draw import boxes, heatmaps
from lab.draw.heatmaps import Panel
from lab.image_lab import rounds
from lab.image_lab.settings import CELL, PATCH_COLUMN, PATCH_ROW
from lab.inputs import widgets
from lab.page import address
from lab.page.charts import show_chart
from lab.page.frame import ink
from lab.page.sections import folded
from lab.words.numbers import NAMES
from lab.words.sums import sums
from pooling import Layer
from pooling.arguments import Array

PATCH = 8  # pixels


def patch_of(plane: Array) -> Array:
    """The patch that the sliders choose. After a larger picture, they may be out of range."""
    top = min(address.get(PATCH_ROW), plane.shape[0] - PATCH)
    left = min(address.get(PATCH_COLUMN), plane.shape[1] - PATCH)
    return plane[top : top + PATCH, left : left + PATCH]


def patch(plane: Array, layers: Sequence[Layer], *, of_red: bool) -> None:
    """Show a few pixels with their numbers, and the outputs that come from them."""
    title = "Zoom in: the same arithmetic as in the grid lab"
    with folded(title, "Image lab.patch", ":material/search:") as opened:
        if not opened:
            return
        if of_red:
            st.caption("The numbers are those of the red channel.")
        down, along = st.columns(2, gap="medium")
        with down:
            top = widgets.slide(PATCH_ROW, "Patch from row", 0, plane.shape[0] - PATCH)
        with along:
            left = widgets.slide(PATCH_COLUMN, "Patch from column", 0, plane.shape[1] - PATCH)
        found = rounds.cells_over(layers[0], plane.shape, top, left, PATCH)
        if found is None:
            st.info("No window lies wholly inside this patch: choose a smaller kernel or stride.")
            return
        rows, columns = found
        window = widgets.slide(CELL, "Cell", 1, len(rows) * len(columns), play=True)
        place = boxes.cell_of(window, (len(rows), len(columns)))
        row, column = rows[place[0]], columns[place[1]]
        box = [
            (r0 - top, c0 - left, r1 - top, c1 - left)
            for r0, c0, r1, c1 in boxes.taps(layers[0], plane.shape, row, column)
        ]
        panels = [Panel("Pixels", patch_of(plane), focus=box)]
        for layer in layers:
            pooled = layer(plane)[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
            panels.append(Panel(NAMES[layer.kind], pooled, focus=[(*place, *place)]))
        for slot, panel in zip(st.columns(len(panels), gap="small"), panels, strict=True):
            with slot:
                show_chart(
                    heatmaps.heatmaps([panel], (0, 255), height=320, ink=ink()),
                    f"Image lab.patch {panel.name}",
                    heatmaps.described([panel]),
                )
        st.markdown(sums(layers, plane, (row, column)))
