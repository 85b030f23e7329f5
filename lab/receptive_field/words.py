"""Receptive fields and costs of a stack in words and tables. Does not use Streamlit."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from lab.receptive_field.boxes import bare_fields
from lab.receptive_field.rows import row_names
from lab.receptive_field.stacks import Layers, Stack
from lab.words.numbers import number, percent, plural
from pooling import Cost, Field, Layer
from pooling.arguments import Array
from pooling.geometry import Axis

LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
MOST = 0.95  # the share of the influence on a unit that its most important pixels make up
ORDINALS = (
    *("first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth", "tenth"),
)

WHY = (
    "**Why it matters.** Take the clown, 64 pixels wide. A unit that depends on 3 pixels along a "
    "side sees a patch of red. A unit that depends on 24 sees a nose in a face. "
    "The window of a 2 × 2 pool adds little. Its **stride** counts: with stride 2, every "
    "later layer takes steps twice as large."
)


def question(layer: int) -> str:
    """The question of the stage, about the last layer.

    >>> question(2)
    'How many pixels wide is what one output of the second layer depends on?'
    """
    which = f"the {ORDINALS[layer - 1]} layer" if layer <= len(ORDINALS) else f"layer {layer}"
    return f"How many pixels wide is what one output of {which} depends on?"


def choices(stack: Stack, fields: Sequence[Field], bet: str = "") -> tuple[str, ...]:
    """What to bet on: the answer, four others that are easily taken for it, and the bet.

    >>> from lab.receptive_field.stacks import POOL, Row, layers_of
    >>> from pooling import trace
    >>> stack = (POOL, Row("conv", 2))
    >>> choices(stack, trace(layers_of(stack, 16), 16))
    ('2', '3', '4', '5', '8')
    """
    answer, spans = fields[-1].size, [row.dilation * (row.kernel - 1) for row in stack]
    found = [answer, spans[-1] + 1, sum(spans) + 1, 2 * answer, answer + 1, answer + 2, answer + 3]
    five = set(list(dict.fromkeys(found))[:5]) | ({int(bet)} if bet else set())
    return tuple(map(str, sorted(five)))


def pixels(count: int) -> str:
    return f"{count:,} {plural(count, 'pixel', 'pixels')}"


def answer(layers: Layers, fields: Sequence[Field]) -> str:
    """How wide the region of the last layer is, with and without the pooling layers."""
    said = f"One output of layer {len(layers)} depends on a region {pixels(fields[-1].size)} wide."
    bare = bare_fields(layers, fields[0].output_size)[-1]
    if bare and any(isinstance(layer, Layer) for layer in layers):
        dashed = " (dashed)" if bare.size != fields[-1].size else ""
        said += f" Without pooling{dashed}, it is {pixels(bare.size)} wide."
    return said


def table(stack: Stack, fields: Sequence[Field]) -> dict[str, list[Any]]:
    """What is known of every layer, starting with the input."""
    return {
        "Layer": row_names(stack),
        "Units along a side": [f.output_size for f in fields],
        "Width r": [f.size for f in fields],
        "Jump j": [f.jump for f in fields],
        "Middle c": [f.start + 1 for f in fields],
        "Padding": [f.padding for f in fields],
    }


def csv(columns: dict[str, list[Any]]) -> str:
    """Columns of names and numbers as CSV text. Names must not contain commas or quotes.

    >>> csv({"Layer": ["input"], "Field": [1]})
    'Layer,Field\\r\\ninput,1\\r\\n'
    """
    lines = [list(columns), *zip(*columns.values(), strict=True)]
    return "".join(",".join(map(str, line)) + "\r\n" for line in lines)


def recurrence(fields: Sequence[Field], axis: Axis, layer: int) -> list[str]:
    """How the width, jump and middle of a layer are computed, as three sums with numbers.

    >>> from pooling import Layer, trace
    >>> pool = Layer("max", 2)
    >>> recurrence(trace([pool], 8), pool.axes((8, 8))[0], 1)[0]
    'r₁ = r₀ + (k − 1) · j₀ = 1 + (2 − 1) · 1 = **2**'
    """
    last, here, k = fields[layer - 1], fields[layer], axis.span
    i, j = (str(n).translate(LOWERED) for n in (layer, layer - 1))
    return [
        f"r{i} = r{j} + (k − 1) · j{j} = {last.size} + ({k} − 1) · {last.jump} = **{here.size}**",
        f"j{i} = j{j} · s = {last.jump} · {axis.stride} = **{here.jump}**",
        f"c{i} = c{j} + ((k − 1) / 2 − p) · j{j} = "
        f"{number(last.start + 1)} + (({k} − 1) / 2 − {axis.before}) · {last.jump} = "
        f"**{number(here.start + 1)}**",
    ]


def pixels_that_matter(weight: Array) -> int:
    """How many pixels make up 95 % of the influence on a unit. The strongest count first.

    >>> pixels_that_matter(np.array([[0.5, 0.25], [0.25, 0.0]]))
    3
    """
    heaviest = np.sort(weight.ravel())[::-1].cumsum()
    return int(np.searchsorted(heaviest, MOST * heaviest[-1] - 1e-12)) + 1


def reach(weight: Array, inside: int) -> str:
    """Say how many pixels of the receptive field influence a unit, and how few are enough.

    ``weight`` is how much each pixel influences the unit, and ``inside`` is how many pixels of the
    picture lie in the receptive field.
    """
    some = int(np.count_nonzero(weight))
    if not some:
        return "No pixel of the picture influences this unit now."
    least, most = (float(end(weight[weight > 0])) for end in (np.min, np.max))
    equally = " They influence it equally." if some > 1 and most - least < 1e-9 * most else ""
    said = f"{some:,} of the {inside:,} pixels in the receptive field influence this unit now."
    few = pixels_that_matter(weight)
    if equally or few == some:
        return said + equally
    return f"{said} The strongest {few:,} of them make up {percent(MOST)} of the influence."


def poked(name: str, place: tuple[int, int], changed: int, could: int, total: int) -> str:
    """Say how many outputs of a layer changed after one pixel changed. Places count from 0."""
    return (
        f"The pixel in row {place[0] + 1}, column {place[1] + 1} lies in the receptive fields of "
        f"{could:,} of the {total:,} outputs of {name}. Of these outputs, {changed:,} changed."
    )


# ---------------------------------------------------------------- cost

COST = (
    "A convolution multiplies every value of its window by a **weight**, and adds up the products. "
    "It does so at every place of its output. So it multiplies as often as it has weights, times "
    "the places. After pooling there are fewer places. Pooling has no weights, and multiplies "
    "nothing here. The convolutions have as many weights with pooling as without: a kernel is as "
    "large on a small map as on a large one."
)


def totals(costs: Sequence[Cost], bare: Sequence[Cost] | None) -> list[list[str]]:
    """The whole stack, with and without its pooling layers: a row each."""
    rows = [("this stack", costs), *([("without pooling", bare)] if bare else [])]
    return [
        [
            name,
            f"{sum(c.multiply_adds for c in of):,}",
            f"{sum(c.weights for c in of):,}",
            f"{of[-1].activations:,}",
        ]
        for name, of in rows
    ]


def cost_table(stack: Stack, costs: Sequence[Cost]) -> dict[str, list[Any]]:
    """Channels, outputs, multiplications and weights of each layer."""
    return {
        "Layer": row_names(stack),
        "Channels": [c.channels for c in costs],
        "Outputs": [c.activations for c in costs],
        "Multiplications": [c.multiply_adds for c in costs],
        "Weights": [c.weights for c in costs],
    }
