"""The results of the shift sweep in words."""

import numpy as np

from lab.words.numbers import number, percent, plural
from pooling import unchanged_probability
from pooling.arguments import Array
from pooling.sweep import Score


def score_value(value: float, score: Score) -> str:
    """The score of one shift in words."""
    if score == "error":
        return f"mean squared error {number(value)}"
    if score == "same_maximum":
        return "the largest output is the same" if value else "the largest output has changed"
    where = "at the same place" if score == "same_place" else "somewhere"
    return f"{percent(value)} of the outputs are still there, {where}"


def sweep_text(scores: Array, name: str, down: int, right: int) -> str:
    """A sweep as text: its range, two shifts by one pixel, and the chosen shift."""
    m = scores.shape[0] // 2
    return (
        f"{name} at every shift from -{m} to {m}: from {number(float(scores.min()))} to "
        f"{number(float(scores.max()))}. One pixel right: {number(float(scores[m, m + 1]))}, "
        f"one down: {number(float(scores[m + 1, m]))}. "
        f"At {right} right and {down} down: {number(float(scores[m + down, m + right]))}."
    )


LITTLE = 0.05  # a share of unchanged outputs below this counts as next to nothing


def sweep_takeaway(scores: Array, name: str, score: Score, round_: int, count: int) -> str:
    """Say how invariant the chosen round is, over every shift. It has ``count`` outputs."""
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
    """Say what the shares of a sweep mean for invariance. ``count`` outputs were compared."""
    if count == 1:
        return "but only one number is left, so that it agrees or differs as a whole."
    if others.min() == 1:
        return "no shift changes it: here pooling is invariant."
    if near < LITTLE:
        return "so here even one pixel leaves next to nothing as it was."
    return "so it withstands some shifts a little, and none is guaranteed."


ALIKE = 0.5  # from this correlation on, the text calls neighbouring pixels alike


def above_the_law(found: float, alike: float) -> str:
    """Compare a picture with the law of noise, for one pixel to the right, and say why.

    ``found`` is the share unchanged after one round. ``alike`` is the correlation of neighbours.
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
    """Say what a shift by the stride does, and what a shift by one pixel less does.

    ``whole`` and ``odd`` are the two shares of :func:`lab.shift_sweep.sweeps.moved_along`.
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
