"""Every task of the grid lab can be solved, and is not solved by what it opens with."""

import numpy as np
import pytest

from lab.data.grids import LESSON
from lab.grid_lab.tasks import TASKS, Trial
from pooling import Layer


def trial(grid=LESSON, stride=2, down=0, right=0, fill="zero"):
    return Trial(np.array(grid, float), Layer("max", 2, stride), down, right, fill)


def changed(row, column, value):
    grid = LESSON.copy()
    grid[row, column] = value
    return grid


STAYS = np.array([[5, 0, 3, 0], [0] * 4, [7, 0, 2, 0], [0] * 4])
GOES = np.array([[0, 5, 0, 3], [0] * 4, [0, 7, 0, 2], [0] * 4])
BLOCKS = np.kron([[1, 2], [3, 4]], np.ones((2, 2)))
SOLVED = [  # a solution for each task, and something that only looks like one
    (trial(changed(0, 1, 5)), trial(changed(0, 1, 9))),
    (trial(STAYS, right=1), trial(np.ones((4, 4)), right=1, fill="edge")),
    (trial(GOES, right=1), trial(STAYS, right=1)),
    (trial(right=3), trial(right=1)),
    (trial(changed(0, 1, 20), stride=1), trial(changed(0, 0, 20), stride=1)),
    (trial(BLOCKS), trial(np.ones((4, 4)))),
]


@pytest.mark.parametrize("place", range(len(TASKS)))
def test_a_task_can_be_solved_and_nothing_else_solves_it(place):
    solution, other = SOLVED[place]
    assert TASKS[place].solved(solution)
    assert not TASKS[place].solved(other)
    for opening in (trial(), trial(right=1)):
        assert not TASKS[place].solved(opening)


@pytest.mark.parametrize("place", range(len(TASKS)))
def test_any_size_of_grid_and_window_is_judged(place):
    """A pasted grid, or windows of which only one fits, may be on the page."""
    for side in range(4, 9):
        for layer in (Layer("max", 2, 1), Layer("max", 4), Layer("max", 3, 2, "same")):
            grid = np.arange(side * side, dtype=float).reshape(side, side)
            assert TASKS[place].solved(Trial(grid, layer, 1, 0, "wrap")) in (True, False)


def test_a_solution_can_be_found_by_trying():
    """One number of the lesson's grid is enough where a task says so."""
    for place, stride in ((0, 2), (4, 1)):
        tries = (
            trial(changed(row, column, value), stride)
            for row, column in np.ndindex(4, 4)
            for value in range(21)
        )
        assert any(TASKS[place].solved(one) for one in tries)
