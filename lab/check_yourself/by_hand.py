"""Topics whose answer is a grid to fill in: one round, a shift, two rounds. No Streamlit here."""

from collections.abc import Sequence

import numpy as np

from lab.check_yourself.question import (
    GRID_LAB,
    ONE_STEP,
    Question,
    Random,
    digits,
    named,
    one_of,
    pixels,
    settings_of,
)
from lab.data.cells import Cells, grid_text
from lab.words import sums
from lab.words.numbers import number
from pooling import Layer, translate
from pooling.arguments import Fill

SHAPES = ((4, 2, 2), (5, 2, 3), (5, 3, 2), (6, 3, 3), (6, 2, 2), (4, 2, 1), (5, 3, 1))
FEW_MEANS = ((4, 2, 2), (5, 2, 3), (6, 2, 3), (4, 3, 1))  # side, kernel size, stride
TWICE = (("max", 4, 1), ("max", 5, 1), ("max", 6, 2), ("avg", 4, 1), ("avg", 6, 2))
ENTERS: dict[Fill, str] = {
    "zero": "zeros enter at the border",
    "edge": "the cells at the edge are repeated",
    "wrap": "what leaves on one side enters on the other",
}


def maximum(rng: Random) -> Question:
    """One round of max pooling; often with negative numbers."""
    side, kernel, stride = one_of(rng, SHAPES)
    grid, layer = digits(rng, side, low := one_of(rng, (-9, 0))), Layer("max", kernel, stride)
    while len(np.unique(layer(grid))) < 3:
        grid = digits(rng, side, low)
    slips = (
        (Layer("avg", kernel, stride)(grid), "These are the means of the windows."),
        (Layer("min", kernel, stride)(grid), "These are the smallest values of the windows."),
        (np.maximum(layer(grid), 0), "A window of negative numbers has a negative maximum."),
    )
    return one_round("Max pooling", layer, grid, slips)


def average(rng: Random) -> Question:
    """One round of average pooling. Nine cells of 0 or 9 have a whole number as their mean."""
    side, kernel, stride = one_of(rng, FEW_MEANS)
    grid = digits(rng, side) if kernel == 2 else 9 * digits(rng, side, 0, 1)
    layer = Layer("avg", kernel, stride)
    area = kernel * kernel
    slips = (
        (Layer("max", kernel, stride)(grid), "These are the largest values, not the means."),
        (layer(grid) * area, f"These are the sums. Divide each by {area}, the cells of a window."),
        (layer(grid) * kernel, f"Divide each sum by {area}, not by {kernel}."),
    )
    return one_round("Average pooling", layer, grid, slips, " Two decimals are enough.")


def one_round(
    topic: str, layer: Layer, grid: Cells, slips: Sequence[tuple[Cells, str]], more: str = ""
) -> Question:
    """Ask for all outputs of a grid."""
    return Question(
        topic=topic,
        text=f"Apply {named(layer)}. What are the outputs?{more}",
        why=all_sums(layer, grid),
        page=GRID_LAB,
        link=dict(grid=grid_text(grid), **settings_of(layer)),
        facts=dict(kind=layer.kind, kernel=layer.kernel_size, stride=layer.stride),
        grid=grid,
        truth=layer(grid),
        slips=tuple(slips),
    )


def shifted(rng: Random) -> Question:
    """A shift, and then one round of max pooling."""
    side, kernel, stride = one_of(rng, SHAPES)
    grid, layer = digits(rng, side), Layer("max", kernel, stride)
    down, right = (step * int(rng.integers(1, 3)) for step in one_of(rng, ONE_STEP))
    fill: Fill = one_of(rng, ("zero", "zero", "edge", "wrap"))
    while len(np.unique(after := layer(translate(grid, down, right, fill=fill)))) < 3:
        grid = digits(rng, side)
    slips = [
        (layer(grid), "These are the outputs without the shift."),
        (layer(translate(grid, -down, -right, fill=fill)), "You shifted the other way."),
        *(
            (layer(translate(grid, down, right, fill=other)), f"Here, {ENTERS[fill]}.")
            for other in ENTERS
            if other != fill
        ),
    ]
    return Question(
        topic="Shift, then pool",
        text=f"Shift the grid by **{pixels(down, right)}**: {ENTERS[fill]}. Then apply "
        f"{named(layer)}. What are the outputs?",
        why=all_sums(layer, translate(grid, down, right, fill=fill)),
        page=GRID_LAB,
        link=dict(
            grid=grid_text(grid), down=str(down), right=str(right), fill=fill, **settings_of(layer)
        ),
        facts=dict(kind="max", kernel=kernel, stride=stride, down=down, right=right, fill=fill),
        grid=grid,
        truth=after,
        slips=tuple(slips),
    )


def again(rng: Random) -> Question:
    """Two rounds of the same layer.

    The largest value of a grid often reaches every output. Such a grid is drawn again, so that
    nobody can answer without pooling.
    """
    kind, side, stride = one_of(rng, TWICE)
    layer = Layer(kind, 2, stride)
    grid = 4 * digits(rng, side, 0, 5)  # the first means are whole numbers
    while kind == "max" and (layer(layer(grid)) == grid.max()).mean() > 0.5:
        grid = digits(rng, side, 0, 20)
    first, other = layer(grid), Layer("avg" if kind == "max" else "max", 2, stride)
    both = f"The first round gives {rows_text(first)}."
    swapped = "largest values" if kind == "avg" else "means"
    return Question(
        topic="A second round",
        text=f"Apply {named(layer)}. Then pool the result **once more** in the same way. What are "
        "the outputs of the second round?",
        why=f"{both}\n{all_sums(layer, first)}",
        page=GRID_LAB,
        link=dict(grid=grid_text(grid), **settings_of(layer)),
        facts=dict(kind=kind, kernel=2, stride=stride),
        grid=grid,
        truth=layer(first),
        slips=(
            (other(other(grid)), f"You took the {swapped} of the windows."),
            (other(first), f"In the second round you took the {swapped}."),
        ),
    )


def all_sums(layer: Layer, grid: Cells) -> str:
    """Write out how each output is computed, one output on each line."""
    rows, columns = layer(grid).shape
    return "\n".join(
        f"- row {r + 1}, column {c + 1}: `{sums.written_out(layer, grid, r, c)}`"
        for r in range(rows)
        for c in range(columns)
    )


def rows_text(grid: Cells) -> str:
    """The rows of a grid on one line.

    >>> rows_text(np.array([[8, 8], [9, 7]]))
    '8, 8; 9, 7'
    """
    return "; ".join(", ".join(number(v) for v in row) for row in grid.tolist())
