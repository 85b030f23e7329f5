"""Every task can be solved, and is not solved by what its page opens with."""

import numpy as np
import pytest

from lab.data.grids import LESSON
from lab.grid_lab.tasks import TASKS, Trial
from lab.still_a_clown import recognised
from lab.still_a_clown import tasks as still
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


TWO = np.array([[5, 0, 5, 0], [0] * 4, [7, 0, 7, 0], [0] * 4])  # outputs 5, 5, 7, 7: all stay
CORNER = np.array([[0, 0, 0, 9], *[[1] * 4] * 3])


@pytest.mark.parametrize(
    ("place", "on_the_page", "solved"),
    [
        (1, trial(TWO, right=1), True),  # two different outputs are enough
        (5, trial(np.kron([[1, 1], [2, 2]], np.ones((2, 2)))), True),
        (3, trial(CORNER, right=1), True),  # one step is enough, if the largest is at the edge
        (3, trial(CORNER, right=1, fill="wrap"), False),  # it enters again on the other side
        (3, trial(CORNER[:, ::-1], right=3, fill="edge"), False),  # the edge is repeated
    ],
)
def test_a_task_asks_for_no_more_and_no_less_than_it_says(place, on_the_page, solved):
    assert TASKS[place].solved(on_the_page) == solved


# ---------------------------------------------------------------- Still a clown?


@pytest.mark.parametrize(
    ("down", "right", "lost", "solved"),
    [
        (0, 3, 3, True),
        (0, 1, 1, True),
        (0, 2, 3, False),
        (0, 4, 3, False),
        (1, 3, 3, False),
        (0, -3, 3, False),
        (0, 0, 0, False),  # already lost in the middle, so no shift fooled the network
        (0, 10, None, False),
    ],
)
def test_only_the_smallest_shift_to_the_right_counts(monkeypatch, down, right, lost, solved):
    monkeypatch.setattr(still, "first_lost", lambda face, network: {still.STRIDED: lost}[network])
    assert still.TASKS[0].solved(still.Trial(1, down, right)) == solved


@pytest.mark.parametrize(
    ("down", "right", "lost_by_max", "lost_by_average", "solved"),
    [
        (0, 3, 3, 4, True),
        (0, 10, 10, None, True),
        (0, 3, 3, 3, False),
        (0, 4, 4, 3, False),
        (0, 0, None, 3, False),
        (0, 0, 3, 4, False),  # nobody has seen it yet
        (0, 0, 0, 4, False),  # lost in the middle: no shift did it
        (1, 3, 3, 4, False),
        (0, 4, 3, 5, False),
    ],
)
def test_max_pooling_must_lose_the_face_first(
    monkeypatch, down, right, lost_by_max, lost_by_average, solved
):
    lost = {still.MAX: lost_by_max, still.AVERAGE: lost_by_average}
    monkeypatch.setattr(still, "first_lost", lambda face, network: lost[network])
    assert still.TASKS[1].solved(still.Trial(1, down, right)) == solved


@pytest.mark.parametrize(
    ("fooled_at", "down", "right", "solved"),
    [
        ({(2, 5)}, 2, 5, True),
        ({(2, 5)}, 5, 2, False),
        ({(2, 5)}, 0, 10, False),  # there is such a shift, so the end of the range is not enough
        ({(2, 5)}, 0, -10, False),
        (set(), 0, 10, True),
        (set(), 3, -10, True),
        (set(), 0, 9, False),
        (set(), 10, 0, False),
    ],
)
def test_a_shift_must_fool_the_network_if_one_does(monkeypatch, fooled_at, down, right, solved):
    def is_right(face, network, *place):
        return {still.BOTH: place not in fooled_at}[network]

    monkeypatch.setattr(still, "is_right", is_right)
    assert still.TASKS[2].solved(still.Trial(1, down, right)) == solved


@pytest.mark.parametrize("lost", [0, 1, 10, None])
def test_the_first_shift_that_loses_a_face_is_found_to_the_end_of_the_range(monkeypatch, lost):
    def is_right(face, network, down, right):
        return down == 0 and right != lost

    monkeypatch.setattr(recognised, "is_right", is_right)
    assert recognised.first_lost(1, still.MAX) == lost


def test_nobody_can_change_the_verdicts_that_all_share():
    with pytest.raises(ValueError, match="read-only"):
        recognised.row(1, still.MAX, 0)[0] = 1
