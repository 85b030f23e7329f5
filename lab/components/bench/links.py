"""How the cells of one grid on the bench belong to those of another: windows, and the way back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from pooling import Layer
from pooling.arguments import Array

Shape = tuple[int, int]


@dataclass(frozen=True)
class Windows:
    """Which cells of another grid each output looks at; make it with :func:`windows_of`."""

    source: str  # the other grid's name
    rule: Literal["max", "min", "avg"]
    rows: Sequence[Sequence[int]]  # for each output row, the source's rows in its window
    columns: Sequence[Sequence[int]]
    padding: Sequence[int]  # for each output, row by row: cells of padding in its window
    overhang: Sequence[int]  # cells past the padding, which ceil_mode leaves out
    counts: bool  # whether padding counts as zeros in an average


@dataclass(frozen=True)
class Arrivals:
    """Which gradients each input receives; make it with :func:`arrivals_of`."""

    source: str  # the name of the grid of the gradients that arrive at the outputs
    outputs: str  # the name of the grid of these outputs
    cells: Sequence[Sequence[int]]  # for each input, row by row: the source's cells that reach it
    shares: int  # the number of inputs that share one gradient equally


def windows_of(layer: Layer, source: str, shape: Shape) -> Windows:
    """How ``layer`` makes its outputs from a grid of this name and shape.

    >>> found = windows_of(Layer("max", 2), "Input", (4, 4))
    >>> found.rows, found.columns
    ([[0, 1], [2, 3]], [[0, 1], [2, 3]])
    >>> windows_of(Layer("avg", 2, padding=1), "Input", (2, 2)).padding
    [3, 3, 3, 3]

    Raises
    ------
    ValueError
        When the layer does not fit ``shape``.
    """
    axes = layer.axes(shape)
    inside: list[list[list[int]]] = []
    framed: list[list[int]] = []  # how many cells of each window are in the padded input
    for i, axis in enumerate(axes):
        spots = [window_along(layer, shape, i, place) for place in range(axis.out)]
        inside.append([[p for p in window if 0 <= p < axis.n] for window in spots])
        framed.append([sum(p < axis.n + axis.after for p in window) for window in spots])
    outputs = [(r, c) for r in range(axes[0].out) for c in range(axes[1].out)]
    area = [framed[0][r] * framed[1][c] for r, c in outputs]
    filled = [len(inside[0][r]) * len(inside[1][c]) for r, c in outputs]
    whole = axes[0].kernel * axes[1].kernel
    return Windows(
        source,
        layer.kind,
        rows=inside[0],
        columns=inside[1],
        padding=[a - f for a, f in zip(area, filled, strict=True)],
        overhang=[whole - a for a in area],
        counts=layer.kind == "avg" and layer.counts_padding,
    )


def window_along(layer: Layer, shape: Shape, axis: int, place: int) -> list[int]:
    return layer.window(shape, *((place, 0) if axis == 0 else (0, place)))[axis]


def arrivals_of(layer: Layer, x: Array, source: str, outputs: str) -> Arrivals:
    """How ``layer`` passes back what arrives at its outputs, if ``x`` was pooled without padding.

    >>> x = np.array([[3, 1, 7, 5], [7, 9, 1, 4]])
    >>> found = arrivals_of(Layer("max", 2), x, "Gradient", "Max")
    >>> found.cells, found.shares
    ([[], [], [1], [], [], [0], [], []], 1)
    """
    shape = layer(x).shape
    count = int(np.prod(shape))
    one_each = np.eye(count).reshape(count, *shape)  # only one output has a gradient, in turn
    reached = layer.gradient(one_each, np.broadcast_to(x, (count, *x.shape))) > 0
    cells = [np.flatnonzero(reached[:, r, c]).tolist() for r, c in np.ndindex(x.shape)]
    return Arrivals(source, outputs, cells, int(np.count_nonzero(reached[0])))
