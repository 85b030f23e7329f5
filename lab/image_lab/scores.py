"""The scores of the image lab, round by round, and the feature maps as files."""

from collections.abc import Sequence
from functools import partial
from io import BytesIO

import numpy as np
import streamlit as st

from lab.draw import charts, pixels
from lab.image_lab.settings import PLOT
from lab.image_lab.words import CHANCE, activations, rounds_table, rounds_takeaway
from lab.inputs import widgets
from lab.page import modes
from lab.page.charts import show_chart
from lab.page.frame import ink, takeaway
from lab.words.numbers import NAMES, SCORES, curve_text
from pooling import Comparison, Layer
from pooling.arguments import Array

TOOLS = {
    "modeBarButtons": [["toImage"]],
    "displaylogo": False,
    "toImageButtonOptions": {"filename": "pooling_lab", "scale": 2},
}


def show_scores(
    layers: Sequence[Layer],
    before: Sequence[Sequence[Array]],
    after: Sequence[Sequence[Array]],
    scores: Sequence[Sequence[Comparison]],
    down: int,
    right: int,
) -> None:
    """Show the scores of every round as a plot and as tables, and the takeaway."""
    st.header("What survived, round by round")
    which = widgets.choose(PLOT, "Plot", SCORES)
    lines = {
        NAMES[layer.kind]: [float(getattr(s, which)) for s in of_kind]
        for layer, of_kind in zip(layers, scores, strict=True)
    }
    figure = charts.curves(
        lines,
        [charts.INK[layer.kind] for layer in layers],
        x=range(len(scores[0])),
        x_name="round",
        y_name=SCORES[which],
        ink=ink(),
        share=which != "error",
    )
    show_chart(figure, "Image lab.scores", curve_text(lines), config=TOOLS)
    large = modes.on("large")  # with large text, the tables do not fit side by side
    slots = [st.container() for _ in layers] if large else st.columns(len(layers), gap="medium")
    for column, layer, still, shifted, of_kind in zip(
        slots, layers, before, after, scores, strict=True
    ):
        column.markdown(rounds_table(layer, still, shifted, of_kind))
    if which == "survivors":
        st.caption(CHANCE)
    st.markdown(activations(before[0]))
    takeaway(rounds_takeaway(layers, before, scores, down, right))


def downloads(layers: Sequence[Layer], after: Sequence[Sequence[Array]], count: int) -> None:
    """Offer the feature maps of the shifted picture as files."""
    with st.popover("Download the pooled maps", icon=":material/download:"):
        for layer, maps in zip(layers, after, strict=True):
            name = f"{layer.kind}_round_{count}"
            st.download_button(
                f"{NAMES[layer.kind]}, round {count}: PNG",
                partial(png_of, maps[-1]),
                f"{name}.png",
                "image/png",
                on_click="ignore",
            )
            st.download_button(
                f"{NAMES[layer.kind]}, round {count}: NumPy",
                partial(npy, maps[-1]),
                f"{name}.npy",
                "application/octet-stream",
                on_click="ignore",
            )


def png_of(values: Array) -> bytes:
    return pixels.png(pixels.shown(values))


def npy(values: Array) -> bytes:
    file = BytesIO()
    np.save(file, values)
    return file.getvalue()
