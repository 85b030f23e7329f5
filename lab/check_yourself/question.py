"""What a question is made of, and how its options are chosen. Does not use Streamlit."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np

from lab.data.cells import Cells
from lab.words import numbers
from pooling import Layer

Random = np.random.Generator

OPTIONS = 4  # of a question that asks for a number
GRID_LAB, FIELD_LAB = "pages/grid_lab.py", "pages/receptive_field.py"
LINEAR_LAB, GRADIENT_LAB = "pages/beyond_linear.py", "pages/backward.py"
ONE_STEP = ((0, 1), (0, -1), (1, 0), (-1, 0))  # down, right


class Slip(NamedTuple):
    """A wrong answer: the misconception behind it, what it gives, and what to tell the learner."""

    name: str
    value: float
    because: str


@dataclass(frozen=True)
class Option:
    """One option to choose. ``because`` says why it is wrong, and is empty for the right one."""

    text: str
    because: str = ""
    slip: str = ""  # the name of the misconception


@dataclass(frozen=True)
class Question:
    """One question. The answer is a grid to fill in, or one of several options."""

    topic: str
    text: str  # Markdown
    why: str  # Markdown: how to get the right answer
    page: str  # the page to try it on: a script of pages/
    link: Mapping[str, str]  # the settings of that page for this question
    facts: Mapping[str, Any] = field(default_factory=dict)  # what the question was made from
    grid: Cells | None = None  # shown with the question
    truth: Cells | None = None  # the right answer, if the learner fills in a grid
    slips: tuple[tuple[Cells, str], ...] = ()  # wrong grids, and what to tell the learner
    options: tuple[Option, ...] = ()

    @property
    def right(self) -> int:
        """The index of the right option, from 0."""
        return next(i for i, option in enumerate(self.options) if not option.because)


Draft = tuple[Question, float, Sequence[Slip]]  # without options, the right number, wrong ones


def with_numbers(rng: Random, draft: Callable[[], Draft]) -> Question:
    """Give a question its options: the right number and three wrong ones, in order of size.

    How many of the wrong ones are smaller is drawn first. Questions are then drafted until one has
    so many. So the size of a number does not tell whether it is right.
    """
    smaller = int(rng.integers(OPTIONS))
    while True:
        question, right, slips = draft()
        options = in_order(rng, right, slips, smaller)
        if options:
            return replace(question, options=options)


def in_order(
    rng: Random, right: float, slips: Sequence[Slip], smaller: int
) -> tuple[Option, ...] | None:
    """The options, or None if there are not enough wrong numbers on each side."""
    found = {numbers.number(slip.value): slip for slip in reversed(slips)}  # the first one stays
    found.pop(numbers.number(right), None)
    below = [slip for slip in found.values() if slip.value < right]
    above = [slip for slip in found.values() if slip.value > right]
    larger = OPTIONS - 1 - smaller
    if len(below) < smaller or len(above) < larger:
        return None
    chosen = [
        side[i]
        for side, count in ((below, smaller), (above, larger))
        for i in rng.choice(len(side), count, replace=False)
    ]
    wrong = [(s.value, Option(numbers.number(s.value), s.because, s.name)) for s in chosen]
    every = [*wrong, (right, Option(numbers.number(right)))]
    return tuple(option for _, option in sorted(every, key=lambda pair: pair[0]))


# ---------------------------------------------------------------- words and links


def digits(rng: Random, side: int, low: int = 0, high: int = 9) -> Cells:
    """A square grid of random whole numbers from low to high."""
    return rng.integers(low, high + 1, (side, side)).astype(np.float64)


def one_of(rng: Random, choices: Sequence[Any]) -> Any:
    return choices[int(rng.integers(len(choices)))]


def named(layer: Layer) -> str:
    """A pooling layer in words.

    >>> named(Layer("avg", 2, 1))
    '**average pooling** with 2 × 2 windows and stride 1'
    """
    k = layer.kernel_size
    stride = k if layer.stride is None else layer.stride
    name = numbers.NAMES[layer.kind].lower()
    return f"**{name} pooling** with {k} × {k} windows and stride {stride}"


def pixels(down: int, right: int) -> str:
    """A shift along one axis in words.

    >>> pixels(0, -1), pixels(2, 0)
    ('1 pixel to the left', '2 pixels down')
    """
    count = abs(down or right)
    where = numbers.direction(down, right).removeprefix(f"{count} ")
    return f"{count} {numbers.plural(count, 'pixel', 'pixels')} {where}"


def settings_of(layer: Layer) -> dict[str, str]:
    """A layer as the grid lab's address names it."""
    stride = layer.kernel_size if layer.stride is None else layer.stride
    return dict(pool=layer.kind, k=str(layer.kernel_size), s=str(stride))
