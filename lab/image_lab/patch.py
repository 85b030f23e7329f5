"""The section that zooms in: a few pixels of the picture with their numbers."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from lab.components import bench
from lab.components.bench import Grid, Row, Windows
from lab.draw.boxes import Outline
from lab.draw.colours import span_of
from lab.image_lab import rounds
from lab.image_lab.settings import CELL, PATCH_COLUMN, PATCH_ROW
from lab.inputs import widgets
from lab.page import address, modes
from lab.page.sections import folded
from lab.words.numbers import NAMES
from pooling import Layer
from pooling.arguments import Array

PATCH = 8  # pixels
KEY = "Image lab.patch"
SHOWN = "Image lab.patch of"  # the picture that the patch was chosen for


def corner(shape: Sequence[int]) -> tuple[int, int]:
    """(top, left) of the patch. After a larger picture, the settings may be out of range."""
    row, column = address.get(PATCH_ROW), address.get(PATCH_COLUMN)
    return min(row, shape[-2] - PATCH), min(column, shape[-1] - PATCH)


def outline(shape: Sequence[int]) -> list[Outline]:
    """The frame round the patch in the picture, while the section is open."""
    if not st.session_state.get(KEY):
        return []
    top, left = corner(shape)
    return [Outline((top, left, top + PATCH - 1, left + PATCH - 1), 3)]


def zoom(row: int, column: int) -> None:
    """Show the numbers round a pixel."""
    for setting, place in ((PATCH_ROW, row), (PATCH_COLUMN, column)):
        address.put(setting, sorted((0, place - PATCH // 2, 248))[1])
    st.session_state[KEY] = True
    st.rerun("image_lab.lab")


def patch_of(plane: Array) -> Array:
    top, left = corner(plane.shape)
    return plane[top : top + PATCH, left : left + PATCH]


def liveliest(plane: Array) -> tuple[int, int]:
    """(top, left) of the patch whose numbers differ most, among those that do not overlap.

    >>> plane = np.zeros((16, 24))
    >>> plane[9, 20] = 1
    >>> liveliest(plane)
    (8, 16)
    """
    height, width = (side // PATCH * PATCH for side in plane.shape)
    patches = plane[:height, :width].reshape(height // PATCH, PATCH, width // PATCH, PATCH)
    row, column = np.unravel_index(patches.std((1, 3)).argmax(), (height // PATCH, width // PATCH))
    return int(row) * PATCH, int(column) * PATCH


def patch(plane: Array, layers: Sequence[Layer], picture: str, *, of_red: bool) -> None:
    """Show a few pixels with their numbers, linked to the outputs that come from them.

    After another picture was chosen, it opens where there is something to see.
    """
    if st.session_state.setdefault(SHOWN, picture) != picture:
        st.session_state[SHOWN] = picture
        for setting, place in zip((PATCH_ROW, PATCH_COLUMN), liveliest(plane), strict=True):
            address.put(setting, min(place, 248))
    with folded("Zoom in on the numbers", KEY, ":material/search:") as opened:
        if not opened:
            return
        st.caption(
            "Click a place in the picture above. " * (not modes.on("plain"))
            + "Point at an output to see its window."
            + " These are the numbers of the red channel." * of_red
        )
        down, along = st.columns(2, gap="medium")
        with down:
            widgets.slide(PATCH_ROW, "Pixels from the top", 0, plane.shape[0] - PATCH)
        with along:
            widgets.slide(PATCH_COLUMN, "Pixels from the left", 0, plane.shape[1] - PATCH)
        top, left = corner(plane.shape)
        found = rounds.cells_over(layers[0], plane.shape, top, left, PATCH)
        if found is None:
            st.info("No window lies wholly inside these pixels. Choose a smaller kernel or stride.")
            return
        rows, columns = found
        many = len(rows) * len(columns)
        pixels = patch_of(plane)
        grids = [Grid("Pixels", "Pixels", pixels)]
        for layer in layers:
            windows = [layer.window(plane.shape, row, column) for row in rows for column in columns]
            linked = Windows(
                "Pixels",
                layer.kind,
                [[r - top for r in windows[i][0]] for i in range(0, many, len(columns))],
                [[c - left for c in window[1]] for window in windows[: len(columns)]],
                padding=[0] * many,
                overhang=[0] * many,
                counts=False,
            )
            pooled = layer(plane)[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
            grids.append(Grid(NAMES[layer.kind], NAMES[layer.kind], pooled, linked))
        lit = (NAMES[layers[0].kind], min(address.get(CELL), many) - 1)
        bench.show("Image lab.numbers", [Row("", grids)], span=span_of([pixels]), lit=lit)
