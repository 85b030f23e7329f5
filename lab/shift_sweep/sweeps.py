"""Scores of a picture under many shifts. Each is measured once and then cached by content."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import streamlit as st

from lab.code.sweep import FARTHEST
from pooling import Layer, blur_pool2d, pool_rounds, shift_sweep, translate
from pooling.arguments import Array, Fill
from pooling.shift import SCORES
from pooling.sweep import Score, SweepKind, subsample

POOLING: dict[SweepKind, Callable[[Array], Array]] = {
    "max": Layer("max", 2),
    "avg": Layer("avg", 2),
    "min": Layer("min", 2),
    "stride": subsample,
    "blur": blur_pool2d,
}


def most_rounds(x: Array, limit: int = 5) -> int:
    """How many rounds of 2 x 2 pooling fit a picture, up to ``limit``.

    >>> most_rounds(np.zeros((4, 4)))
    2
    """
    return min(int(min(x.shape[-2:])).bit_length() - 1, limit)


@st.cache_data(max_entries=200, show_spinner="Measuring every shift …")
def sweep(x: Array, kind: SweepKind, fill: Fill, score: Score) -> npt.NDArray[np.float64]:
    """The score of every shift, after every round that fits; see :func:`pooling.shift_sweep`."""
    return shift_sweep(x, FARTHEST, most_rounds(x), kind=kind, fill=fill, score=score)


@st.cache_data(max_entries=400, show_spinner=False)
def curve(x: Array, kind: SweepKind, fill: Fill, score: Score) -> npt.NDArray[np.float64]:
    """The score of shifts to the right by 0 to FARTHEST pixels: (rounds, FARTHEST + 1)."""
    rounds, layer = most_rounds(x), POOLING[kind]
    still = pool_rounds(x, rounds, layer)
    result = np.empty((rounds, FARTHEST + 1))
    for right in range(FARTHEST + 1):
        moved = pool_rounds(translate(x, right=right, fill=fill), rounds, layer)
        for r in range(rounds):
            result[r, right] = SCORES[score](still[r + 1], moved[r + 1])
    return result


def alike(x: Array) -> float:
    """The correlation of each pixel with its right neighbour, from -1 to 1.

    It is 0 for a picture without differences.

    >>> alike(np.indices((4, 4)).sum(0) % 2), alike(np.zeros((4, 4)))
    (-1.0, 0.0)
    """
    here, beside = (np.asarray(a, np.float64).ravel() for a in (x[:, :-1], x[:, 1:]))
    if not (here.std() and beside.std()):
        return 0.0
    return round(float(np.corrcoef(here, beside)[0, 1]), 6)


@st.cache_data(max_entries=200, show_spinner=False)
def moved_along(x: Array, rounds: int) -> tuple[float, float]:
    """The shares of outputs of max pooling that are equal after the map is shifted back.

    The picture wraps around. The first share is for a shift to the right by the stride, 2 ** rounds
    pixels. The second is for one pixel less. There the map is shifted by 0 or 1, whichever fits
    better.
    """
    layer, step = POOLING["max"], 2**rounds
    still = pool_rounds(x, rounds, layer)[-1]
    shares = []
    for right, back in ((step, (1,)), (step - 1, (0, 1))):
        moved = pool_rounds(translate(x, right=right, fill="wrap"), rounds, layer)[-1]
        shares.append(max(float(np.mean(np.roll(still, by, -1) == moved)) for by in back))
    return shares[0], shares[1]


@st.cache_data(max_entries=3, show_spinner=False)
def noise(side: int) -> npt.NDArray[np.float32]:
    """Noise: independent pixels, almost all different, as the law of noise assumes."""
    return np.random.default_rng(1).random((side, side), np.float32)
