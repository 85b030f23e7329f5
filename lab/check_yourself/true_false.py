"""Sentences that are true or false, each with computed evidence. Does not use Streamlit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from lab.beyond_linear.linearity import A, B, nonlinearity, smallest_counterexample
from lab.data.grids import LESSON
from lab.data.pictures import gallery_picture
from lab.words.numbers import number, percent
from pooling import Conv, Layer, compare, cost, max_pool2d, pool_rounds, trace, translate

GRID, FIELD, LINEAR = "pages/grid_lab.py", "pages/receptive_field.py", "pages/beyond_linear.py"
IMAGE = "pages/image_lab.py"
MAX, AVERAGE = Layer("max", 2), Layer("avg", 2)


@dataclass(frozen=True)
class Statement:
    """One sentence. ``evidence`` computes (whether it is true, why)."""

    text: str
    evidence: Callable[[], tuple[bool, str]]
    page: str
    link: Mapping[str, str] = field(default_factory=dict)


def some(rng: np.random.Generator, count: int) -> list[Statement]:
    """Choose ``count`` different sentences at random."""
    return [STATEMENTS[i] for i in rng.choice(len(STATEMENTS), count, replace=False)]


def never_changes() -> tuple[bool, str]:
    scores = compare(MAX(LESSON), MAX(translate(LESSON, right=1)))
    return scores.same_place == 1, (
        f"Shift the opening grid of the grid lab by one pixel to the right: "
        f"{round(4 * scores.same_place)} of 4 outputs stay the same."
    )


def stride_moves_along() -> tuple[bool, str]:
    moved = MAX(translate(LESSON, right=2, fill="wrap"))
    same = np.array_equal(moved, np.roll(MAX(LESSON), 1, 1))
    return same, (
        "Two pixels are one whole window, so each window reads what its neighbour read before. "
        "That is equivariance, not invariance."
    )


def padding_widens() -> tuple[bool, str]:
    bare, padded = (trace([Conv(3, padding=p)], 16)[-1].size for p in (0, 1))
    return padded > bare, (
        f"The receptive field of a 3 × 3 convolution is {bare} pixels wide without padding and "
        f"{padded} with it. Padding changes where the field starts, never how wide it is."
    )


def average_linear() -> tuple[bool, str]:
    found = smallest_counterexample("avg")
    return found is None, "The mean of A + B is the mean of A plus the mean of B, in every window."


def minus_goes_through() -> tuple[bool, str]:
    minus, plain = MAX(-A)[0, 0], -MAX(A)[0, 0]
    return bool(minus == plain), (
        f"In the grid A of “Beyond linear”, the top left window gives {number(minus)} for −A, but "
        f"minus its maximum is {number(plain)}: a minus reverses the order."
    )


def weights_shrink() -> tuple[bool, str]:
    conv = Conv(3, out_channels=8)
    with_pool, without = cost([MAX, conv], 32)[-1], cost([conv], 32)[-1]
    return with_pool.weights < without.weights, (
        f"A 3 × 3 convolution to 8 channels has {without.weights} weights before a pool and "
        f"{with_pool.weights} after it. It computes fewer multiplications: "
        f"{with_pool.multiply_adds:,} instead of {without.multiply_adds:,}."
    )


def doubling_doubles() -> tuple[bool, str]:
    return np.array_equal(MAX(2 * A), 2 * MAX(A)), (
        "Doubling keeps the order, so the same pixel is the largest, and it is twice as large."
    )


def rounds_are_one_window() -> tuple[bool, str]:
    grid = np.arange(64.0)[np.random.default_rng(0).permutation(64)].reshape(8, 8)
    same = np.array_equal(pool_rounds(grid, 2, MAX)[-1], max_pool2d(grid, 4))
    return same, "The maximum of four maxima is the maximum of all sixteen."


def dark_strokes_stay() -> tuple[bool, str]:
    x = np.asarray(gallery_picture("Handwriting")[:, :, 0])
    dark = [float(np.mean(a < 128)) for a in pool_rounds(x, 3, MAX)]
    return dark[-1] >= dark[0], (
        f"In the gallery's handwriting {percent(dark[0])} of the pixels are dark. After "
        f"three rounds it is {percent(dark[-1])}: max pooling keeps bright pixels, not strokes."
    )


def max_is_steadier() -> tuple[bool, str]:
    x = np.asarray(gallery_picture("Cat")[:, :, 0])
    moved = translate(x, right=1, fill="edge")
    errors = [compare(layer(x), layer(moved)).error for layer in (MAX, AVERAGE)]
    return errors[0] <= errors[1], (
        f"The cat, one pixel to the right: a mean squared error of {number(errors[0])} for max, "
        f"{number(errors[1])} for average. Which changes less depends on the picture "
        "and on the score."
    )


def never_more_than_the_parts() -> tuple[bool, str]:
    below = bool((nonlinearity(MAX, A, B) >= 0).all())
    return (
        below,
        "In each window, no pixel of A + B is larger than the largest of A plus that of B.",
    )


def large_survive() -> tuple[bool, str]:
    before, after = MAX(LESSON).max(), MAX(translate(LESSON, right=3)).max()
    return bool(before == after), (
        f"The opening grid, three pixels to the right: the largest output changes from "
        f"{number(before)} to {number(after)}, because the 9 has left the picture."
    )


STATEMENTS = (
    Statement(
        "A shift by one pixel never changes the output of max pooling.",
        never_changes,
        GRID,
        {"right": "1", "pool": "max"},
    ),
    Statement(
        "On a 4 × 4 grid that wraps at the border, a shift by 2 pixels shifts the output of 2 × 2 "
        "max pooling by exactly one cell.",
        stride_moves_along,
        GRID,
        {"right": "2", "pool": "max", "fill": "wrap"},
    ),
    Statement(
        "Padding makes the receptive field of a convolution wider.",
        padding_widens,
        FIELD,
        {"stack": "conv_3_1_1_1", "layer": "1"},
    ),
    Statement("Average pooling is linear.", average_linear, LINEAR, {"kind": "avg"}),
    Statement(
        "Max pooling of −A is minus max pooling of A.",
        minus_goes_through,
        LINEAR,
        {"times": "-1"},
    ),
    Statement(
        "With a pooling layer before it, a convolution has fewer weights.",
        weights_shrink,
        FIELD,
        {"stack": "max_2_2_0_1*conv_3_1_0_1_8", "n": "32", "layer": "2"},
    ),
    Statement(
        "Doubling every pixel doubles every output of max pooling.",
        doubling_doubles,
        LINEAR,
        {"times": "2"},
    ),
    Statement(
        "Two rounds of 2 × 2 max pooling with stride 2 are one of 4 × 4 with stride 4.",
        rounds_are_one_window,
        IMAGE,
        {"rounds": "2", "pool": "max"},
    ),
    Statement(
        "Max pooling keeps dark strokes on light paper.",
        dark_strokes_stay,
        IMAGE,
        {"picture": "Handwriting", "rounds": "3", "pool": "max"},
    ),
    Statement(
        "Under a shift, max pooling always has a smaller mean squared error than average pooling.",
        max_is_steadier,
        IMAGE,
        {
            "picture": "Cat",
            "channel": "red",
            "right": "1",
            "fill": "edge",
            "rounds": "1",
            "plot": "error",
        },
    ),
    Statement(
        "Max pooling of A + B is never more than max pooling of A plus that of B.",
        never_more_than_the_parts,
        LINEAR,
        {"kind": "max"},
    ),
    Statement(
        "The largest value always survives a shift.",
        large_survive,
        GRID,
        {"right": "3", "pool": "max"},
    ),
)
