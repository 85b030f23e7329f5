"""The topic padding and "same": one output at the border, or the size. Does not use Streamlit."""

import numpy as np

from lab.check_yourself.question import (
    GRID_LAB,
    Draft,
    Question,
    Random,
    Slip,
    digits,
    named,
    one_of,
    settings_of,
    with_numbers,
)
from lab.check_yourself.sizes import grid_of_side, one_to_three
from lab.data.cells import grid_text
from lab.words import sums
from pooling import Layer, output_size
from pooling.arguments import Kind

TOPIC = "Padding and “same”"


def padding(rng: Random) -> Question:
    """Padding never wins a maximum. In a mean it may count as zeros; "same" never counts."""
    case = one_of(rng, ("max", "counted", "uncounted", "same", "size"))
    if case == "size":
        return with_numbers(rng, lambda: draft_size(rng))
    return with_numbers(rng, lambda: draft_border(rng, case))


def draft_border(rng: Random, case: str) -> Draft:
    """Ask for one output whose window holds padding: the first, or the last with "same"."""
    side, kernel, stride = int(rng.integers(4, 7)), int(rng.integers(2, 4)), one_to_three(rng)
    kind: Kind = "max" if case == "max" else "avg"
    if case == "same":
        kind = one_of(rng, ("max", "avg"))
    grid = digits(rng, side, -9, 2) if kind == "max" else digits(rng, side)
    counts = case == "counted"
    pad: int | str = "same" if case == "same" else 1
    layer = Layer(kind, kernel, stride, pad, count_include_pad=counts)
    down, along = layer.axes((side, side))
    place = (down.out - 1, along.out - 1) if case == "same" else (0, 0)
    rows, columns = layer.window((side, side), *place)
    inside = grid[np.ix_(*([i for i in x if 0 <= i < side] for x in (rows, columns)))]
    right = float(layer(grid)[place])
    area, held = kernel * kernel, inside.size
    corner = "bottom right" if case == "same" else "top left"
    bare = Layer(kind, kernel, stride)(grid)[0 if case != "same" else -1].flat
    slips = [
        Slip("no padding", float(bare[0 if case != "same" else -1]), "That is without padding.")
    ]
    if kind == "max":
        never = "For max pooling, padding is minus infinity, not 0. It never wins."
        slips += [
            Slip("zeros", max(float(inside.max()), 0.0), never),
            Slip("mean", float(inside.mean()), "That is the mean of the window, not its maximum."),
            Slip("smallest", float(inside.min()), "That is the smallest value of the window."),
            Slip("sum", float(inside.sum()), "That is the sum of the cells, not the largest."),
            Slip("sign", abs(right), "The maximum keeps its sign."),
            Slip("whole grid", float(grid.max()), "That is the largest value of the whole grid."),
        ]
    else:
        divide = f"divide by {area}" if counts else f"divide by {held}, the cells inside the grid"
        slips += [
            Slip("largest", float(inside.max()), "That is the largest value, not the mean."),
            Slip("smallest", float(inside.min()), "That is the smallest value, not the mean."),
            Slip("sum", float(inside.sum()), f"That is the sum. Now {divide}."),
            Slip("kernel", float(inside.sum()) / kernel, f"Here, {divide}, not by {kernel}."),
            Slip("whole grid", float(grid.mean()), "That is the mean of the whole grid."),
        ]
        if counts:
            padded = float(grid.sum()) / (side + 2) ** 2
            slips += [
                Slip("zero", 0, "That is the padding alone. The mean holds the other cells too."),
                Slip("padded grid", padded, "That is the mean of the whole grid with its padding."),
            ]
            told = f"Here padding counts as zeros, so {divide}."
            slips.append(Slip("uncounted", float(inside.mean()), told))
        else:
            told = f"Here padding does not count, so {divide}."
            slips.append(Slip("counted", float(inside.sum()) / area, told))
    if case == "same":
        even = Layer(kind, kernel, stride, 1, count_include_pad=False)(grid)
        told = f"That is with padding 1. Here “same” adds {down.before} before, {down.after} after."
        if (down.before, down.after) != (1, 1):
            slips.append(Slip("padding 1", float(even[-1, -1]), told))
    if held == area:  # no padding in this window
        return draft_border(rng, case)
    with_ = {
        "max": "padding 1",
        "counted": "padding 1, **counted** in the mean",
        "uncounted": "padding 1, **not counted** in the mean",
        "same": "the padding “same” of Keras",
    }[case]
    question = Question(
        topic=TOPIC,
        text=f"Apply {named(layer)}, with {with_}. **What is the output in the {corner} corner?**",
        why=f"`{sums.written_out(layer, grid, *place)}`",
        page=GRID_LAB,
        link=dict(
            grid=grid_text(grid),
            p=str(pad),
            count=str(int(counts)),
            window=str(place[0] * along.out + place[1] + 1),
            **settings_of(layer),
        ),
        facts=dict(
            case=case, kind=kind, kernel=kernel, stride=stride, before=down.before, place=place
        ),
        grid=grid,
    )
    return question, right, slips


def draft_size(rng: Random) -> Draft:
    """Ask for the size with "same"."""
    n, kernel, stride = int(rng.integers(5, 9)), int(rng.integers(2, 6)), one_to_three(rng)
    right = output_size(n, kernel, stride, "same")
    half = kernel // 2
    slips = [
        Slip("unchanged", n, "“same” keeps the size only with stride 1."),
        Slip("rounded", n // stride, f"{n} / {stride} is rounded up here, not down."),
        Slip("valid", output_size(n, kernel, stride), "That is without padding."),
        Slip("stride 1", n - kernel + 1, "That is for stride 1 without padding."),
        Slip("kernel", -(-n // kernel), "Divide by the stride, not by the kernel size."),
        Slip("one more", n // stride + 1, f"{n} / {stride} rounded up is {right}: do not add 1."),
        Slip("padded", n + 2 * half, f"That is the input with padding {half} on each side."),
        Slip(
            "half",
            output_size(n, kernel, stride, half),
            f"That is with padding {half} on every side.",
        ),
        Slip("one less", right - 1, f"That is one less than {n} / {stride}, rounded up."),
    ]
    question = Question(
        topic=TOPIC,
        text=f"A grid has {n} rows. Pool it with {kernel} × {kernel} windows, stride {stride} and "
        "the padding “same” of Keras. **How many rows are left?**",
        why=f"“same” pads just enough for {n} / {stride}, rounded up: {right}.",
        page=GRID_LAB,
        link=grid_of_side(n, kernel, stride, p="same"),
        facts=dict(case="size", n=n, kernel=kernel, stride=stride),
    )
    return question, right, slips
