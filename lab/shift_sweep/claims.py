"""Claims of textbooks: what is measured on the chosen picture, and the clearest counterexample."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

from lab.code.sweep import FARTHEST
from lab.data.pictures import GALLERY, gallery_picture, grey
from lab.shift_sweep import sweeps
from lab.shift_sweep.words import NOTHING_LEFT
from lab.words.numbers import NAMES, percent
from pooling.arguments import Array, Fill
from pooling.sweep import Score, SweepKind

M = FARTHEST
NEIGHBOURS = ((-1, 0), (0, -1), (0, 1), (1, 0))  # (down, right): one pixel away


@dataclass(frozen=True)
class Counterexample:
    """Settings of the page at which a claim fails."""

    picture: str
    fill: Fill
    round: int  # 0 is no pooling
    down: int
    right: int
    score: Score


@dataclass(frozen=True)
class Claim:
    """One sentence of a textbook, doubted, and what is measured of it on a picture."""

    text: str
    doubt: str
    measure: Callable[[Array, SweepKind, Fill, int], str]  # (x, kind, fill, round)
    fails_most: Callable[[], Counterexample]


def large_values(x: Array, kind: SweepKind, fill: Fill, round_: int) -> str:
    """The claim is about max pooling, whatever else the page shows."""
    return unchanged(x, "max", fill, round_, "same_maximum", "the largest output is")


def identical(x: Array, kind: SweepKind, fill: Fill, round_: int) -> str:
    return unchanged(x, kind, fill, sweeps.most_rounds(x), "same_place", "every output is")


def unchanged(x: Array, kind: SweepKind, fill: Fill, round_: int, score: Score, what: str) -> str:
    """At how many shifts a score is 1. No shift at all does not count."""
    same = sweeps.sweep(x, kind, fill, score)[round_] == 1
    count = f"{int(same.sum()) - int(same[M, M])} of {same.size - 1}"
    return measured(x, kind, round_, f"{what} unchanged at {count} shifts.")


def invariant(x: Array, kind: SweepKind, fill: Fill, round_: int) -> str:
    scores = sweeps.sweep(x, kind, fill, "same_place")[round_]
    near = [float(scores[M + down, M + right]) for down, right in NEIGHBOURS]
    low, high = percent(min(near)), percent(max(near))
    share = low if low == high else f"{low} to {high}"
    return measured(
        x, kind, round_, f"{share} of the outputs are unchanged after a shift by one pixel."
    )


def measured(x: Array, kind: SweepKind, round_: int, text: str) -> str:
    nothing = f" {NOTHING_LEFT}" if sweeps.is_constant(x, round_, kind) else ""
    return f"{NAMES[kind]}, round {round_}: {text}{nothing}"


def places(score: Score) -> list[tuple[float, Counterexample]]:
    """The score of max pooling for every picture, fill, round and shift, except for no shift."""
    found = []
    for picture in GALLERY:
        for fill in ("wrap", "edge", "zero"):
            sweep = sweeps.sweep(grey(gallery_picture(picture)), "max", fill, score)
            for r, down, right in np.ndindex(sweep.shape):
                if r and (down, right) != (M, M):
                    where = Counterexample(picture, fill, r, down - M, right - M, score)
                    found.append((float(sweep[r, down, right]), where))
    return found


def at(where: Counterexample, x: Array) -> str:
    """What is measured there, in words."""
    scores = sweeps.sweep(x, "max", where.fill, where.score)[where.round]
    value = float(scores[M + where.down, M + where.right])
    if where.score == "same_maximum":
        return f"The largest output of round {where.round} changed."
    return f"{percent(value)} of the outputs of round {where.round} are unchanged."


def distance(where: Counterexample) -> int:
    return abs(where.down) + abs(where.right)


@cache
def lost_maximum() -> Counterexample:
    """The shortest shift that loses the largest output. Among several, the earliest round."""
    lost = [where for score, where in places("same_maximum") if score == 0]
    return min(lost, key=lambda w: (distance(w), w.round))


@cache
def least_identical() -> Counterexample:
    """The shift that leaves the fewest outputs unchanged after 5 rounds. Shorter shifts first."""
    last = [(s, w) for s, w in places("same_place") if w.round == 5]
    return min(last, key=lambda found: (found[0], distance(found[1])))[1]


@cache
def least_invariant() -> Counterexample:
    """The shift by one pixel that changes the most outputs. Among several, the latest round."""
    near = [(s, w) for s, w in places("same_place") if distance(w) == 1]
    return min(near, key=lambda found: (found[0], -found[1].round))[1]


CLAIMS = (
    Claim("Large values always survive.", "Always?", large_values, lost_maximum),
    Claim(
        "Several rounds of pooling make the output identical.",
        "Identical?",
        identical,
        least_identical,
    ),
    Claim("Pooling gives translation invariance.", "How much?", invariant, least_invariant),
)
