"""What the page on gradients says, in sentences that are true in every state."""

from collections.abc import Sequence

from lab.backward.settings import Windows
from lab.backward.stage import SIZES, Step, Way
from lab.words.numbers import plural
from pooling import global_pool
from pooling.arguments import Array
from pooling.convnet import GlobalKind

Pair = tuple[Array, Array]  # before and after a shift

WHAT = (
    "While a network learns, each output receives a **gradient**: how much the error grows with "
    "this output. Pooling passes it back."
)
INSIGHT = (
    "Max pooling passes each gradient to the largest input of its window. The others receive "
    "nothing from it. Average pooling gives every input of the window an equal share. Where "
    "windows overlap, gradients add up."
)
STEP = (
    "A step subtracts learning rate × gradient from each input. Pooling itself has no weights: in "
    "a network, the layers before it use this gradient to learn."
)
DIFFERENTIABLE = (
    "Average pooling is differentiable everywhere. Max pooling is differentiable where one input "
    "of each window is larger than the others. At a **tie** there is no derivative. If a tied "
    "input grows, so does the output. If it shrinks, the output stays. PyTorch then passes the "
    "whole gradient to the first of the tied inputs, row by row."
)
UNPOOLING = (
    "**Unpooling** makes a small map large again. Max pooling can remember where each maximum was. "
    "Then unpooling puts each value back in its place, with zeros elsewhere. Without the places, "
    "you can only repeat each value."
)
GLOBAL = (
    "**Global average pooling** replaces each feature map by one number, its mean. A classifier "
    "then needs few weights, accepts pictures of any size, and cares less where something is "
    "([Lin, Chen and Yan 2014](https://arxiv.org/abs/1312.4400))."
)
STRIDE = (
    "What leaves at the right enters at the left. So a shift changes neither the mean nor the "
    "largest number of the grid. But with stride 2, pooling sees other windows after a shift by 1. "
    "So the mean of its map can change. The stride is the reason, not the mean."
)


def question(windows: Windows) -> str:
    """The question about the first window."""
    count = {2: "four", 3: "nine"}[SIZES[windows][0]]
    return (
        f"Max pooling: which of the {count} inputs of this window learns? Tap its “?”, then look."
    )


def line(ways: Sequence[Way], size: int, step: Step | None) -> str:
    """How many inputs the gradients reach, and what the last step changed."""
    most, mean = (way.reached for way in ways)
    told = f"The gradient reaches {most} of {size} inputs with max, {mean} with average."
    if step is None:
        return told
    return f"The step changed {step.changed} of {size} inputs. Green: unchanged.\n{told}"


def ties(count: int, of: int) -> str:
    """In how many windows the largest input is tied."""
    return (
        f"In the grid above, {count} of {of} windows {plural(count, 'has', 'have')} a tie. Type "
        "the largest number of a window a second time, and see which of the two learns."
    )


def lost(kept: int, size: int) -> str:
    """How many inputs max pooling forgets."""
    return (
        f"Max pooling keeps {kept} of the {size} numbers. The other {size - kept} are lost for "
        "good: many grids have these maxima."
    )


def equal(unpooled: int, repeated: int, size: int) -> str:
    """How many inputs each way brings back."""
    return (
        f"Equal to the input: {unpooled} of {size} numbers with the places remembered, {repeated} "
        "with the values repeated."
    )


def means(grids: Pair, maps: Pair) -> str:
    """The mean of the grid and of its max pooled map, before and after a shift."""

    def both(pair: Pair, kind: GlobalKind) -> str:
        before, after = (float(global_pool(x, kind)) for x in pair)
        return f"{exactly(before)}, then {exactly(after)}"

    return (
        f"Mean of the grid: {both(grids, 'avg')}. Mean of the max map: {both(maps, 'avg')}. "
        f"Largest: {both(maps, 'max')}."
    )


def exactly(value: float) -> str:
    """A number with up to four decimals.

    >>> exactly(4.1875), exactly(8.0), exactly(-0.00001)
    ('4.1875', '8', '0')
    """
    return f"{round(value, 4) + 0.0:.4f}".rstrip("0").rstrip(".")
