"""Sweeps and curves of a picture, measured once and remembered by content."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import streamlit as st

from pooling import Layer, blur_pool2d, pool_rounds, shift_sweep, translate
from pooling.shift import SCORES
from pooling.sweep import subsample

Array = npt.NDArray[Any]

FARTHEST = 8  # pixels of shift, each way
POOLING: dict[str, Callable[[Array], Array]] = {
    "max": Layer("max", 2),
    "avg": Layer("avg", 2),
    "min": Layer("min", 2),
    "stride": subsample,
    "blur": blur_pool2d,
}


def most_rounds(x: Array, limit: int = 5) -> int:
    """How many rounds of 2 x 2 pooling fit.

    >>> most_rounds(np.zeros((4, 4)))
    2
    """
    return min(int(min(x.shape[-2:])).bit_length() - 1, limit)


@st.cache_data(max_entries=200, show_spinner="Measuring every shift …")
def sweep(x: Array, kind: str, fill: str, score: str) -> npt.NDArray[np.float64]:
    """Every shift, every round that fits: see :func:`pooling.shift_sweep`."""
    return shift_sweep(x, FARTHEST, most_rounds(x), kind=kind, fill=fill, score=score)  # type: ignore[arg-type]


@st.cache_data(max_entries=400, show_spinner=False)
def curve(x: Array, kind: str, fill: str, score: str) -> npt.NDArray[np.float64]:
    """The score of moving right by 0 .. FARTHEST pixels: (rounds, FARTHEST + 1)."""
    rounds, layer = most_rounds(x), POOLING[kind]
    still = pool_rounds(x, rounds, layer)
    result = np.empty((rounds, FARTHEST + 1))
    for right in range(FARTHEST + 1):
        moved = pool_rounds(translate(x, right=right, fill=fill), rounds, layer)  # type: ignore[arg-type]
        for r in range(rounds):
            result[r, right] = SCORES[score](still[r + 1], moved[r + 1])
    return result


@st.cache_data(max_entries=3, show_spinner=False)
def noise(side: int) -> npt.NDArray[np.float32]:
    """Independent pixels, almost surely all different: what the law speaks of."""
    return np.random.default_rng(1).random((side, side), np.float32)
