"""Topics about a shift: how many outputs stay, and invariance or equivariance. No Streamlit."""

import numpy as np

from lab.check_yourself.by_hand import ENTERS, rows_text
from lab.check_yourself.question import (
    FIELD_LAB,
    GRID_LAB,
    ONE_STEP,
    Draft,
    Option,
    Question,
    Random,
    Slip,
    digits,
    named,
    one_of,
    pixels,
    settings_of,
    with_numbers,
)
from lab.check_yourself.sizes import SIDE, layers_text, one_to_three
from lab.data.cells import Cells, grid_text
from lab.receptive_field import stacks
from lab.receptive_field.stacks import Row
from lab.words.numbers import number, plural
from pooling import Layer, compare, trace, translate

MANY = ((4, 2, 2), (4, 2, 1), (5, 3, 1), (6, 2, 2), (6, 3, 3))  # most have nine outputs
SHAPES = ((4, 2, 2), (4, 2, 1), (5, 3, 2), (5, 2, 3), (6, 2, 2), (6, 3, 3), (6, 3, 2))
STAYS, SHIFTS, NEITHER = (
    "Invariant: no output changes.",
    "Equivariant: all outputs shift by one cell.",
    "Neither invariant nor equivariant.",
)


def stays(rng: Random) -> Question:
    """Ask how many outputs stay. The lesson mixes this up with surviving somewhere."""
    return with_numbers(rng, lambda: draft_stays(rng))


def draft_stays(rng: Random) -> Draft:
    side, kernel, stride = one_of(rng, MANY)
    grid, layer = digits(rng, side), Layer("max", kernel, stride)
    down, right = (step * int(rng.integers(1, 3)) for step in one_of(rng, ONE_STEP))
    before, after = layer(grid), layer(translate(grid, down, right))
    count = before.size
    same = equal(before, after)
    alive = round(count * compare(before, after).survivors)
    mean = Layer("avg", kernel, stride)
    other = equal(before, layer(translate(grid, -down, -right)))
    edge = equal(before, layer(translate(grid, down, right, fill="edge")))
    still = equal(grid, translate(grid, down, right))
    slips = [
        Slip("somewhere", alive, f"So many values survive somewhere. In the same cell: {same}."),
        Slip("changed", count - same, "That is how many outputs change."),
        Slip("other way", other, "That is for a shift the other way."),
        Slip("edge", edge, "That is with the edge repeated. Here zeros enter."),
        Slip(
            "average",
            equal(mean(grid), mean(translate(grid, down, right))),
            "That is how many stay with average pooling.",
        ),
    ]
    if still <= count:
        slips.append(
            Slip("input", still, "That is how many cells of the input stay, not of the outputs.")
        )
    if same < count:
        slips.append(Slip("all", count, f"Not all stay: {change(before, after)}"))
    if same:
        r, c = np.argwhere(before == after)[0]
        value = number(before[r, c])
        slips.append(
            Slip("none", 0, f"Some stay: in row {r + 1}, column {c + 1}, {value} stays {value}.")
        )
    question = Question(
        topic="What stays",
        text=f"Shift the grid by **{pixels(down, right)}**; {ENTERS['zero']}. Apply {named(layer)} "
        f"before and after the shift. **How many of the {count} outputs stay: the same value in "
        "the same cell?**",
        why=f"Before: {rows_text(before)}. After: {rows_text(after)}. {same} of {count} stay.",
        page=GRID_LAB,
        link=dict(grid=grid_text(grid), down=str(down), right=str(right), **settings_of(layer)),
        facts=dict(kernel=kernel, stride=stride, down=down, right=right),
        grid=grid,
    )
    return question, same, slips


def equal(a: Cells, b: Cells) -> int:
    """How many cells hold the same value."""
    return int(np.count_nonzero(np.isclose(a, b)))


def change(before: Cells, after: Cells) -> str:
    """The first output that changes."""
    r, c = np.argwhere(before != after)[0]
    values = f"{number(before[r, c])} becomes {number(after[r, c])}"
    return f"in row {r + 1}, column {c + 1}, {values}."


def difference(expected: Cells, found: Cells) -> str:
    """Where the outputs first differ from the old ones, shifted by one cell."""
    r, c = np.argwhere(expected != found)[0]
    would, is_now = number(expected[r, c]), number(found[r, c])
    return f"Then row {r + 1}, column {c + 1} would hold {would}, but it holds {is_now}."


# ---------------------------------------------------------------- invariant or equivariant


def invariance(rng: Random) -> Question:
    """Ask about one grid, or about the total stride of several layers."""
    if rng.integers(2):
        return with_numbers(rng, lambda: draft_total_stride(rng))
    return verdict(rng)


def verdict(rng: Random) -> Question:
    """Show a grid and a shift, and ask which of three sentences is true. Each is equally likely.

    A shift by two strides, or by one that changes only the border, is equivariance too. So
    the other two sentences get shifts that are no whole number of strides.
    """
    wanted = one_of(rng, (STAYS, SHIFTS, NEITHER))
    while True:
        side, kernel, stride = one_of(rng, SHAPES)
        layer, fill = Layer("max", kernel, stride), one_of(rng, tuple(ENTERS))
        step = one_of(rng, ONE_STEP)
        down, right = (s * int(rng.integers(1, 4)) for s in step)
        grid = digits(rng, side)
        if wanted == STAYS:  # few large numbers: others would not stay
            grid = np.where(rng.random((side, side)) < 0.4, grid, 0)
        before, after = layer(grid), layer(translate(grid, down, right, fill=fill))
        along = translate(before, *step, fill=fill)
        true = {STAYS: bool((before == after).all()), SHIFTS: bool((along == after).all())}
        true[NEITHER] = not any(true.values())
        if true[wanted] and sum(true.values()) == 1 and len(np.unique(before)) > 2:
            distance = abs(down + right)
            if distance == stride if wanted == SHIFTS else distance % stride:
                break
    because = {
        STAYS: "" if true[STAYS] else f"Not all stay: {change(before, after)}",
        SHIFTS: "" if true[SHIFTS] else difference(along, after),
        NEITHER: {
            STAYS: "No output changes here: compare before and after.",
            SHIFTS: "The outputs shift by one cell here: compare before and after.",
            NEITHER: "",
        }[wanted],
    }
    told = {
        STAYS: "Each window has the same largest value before and after.",
        SHIFTS: "The shift is as long as the stride: each window reads what its neighbour read.",
        NEITHER: "The shift is not a whole number of strides, and here some outputs change.",
    }
    shown = f"Before: {rows_text(before)}. After: {rows_text(after)}."
    order = rng.permutation(3)
    return Question(
        topic="Invariant or equivariant",
        text=f"Shift the grid by **{pixels(down, right)}**; {ENTERS[fill]}. Apply {named(layer)} "
        "before and after the shift. **Which is true for this grid and this shift?**",
        why=f"{told[wanted]} {shown}",
        page=GRID_LAB,
        link=dict(
            grid=grid_text(grid), down=str(down), right=str(right), fill=fill, **settings_of(layer)
        ),
        facts=dict(kernel=kernel, stride=stride, down=down, right=right, fill=fill),
        grid=grid,
        options=tuple(
            Option(text, because[text], "" if not because[text] else "verdict")
            for text in ((STAYS, SHIFTS, NEITHER)[i] for i in order)
        ),
    )


def draft_total_stride(rng: Random) -> Draft:
    """Ask which shift of the input shifts the last map by some whole outputs."""
    count = int(rng.integers(2, 4))
    sizes = [(int(rng.integers(2, 4)), one_to_three(rng)) for _ in range(count)]
    outputs = int(rng.integers(1, 4))
    stack = tuple(Row("max", k, s) for k, s in sizes)
    last = trace(stacks.layers_of(stack, SIDE), SIDE)[-1]
    right = outputs * last.jump
    kernels, strides = ([pair[i] for pair in sizes] for i in (0, 1))
    slips = [
        Slip(
            "added", outputs * sum(strides), "The strides multiply. Here they were added instead."
        ),
        Slip("last", outputs * strides[-1], "That uses the stride of the last layer alone."),
        Slip(
            "kernels", outputs * int(np.prod(kernels)), "That multiplies the kernel sizes instead."
        ),
        Slip("field", last.size, "That is the receptive field of one output."),
        Slip("outputs", outputs, "Outputs shift by so many cells. Each stands for more pixels."),
        Slip("one less", right - last.jump, f"That shifts by {outputs - 1}, not {outputs}."),
        Slip("one more", right + last.jump, f"That shifts by {outputs + 1}, not {outputs}."),
        Slip("double", 2 * right, f"That is twice too far: the outputs shift by {2 * outputs}."),
    ]
    if last.jump == 1 or outputs == 1:
        slips = [slip for slip in slips if slip.name not in ("outputs", "one less")]
    cells = plural(outputs, "cell", "cells")
    question = Question(
        topic="Invariant or equivariant",
        text=f"Layers in this order, without padding: {layers_text(sizes)}. **By how many pixels "
        f"must the input shift so that its outputs shift by exactly {outputs} {cells}?** This must "
        "hold for any input, and the border does not count.",
        why=f"The strides multiply: {' · '.join(map(str, strides))} = {last.jump} pixels for each "
        f"output, so {right} for {outputs}. That is equivariance.",
        page=FIELD_LAB,
        link=dict(stack=stacks.write(stack), n=str(SIDE), layer=str(count)),
        facts=dict(sizes=sizes, outputs=outputs),
    )
    return question, right, slips
