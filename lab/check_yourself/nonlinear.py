"""The topic nonlinearity and gradients: what a max does that no sum does. No Streamlit here."""

from typing import Any

import numpy as np

from lab.backward.stage import SIZES
from lab.beyond_linear.linearity import OTHERS
from lab.check_yourself.question import (
    GRADIENT_LAB,
    GRID_LAB,
    LINEAR_LAB,
    Draft,
    Question,
    Random,
    Slip,
    named,
    one_of,
    settings_of,
    with_numbers,
)
from lab.data.cells import Cells, grid_text
from lab.data.grids import LESSON
from lab.words.numbers import number
from pooling import Layer, influence
from pooling.arguments import Array, Kind

TOPIC = "Nonlinearity and gradients"


def nonlinearity(rng: Random) -> Question:
    """Sums, a negative factor, a growing pixel, and how a gradient passes."""
    draft = one_of(rng, (draft_gradient, draft_gradient, draft_sum, draft_factor, draft_hinge))
    kind: Kind = one_of(rng, ("max", "avg"))
    return with_numbers(rng, lambda: draft(rng, kind))


def draft_gradient(rng: Random, kind: Kind) -> Draft:
    """Ask for the gradient of one input, where windows may overlap."""
    side, kernel, stride = one_of(rng, ((4, 2, 2), (4, 2, 1), (5, 3, 2), (4, 3, 1), (5, 3, 1)))
    grid = rng.permutation(np.arange(1.0, side * side + 1)).reshape(side, side)  # no ties
    layer, upstream = Layer(kind, kernel, stride), int(rng.integers(2, 9))
    shape = layer(grid).shape
    shares = sum(influence([layer], side, place, grid) for place in np.ndindex(shape))
    looks = sum(influence([Layer("avg", kernel, stride)], side, p) > 0 for p in np.ndindex(shape))
    assert isinstance(shares, np.ndarray)
    assert isinstance(looks, np.ndarray)
    row, column = (int(i) for i in rng.integers(0, side, 2))
    right = float(upstream * shares[row, column])
    windows, area = int(looks[row, column]), kernel * kernel
    value = float(grid[row, column])
    wins = round(right / upstream) if kind == "max" else windows
    each = upstream / area if kind == "avg" else upstream  # from one window
    slips = [
        Slip("value", upstream * value, "The value itself is no factor in the gradient."),
        Slip("all outputs", upstream * shape[0] * shape[1], "Not all windows hold this input."),
        Slip("one more", right + each, f"That is for {wins + 1} windows, not for {wins}."),
    ]
    if windows == shape[0] * shape[1]:
        slips = [slip for slip in slips if slip.name != "all outputs"]
    if kind == "max":
        slips += [
            Slip("every window", upstream * windows, "Only the largest value of a window gets it."),
            Slip("shared", upstream * windows / area, "That is the share in average pooling."),
        ]
        if wins:
            slips.append(Slip("nothing", 0, "It is the largest in a window, so it gets some."))
        if wins > 1:
            slips.append(Slip("once", upstream, "It wins more than one window: gradients add up."))
        why = f"It is the largest value in {wins} of its {windows} windows: {wins} · {upstream}"
    else:
        slips += [
            Slip("whole", upstream * windows, f"Each of the {area} inputs gets an equal share."),
            Slip("nothing", 0, "Every input of a window gets a share in average pooling."),
            Slip("divided", upstream / kernel, f"A window has {area} cells, not {kernel}."),
            Slip("undivided", upstream, f"An output's gradient is shared by {area} inputs."),
        ]
        if windows > 1:
            told = f"It is in {windows} windows: gradients add up."
            slips.append(Slip("once", upstream / area, told))
        why = (
            f"It gets 1/{area} from each of its {windows} windows: {windows} · {upstream} / {area}"
        )
    question = Question(
        topic=TOPIC,
        text=f"Apply {named(layer)}. When the network learns, a gradient of "
        f"**{upstream}** arrives at each output. **What gradient does the "
        f"input {number(value)} in row {row + 1}, column {column + 1} get?**",
        why=f"{why} = {number(right)}.",
        **where_gradients_go(layer, grid),
        facts=dict(
            case="gradient",
            kind=kind,
            kernel=kernel,
            stride=stride,
            upstream=upstream,
            place=(row, column),
        ),
        grid=grid,
    )
    return question, right, slips


def where_gradients_go(layer: Layer, grid: Array) -> dict[str, Any]:
    """The page of the question: the one on gradients, if it has such windows."""
    text = grid_text(grid)
    for windows, size in SIZES.items():
        if size == (layer.kernel_size, layer.stride) and len(grid) == len(LESSON):
            return dict(page=GRADIENT_LAB, link=dict(grid=text, windows=windows))
    return dict(page=GRID_LAB, link=dict(grid=text, **settings_of(layer)))


def draft_sum(rng: Random, kind: Kind) -> Draft:
    """Ask for a window of A + B. The lab shows it as the first window of two grids."""
    a, b = (rng.integers(-9, 10, (2, 2)).astype(np.float64) for _ in range(2))
    layer = Layer(kind, 2)
    right, both = float(layer(a + b)[0, 0]), a + b
    slips = [
        Slip(
            "largest of both",
            max(a.max(), b.max()),
            "That is the largest of all eight, without adding.",
        ),
        Slip("a alone", float(a.max()), "That is the largest value of A alone."),
        Slip("b alone", float(b.max()), "That is the largest value of B alone."),
        Slip("smallest", float(both.min()), "That is the smallest value of A + B."),
        Slip("sum", float(both.sum()), "That is the sum of all the values."),
        Slip("place", float(both.flat[a.argmax()]), "That is A + B where A is largest."),
    ]
    parts = float(a.max() + b.max())
    if kind == "max":
        told = (
            "That adds the two maxima. They are in different cells, so max pooling is not linear."
        )
        slips += [
            Slip("parts", parts, told),
            Slip("mean", float(both.mean()), "That is the mean of A + B, not its maximum."),
        ]
        why = (
            f"A + B holds {values(both)}. Its maximum is {number(right)}, and max(A) + max(B) = "
            f"{number(parts)}."
        )
    else:
        slips += [
            Slip("largest", float(both.max()), "That is the maximum of A + B, not its mean."),
            Slip("parts", parts, "That adds the two maxima."),
            Slip("halved", right / 2, "A + B has four values. This divides by eight."),
            Slip("doubled", right * 2, "A + B has four values. This divides by two."),
        ]
        means = f"{number(float(a.mean()))} + {number(float(b.mean()))}"
        why = f"mean(A) + mean(B) = {means} = {number(right)}. Average pooling is linear."
    question = Question(
        topic=TOPIC,
        text=f"A window of grid A holds **{values(a)}**. The same window of grid B holds "
        f"**{values(b)}**. **What does {word(kind)} pooling of A + B give?**",
        why=why,
        page=LINEAR_LAB,
        link=dict(a=grid_text(framed(a)), b=grid_text(framed(b)), kind=kind),
        facts=dict(case="sum", kind=kind, a=a, b=b),
    )
    return question, right, slips


def draft_factor(rng: Random, kind: Kind) -> Draft:
    """Ask for a window that is multiplied by a negative number, which reverses the order."""
    a, c = rng.integers(-9, 10, (2, 2)).astype(np.float64), -int(rng.integers(1, 4))
    factor = f"−{-c}"
    right, mean = float(Layer(kind, 2)(c * a)[0, 0]), float(a.mean())
    top, low = float(a.max()), float(a.min())
    slips = [
        Slip("unmultiplied", top, f"That is the maximum of A, before multiplying by {factor}."),
        Slip("sign", -c * top, f"That is the maximum of A times {-c}."),
        Slip("added", top + c, f"That adds {factor} to the maximum of A."),
        Slip("smallest", low, "That is the smallest value of A."),
        Slip("turned", -c * mean, f"That is the mean of A times {-c}."),
        Slip("unmultiplied mean", mean, f"That is the mean of A, before multiplying by {factor}."),
        Slip("sum", c * float(a.sum()), f"That is the sum of the values of {factor} · A."),
    ]
    if kind == "max":
        told = f"That is {factor} times the maximum of A. A negative factor reverses the order."
        slips += [
            Slip("order", c * top, told),
            Slip("mean", c * mean, f"That is the mean of {factor} · A, not its maximum."),
        ]
        why = f"{factor} · A holds {values(c * a)}: the smallest value of A becomes the largest."
    else:
        slips += [
            Slip("largest", c * low, f"That is the maximum of {factor} · A, not its mean."),
            Slip("least", c * top, f"That is the smallest value of {factor} · A."),
        ]
        why = (
            f"{factor} · {number(mean)} = {number(right)}. The mean keeps any factor: it is linear."
        )
    question = Question(
        topic=TOPIC,
        text=f"A window of grid A holds **{values(a)}**. **What does {word(kind)} pooling of "
        f"{factor} · A give?**",
        why=why,
        page=LINEAR_LAB,
        link=dict(a=grid_text(framed(a)), kind=kind, times=str(c)),
        facts=dict(case="factor", kind=kind, a=a, c=c),
    )
    return question, right, slips


def draft_hinge(rng: Random, kind: Kind) -> Draft:
    """Ask how much the output rises while one pixel grows past the others, or not."""
    start, end = (int(x) for x in np.sort(rng.choice(np.arange(-9, 10), 2, replace=False)))
    layer, top = Layer(kind, 2), max(OTHERS)
    low, high = (float(layer(np.array([[x, OTHERS[0]], OTHERS[1:]]))[0, 0]) for x in (start, end))
    right, rise = high - low, float(end - start)
    slips = [
        Slip("line", rise, "That is how much x grows. The output grows less."),
        Slip("end", high, "That is the output at the end, not its rise."),
        Slip("start", low, "That is the output at the start, not its rise."),
        Slip("half", rise / 2, "That is half of what x grows."),
        Slip("pixel", end, "That is x at the end."),
        Slip("other", end - low, "That starts from the output, but ends at x."),
    ]
    if kind == "max":
        slips.append(Slip("share", rise / 4, "That is the rise in average pooling."))
        if end <= top:
            why = f"The maximum stays {number(top)}: x never grows past it."
        else:
            why = f"The maximum is {number(low)} at first and {number(high)} at the end."
            slips.append(
                Slip(
                    "nothing", 0, f"x becomes larger than {number(top)}, the largest of the others."
                )
            )
    else:
        slips += [
            Slip("hinge", max(end, top) - max(start, top), "That is the rise in max pooling."),
            Slip("nothing", 0, "The mean changes with each of its pixels."),
            Slip("third", rise / 3, "A window has four pixels, not three."),
        ]
        why = f"The mean grows by a quarter of what x grows: {number(rise)} / 4 = {number(right)}."
    if right == rise:
        slips = [slip for slip in slips if slip.name != "line"]
    others = ", ".join(map(number, OTHERS))
    question = Question(
        topic=TOPIC,
        text=f"A window holds x and {others}. x grows from **{start}** to **{end}**. **By how much "
        f"does the output of {word(kind)} pooling rise?**",
        why=why,
        page=LINEAR_LAB,
        link=dict(pixel=str(end)),
        facts=dict(case="hinge", kind=kind, start=start, end=end),
    )
    return question, right, slips


def word(kind: Kind) -> str:
    return {"max": "max", "avg": "average"}[kind]


def values(window: Cells) -> str:
    return ", ".join(number(v) for v in window.flat)


def framed(window: Cells) -> Cells:
    """A grid of 4 x 4 with this window in its top left corner, for the lab."""
    grid = np.zeros((4, 4))
    grid[:2, :2] = window
    return grid
