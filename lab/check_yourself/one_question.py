"""One question on the page: its grid, the control for the answer, and the solution."""

import numpy as np
import streamlit as st

from lab.check_yourself import answers
from lab.check_yourself.questions import EDITION, Question
from lab.check_yourself.settings import ANSWERED, ANSWERS, AT, SEED
from lab.components import bench
from lab.components.bench import Grid, Row
from lab.data import cells
from lab.data.cells import Cells
from lab.draw.colours import span_of
from lab.inputs.predict import ZERO
from lab.page import address
from lab.page.course import page_of
from lab.page.frame import page_link

YOURS = "Your answer"
DEEDS = "Check yourself.deeds"  # how many answers were locked in this session


def typed(at: int) -> str:
    """The key of the control of question ``at``, counted from 0."""
    return f"Check yourself.{address.get(SEED)} {at}"


def typed_grid(at: int, truth: Cells) -> Cells:
    """The answer as it stands now, in a callback too; NaN where a cell is empty."""
    empty = np.full(truth.shape, np.nan)
    return bench.numbers(f"{typed(at)} bench", typed(at), empty, blank=True)


def show_question(at: int, question: Question, mark: bool | None) -> None:
    """Show a question with its control; once it is locked, with its solution."""
    st.header(f"{at + 1}. {question.topic}")
    st.markdown(question.text)
    if question.truth is not None:
        complete = fill_in(at, question, question.truth)
        aside = st.container()
    elif question.grid is None:
        complete, aside = False, st.container()
    else:
        left, aside = st.columns([2, 3])
        with left:
            show_grids(f"{typed(at)} grid", question.grid)
    with aside:
        if mark is not None:
            explain(at, question, mark)
            return
        if question.truth is None:
            complete = choose(at, question)
        st.button(
            "Lock my answer",
            on_click=lock,
            args=(at, question),
            disabled=not complete,
            type="primary",
            icon=":material/lock:",
        )


def fill_in(at: int, question: Question, truth: Cells) -> bool:
    """The grid and the learner's, marked once it is locked. Return whether it is complete."""
    assert question.grid is not None
    said = answers.read_grid(address.get(ANSWERS[at]), truth.shape)
    if said is None:
        found = typed_grid(at, truth)
        mine = Grid(YOURS, YOURS, found, edit="answer", key=typed(at))
        show_grids(f"{typed(at)} bench", question.grid, mine)
        return not np.isnan(found).any()
    key = f"{typed(at)} locked {address.get(ANSWERS[at])}"
    marks = answers.close(said, truth)
    mine = Grid(YOURS, YOURS, said, edit="answer", key=key, locked=True, marks=marks)
    show_grids(f"{key} bench", question.grid, mine)
    return True


def show_grids(key: str, grid: Cells, *others: Grid) -> None:
    title = "Grid" if others else ""
    row = Row("", [Grid("Grid", title, grid), *others])
    bench.show(key, [row], span=span_of([grid, ZERO]))


def choose(at: int, question: Question) -> bool:
    """Show the options. Return whether one is chosen."""
    names = [option.text for option in question.options]
    key = f"{typed(at)} radio"
    return st.radio(YOURS, names, index=None, key=key, horizontal=True) is not None


def explain(at: int, question: Question, mark: bool) -> None:
    """Show what the answer came to, and where to try it."""
    sign = answers.RIGHT if mark else answers.WRONG
    st.markdown(f"{sign} **{'Right.' if mark else 'Not quite.'}**")
    if reasons := answers.explained(question, address.get(ANSWERS[at])):
        st.markdown(reasons)
    page = page_of(question.page)
    page_link(page, f"Try it in “{page.label}”", **question.link)


def lock(at: int, question: Question) -> None:
    """Save the answer. It is read again, because it may have changed after the button was drawn."""
    if question.truth is not None:
        found = typed_grid(at, question.truth)
        said = "" if np.isnan(found).any() else cells.grid_text(found)
    else:
        chosen = st.session_state.get(f"{typed(at)} radio")
        names = [option.text for option in question.options]
        said = str(names.index(chosen)) if chosen in names else ""
    if said:
        address.put(ANSWERS[at], said)
        address.put(ANSWERED, str(EDITION))
        address.put(AT, str(at + 1))
        st.session_state[DEEDS] = st.session_state.get(DEEDS, 0) + 1
