"""The pictures of the image lab: the input, one round large, and all rounds small."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

import numpy as np

from lab.components.picture_grid import Block, ImageRow, Part, Shifted, Shot
from lab.draw import pixels
from lab.draw.boxes import Outline
from lab.draw.pixels import Painted, Pixels
from lab.image_lab.rounds import Rounds
from lab.image_lab.words import size
from lab.words.numbers import NAMES, percent
from pooling import Layer
from pooling.arguments import Array, Fill

SOFTEST = 32  # grey levels: smaller differences never get the full colour
THUMB = 64  # pixels that a small picture has at most, or a little more


def reach_of(maps: Iterable[Array]) -> float:
    """The difference that gets the full colour: the largest one, but at least SOFTEST."""
    return max(SOFTEST, *(float(np.abs(m).max()) for m in maps))


def input_part(
    x: Array,
    moved: Array,
    shift: tuple[int, int, Fill],
    reach: int,
    sliders: tuple[str, str],
    outlines: Sequence[Outline],
) -> Part:
    """The picture, and the shifted picture that follows the sliders, and that can be dragged."""
    share = percent(float(np.mean(x == moved)))
    picture = pixels.shown(x)
    row = ImageRow(
        [
            Shot("picture", picture, stays=True, outlines=outlines, taps=reach > 0),
            Shifted("shifted", picture, *shift, reach=reach, sliders=sliders),
        ],
        f"The picture, {size(x)} pixels. After the shift, {share} of its numbers are unchanged.",
        captions=["Picture", "Shifted: drag it" if reach else "Shifted"],
    )
    return Part([Block([row], ["Pixel", "Pixel of the shifted picture"])])


def painter(kinds: Sequence[Rounds], photo: bool) -> Callable[[Array], Pixels | Painted]:
    """How maps are drawn: as a photo, or from dark to bright up to the largest response."""
    if photo:
        return pixels.shown
    top = max(float(a[0].max()) for k in kinds for a in (k.before, k.after))
    return partial(pixels.sequential, top=top)


def round_parts(kinds: Sequence[Rounds], count: int, name: str, photo: bool) -> list[Part]:
    """One round, before and after the shift and the difference. Round 0 is there once."""
    shown = kinds if count else kinds[:1]
    differences = [pixels.difference(k.before[count], k.after[count]) for k in shown]
    reach, paint = reach_of(differences), painter(kinds, photo)
    parts = []
    for kind, difference in zip(shown, differences, strict=True):
        pool = NAMES[kind.layer.kind]
        title = f"{pool}, round {count}" if count else f"Round 0, the {name}"
        rounded = ", rounded" if kind.layer.kind == "avg" and count else ""  # to whole pixels
        names = [f"{when}{rounded}" if photo else "" for when in ("before", "after")]
        before, after = kind.before[count], kind.after[count]
        row = ImageRow(
            [
                Shot(names[0], paint(before), stays=True),
                Shot(names[1], paint(after)),
                Shot("", pixels.diverging(difference, reach)),
            ],
            f"{title}, {size(before)}: before the shift, after it, and the difference. "
            f"Unchanged: {percent(kind.unchanged(count))}.",
            captions=[title, "After the shift", "Difference"],
        )
        parts.append(Part([Block([row], [title])], tab=pool if count else "Round 0"))
    return parts


def thumbs(kind: Rounds, count: int, photo: bool) -> Part:
    """Every round, small, and the same while the learner shifts; a tap shows it large."""
    paint, numbers = painter([kind], photo), range(kind.last + 1)
    row = ImageRow(
        [Shot("", paint(small(kind.before[n])), stays=True) for n in numbers],
        f"All rounds of {NAMES[kind.layer.kind].lower()} pooling, before the shift",
        captions=[f"Round {n}" for n in numbers],
        picked=count,
    )
    return Part([Block([row], [f"Round {n}" for n in numbers])])


def small(values: Array) -> Array:
    """The mean of square blocks of a large map, so that its picture is a small file."""
    times = min(-(-max(values.shape[-2:]) // THUMB), *values.shape[-2:])
    return Layer("avg", times)(values) if times > 1 else values
