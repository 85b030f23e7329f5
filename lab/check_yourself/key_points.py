"""The key points of the lesson, each with a computed result from a lab.

Does not use Streamlit.
"""

from collections.abc import Callable
from dataclasses import dataclass

from lab.data.grids import LESSON
from lab.words.numbers import number, percent
from pooling import Conv, Layer, compare, cost, trace, translate, unchanged_probability

MAX = Layer("max", 2)


@dataclass(frozen=True)
class Point:
    """One key point. ``shown`` computes a sentence about what a lab showed."""

    text: str
    shown: Callable[[], str]


def withstands() -> str:
    before, after = MAX(LESSON), MAX(translate(LESSON, right=1))
    scores = compare(before, after)
    same, alive = round(4 * scores.same_place), round(4 * scores.survivors)
    return (
        f"One pixel to the right, the grid lab's four maxima: {same} stays in place, {alive} are "
        f"found somewhere, and the largest is {number(before.max())} both times. Only the first of "
        "these is invariance."
    )


def introduces() -> str:
    one, five = (percent(unchanged_probability(2**n, 1)) for n in (1, 5))
    return (
        f"Some of it: for noise, a shift by one pixel leaves {one} of the outputs unchanged after "
        f"one round and {five} after five. Photos often do better, and slopes worse."
    )


def another_position() -> str:
    lost = MAX(translate(LESSON, right=3)).max()
    return (
        "It helps, and it is no guarantee: shifts by the stride only move the output along "
        "(equivariance), and what leaves the frame is gone. Three pixels to the right, the 9 of "
        f"the grid lab becomes {number(lost)}."
    )


def widens() -> str:
    conv = Conv(3)
    wide, narrow = (trace(stack, 64)[-1].size for stack in ((MAX, MAX, MAX, conv), (conv,)))
    with_pool, without = (cost(stack, 64)[-1].multiply_adds for stack in ((MAX, conv), (conv,)))
    return (
        f"Three pools and a 3 × 3 convolution see {wide} pixels, the convolution alone {narrow}; "
        f"after one pool it takes {percent(with_pool / without)} of the work. Its weights stay as "
        "many."
    )


def bends() -> str:
    return "Average pooling is not: it is a convolution with equal weights, and linear."


POINTS = (
    Point(
        "Translation invariance is withstanding small shifts of an object in a photo.", withstands
    ),
    Point(
        "A pooling layer looks at small patches of the image and brings some translation "
        "invariance into a network.",
        introduces,
    ),
    Point("A model with pooling should recognise an object at another position.", another_position),
    Point("Pooling lets what follows see more of the picture, for less work.", widens),
    Point("Max pooling is nonlinear, as ReLU is.", bends),
)
