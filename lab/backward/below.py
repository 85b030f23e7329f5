"""What is folded below the stage: ties, unpooling, and global average pooling."""

from dataclasses import replace

import numpy as np
import streamlit as st

from lab.backward import words
from lab.backward.settings import REACH, RIGHT, WINDOWS
from lab.backward.stage import Way, count_ties
from lab.components import bench
from lab.components.bench import Grid, Row, Slider, windows_of
from lab.draw.colours import span_of
from lab.page import address, modes
from lab.words.numbers import DECIMALS
from pooling import Layer, global_pool, max_pool2d, max_unpool2d, translate
from pooling.arguments import Array
from pooling.convnet import GlobalKind

TIES = "How it learns.ties"
UNPOOLING, GLOBAL = "How it learns.unpooling", "How it learns.global"
POOL = Layer("max", 2)


def differentiable(way: Way, x: Array) -> None:
    """Where max pooling has a derivative, and in how many windows of the grid it has none."""
    count = count_ties(address.get(WINDOWS), x)
    st.markdown(f"{words.DIFFERENTIABLE} {words.ties(count, way.outputs.size)}")


def unpooling(x: Array) -> None:
    """Max pooling, and two ways back to the size of the input."""
    shape = (x.shape[0], x.shape[1])
    values, places = max_pool2d(x, 2, return_indices=True)
    back = {
        "Places remembered": max_unpool2d(values, places, shape),
        "Values repeated": values.repeat(2, axis=0).repeat(2, axis=1),
    }
    st.markdown(words.UNPOOLING)
    unpooled, repeated = (int(np.count_nonzero(one == x)) for one in back.values())
    start = Grid("Before pooling", "Input", x)
    pooled = Grid("Max of it", "Max", values, windows_of(POOL, start.name, shape))
    bench.show(
        f"{UNPOOLING} bench",
        [
            Row(
                "Pooled",
                [start, pooled],
            ),
            Row(
                "Unpooled",
                [
                    Grid(name, name, one, same=one == x, compare=start.name)
                    for name, one in back.items()
                ],
            ),
        ],
        span=span_of([x, np.zeros(1)]),
        lines=[words.equal(unpooled, repeated, x.size)],
    )
    st.markdown(words.lost(values.size, x.size))


def global_average(x: Array) -> None:
    """One number for each map, before and after a shift that wraps round."""
    key = f"{GLOBAL} bench"
    fixed = modes.on("plain")
    right = address.keep(RIGHT, bench.position(key, RIGHT.key, address.get(RIGHT), 0, REACH))
    rights = [right] if fixed else range(REACH + 1)
    shifted = np.array([[translate(x, right=r, fill="wrap") for r in rights]])
    before, after = one_number_each("", x), one_number_each(" after the shift", shifted)
    st.markdown(words.GLOBAL)
    bench.show(
        key,
        [
            Row("Before", before),
            Row("After the shift", [compared(*pair) for pair in zip(after, before, strict=True)]),
        ],
        span=span_of([x, np.zeros(1)]),
        sliders=[] if fixed else [Slider("Shift right", "right", 0, REACH, RIGHT.key)],
        lines=[words.means((x, one), (POOL(x), POOL(one))) for one in shifted[0]],
    )
    st.markdown(words.STRIDE)


def one_number_each(when: str, x: Array) -> list[Grid]:
    """A grid and its max pooled map, and each as one number."""
    shape = (x.shape[-2], x.shape[-1])
    pooled = POOL(x)
    grid, map_ = f"The grid{when}", f"Its max map{when}"
    found = [
        Grid(grid, "Grid", x),
        Grid(map_, "Max", pooled, windows_of(POOL, grid, shape)),
    ]
    numbers: tuple[tuple[str, Array, GlobalKind], ...] = (
        (grid, x, "avg"),
        (map_, pooled, "avg"),
        (map_, pooled, "max"),
    )
    for source, values, kind in numbers:
        title = "mean" if kind == "avg" else "largest"
        sides = (values.shape[-2], values.shape[-1])
        found.append(
            Grid(
                f"{source}, {title}",
                title,
                np.round(global_pool(values, kind), DECIMALS)[..., None, None],
                windows_of(Layer(kind, sides), source, sides),
                under=source,
            )
        )
    return [found[0], found[2], found[1], *found[3:]]


def compared(grid: Grid, other: Grid) -> Grid:
    """The grid with marks on what the shift left unchanged."""
    same = np.asarray(grid.values) == np.asarray(other.values)
    return replace(grid, compare=other.name, same=same)
