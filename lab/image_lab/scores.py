"""The scores of the image lab, round by round, and the feature maps as files."""

from collections.abc import Sequence
from functools import partial
from io import BytesIO

import numpy as np
import streamlit as st

from lab.draw import charts, pixels
from lab.image_lab.rounds import Rounds
from lab.image_lab.settings import PLOT
from lab.image_lab.words import ABOUT, numbers_left, rounds_table
from lab.inputs import widgets
from lab.page.charts import show_chart
from lab.page.frame import ink
from lab.page.sections import folded
from lab.words.numbers import NAMES, SCORES, curve_text
from pooling.arguments import Array

TOOLS = {
    "modeBarButtons": [["toImage"]],
    "displaylogo": False,
    # an SVG is not read from a canvas, where some browsers give noise against fingerprinting
    "toImageButtonOptions": {"filename": "pooling_lab", "format": "svg"},
}


def show_scores(kinds: Sequence[Rounds], count: int, name: str) -> None:
    """The scores of every round as a plot, and folded as tables."""
    st.header("Round by round")
    which = widgets.choose(PLOT, "Score", SCORES)
    lines = {
        NAMES[k.layer.kind]: k.same_place if which == "same_place" else k.scores(which)
        for k in kinds
    }
    figure = charts.curves(
        lines,
        [charts.INK[k.layer.kind] for k in kinds],
        x=range(kinds[0].last + 1),
        x_name=f"round (0 is the {name} itself)",
        y_name=SCORES[which],
        ink=ink(),
        share=which != "error",
        here=count,
    )
    alt = f"{SCORES[which]}, by round. {curve_text(lines)}"
    show_chart(figure, "Image lab.scores", alt, config=TOOLS)
    if which in ABOUT:
        st.caption(ABOUT[which])
    with folded("The numbers of every round", "Image lab.table", ":material/table_chart:") as open_:
        if open_:
            for kind in kinds:
                st.markdown(rounds_table(kind))
            st.markdown(numbers_left(kinds[0].before, count, name))


def downloads(kinds: Sequence[Rounds], count: int) -> None:
    """Offer the feature maps of the shifted picture as files."""
    menu = st.popover(
        "Download the pooled maps",
        icon=":material/download:",
        key="Image lab.downloads",
        on_change="rerun",
    )
    if not menu.open:
        return
    with menu:
        for kind in kinds:
            layer, values = kind.layer, kind.after[count]
            name = f"{layer.kind}_round_{count}"
            st.download_button(
                f"{NAMES[layer.kind]}, round {count}: PNG",
                partial(png_of, values),
                f"{name}.png",
                "image/png",
                on_click="ignore",
            )
            st.download_button(
                f"{NAMES[layer.kind]}, round {count}: NumPy",
                partial(npy, values),
                f"{name}.npy",
                "application/octet-stream",
                on_click="ignore",
            )


def png_of(values: Array) -> bytes:
    """A picture of the map; values beyond those of a pixel are scaled to fit."""
    top = max(255.0, float(values.max()))
    return pixels.png(pixels.shown(values * (255 / top) if top > 255 else values))


def npy(values: Array) -> bytes:
    file = BytesIO()
    np.save(file, values)
    return file.getvalue()
