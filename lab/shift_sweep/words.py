"""The results of the shift sweep: numbers with labels, and sentences that are always true."""

from lab.words import numbers
from lab.words.numbers import number, percent
from pooling.arguments import Array
from pooling.sweep import Score, SweepKind

SCORES: dict[Score, str] = numbers.SCORES | {"mean": "Mean of the whole map"}
QUESTION = (
    "Shift pure noise, then pool it three times with max pooling. Which curve does the share of "
    "unchanged outputs follow?"
)
CURVES_TEXT = (
    "Three curves of the share of unchanged outputs. All begin at 100% and end at 0% after 8 "
    "pixels. A stays at 100% up to 4 pixels, then falls. B falls fast at first, then ever more "
    "slowly. C is a straight line."
)
FORMULA = "(K\xa0−\xa0d) / (K\xa0+\xa0d)"  # a line does not break in a bracket
NOTHING_LEFT = "All outputs of this feature map are equal: nothing is left to tell apart."
MEANS: dict[Score, str] = {
    "same_place": "Pooling is invariant to a shift only if every output stays the same.",
    "survivors": "A value that survives may be in another cell, so this score is not invariance.",
    "same_maximum": "One value that stays says nothing about the others.",
    "error": "A small error means a small change. It does not mean that nothing changed.",
    "mean": "Global average pooling sees only this number.",
}
LAW = (
    "In noise, all pixels are independent, and almost all differ. After n rounds, one output is "
    "the largest value of a window K = 2ⁿ pixels wide. Shift the picture by d pixels: the old and "
    "the new window overlap. The output stays the same only if the largest value of both windows "
    "lies in the overlap. The overlap is K − d pixels wide, both together are K + d. So the chance "
    "is **(K − d) / (K + d)**. Neighbouring pixels of a photo are alike, so a photo does not "
    "follow the law. In flat areas more outputs stay, on smooth slopes fewer."
)
WAYS: dict[SweepKind, str] = {
    "stride": "**Strided subsampling** keeps every second pixel of each row and column, and drops "
    "the others. Patterns finer than the stride become other patterns: that is **aliasing** "
    "([Azulay and Weiss 2018](https://arxiv.org/abs/1805.12177)).",
    "blur": "**Blur pooling** blurs first, then keeps every second pixel. Then little aliasing is "
    "left ([Zhang 2019](https://arxiv.org/abs/1904.11486)).",
    "max_blur": "**Max, then blur** takes the maximum of every 2 × 2 window at stride 1. "
    "Then it blurs and keeps every second value (MaxBlurPool in "
    "[Zhang 2019](https://arxiv.org/abs/1904.11486)).",
    "aps": "**Adaptive polyphase sampling** can begin with the first or the second row, and the "
    "first or the second column. It keeps the choice with the largest sum of squares. If the "
    "side is even and there is no tie, it keeps the same pixels after a wrapped shift ([Chaman and "
    "Dokmanić 2021](https://arxiv.org/abs/2011.14214)).",
}

ROUND_0 = "Compare with round 0, the picture before pooling."
MEAN = (
    "**Global average pooling** sees only the mean of the whole map. With wrapped shifts, average "
    "pooling and adaptive polyphase sampling keep that mean, where the side can be halved in every "
    "round. Max pooling does not: its stride takes other windows after a shift."
)


def answer(bet: str) -> str:
    """The answer to the question, and whether the bet was right."""
    text = (
        f"It is curve B. In noise, a shift by d pixels leaves {FORMULA} of the outputs unchanged. "
        "K is the width of a window: 8 after three rounds."
    )
    if not bet:
        return text
    return f"{text} {'You were right.' if bet == 'B' else f'You said curve {bet}.'}"


def takeaway(score: Score, constant: bool) -> str:
    """What the score means; where all outputs are equal, that nothing is left."""
    nothing = f"{NOTHING_LEFT} " * constant
    return f"{nothing}{MEANS[score]} {ROUND_0}"


def score_text(value: float, score: Score) -> str:
    """One score as text: a share in percent, or a number.

    >>> score_text(0.25, "survivors"), score_text(0.0, "same_maximum"), score_text(2.5, "error")
    ('25%', 'changed', '2.5')
    """
    if score == "same_maximum":
        return "unchanged" if value else "changed"
    return number(value) if score in ("error", "mean") else percent(value)


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


def equivariance(whole: float, odd: float, step: int) -> str:
    """What two shifts do, from :func:`lab.shift_sweep.sweeps.shifted_along`."""
    pixel = "1 pixel" if step == 2 else f"{step - 1} pixels"
    return (
        f"After these rounds, one output stands for {step} pixels. Wrap the picture and shift it "
        f"by {step} pixels. Then shift the feature map back by one output: {percent(whole)} of the "
        f"max outputs are equal. After a shift by {pixel}, at most {percent(odd)} are equal. Where "
        f"{step} divides the width, the first share is 100%: the output shifts along with the "
        "input. That is **equivariance**."
    )
