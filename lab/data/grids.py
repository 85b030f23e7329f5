"""The lesson's grid, and the other grids that a learner can start from."""

from collections.abc import Callable

import numpy as np

from lab.data.cells import Cells

SIDES = range(4, 9)
LESSON: Cells = np.array([[8, 4, 6, 8], [1, 2, 0, 1], [3, 1, 7, 5], [7, 9, 1, 4]], np.float64)


def checkerboard(side: int, seed: int) -> Cells:
    return np.asarray(np.indices((side, side)).sum(0) % 2 * 9.0)


def one_bright_pixel(side: int, seed: int) -> Cells:
    grid = np.zeros((side, side))
    grid[1, 1] = 9
    return grid


def vertical_edge(side: int, seed: int) -> Cells:
    return np.where(np.arange(side) < side // 2, 0.0, 9.0) * np.ones((side, 1))


OPENING = "The opening grid"
PRESETS: dict[str, Callable[[int, int], Cells]] = {  # name: (side, seed) -> grid
    OPENING: lambda side, seed: resized(LESSON, side),
    "Ramp": lambda side, seed: np.add.outer(np.arange(side), np.arange(side)).astype(np.float64),
    "Checkerboard": checkerboard,
    "One bright pixel": one_bright_pixel,
    "Vertical edge": vertical_edge,
    "Random": lambda side, seed: (
        np.random.default_rng(seed).integers(0, 10, (side, side)).astype(np.float64)
    ),
}


def resized(grid: Cells, side: int) -> Cells:
    """Return the grid with another side: cut, or filled with zeros, at the right and bottom."""
    result = np.zeros((side, side))
    rows, columns = min(side, grid.shape[0]), min(side, grid.shape[1])
    result[:rows, :columns] = grid[:rows, :columns]
    return result
