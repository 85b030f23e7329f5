"""The scores and results of the image lab in words that are true in every state."""

from collections.abc import Sequence

from lab.image_lab.rounds import Rounds
from lab.words.numbers import NAMES, SCORES, markdown_table, number, percent
from pooling.arguments import Array

QUESTION = (
    "After how many rounds will the picture and its shifted copy look the same to the network?"
)
WHY = (
    "In a network, pooling works on feature maps. A large value means that a filter found "
    "something. Max pooling keeps the largest value of each window, but not its exact place. "
    "On a raw photo, the largest value is just the brightest pixel."
)
ASKED = {
    "Which pooling suits dark lines on white paper?": "Max pooling keeps the brightest value of "
    "each window, so it erases thin dark lines. Choose Handwriting and look. Min pooling keeps "
    "them. In a network this does no harm, because pooling works on feature maps. There a "
    "filter has already turned the lines into large values.",
    "Is each channel pooled alone?": "Yes. Red, green and blue are pooled one by one, with the "
    "same windows. The three maxima of a window may come from different pixels, so max pooling "
    "can make new colours.",
    "Could a layer pool across channels?": "Yes. Maxout networks take the maximum of several "
    "feature maps at each place. A pooling layer does not.",
    "Can I use my own data?": "Yes. Choose Yours for a picture. For anything else, use the Python "
    "package of this app on a NumPy array: see In code.",
}
ABOUT = {  # by score
    "survivors": "On a photo this score says little: most values are found somewhere by chance.",
    "error": "The mean of the squared differences between the outputs before and after the shift.",
}


def size(values: Array) -> str:
    """Width × height.

    >>> import numpy as np
    >>> size(np.zeros((3, 20, 30)))
    '30 × 20'
    """
    return f"{values.shape[-1]} × {values.shape[-2]}"


def verdict(kinds: Sequence[Rounds], count: int, shifted: bool, name: str) -> str:
    """What the shift leaves unchanged in one round; ``name`` is that of round 0."""
    first = kinds[0]
    if not shifted:
        return "Nothing is shifted, so nothing changes."
    if count == 0:
        share = percent(first.unchanged(0))
        return f"Round 0 is the {name} itself: {share} of its numbers are unchanged."
    one, *others = [(NAMES[k.layer.kind].lower(), percent(k.unchanged(count))) for k in kinds]
    text = f"Round {count}: {one[1]} of {one[0]} outputs are unchanged"
    text += "".join(f", {share} of {kind}" for kind, share in others) + "."
    return text + "".join(f" {no_pattern(k, count)}" for k in kinds if k.has_no_pattern(count))


def no_pattern(kind: Rounds, number: int) -> str:
    """Why it says nothing that these outputs are unchanged."""
    name, each = NAMES[kind.layer.kind], " in each channel" * (kind.before[0].ndim == 3)
    if kind.before[number].shape[-2:] == (1, 1):
        return f"{name}: only one output is left{each}."
    return f"{name}: all outputs are equal{each}. No pattern is left."


def answer(kind: Rounds, shifted: bool) -> str:
    """After how many rounds the picture and its shifted copy are the same."""
    name, first = NAMES[kind.layer.kind].lower(), kind.first_same
    if not shifted:
        return "Nothing is shifted, so the two are the same from the start."
    if first == 0:
        return "The shift changes nothing here, so the two are the same from the start."
    if first is None:
        if not kind.last:
            return "No round of pooling fits, and the two differ."
        return f"The two differ up to round {kind.last} of {name} pooling."
    text = f"With {name} pooling, the two are the same after round {first}."
    return f"{text} {no_pattern(kind, first)}" if kind.has_no_pattern(first) else text


def judged(kind: Rounds, shifted: bool, bet: str) -> str:
    """The answer, and whether the learner's bet was right."""
    text, first = answer(kind, shifted), kind.first_same
    if not bet:
        return text
    right = bet == ("never" if first is None else str(first))
    return f"{text} {'You were right.' if right else f'You said {bet}.'}"


def rounds_table(kind: Rounds) -> str:
    """The four scores of every round, as a Markdown table."""
    heads = [f"{NAMES[kind.layer.kind]}, round", *SCORES.values()]
    rows = [
        [
            f"{r}: {size(a)}",
            percent(same),
            percent(survive),
            f"{number(float(a.max()))}→{number(float(b.max()))}",
            number(error),
        ]
        for r, (a, b, same, survive, error) in enumerate(
            zip(
                kind.before,
                kind.after,
                kind.same_place,
                kind.scores("survivors"),
                kind.scores("error"),
                strict=True,
            )
        )
    ]
    return markdown_table(heads, rows)


def numbers_left(maps: Sequence[Array], count: int, name: str) -> str:
    """How many numbers the picture has, and how many this round."""
    return f"The {name} has {maps[0].size:,} numbers. Round {count} has {maps[count].size:,}."
