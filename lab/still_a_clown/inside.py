"""Inside a network: its feature maps before and after the shift, and a pooling step in numbers."""

from collections.abc import Mapping

import numpy as np
import streamlit as st

from lab.components import bench, picture_grid
from lab.components.bench import Grid, Row, windows_of
from lab.components.picture_grid import Block, ImageRow, Part, Shot
from lab.data.designs import as_input
from lab.data.faces import face
from lab.data.trained import TRAINED
from lab.draw.pixels import sequential
from lab.inputs import widgets
from lab.still_a_clown.recognised import shifted
from lab.still_a_clown.settings import CHANNEL, STEP
from pooling.arguments import Array

SIDE = 8  # of the part of a feature map that is shown in numbers
STEPS = ("ReLU", "pooling")


def maps_of(number: int, network: str, down: int, right: int) -> dict[str, Array]:
    """The feature maps, (channels, height, width), that pooling works on or makes."""
    picture, _ = face(number)
    found = TRAINED[network].maps(as_input(shifted(picture, down, right)))
    return {name: a for name, a in found.items() if name.split()[0] in STEPS and a.ndim == 3}


def inside(number: int, network: str, down: int, right: int) -> None:
    """The maps of one channel, layer by layer, before and after the shift."""
    before, after = (maps_of(number, network, d, r) for d, r in ((0, 0), (down, right)))
    channels = min(len(a) for a in before.values())
    channel = (
        widgets.count(CHANNEL, "Filter", 1, channels, "Each filter makes its own feature map.") - 1
    )
    blocks = []
    for name in before:
        pair = [before[name][channel], after[name][channel]]
        top = max(float(a.max()) for a in pair)
        size = f"{pair[0].shape[0]} × {pair[0].shape[1]}"
        shots = [Shot("", sequential(a, top)) for a in pair]
        alt = f"{name}, filter {channel + 1}, before and after the shift: {size} outputs."
        blocks.append(
            Part([Block([ImageRow(shots, alt, captions=["before", "after"])], [name])], name)
        )
    picture_grid.show("Still a clown?.maps", blocks)
    st.caption("Bright: the filter responds strongly there.")
    arithmetic(network, before, after, channel)


def arithmetic(
    network: str, before: Mapping[str, Array], after: Mapping[str, Array], channel: int
) -> None:
    """One pooling step of the network in numbers, linked to its windows."""
    layer = TRAINED[network].pooling
    if layer is None:
        st.markdown("This network has no pooling step: its filters step two pixels at a time.")
        return
    step = widgets.count(STEP, "Pooling step", 1, 3, "Each follows a convolution and ReLU.")
    relu = f"ReLU {step}"
    top, left = brightest(before[relu][channel])
    part = (slice(top, top + SIDE), slice(left, left + SIDE))
    rows = []
    for label, when, maps in (("Before", "", before), ("After the shift", " after", after)):
        values = np.round(maps[relu][channel][part].astype(np.float64), 1)
        source, pooled = f"Feature map{when}", f"Pooled{when}"
        windows = windows_of(layer, source, (SIDE, SIDE))
        result = np.round(layer(values), 3)
        grids = [Grid(source, relu, values), Grid(pooled, f"pooling {step}", result, windows)]
        rows.append(Row(label, grids))
    highest = float(max(before[relu][channel].max(), after[relu][channel].max()))
    bench.show("Still a clown?.numbers", rows, span=(0.0, highest))
    st.caption(
        f"A part of filter {channel + 1}'s map, rounded. Point at an output to see its window."
    )


def brightest(values: Array) -> tuple[int, int]:
    """The corner of the part with the strongest response, on an even place."""
    row, column = divmod(int(values.argmax()), values.shape[1])
    ends = (values.shape[0] - SIDE, values.shape[1] - SIDE)
    top, left = (
        max(0, min(p - SIDE // 2, end)) // 2 * 2 for p, end in zip((row, column), ends, strict=True)
    )
    return top, left
