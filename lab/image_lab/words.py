"""The scores and results of the image lab in words."""

from collections.abc import Sequence

from lab.words.numbers import NAMES, SCORES, direction, markdown_table, number, percent
from pooling import Comparison, Layer
from pooling.arguments import Array

CHANCE = (
    "On a photo this score says little: with 256 grey levels, most values are found somewhere by "
    "chance."
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


def activations(maps: Sequence[Array]) -> str:
    """Say how many numbers remain, and what share is gone."""
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
    """Say in which round the maps before and after the shift became equal, if any."""
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
