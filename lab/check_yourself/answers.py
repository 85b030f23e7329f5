"""Answers of the learner: whether they are right, and what to say about them."""

from collections.abc import Sequence

import numpy as np

from lab.check_yourself.questions import Question
from lab.data.cells import LIMIT, Cells
from lab.words import numbers


def is_right(question: Question, answer: str) -> bool | None:
    """Whether an answer from the address bar is right, or None if it is not an answer."""
    if question.truth is not None:
        said = read_grid(answer, question.truth.shape)
        if said is None:
            return None
        return bool((np.abs(said - question.truth) <= numbers.CLOSE).all())
    if not (answer.isascii() and answer.isdigit() and int(answer) < len(question.options)):
        return None
    return int(answer) == question.right


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


def reveal(question: Question, answer: str) -> str:
    """Say what the learner answered, and how to get the right answer."""
    if question.truth is None:
        said = question.options[int(answer)]
        start = f"You said {said.text}. {said.because}" if said.because else ""
        return f"{start}\n\n{question.why}".strip()
    said_grid = read_grid(answer, question.truth.shape)
    assert said_grid is not None
    wrong = iter((np.abs(said_grid - question.truth) > numbers.CLOSE).ravel().tolist())
    said_cells = iter(said_grid.ravel().tolist())
    lines = []
    for line in question.why.splitlines():  # one line for each output
        place, _, worked = line.partition(": ")
        said_here = numbers.number(next(said_cells))
        lines.append(f"{place}: you said {said_here}; {worked}" if next(wrong) else line)
    return "\n".join(lines)


def streak(marks: Sequence[bool | None]) -> int:
    """The longest run of right answers.

    >>> streak([True, True, False, True, None])
    2
    """
    best = run = 0
    for mark in marks:
        run = run + 1 if mark else 0
        best = max(best, run)
    return best


def conclusion(marks: Sequence[bool | None]) -> str:
    """Say how many answers are right so far, and what to do next."""
    done, right = sum(m is not None for m in marks), sum(m is True for m in marks)
    if not done:
        return "Answer the question and lock your answer."
    if done < len(marks):
        return f"{right} of {done} right so far. {len(marks) - done} left."
    if right == done:
        return f"All {done} right."
    return f"{right} of {done} right. Open the labs of the questions that you missed."
