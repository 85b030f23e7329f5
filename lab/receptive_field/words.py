"""Receptive fields and costs of a stack in words and tables. Does not use Streamlit."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from lab.receptive_field.stacks import Stack
from lab.words.numbers import number, percent, plural
from pooling import Cost, Field
from pooling.arguments import Array
from pooling.geometry import Axis

LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
MOST = 0.95  # the share of the influence on a unit that counts as its effective field here


def row_names(stack: Stack, fields: Sequence[Field] | None = None) -> list[str]:
    """The name of every row of the side view, with its field size if ``fields`` are given.

    >>> from lab.receptive_field.stacks import POOL
    >>> row_names((POOL,), [Field(1, 1, 0.0, 0, 8), Field(2, 2, 0.5, 0, 4)])
    ['input', '1 max 2×2: 2 px']
    """
    names = [f"{i} {row.name}" for i, row in enumerate(stack, 1)]
    if fields is not None:
        names = [f"{name}: {f.size} px" for name, f in zip(names, fields[1:], strict=True)]
    return ["input", *names]


def table(stack: Stack, fields: Sequence[Field]) -> dict[str, list[Any]]:
    """Output size, field, jump, start and padding of every layer, starting with the input."""
    return {
        "Layer": row_names(stack),
        "Output size": [f.output_size for f in fields],
        "Field": [f.size for f in fields],
        "Jump": [f.jump for f in fields],
        "Start": [f.start for f in fields],
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
    """How the field, jump and start of a layer are computed, as three sums with numbers.

    >>> from pooling import Layer, trace
    >>> pool = Layer("max", 2)
    >>> recurrence(trace([pool], 8), pool.axes((8, 8))[0], 1)[0]
    'r₁ = r₀ + (k′ − 1) · j₀ = 1 + (2 − 1) · 1 = **2**'
    """
    last, here, k = fields[layer - 1], fields[layer], axis.span
    i, j = (str(n).translate(LOWERED) for n in (layer, layer - 1))
    return [
        f"r{i} = r{j} + (k′ − 1) · j{j} = {last.size} + ({k} − 1) · {last.jump} = **{here.size}**",
        f"j{i} = j{j} · s = {last.jump} · {axis.stride} = **{here.jump}**",
        f"c{i} = c{j} + ((k′ − 1) / 2 − p) · j{j} = "
        f"{number(last.start)} + (({k} − 1) / 2 − {axis.before}) · {last.jump} = "
        f"**{number(here.start)}**",
    ]


def span_text(field: Field, unit: int, n: int) -> str:
    """The pixels that one unit depends on, along one axis, as text.

    >>> span_text(Field(4, 2, 0.5, 1, 8), 0, 16)
    'pixels -1 to 2; 1 of them is padding'
    """
    first, last = field.span(unit)
    out = min(max(-first, 0) + max(last - n + 1, 0), field.size)
    padding = f"; {out} of them {plural(out, 'is', 'are')} padding" if out else ""
    return f"pixels {first} to {last}{padding}" if field.size > 1 else f"pixel {first}"


def side_text(stack: Stack, fields: Sequence[Field], layer: int, unit: int) -> str:
    """The content of the side view as text, for learners who cannot see it."""
    n = fields[0].output_size
    rows = ", ".join(
        f"{name} has {f.output_size} {plural(f.output_size, 'unit', 'units')}"
        for name, f in zip(row_names(stack), fields, strict=True)
    )
    return (
        f"The stack from the side: {rows}. Unit {unit} of layer {layer} sees "
        f"{span_text(fields[layer], unit, n)}."
    )


def pixels_that_matter(weight: Array) -> int:
    """How many pixels make up 95 % of the influence on a unit. The strongest count first.

    >>> pixels_that_matter(np.array([[0.5, 0.25], [0.25, 0.0]]))
    3
    """
    heaviest = np.sort(weight.ravel())[::-1].cumsum()
    return int(np.searchsorted(heaviest, MOST * heaviest[-1] - 1e-12)) + 1


def reach(weight: Array, inside: int) -> str:
    """Say that the receptive field is an upper bound, and how many pixels really matter."""
    if not weight.any():
        return "Nothing of the picture reaches this unit: its windows hold padding alone."
    few = pixels_that_matter(weight)
    if few == inside:
        return "Here every pixel of the field counts."
    return (
        f"The field is an upper bound. {share_of(few, weight).capitalize()} of what reaches this "
        f"unit comes from {few:,} of the {inside:,} pixels in its field."
    )


def share_of(few: int, weight: Array) -> str:
    """The share of the influence that these pixels make up: "95%", or "all"."""
    return "all" if few == np.count_nonzero(weight) else percent(MOST)


def poked(name: str, place: tuple[int, int], moved: int, could: int, total: int) -> str:
    """Say how many outputs of a layer changed after one pixel changed."""
    where = f"Pixel row {place[0]}, column {place[1]}"
    return (
        f"{where} lies in the fields of {could:,} of the {total:,} outputs of {name}; "
        f"{moved:,} {plural(moved, 'output', 'outputs')} moved."
    )


def poke_seen(moved: bool, framed: bool, wins: bool) -> str:
    """Explain the picture beside the text of :func:`poked`."""
    said = ["Outputs in orange went up, in blue down."] if moved else []
    said += ["The frame holds all that could have moved."] if framed else []
    if wins:
        said.append("A maximum or minimum moves only when the value that wins changes.")
    else:
        said.append("Every mean moves when one of its pixels does.")
    return " ".join(said)


def cost_table(
    stack: Stack, costs: Sequence[Cost], bare: Sequence[Cost] | None
) -> dict[str, list[Any]]:
    """Activations and multiply-adds of each layer, with and without pooling, and its weights."""
    names = row_names(stack)
    without: list[Cost | None] = [None] * len(names)
    if bare is not None:
        left = iter(bare[1:])
        without = [bare[0], *(None if row.pools else next(left) for row in stack)]
    return {
        "Layer": names,
        "Activations": [c.activations for c in costs],
        "Activations, no pools": [c and c.activations for c in without],
        "Multiply-adds": [c.multiply_adds for c in costs],
        "Multiply-adds, no pools": [c and c.multiply_adds for c in without],
        "Weights": [c.weights for c in costs],
    }


def listed(numbers: Sequence[float]) -> str:
    return ", ".join(f"{number_:,}" for number_ in numbers)


CLASSES = 10  # outputs of an imagined dense layer after the stack


def cost_text(costs: Sequence[Cost], bare: Sequence[Cost] | None) -> str:
    """Say what pooling saves, and what it does not.

    ``bare`` are the costs without pooling. It is None if the stack has no pooling, or does not
    fit without it.
    """
    macs, weights = sum(c.multiply_adds for c in costs), sum(c.weights for c in costs)
    dense = costs[-1].activations * CLASSES
    if bare is None:
        return (
            f"{macs:,} multiply-adds and {weights:,} weights in convolutions; a dense layer to "
            f"{CLASSES} classes behind them would have {dense:,} weights."
        )
    bare_macs, bare_dense = sum(c.multiply_adds for c in bare), bare[-1].activations * CLASSES
    return (
        f"The convolutions take {macs:,} multiply-adds; without the pools before them they would "
        f"take {bare_macs:,}, {ratio(bare_macs, macs)} as many. The convolutions' own **weights do "
        f"not shrink**: {weights:,} either way, for a kernel is as large on a small map as on a "
        f"large one. What shrinks is a **dense** layer behind them: to {CLASSES} classes it would "
        f"have {dense:,} weights, without pooling {bare_dense:,}."
    )


FAIR = (2.5, 7.0)  # a measured ratio outside these bounds is not trusted


def measured(whole: float, half: float, channels: int) -> str:
    """Say how long a convolution took before and after pooling, in seconds."""
    times = whole / half
    busy = "" if FAIR[0] <= times <= FAIR[1] else " This machine was busy: measure again."
    return (
        f"A 3 × 3 convolution of {channels} channels took {1000 * whole:.1f} ms on the picture at "
        f"256 × 256, and {1000 * half:.1f} ms after one 2 × 2 pool: the large map takes "
        f"**{ratio(whole, half)} as long** as the small one. By the count of multiplications it is "
        f"4 times.{busy}"
    )


def ratio(much: float, little: float) -> str:
    """How many times as large one number is as the other, as text.

    >>> ratio(9, 2), ratio(8, 8), ratio(30, 2)
    ('4.5 times', '1 times', '15 times')
    """
    times = much / little
    return f"{times:,.0f} times" if times >= 10 else f"{number(round(times, 1))} times"


def conclusion(
    fields: Sequence[Field],
    bare: Sequence[Field] | None,
    pools: bool,
    weight: Array,
    inside: int,
) -> str:
    """Say how large the receptive field is, what pooling adds, and how many pixels matter."""
    n, last = fields[0].output_size, fields[-1]
    size = f"{last.size} × {last.size} pixels"
    seen = f"One unit of the last layer sees {size} of the {n} × {n}-pixel picture"
    if last.size > n:
        seen = (
            f"One unit of the last layer could see {size}, more than the whole {n} × {n}-pixel "
            "picture"
        )
    if not pools:
        more = "this stack has no pooling: put a pool before a layer, and compare"
    elif bare is None:
        more = "without the pools nothing is left that fits"
    else:
        more = f"without pooling the same convolutions would see {bare[-1].size} × {bare[-1].size}"
    few = pixels_that_matter(weight) if weight.any() else 0
    if few == inside:
        return f"{seen}; {more}. In the middle every pixel of the field counts."
    return (
        f"{seen}; {more}. The field is only an upper bound: in the middle, {few:,} of "
        f"{inside:,} pixels make up {share_of(few, weight)} of what reaches it."
    )
