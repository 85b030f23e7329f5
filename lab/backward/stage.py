"""The stage's numbers: a grid pooled, the gradient at its outputs, and where that arrives."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lab.backward.settings import RATE_STEP, Windows
from lab.components.bench import Arrivals, Grid, Row, arrivals_of, windows_of
from lab.data.cells import LIMIT
from lab.words.numbers import DECIMALS, NAMES
from pooling import Layer
from pooling.arguments import Array, Kind

KINDS: tuple[Kind, ...] = ("max", "avg")
SIZES: dict[Windows, tuple[int, int]] = {  # kernel size and stride
    "apart": (2, 2),
    "overlap": (2, 1),
    "large": (3, 1),
}
GRADIENT = "Gradient at the outputs"  # the name of its grid


@dataclass(frozen=True)
class Way:
    """One kind of pooling: its outputs, and the gradient that it passes back to the inputs."""

    layer: Layer
    outputs: Array
    passed_back: Array
    arrivals: Arrivals

    @property
    def reached(self) -> int:
        """How many inputs a gradient arrives at."""
        return sum(1 for cells in self.arrivals.cells if cells)


@dataclass(frozen=True)
class Step:
    """One step of learning: the inputs before it and after it."""

    before: Array
    after: Array

    @property
    def changed(self) -> int:
        return int(np.count_nonzero(self.before != self.after))


def start_gradient(shape: tuple[int, ...]) -> Array:
    """The gradient at the outputs to begin with: numbers that can be told apart.

    >>> start_gradient((2, 2)).tolist()
    [[4.0, 8.0], [12.0, 2.0]]
    """
    return np.array([[4.0, 8, 3], [12, 2, 6], [5, 9, 1]])[: shape[0], : shape[1]]


def make_way(kind: Kind, windows: Windows, x: Array, gradient: Array) -> Way:
    """Pool the grid, and pass the gradient back.

    >>> way = make_way("max", "apart", np.array([[8.0, 4], [1, 2]]), np.array([[5.0]]))
    >>> way.outputs.tolist(), way.passed_back.tolist(), way.reached
    ([[8.0]], [[5.0, 0.0], [0.0, 0.0]], 1)
    """
    layer = Layer(kind, *SIZES[windows])
    return Way(
        layer,
        np.round(layer(x), DECIMALS),
        np.round(layer.gradient(gradient, x), DECIMALS),
        arrivals_of(layer, x, GRADIENT, NAMES[kind]),
    )


def count_ties(windows: Windows, x: Array) -> int:
    """In how many windows the largest input is there more than once.

    >>> count_ties("apart", np.array([[8.0, 8], [1, 2]]))
    1
    """
    kernel, stride = SIZES[windows]
    every = np.lib.stride_tricks.sliding_window_view(x, (kernel, kernel))[::stride, ::stride]
    largest = every.max((-2, -1), keepdims=True)
    return int(np.count_nonzero((every == largest).sum((-2, -1)) > 1))


def take_step(way: Way, x: Array, rate: int) -> Step:
    """Subtract a part of the gradient from the inputs, and keep what a cell can show."""
    after = np.round(x - rate * RATE_STEP * way.passed_back, 2)
    return Step(x, np.clip(after, -LIMIT, LIMIT))


# ---------------------------------------------------------------- on the bench


def name_of(way: Way) -> str:
    """The name of the grid where the gradient arrives."""
    return f"Gradient at the inputs, {NAMES[way.layer.kind].lower()}"


def rows(
    ways: Sequence[Way], x: Array, gradient: Array, keys: tuple[str, str], step: Step | None
) -> list[Row]:
    """Two rows: the inputs, the outputs and their gradient; and where that arrives.

    ``keys`` are those of the two grids to type in. After a ``step``, the inputs that it left
    unchanged are marked.
    """
    shape = (x.shape[0], x.shape[1])
    same = None if step is None else step.before == step.after
    forward = [Grid("Input", "Input", x, edit="number", key=keys[0], same=same)]
    backward = []
    for way in ways:
        name = NAMES[way.layer.kind]
        windows = windows_of(way.layer, "Input", shape)
        forward.append(Grid(name, name, way.outputs, windows, compare=GRADIENT))
        backward.append(
            Grid(
                name_of(way),
                f"By {name.lower()}",
                way.passed_back,
                arrivals=way.arrivals,
                compare="Input",
                right=first_winner(way, x) if way.layer.kind == "max" else None,
            )
        )
    typed = Grid(GRADIENT, "Gradient", gradient, under=forward[-1].name, edit="number", key=keys[1])
    return [Row("Pooling", [*forward, typed]), Row("Gradient passed back", backward)]


def first_winner(way: Way, x: Array) -> Array:
    """A mask of the input that wins the first window."""
    mask = np.zeros(x.size, bool)
    mask[way.layer.winners(x)[0, 0]] = True
    return mask.reshape(x.shape)
