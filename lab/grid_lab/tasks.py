"""What to try in the grid lab, and when it is solved."""

from dataclasses import dataclass

import numpy as np

from lab.data.grids import LESSON
from lab.inputs.tasks import Task
from lab.words.numbers import DECIMALS
from pooling import Layer, translate
from pooling.arguments import Array, Fill


@dataclass(frozen=True)
class Trial:
    """What is on the page: the grid, the size of the windows, and the shift."""

    grid: Array
    layer: Layer  # of max pooling
    down: int
    right: int
    fill: Fill

    def max(self, grid: Array) -> Array:
        return self.layer(grid)

    def average(self, grid: Array) -> Array:
        size = (self.layer.kernel_size, self.layer.stride, self.layer.padding)
        return np.round(Layer("avg", *size)(grid), DECIMALS)

    @property
    def shifted(self) -> Array:
        return translate(self.grid, self.down, self.right, fill=self.fill)

    @property
    def steps(self) -> int:
        return abs(self.down) + abs(self.right)


def one_change(trial: Trial) -> bool:
    """Whether one number of the lesson's grid is another one."""
    return trial.grid.shape == LESSON.shape and int((trial.grid != LESSON).sum()) == 1


def only_an_average(trial: Trial) -> bool:
    return (
        one_change(trial)
        and np.array_equal(trial.max(trial.grid), trial.max(LESSON))
        and not np.array_equal(trial.average(trial.grid), trial.average(LESSON))
    )


def four_outputs(trial: Trial) -> tuple[Array, Array] | None:
    """Four max outputs before and after a shift of one cell; None for anything else."""
    before, after = trial.max(trial.grid), trial.max(trial.shifted)
    return (before, after) if before.size == 4 and trial.steps == 1 else None


def all_stay(trial: Trial) -> bool:
    found = four_outputs(trial)
    return found is not None and np.array_equal(*found) and len(np.unique(found[0])) > 1


def none_stays(trial: Trial) -> bool:
    found = four_outputs(trial)
    return found is not None and not (found[0] == found[1]).any()


def largest_is_gone(trial: Trial) -> bool:
    largest = trial.max(trial.grid).max()
    return trial.steps > 0 and not (trial.max(trial.shifted) == largest).any()


def two_outputs_change(trial: Trial) -> bool:
    changed = trial.max(trial.grid) != trial.max(LESSON) if one_change(trial) else np.zeros(1)
    return trial.layer.stride == 1 and int(changed.sum()) == 2


def both_agree(trial: Trial) -> bool:
    largest = trial.max(trial.grid)
    return len(np.unique(largest)) > 1 and np.array_equal(largest, trial.average(trial.grid))


TASKS: tuple[Task[Trial], ...] = (
    Task(
        "Change one number of the opening grid so that every max output stays and an average "
        "changes.",
        "Which numbers are not the largest of their window? Change one of them, but keep it "
        "smaller than the largest.",
        only_an_average,
    ),
    Task(
        "Find a grid whose four max outputs all stay when you shift it by one cell. Use at least "
        "two different outputs.",
        "Shift right: each window loses the column at its right. So put the largest number of each "
        "window in the column at its left.",
        all_stay,
    ),
    Task(
        "Find a grid where none of the four max outputs stays when you shift it by one cell.",
        "Shift right: put the largest number of each window in its right column. It moves out.",
        none_stays,
    ),
    Task(
        "Make the largest max output disappear with a shift.",
        "The largest number must leave the picture. How far is it from the edge?",
        largest_is_gone,
    ),
    Task(
        "Set the stride to 1. Then change one number of the opening grid so that exactly two max "
        "outputs change.",
        "With stride 1 the windows overlap. A number at an edge, but not in a corner, lies in two "
        "windows.",
        two_outputs_change,
    ),
    Task(
        "Make max and average agree in every window. Use at least two different outputs.",
        "When is the mean of four numbers as large as the largest of them?",
        both_agree,
    ),
)
