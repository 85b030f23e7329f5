"""The image lab's picture and its rounds, before and after the shift."""

from collections.abc import Iterable, Sequence

import numpy as np

from lab.components.picture_grid import Apart, Block, Part, Shifted, Shot, Strip
from lab.draw import pixels
from lab.words.numbers import NAMES, percent
from pooling import Comparison, Layer
from pooling.arguments import Array, Fill

THUMBS = 3  # rounds side by side in one block
SOFTEST = 32  # grey levels of difference that get the full colour, at least


def reach_of(maps: Iterable[Array]) -> float:
    """Where a difference reaches its full colour."""
    return max(SOFTEST, *(float(np.abs(m).max()) for m in maps))


def input_part(x: Array, moved: Array, shift: tuple[int, int, Fill]) -> Part:
    """The picture, the picture moved, and what that changed."""
    size = f"{x.shape[-2]} × {x.shape[-1]} pixels"
    reach = reach_of([pixels.difference(x, moved)])
    equal = x == moved
    share = percent(np.mean(equal.all(0) if equal.ndim == 3 else equal))
    picture = pixels.shown(x)
    shifted = Shifted("shifted", picture, *shift)
    strip = Strip(
        [Shot("picture", picture, stays=True), shifted, Apart(shifted, reach)],
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
    """Each round's map before, after, and the difference; three rounds to a block."""
    numbers = range(1, len(before))
    differences = {r: pixels.difference(before[r], after[r]) for r in numbers}
    reach = reach_of(differences.values())
    name = NAMES[layer.kind]
    rounded = ", rounded" if layer.kind == "avg" else ""  # as pixels

    def block(group: Sequence[int]) -> Block:
        sizes = {r: f"{before[r].shape[-2]} × {before[r].shape[-1]}" for r in group}
        told = ", ".join(f"round {r} ({size})" for r, size in sizes.items())
        equal = ", ".join(f"round {r} {percent(scores[r].same_place)}" for r in group)
        strips = [
            Strip(
                [Shot(f"before{rounded}", pixels.shown(before[r]), stays=True) for r in group],
                f"{name} pooling before the shift: {told}.",
                "before",
                [f"{r}: {size}" for r, size in sizes.items()],
            ),
            Strip(
                [Shot(f"after{rounded}", pixels.shown(after[r])) for r in group],
                f"{name} pooling after the shift: {told}. Unchanged: {equal}.",
                "after",
            ),
            Strip(
                [Shot("", pixels.diverging(differences[r], reach)) for r in group],
                f"What the shift changed in {name.lower()} pooling: {told}.",
                "difference",
            ),
        ]
        return Block(strips, [f"{name}, round {r}" for r in group])

    groups = [numbers[i : i + THUMBS] for i in range(0, len(numbers), THUMBS)]
    return Part([block(group) for group in groups], f"{name} pooling (difference: ±{reach:.0f})")
