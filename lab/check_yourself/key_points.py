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
        "Shift the opening grid of the grid lab by one pixel to the right. Of the four max "
        f"outputs, {same} stays the same and {alive} survive somewhere. The largest is "
        f"{number(before.max())} both times. Only outputs that stay the same show invariance."
    )


def introduces() -> str:
    one, five = (percent(unchanged_probability(2**n, 1)) for n in (1, 5))
    return (
        f"In noise, a shift by one pixel leaves {one} of the max outputs unchanged after one "
        f"round, and {five} after five rounds. Photos often keep more, and smooth slopes fewer."
    )


def another_position() -> str:
    lost = MAX(translate(LESSON, right=3)).max()
    return (
        "Pooling helps, but it does not guarantee this. What leaves the picture is lost: shift the "
        f"opening grid by three pixels to the right, and the largest output is {number(lost)} "
        "instead of 9."
    )


def widens() -> str:
    conv = Conv(3)
    wide, narrow = (trace(stack, 64)[-1].size for stack in ((MAX, MAX, MAX, conv), (conv,)))
    with_pool, without = (cost(stack, 64)[-1].multiply_adds for stack in ((MAX, conv), (conv,)))
    return (
        f"After three pooling layers, a unit of a 3 × 3 convolution depends on {wide} pixels along "
        f"a side. Without them it depends on {narrow}. After one pooling layer, the convolution "
        f"computes {percent(with_pool / without)} of the multiplications, with as many weights."
    )


def bends() -> str:
    return "Average pooling is linear: it is a convolution with equal weights."


POINTS = (
    Point(
        "Translation invariance is withstanding small shifts of an object in a photo.", withstands
    ),
    Point(
        "A pooling layer looks at small windows of the image and brings some translation "
        "invariance into a network.",
        introduces,
    ),
    Point("A model with pooling should recognise an object at another position.", another_position),
    Point("After pooling, the next layers see more of the picture and compute less.", widens),
    Point("Max pooling is nonlinear, as ReLU is.", bends),
)
