"""The results of the shift sweep: numbers with labels, and sentences that are always true."""

from lab.words.numbers import SCORES, number, percent
from pooling.arguments import Array
from pooling.sweep import Score

NOTHING_LEFT = "All outputs of this feature map are equal: nothing is left to tell apart."
MEANS: dict[Score, str] = {
    "same_place": "Pooling is invariant to a shift only if every output stays the same.",
    "survivors": "A value that survives may be in another cell, so this score is not invariance.",
    "same_maximum": "One value that stays says nothing about the others.",
    "error": "A small error means a small change. It does not mean that nothing changed.",
}
LAW = (
    "In this noise, every pixel is independent, and almost all differ. The law for max pooling is "
    "exact there. After n rounds a window is K = 2ⁿ pixels wide. A shift by d < K pixels leaves "
    "(K − d) / (K + d) of the outputs unchanged. Neighbouring pixels of a photo are alike. Flat "
    "areas bring a photo above the law. Smooth slopes bring it below, because almost every value "
    "changes there by a little."
)
KINDS_IN_WORDS = (
    "**Strided subsampling** keeps every second pixel of each row and column. **Blur pooling** "
    "(Zhang 2019) blurs the picture first. Where a pattern is finer than the stride, subsampling "
    "turns it into another pattern. That is **aliasing**: look at the fine stripes. Compare the "
    "scores, too. The order of the five ways depends on the score and on the picture."
)


def score_text(value: float, score: Score) -> str:
    """One score as text: a share in percent, or a number.

    >>> score_text(0.25, "survivors"), score_text(0.0, "same_maximum"), score_text(2.5, "error")
    ('25%', 'changed', '2.5')
    """
    if score == "same_maximum":
        return "unchanged" if value else "changed"
    return number(value) if score == "error" else percent(value)


def sweep_text(scores: Array, score: Score, down: int, right: int) -> str:
    """A sweep as text: its range, two shifts by one pixel, and the chosen shift."""
    m = scores.shape[0] // 2

    def at(down: int, right: int) -> str:
        return number(float(scores[m + down, m + right]))

    return (
        f"{SCORES[score]} at every shift from -{m} to {m}: from {number(float(scores.min()))} to "
        f"{number(float(scores.max()))}. One pixel right: {at(0, 1)}, one down: {at(1, 0)}. "
        f"At {right} right and {down} down: {at(down, right)}."
    )


def sweep_takeaway(scores: Array, name: str, score: Score, round_: int, constant: bool) -> str:
    """The score of a short and of a long shift, and what this score means."""
    m = scores.shape[0] // 2
    near, far = (score_text(float(scores[m, m + right]), score) for right in (1, m))
    nothing = f" {NOTHING_LEFT}" if constant else ""
    return (
        f"{name}, round {round_}. {SCORES[score]}: {near} after a shift by one pixel to the right, "
        f"{far} after {m} pixels.{nothing} {MEANS[score]}"
    )


def equivariance(whole: float, odd: float, step: int) -> str:
    """What two shifts do, from :func:`lab.shift_sweep.sweeps.shifted_along`."""
    pixel = "1 pixel" if step == 2 else f"{step - 1} pixels"
    return (
        f"After these rounds the stride is {step} pixels in all. Wrap the picture and shift "
        f"it by {step} pixels. Shift the feature map back by one output: {percent(whole)} of the "
        f"max outputs are equal. After a shift by {pixel}, at most {percent(odd)} are equal. Where "
        f"{step} divides the width, the first share is 100%: the output shifts along with the "
        "input. That is **equivariance**."
    )
