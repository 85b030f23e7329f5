"""Answers of the learner: whether they are right, and what to say about them."""

from collections.abc import Iterator, Sequence

import numpy as np

from lab.check_yourself.questions import Option, Question
from lab.data.cells import LIMIT, Cells
from lab.words import numbers

RIGHT, WRONG, OTHER = (
    ":green[:material/check_circle:]",
    ":orange[:material/cancel:]",
    ":material/circle:",
)


def is_right(question: Question, answer: str) -> bool | None:
    """Whether an answer from the address bar is right, or None if it is not an answer."""
    if question.truth is not None:
        said = read_grid(answer, question.truth.shape)
        return None if said is None else bool(close(said, question.truth).all())
    if answer not in map(str, range(len(question.options))):
        return None
    return int(answer) == question.right


def close(said: Cells, truth: Cells) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Which cells are right. Two decimals are enough."""
    return np.abs(said - truth) <= numbers.CLOSE


def read_grid(text: str, shape: tuple[int, ...]) -> Cells | None:
    """Read a filled grid from text. Return None for anything else.

    >>> read_grid("8_8*9_7", (2, 2)).tolist()
    [[8.0, 8.0], [9.0, 7.0]]
    """
    try:
        found = np.array([[float(v) for v in row.split("_")] for row in text.split("*")])
    except ValueError:
        return None
    good = found.shape == shape and (np.abs(found) <= LIMIT).all()  # False for NaN too
    return found if good else None


def explained(question: Question, answer: str) -> str:
    """What a locked answer comes to, as Markdown: each option with its reason, or each cell."""
    if question.truth is not None:
        return "\n".join(cells(question, answer))
    return "  \n".join(options(question, answer))


def options(question: Question, answer: str) -> Iterator[str]:
    """Every option, marked, with its reason."""
    for i, option in enumerate(question.options):
        chosen = i == int(answer)
        if not option.because:
            yield f"{RIGHT} **{bare(option)}**{' (your answer)' * chosen}: {question.why}"
        elif chosen:
            yield f"{WRONG} **{bare(option)}** (your answer): {option.because}"
        else:
            yield f"{OTHER} **{bare(option)}**: {option.because}"


def bare(option: Option) -> str:
    return option.text.removesuffix(".")


def cells(question: Question, answer: str) -> Iterator[str]:
    """The misconception, if the grid shows one, and each wrong cell with its sum."""
    truth = question.truth
    assert truth is not None
    said = read_grid(answer, truth.shape)
    assert said is not None
    right = close(said, truth)
    if right.all():
        return
    found = (because for slip, because in question.slips if close(said, slip).all())
    yield from [f"{because}\n" for because in list(found)[:1]]
    sums = [line for line in question.why.splitlines() if line.startswith("- ")]
    yield from [f"{line}\n" for line in question.why.splitlines() if line not in sums]
    for line, number, good in zip(sums, said.flat, right.flat, strict=True):
        place, _, worked = line.partition(": ")
        if not good:
            yield f"{place}: you said {numbers.number(number)}; {worked}"


def conclusion(marks: Sequence[bool | None]) -> str:
    """Say how many answers are right so far.

    >>> conclusion([True, False, None])
    '1 of 2 right so far. 1 left.'
    """
    done, right = sum(m is not None for m in marks), sum(m is True for m in marks)
    if not done:
        return ""
    if done < len(marks):
        return f"{right} of {done} right so far. {len(marks) - done} left."
    return f"{right} of {done} right."
