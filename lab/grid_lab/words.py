"""The grid lab's scores and results in words."""

from collections.abc import Sequence

from lab.words.numbers import NAMES, direction, markdown_table, number, plural
from pooling import Comparison, Layer
from pooling.arguments import Array

NBSP = "\N{NO-BREAK SPACE}"


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


def conclusion(
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
