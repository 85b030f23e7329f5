"""Numbers and results in words: sums written out, scores, takeaways. No Streamlit."""

from collections.abc import Mapping, Sequence

import numpy as np

from pooling import Comparison, Layer, unchanged_probability
from pooling.arguments import Array
from pooling.geometry import Axis

SCORES = {  # of pooling.Comparison
    "same_place": "Same place",
    "survivors": "Survive somewhere",
    "same_maximum": "Largest output",
    "error": "Mean squared error",
}
NAMES = {
    "max": "Max",
    "avg": "Average",
    "min": "Min",
    "stride": "Bare striding",
    "blur": "Blur pooling",
}
CLOSE = 0.005  # an answer given to two decimals, as numbers are written here, is right
NBSP = "\N{NO-BREAK SPACE}"
CHANCE = (
    "On a photo this score says little: with 256 grey levels, most values are found somewhere by "
    "chance."
)
LONGEST_SUM = 16  # terms of a window that are written out


def number(value: float) -> str:
    """At most two decimals, no trailing zeros.

    >>> number(3.75), number(8.0), number(1 / 3), number(-0.0)
    ('3.75', '8', '0.33', '0')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def equals(value: float) -> str:
    """An equals sign, or an approximate one where two decimals do not hold the value."""
    return "=" if abs(value - float(number(value))) < 1e-9 else "≈"


def cell_list(window: Array, joint: str, chosen: int | None = None) -> str:
    """A window's values joined; a long window is cut short, but keeps the ``chosen`` one."""
    terms = [f"({number(v)})" if joint == " + " and v < 0 else number(v) for v in window]
    left_out = len(terms) - LONGEST_SUM + 1
    if left_out > 1:
        end = [f"… {left_out} more"]
        if chosen is not None and chosen >= LONGEST_SUM - 1:
            end = [f"… {terms[chosen]}", f"… {left_out - 1} more"]
        terms = [*terms[: LONGEST_SUM - 1], *end]
    return joint.join(terms)


def written_out(layer: Layer, x: Array, row: int, column: int) -> str:
    """One output cell as a sum with its numbers.

    >>> grid = np.array([[8, 4], [1, 2]])
    >>> written_out(Layer("max", 2), grid, 0, 0)
    'max(8, 4, 1, 2) = 8'
    >>> written_out(Layer("avg", 2), grid, 0, 0)
    '(8 + 4 + 1 + 2) / 4 = 3.75'
    """
    result = float(layer(x)[row, column])
    down, along = layer.window((x.shape[0], x.shape[1]), row, column)
    rows, columns = (
        [i for i in places if 0 <= i < n] for places, n in zip((down, along), x.shape, strict=True)
    )
    inside = x[np.ix_(rows, columns)].ravel()
    axes = layer.axes((x.shape[0], x.shape[1]))
    framed = int(axes[0].counts(True)[row] * axes[1].counts(True)[column])
    padding, overhang = framed - inside.size, len(down) * len(along) - framed
    left_out = f"; {cells(overhang)} past the edge {plural(overhang, 'is', 'are')} left out"
    if layer.kind != "avg":
        winner = int(np.argmax(inside == result)) if inside.size else None
        never = f"; {cells(padding)} of padding never {plural(padding, 'wins', 'win')}"
        return (
            f"{layer.kind}({cell_list(inside, ', ', winner)}) = {number(result)}"
            f"{never * bool(padding)}{left_out * bool(overhang)}"
        )
    zeros = padding if layer.count_include_pad else 0
    padded = np.concatenate([inside, np.zeros(zeros)])
    added = f"; {cells(zeros)} of padding {plural(zeros, 'counts as a zero', 'count as zeros')}"
    return (
        f"({cell_list(padded, ' + ')}) / {padded.size} {equals(result)} {number(result)}"
        f"{added * bool(zeros)}{left_out * bool(overhang)}"
    )


def refused(
    refusal: ValueError, kernel: int, padding: int, dilation: int, shape: tuple[int, int]
) -> str:
    """Why a layer does not fit, for a learner, and what to do; the package speaks to a caller.

    >>> refused(ValueError("`padding` must be at most 1"), 2, 2, 1, (4, 4))
    'Padding 2 is too much: at most half the kernel size, here 1. Choose less, or a larger kernel.'
    """
    if str(refusal).startswith("`padding`"):
        return (
            f"Padding {padding} is too much: at most half the kernel size, here {kernel // 2}. "
            "Choose less, or a larger kernel."
        )
    if str(refusal).startswith("`dilation`"):
        return "Average pooling has no dilation. Set dilation to 1, or pool with max or min alone."
    span = dilation * (kernel - 1) + 1
    height, width = (n + 2 * padding for n in shape)
    return (
        f"A window that is {span} cells wide does not fit the {height} × {width} input"
        f"{', padding included' * bool(padding)}. Choose a smaller kernel"
        f"{' or dilation' * (dilation > 1)}, or a larger input."
    )


def plural(count: int, one: str, many: str) -> str:
    return one if count == 1 else many


def cells(count: int) -> str:
    return f"{count} {plural(count, 'cell', 'cells')}"


def score_table(
    layers: Sequence[Layer],
    before: Sequence[Array],
    after: Sequence[Array],
    scores: Sequence[Comparison],
) -> str:
    """The four scores of each kind of pooling, each with what it asks, as a Markdown table."""
    both = list(zip(before, after, scores, strict=True))
    rows = {
        "Same place": (
            "outputs that hold the same value at the same place; strictly, this is invariance",
            [f"{round(s.same_place * b.size)} of {b.size}" for b, _, s in both],
        ),
        "Survive somewhere": (
            "values that are still found anywhere in the output, each counted once",
            [f"{round(s.survivors * b.size)} of {b.size}" for b, _, s in both],
        ),
        "Largest output": (
            "the strongest output before, and after",
            [f"{number(b.max())} and {number(a.max())}".replace(" ", NBSP) for b, a, _ in both],
        ),
        "Mean squared error": (
            "the differences between the two outputs, squared, then averaged",
            [number(s.error) for _, _, s in both],
        ),
    }
    return markdown_table(
        ["Score", *(NAMES[layer.kind] for layer in layers)],
        [[f"**{name}**: {asks}", *values] for name, (asks, values) in rows.items()],
    )


def markdown_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in words; st.table would go through pandas and Arrow, at twenty times the cost.

    >>> markdown_table(["n"], [["1"]])
    '| n |\\n| --- |\\n| 1 |'
    """
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def direction(down: int, right: int) -> str:
    """A shift in words.

    >>> direction(0, 1), direction(-2, 3), direction(0, 0)
    ('1 to the right', '3 to the right and 2 up', 'nowhere')
    """
    parts = []
    if right:
        parts.append(f"{abs(right)} to the {'right' if right > 0 else 'left'}")
    if down:
        parts.append(f"{abs(down)} {'down' if down > 0 else 'up'}")
    return " and ".join(parts) or "nowhere"


def takeaway(
    layers: Sequence[Layer],
    before: Sequence[Array],
    after: Sequence[Array],
    scores: Sequence[Comparison],
    down: int,
    right: int,
) -> str:
    """What the pictures show now, in a few sentences, and where the lesson's claim fails."""
    if not (down or right):
        size = before[0].size
        return (
            f"Pooling keeps {size} {plural(size, 'number', 'numbers')} of what it saw. "
            "Nothing is shifted yet: drag a shift, and see which of them stay."
        )
    layer, score, size = layers[0], scores[0], before[0].size
    same, alive = round(score.same_place * size), round(score.survivors * size)
    name = NAMES[layer.kind]
    moved = f"Shifted {direction(down, right)}"
    if same == size:
        claim = (
            f"{name.lower()} pooling's output did not change at all ({same} of {size}): "
            "here the textbook is right, and pooling is invariant."
        )
    elif same == 0 and alive == 0:
        claim = (
            f"nothing of {name.lower()} pooling's output is left: here the claim that pooling "
            "withstands small shifts fails."
        )
    else:
        claim = (
            f"{same} of {size} outputs of {name.lower()} pooling "
            f"{plural(same, 'is', 'are')} unchanged in place, "
            f"though {alive} of {size} {plural(alive, 'value is', 'values are')} still found "
            "somewhere: values survive better than places, so pooling is only partly invariant."
        )
        if alive == same:
            claim = (
                f"{same} of {size} outputs of {name.lower()} pooling "
                f"{plural(same, 'is', 'are')} unchanged, and no other value survives: "
                "pooling is only partly invariant."
            )
    top = "" if layer.kind != "max" else " " + largest(before[0], after[0])
    others = "".join(
        f" {NAMES[other.kind]} pooling keeps {round(s.same_place * size)} of {size} in place."
        for other, s in zip(layers[1:], scores[1:], strict=True)
    )
    return f"{moved}, {claim}{top}{others}"


def motive(pixels: float, outputs: float, right: int) -> str:
    """What the home page's picture shows now of the promise, and of its limits."""
    if not right:
        return "Drag the slider, or press play."
    if outputs < pixels:
        return "Pooling has withstood a part of the move, not all of it."
    return "Now more outputs than pixels have changed: the promise is about small moves."


def largest(before: Array, after: Array) -> str:
    """The lesson's "the largest is still there", checked."""
    old, new = before.max(), after.max()
    if old == new:
        return f"The largest output is {number(old)} both times."
    return (
        f"The largest output went from {number(old)} to {number(new)}: "
        "a large value survives only while it stays in the frame and a window reads it."
        if new < old
        else f"The largest output rose from {number(old)} to {number(new)}."
    )


SIZE_FORMULA = (
    "\\text{output} = \\left\\lfloor \\frac{\\text{input} + \\text{padding} - "
    "\\text{dilation}\\,(\\text{kernel} - 1) - 1}{\\text{stride}} \\right\\rfloor + 1"
)


def size_formula(name: str, axis: Axis) -> str:
    """The output-size formula with an axis's numbers put in, as LaTeX (lesson.md section 5)."""
    pads = f"{axis.before} + {axis.after}"
    room = f"{axis.n} + {pads} - {axis.dilation}\\,({axis.kernel} - 1) - 1"
    exact = (axis.n + axis.before + axis.after - axis.span) / axis.stride
    low, high = ("lfloor", "rfloor") if axis.out == int(exact) + 1 else ("lceil", "rceil")
    return (
        f"\\text{{{name}: }}\\left\\{low} \\frac{{{room}}}{{{axis.stride}}} \\right\\{high} + 1 "
        f"= {axis.out}"
    )


def percent(share: float) -> str:
    """A share in percent; only exactly all is 100%, and only exactly none 0%.

    >>> percent(1.0), percent(0.99999), percent(0.0004), percent(0.0), percent(0.25)
    ('100%', '99.9%', '0.1%', '0%', '25%')
    """
    text = f"{min(max(share * 100, 0.1), 99.9):.1f}" if 0 < share < 1 else f"{share * 100:.0f}"
    return text.removesuffix(".0") + "%"


def sums(layers: Sequence[Layer], grid: Array, cell: tuple[int, int]) -> str:
    """The window in focus, written out for each kind of pooling, in Markdown."""
    return "  \n".join(
        f"{NAMES[layer.kind]}: `{written_out(layer, grid, *cell)}`" for layer in layers
    )


def rounds_table(
    layer: Layer, before: Sequence[Array], after: Sequence[Array], scores: Sequence[Comparison]
) -> str:
    """The four scores of every round, as a Markdown table."""
    heads = [f"{NAMES[layer.kind]}, round", *SCORES.values()]
    rows = [
        [
            f"{r}: {a.shape[-2]} × {a.shape[-1]}",
            percent(s.same_place),
            percent(s.survivors),
            f"{number(float(a.max()))}→{number(float(b.max()))}",
            number(s.error),
        ]
        for r, (a, b, s) in enumerate(zip(before, after, scores, strict=True))
    ]
    return markdown_table(heads, rows)


def curve_text(lines: Mapping[str, Sequence[float]]) -> str:
    """A plot's content as text.

    >>> curve_text({"Max": [0.5, 1.0]})
    'Max: 0.5, 1.'
    """
    return " ".join(f"{n}: {', '.join(number(v) for v in vs)}." for n, vs in lines.items())


def activations(maps: Sequence[Array]) -> str:
    """How many numbers are left, and what share was dropped."""
    first, last = maps[0].size, maps[-1].size
    return (
        f"Of {first:,} numbers {last:,} are left: {percent(1 - last / first)} were dropped, "
        "and whatever follows is cheaper by as much."
    )


def rounds_takeaway(
    layers: Sequence[Layer],
    before: Sequence[Sequence[Array]],
    scores: Sequence[Sequence[Comparison]],
    down: int,
    right: int,
) -> str:
    """Which round made before and after agree, or that none did."""
    if not (down or right):
        return "Nothing is shifted: every round agrees. Drag a shift."
    if len(before[0]) == 1:
        return "Nothing is pooled yet: this is the picture itself. Choose a round."
    sentences = []
    for layer, still, of_kind in zip(layers, before, scores, strict=True):
        name = NAMES[layer.kind]
        agreeing = next((r for r, s in enumerate(of_kind) if s.same_place == 1), None)
        last = len(of_kind) - 1
        if agreeing is not None:
            size = f"{still[agreeing].shape[-2]} × {still[agreeing].shape[-1]}"
            sentences.append(
                f"{name} pooling made before and after agree entirely in round {agreeing}, "
                f"when {size} was left."
            )
        else:
            sentences.append(
                f"No round of {name.lower()} pooling made them agree entirely: "
                f"after round {last}, {percent(of_kind[last].same_place)} is unchanged in place."
            )
    if len(layers) > 1 and scores[0][-1].error > scores[1][-1].error:
        sentences.append(
            f"Yet by mean squared error {NAMES[layers[1].kind].lower()} pooling is the steadier "
            f"({number(scores[1][-1].error)} against {number(scores[0][-1].error)}): "
            "which is steadier depends on the score."
        )
    return f"Shifted {direction(down, right)}. " + " ".join(sentences)


def score_value(value: float, score: str) -> str:
    """A score of one shift, in words."""
    if score == "error":
        return f"mean squared error {number(value)}"
    if score == "same_maximum":
        return "the largest output is the same" if value else "the largest output has changed"
    where = "at the same place" if score == "same_place" else "somewhere"
    return f"{percent(value)} of the outputs are still there, {where}"


def sweep_text(scores: Array, name: str, down: int, right: int) -> str:
    """A sweep as text: its range, its centre's neighbours, and the chosen shift."""
    m = scores.shape[0] // 2
    return (
        f"{name} at every shift from -{m} to {m}: from {number(float(scores.min()))} to "
        f"{number(float(scores.max()))}. One pixel right: {number(float(scores[m, m + 1]))}, "
        f"one down: {number(float(scores[m + 1, m]))}. "
        f"At {right} right and {down} down: {number(float(scores[m + down, m + right]))}."
    )


LITTLE = 0.05  # a share of unchanged outputs below which nothing is claimed of a picture


def sweep_takeaway(scores: Array, name: str, score: str, round_: int, count: int) -> str:
    """How invariant the chosen round is, over every shift; it has ``count`` outputs."""
    m = scores.shape[0] // 2
    others = np.delete(scores.ravel(), m * scores.shape[1] + m)
    start = f"{name}, round {round_}: "
    if score == "error":
        return start + (
            f"a shift of up to {m} pixels changes the outputs by a mean squared error of "
            f"{number(float(others.min()))} to {number(float(others.max()))}."
        )
    if score == "same_maximum":
        return start + (
            f"the largest output stays at {int(others.sum())} of {others.size} shifts. That one "
            "value survives says little about the others."
        )
    near, far = float(scores[m, m + 1]), float(scores[m, -1])
    where = "at the same place" if score == "same_place" else "somewhere"
    return start + (
        f"one pixel to the right leaves {percent(near)} of the outputs {where}, {m} pixels leave "
        f"{percent(far)}; {verdict(others, near, count)}"
    )


def verdict(others: Array, near: float, count: int) -> str:
    """What a sweep's shares say of invariance; ``count`` outputs were compared."""
    if count == 1:
        return "but only one number is left, so that it agrees or differs as a whole."
    if others.min() == 1:
        return "no shift changes it: here pooling is invariant."
    if near < LITTLE:
        return "so here even one pixel leaves next to nothing as it was."
    return "so it withstands some shifts a little, and none is guaranteed."


ALIKE = 0.5  # the correlation of neighbouring pixels above which they are called alike


def above_the_law(found: float, alike: float) -> str:
    """Where a picture lies against the law of noise, one pixel to the right, and why.

    ``found`` is the share unchanged after one round, ``alike`` how much neighbours correlate.
    """
    law = unchanged_probability(2, 1)
    start = f"After one round and one pixel, noise keeps {percent(law)}; this picture keeps "
    if abs(found - law) <= 0.01:
        return f"{start}{percent(found)}: it obeys the law."
    if alike < ALIKE:
        return (
            f"{start}{percent(found)}. The law does not speak of it: its pixels are not "
            "independent, and neighbours are not alike either."
        )
    if found > law:
        return (
            f"{start}{percent(found)}. It lies above the law because neighbouring pixels are "
            "alike: where an area is flat, the pixel that enters a window is as bright as the one "
            "that leaves."
        )
    return (
        f"{start}{percent(found)}. That neighbouring pixels are alike does not help it: on a "
        "slope from dark to bright the largest pixel lies at the window's edge, where a shift "
        "replaces it by one that is nearly, but not exactly, as bright. See the mean squared "
        "error: it is small."
    )


def equivariance(whole: float, odd: float, step: int, round_: int) -> str:
    """What a shift by the stride does, and what one pixel less does.

    The shares are of outputs that are equal when the map is moved along, as well as it goes.
    """
    return (
        f"After round {round_} one output stands for {step} × {step} pixels. Wrapped round, a "
        f"shift by {step} pixels moves max pooling's map along by exactly one output: "
        f"{percent(whole)} agree once it is moved back. That is **equivariance**: the output "
        "moves with the input. A "
        f"shift by {plural(step - 1, 'one pixel', f'{step - 1} pixels')} is no whole number of "
        f"outputs: {percent(odd)} agree at best."
    )


KINDS_IN_WORDS = (
    "**Bare striding** keeps one pixel of every window and drops the rest. **Blur pooling** (Zhang "
    "2019) blurs before it does so. Where a pattern is finer than the stride, dropping pixels "
    "makes another pattern of it that a shift turns over, as wheels seem to turn backwards in a "
    "film: **aliasing**, plain to see on the fine stripes. Exact equality favours max pooling; by "
    "mean squared error blur pooling is often the steadiest."
)
