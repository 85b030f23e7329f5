"""The pictures of the image lab: the input and each round, before and after the shift."""

from collections.abc import Iterable, Sequence

import numpy as np

from lab.components.picture_grid import Block, Difference, ImageRow, Part, Shifted, Shot
from lab.draw import pixels
from lab.words.numbers import NAMES, percent
from pooling import Comparison, Layer
from pooling.arguments import Array, Fill

THUMBS = 3  # rounds side by side in one block
SOFTEST = 32  # grey levels: smaller differences never get the full colour


def reach_of(maps: Iterable[Array]) -> float:
    """The difference that gets the full colour: the largest one, but at least SOFTEST."""
    return max(SOFTEST, *(float(np.abs(m).max()) for m in maps))


def input_part(x: Array, moved: Array, shift: tuple[int, int, Fill]) -> Part:
    """The picture, the shifted picture, and the difference between the two."""
    size = f"{x.shape[-2]} × {x.shape[-1]} pixels"
    reach = reach_of([pixels.difference(x, moved)])
    equal = x == moved
    share = percent(np.mean(equal.all(0) if equal.ndim == 3 else equal))
    picture = pixels.shown(x)
    shifted = Shifted("shifted", picture, *shift)
    strip = ImageRow(
        [Shot("picture", picture, stays=True), shifted, Difference(shifted, reach)],
        f"The picture, {size}. Shifted, {share} of its pixels are the same.",
        captions=[f"Picture, {size}", "Shifted", f"Difference (±{reach:.0f})"],
    )
    return Part([Block([strip], ["Pixel"])])


def rounds_part(
    layer: Layer,
    before: Sequence[Array],
    after: Sequence[Array],
    scores: Sequence[Comparison],
) -> Part:
    """The map of each round before and after, and the difference, with three rounds per block."""
    numbers = range(1, len(before))
    differences = {r: pixels.difference(before[r], after[r]) for r in numbers}
    reach = reach_of(differences.values())
    name = NAMES[layer.kind]
    rounded = ", rounded" if layer.kind == "avg" else ""  # pixels hold whole numbers only

    def block(group: Sequence[int]) -> Block:
        sizes = {r: f"{before[r].shape[-2]} × {before[r].shape[-1]}" for r in group}
        round_sizes = ", ".join(f"round {r} ({size})" for r, size in sizes.items())
        equal = ", ".join(f"round {r} {percent(scores[r].same_place)}" for r in group)
        strips = [
            ImageRow(
                [Shot(f"before{rounded}", pixels.shown(before[r]), stays=True) for r in group],
                f"{name} pooling before the shift: {round_sizes}.",
                "before",
                [f"{r}: {size}" for r, size in sizes.items()],
            ),
            ImageRow(
                [Shot(f"after{rounded}", pixels.shown(after[r])) for r in group],
                f"{name} pooling after the shift: {round_sizes}. Unchanged: {equal}.",
                "after",
            ),
            ImageRow(
                [Shot("", pixels.diverging(differences[r], reach)) for r in group],
                f"What the shift changed in {name.lower()} pooling: {round_sizes}.",
                "difference",
            ),
        ]
        return Block(strips, [f"{name}, round {r}" for r in group])

    groups = [numbers[i : i + THUMBS] for i in range(0, len(numbers), THUMBS)]
    return Part([block(group) for group in groups], f"{name} pooling (difference: ±{reach:.0f})")
