"""Scores of a picture under many shifts. Each is measured once and then cached by content."""

import numpy as np
import numpy.typing as npt
import streamlit as st

from lab.code.sweep import FARTHEST
from lab.words.numbers import DECIMALS
from pooling import pool_rounds, shift_sweep, translate
from pooling.arguments import Array, Fill
from pooling.sweep import SWEEP_SCORES, Score, SweepKind, one_round, rounded

LAWFUL = 5  # rounds: as many as the page shows at most


def most_rounds(x: Array, limit: int = 5) -> int:
    """How many rounds of 2 x 2 pooling fit a picture, up to ``limit``.

    >>> most_rounds(np.zeros((4, 4)))
    2
    """
    return min(int(min(x.shape[-2:])).bit_length() - 1, limit)


@st.cache_data(max_entries=200, show_spinner="Measuring every shift …")
def sweep(x: Array, kind: SweepKind, fill: Fill, score: Score) -> npt.NDArray[np.float64]:
    """The score of every shift: of the picture itself, and after every round that fits.

    ``[r, FARTHEST + down, FARTHEST + right]``, where round 0 is the picture. For the others, see
    :func:`pooling.shift_sweep`.
    """
    most = most_rounds(x)
    rounds = shift_sweep(x, FARTHEST, most, kind=kind, fill=fill, score=score, decimals=DECIMALS)
    return np.concatenate([[before_pooling(x, fill, score)], rounds])


@st.cache_data(max_entries=60, show_spinner=False)
def before_pooling(x: Array, fill: Fill, score: Score) -> npt.NDArray[np.float64]:
    """Round 0, the same for every kind of pooling: the score of every shift of the picture."""
    compared, along = SWEEP_SCORES[score], range(-FARTHEST, FARTHEST + 1)
    return np.array(
        [[compared(x, translate(x, down, right, fill=fill)) for right in along] for down in along]
    )


def pooled(x: Array, rounds: int, kind: SweepKind, fill: Fill = "wrap") -> list[Array]:
    """The picture, and its feature map after each round, rounded as the scores are."""
    return [rounded(a, DECIMALS) for a in pool_rounds(x, rounds, one_round(kind, fill))]


def is_constant(x: Array, rounds: int, kind: SweepKind, fill: Fill = "wrap") -> bool:
    """Whether several outputs are left after these rounds, and all are equal."""
    last = pooled(x, rounds, kind, fill)[-1]
    return last.size > 1 and bool(last.min() == last.max())


@st.cache_data(max_entries=1, show_spinner=False)
def noise_curve() -> npt.NDArray[np.float64]:
    """The share of max outputs that a shift of much noise leaves unchanged."""
    x = noise(1024)
    shares = shift_sweep(x, FARTHEST, LAWFUL)[:, FARTHEST, FARTHEST:]
    return np.concatenate([[[1.0] + [0.0] * FARTHEST], shares])


@st.cache_data(max_entries=200, show_spinner=False)
def shifted_along(x: Array, rounds: int) -> tuple[float, float]:
    """The shares of max outputs that are equal once the feature map is shifted back.

    The picture wraps around. The first share is for a shift to the right by the stride, 2 ** rounds
    pixels. The second is for one pixel less. There the map is shifted by 0 or 1, whichever fits
    better.
    """
    step = 2**rounds
    still = pooled(x, rounds, "max")[-1]
    shares = []
    for right, back in ((step, (1,)), (step - 1, (0, 1))):
        after = pooled(translate(x, right=right, fill="wrap"), rounds, "max")[-1]
        shares.append(max(float(np.mean(np.roll(still, by, -1) == after)) for by in back))
    return shares[0], shares[1]


@st.cache_data(max_entries=3, show_spinner=False)
def noise(side: int) -> npt.NDArray[np.float32]:
    """Noise: independent pixels, almost all different, as the law of noise assumes."""
    return np.random.default_rng(1).random((side, side), np.float32)
