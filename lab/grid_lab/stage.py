"""The grid lab's numbers for every position of the shift, and their rows on the bench."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from lab.components.bench import Grid, Row, Shape, windows_of
from lab.words.numbers import DECIMALS, NAMES
from pooling import Comparison, Layer, compare, translate
from pooling.arguments import Array, Fill
from pooling.shift import found_elsewhere

AGAIN = "pooled again"
TOO_SMALL = "Too small to pool again"


@dataclass(frozen=True)
class Pooled:
    """What one layer makes of the grid: (h, w) before the shift, (downs, rights, h, w) after it.

    ``again`` is the second round's output; None where no window fits any more.
    """

    layer: Layer
    before: Array
    after: Array
    again: Array | None
    after_again: Array | None

    def scores(self, place: tuple[int, int]) -> Comparison:
        """How the outputs at one position compare with those before the shift."""
        return compare(self.before, self.after[place])


@dataclass(frozen=True, eq=False)  # told apart by identity: what is made of one is remembered
class Stage:
    """The grid, the grid at every position of the shift, and both pooled."""

    grid: Array
    shifted: Array  # (downs, rights, height, width)
    downs: tuple[int, ...]
    rights: tuple[int, ...]
    pooled: tuple[Pooled, ...]

    def place(self, down: int, right: int) -> tuple[int, int]:
        """Where a shift stands among the positions."""
        return self.downs.index(down), self.rights.index(right)


def make_stage(
    grid: Array,
    layers: Sequence[Layer],
    fill: Fill,
    downs: Sequence[int],
    rights: Sequence[int],
) -> Stage:
    """Compute every position at once; what a shift leaves unchanged is remembered.

    >>> lesson = np.array([[8.0, 4, 6, 8], [1, 2, 0, 1], [3, 1, 7, 5], [7, 9, 1, 4]])
    >>> stage = make_stage(lesson, [Layer("max", 2)], "zero", [0], [0, 1])
    >>> stage.pooled[0].after[0, 1].tolist()
    [[8.0, 6.0], [7.0, 9.0]]
    """
    return _remembered(grid.tobytes(), len(grid), tuple(layers), fill, tuple(downs), tuple(rights))


@lru_cache(maxsize=128)
def _remembered(
    numbers: bytes,
    side: int,
    layers: tuple[Layer, ...],
    fill: Fill,
    downs: tuple[int, ...],
    rights: tuple[int, ...],
) -> Stage:
    grid = np.frombuffer(numbers).reshape(side, side)
    shifted = np.array([[translate(grid, d, r, fill=fill) for r in rights] for d in downs])
    pooled = tuple(
        Pooled(layer, pool(layer, grid), pool(layer, shifted), *twice(layer, grid, shifted))
        for layer in layers
    )
    return Stage(grid, shifted, downs, rights, pooled)


def pool(layer: Layer, x: Array) -> Array:
    return np.round(layer(x), DECIMALS)


def twice(layer: Layer, grid: Array, shifted: Array) -> tuple[Array | None, Array | None]:
    """The second round, before and after the shift; None where no window fits."""
    try:
        return pool(layer, layer(grid)), pool(layer, layer(shifted))
    except ValueError:
        return None, None


# ---------------------------------------------------------------- on the bench


@lru_cache(maxsize=128)
def rows(stage: Stage, key: str) -> list[Row]:
    """The two rows: before, with a grid to type in, and after the shift."""
    before: list[Grid] = []
    after: list[Grid] = []
    shape = stage.grid.shape[0], stage.grid.shape[1]
    for p in stage.pooled:
        before += maps(p.layer, shape, "", "Input", p.before, p.again)
        later = (" after the shift", "Shifted input")
        after += maps(p.layer, shape, *later, p.after, p.after_again)
    marked = [compared(grid, other, stage) for grid, other in zip(after, before, strict=True)]
    typed = Grid("Input", "Input", stage.grid, edit="number", key=key)
    shifted = Grid("Shifted input", "Shifted input", stage.shifted)
    return [Row("Before", [typed, *before]), Row("After the shift", [shifted, *marked])]


def maps(
    layer: Layer, shape: Shape, when: str, source: str, once: Array, again: Array | None
) -> Iterator[Grid]:
    """A pooled map, and that map pooled again."""
    title = NAMES[layer.kind]
    name = title + when
    yield Grid(name, title, once, windows_of(layer, source, shape))
    second = Grid(f"{name}, {AGAIN}", AGAIN, under=name, note=TOO_SMALL)
    if again is not None:
        windows = windows_of(layer, name, (once.shape[-2], once.shape[-1]))
        second = replace(second, values=again, windows=windows, note="")
    yield second


def compared(grid: Grid, other: Grid, stage: Stage) -> Grid:
    """The grid with marks: what is unchanged, and what is found in another cell."""
    if grid.values is None:
        return replace(grid, compare=other.name)
    values = np.asarray(grid.values)
    same = values == other.values
    elsewhere = np.zeros(values.shape, bool)
    for place in np.ndindex(values.shape[:2]):
        elsewhere[place] = found_elsewhere(np.asarray(other.values), values[place])
    if 0 in stage.downs and 0 in stage.rights:
        rest = stage.place(0, 0)  # nothing is shifted there, so nothing is marked
        same[rest] = elsewhere[rest] = False
    return replace(grid, compare=other.name, same=same, elsewhere=elsewhere)
