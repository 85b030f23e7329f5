"""Rounds of pooling: how many fit, what they make of a picture, and which outputs a patch has.

Does not use Streamlit.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from pooling import Layer, pool_rounds
from pooling.arguments import Array
from pooling.geometry import Axis
from pooling.shift import SCORES
from pooling.sweep import Score

DECIMALS = 9  # sums that are equal on paper are equal here
LAYERS = 4  # whose rounds of a picture are remembered


@dataclass(frozen=True)
class Rounds:
    """The maps of one layer before and after a shift, round by round; round 0 is what it pools."""

    layer: Layer
    before: Sequence[Array]
    after: Sequence[Array]

    @property
    def last(self) -> int:
        return len(self.before) - 1

    def scores(self, which: Score) -> list[float]:
        """One score of every round: the name of a field of :class:`pooling.Comparison`."""
        score = SCORES[which]
        return [float(score(a, b)) for a, b in zip(self.before, self.after, strict=True)]

    @cached_property
    def same_place(self) -> list[float]:
        """The share of outputs of every round that the shift leaves unchanged."""
        return self.scores("same_place")

    def unchanged(self, number: int) -> float:
        """The share of outputs of a round that the shift leaves unchanged."""
        return self.same_place[number]

    @property
    def first_same(self) -> int | None:
        """The first round whose outputs are all unchanged; None if there is none."""
        return next((n for n in range(self.last + 1) if self.unchanged(n) == 1), None)

    def has_no_pattern(self, number: int) -> bool:
        """Whether all outputs of each channel are equal, before and after the shift."""
        return all(
            bool((a == a[..., :1, :1]).all()) for a in (self.before[number], self.after[number])
        )


Known = dict[tuple[Layer, int], tuple[Array, Sequence[Array]]]  # -> (a picture, its rounds)


def pool_both(
    x: Array, moved: Array, layer: Layer, count: int, known: Known | None = None
) -> Rounds:
    """Pool a picture and its shifted copy ``count`` times.

    ``known`` remembers the rounds of the picture itself: a shift leaves them unchanged.

    >>> x = np.array([[1, 2, 2, 2], [2, 2, 2, 2]])
    >>> pool_both(x, x[:, ::-1], Layer("max", 2), 1).first_same
    1
    """
    known = {} if known is None else known
    if (layer, count) not in known or not np.array_equal(known[layer, count][0], x):
        if len(known) >= LAYERS:
            known.clear()
        known[layer, count] = x, unshifted(x.tobytes(), x.dtype, x.shape, layer, count)
    return Rounds(layer, known[layer, count][1], pool_rounds(moved, count, rounded(layer)))


@lru_cache(maxsize=16)  # a class looks at few pictures, but for those of their own
def unshifted(
    numbers: bytes, dtype: np.dtype[Any], shape: tuple[int, ...], layer: Layer, count: int
) -> tuple[Array, ...]:
    """Every round of the picture itself."""
    x = np.frombuffer(numbers, dtype).reshape(shape)
    return tuple(pool_rounds(x, count, rounded(layer)))


def elsewhere(kind: Rounds, moved: Array, count: int) -> Rounds:
    """The same rounds, at most ``count``, where the copy is shifted in another way."""
    return Rounds(
        kind.layer, kind.before[: count + 1], pool_rounds(moved, count, rounded(kind.layer))
    )


def rounded(layer: Layer) -> Callable[[Array], Array]:
    """The layer, its averages rounded: those that are equal on paper are equal."""

    def pool(values: Array) -> Array:
        found = layer(values)
        return np.round(found, DECIMALS) if layer.kind == "avg" else found

    return pool


def that_fit(shape: Sequence[int], layer: Layer, most: int = 6) -> int:
    """How many rounds of a layer fit a map of this (height, width), up to ``most``.

    >>> that_fit((256, 20), Layer("max", 2))
    4
    """
    height, width = shape
    for done in range(most):
        try:
            rows, columns = layer.axes((height, width))
        except ValueError:
            return done
        height, width = rows.out, columns.out
    return most


def cells_over(
    layer: Layer, shape: tuple[int, int], top: int, left: int, side: int
) -> tuple[list[int], list[int]] | None:
    """The output rows and columns whose windows lie completely in a square patch of the input.

    All count from 0. The result is None if there is no such window.

    >>> cells_over(Layer("max", 2), (256, 256), 8, 9, 8)
    ([4, 5, 6, 7], [5, 6, 7])
    """
    rows, columns = layer.axes(shape)
    found = whole_windows(rows, top, side), whole_windows(columns, left, side)
    return found if all(found) else None


def whole_windows(axis: Axis, start: int, side: int) -> list[int]:
    """The windows that lie completely in the pixels from ``start`` to ``start + side - 1``."""
    return [
        j
        for j, first in enumerate(axis.starts().tolist())
        if first >= start and first + axis.span <= start + side
    ]
