"""One question on the page: its grid, the control for the answer, and the solution."""

import numpy as np
import streamlit as st

from lab.check_yourself import answers
from lab.check_yourself.questions import COUNT, Question
from lab.check_yourself.settings import ANSWERS, AT, SEED
from lab.components import bench
from lab.components.bench import Grid, Row
from lab.data import cells
from lab.data.cells import Cells
from lab.draw.colours import span_of
from lab.inputs.predict import ZERO
from lab.page import address
from lab.page.course import page_of
from lab.page.frame import page_link
from lab.words import numbers

BENCH = "Check yourself.answer"


def typed(at: int) -> str:
    """The key of the control of question ``at``, counted from 0."""
    return f"Check yourself.{address.get(SEED)} {at}"


def typed_grid(at: int, truth: Cells) -> Cells:
    """The answer as it stands now, in a callback too; NaN where a cell is empty."""
    return bench.numbers(BENCH, typed(at), np.full(truth.shape, np.nan), blank=True)


def go_to(at: int) -> None:
    address.put(AT, str(at + 1))


def show_question(at: int, question: Question, mark: bool | None) -> None:
    """Show a question and let the learner answer and lock it.

    After that, show the solution and a link to the lab.
    """
    st.header(f"{at + 1}. {question.topic}")
    left, right = st.columns([2, 3], gap="large")
    with left:
        if question.grid is not None:
            grid_of(question)
    with right:
        st.markdown(question.text)
        if mark is None:
            st.button(
                "Lock my answer",
                on_click=lock,
                args=(at, question),
                disabled=not ask(at, question),
                type="primary",
                icon=":material/lock:",
            )
            return
        verdict = st.success if mark else st.info
        verdict("**Right.**" if mark else "**Not quite.**", icon=":material/lock:")
        if question.truth is not None:
            answered(at, question)
        st.markdown(answers.reveal(question, address.get(ANSWERS[at])))
        with st.container(horizontal=True, vertical_alignment="center"):
            page = page_of(question.page)
            page_link(page, f"Try it in “{page.label}”", **question.link)
            if at + 1 < COUNT:
                st.button("Next question", on_click=go_to, args=(at + 1,), type="primary")


def grid_of(question: Question) -> None:
    assert question.grid is not None
    grid = Grid("Grid", values=question.grid)
    bench.show("Check yourself.grid", [Row("Grid", [grid])], span=span_of([question.grid, ZERO]))


def ask(at: int, question: Question) -> bool:
    """Show the control for the answer. Return whether the answer is complete."""
    if question.truth is not None:
        found = typed_grid(at, question.truth)
        grid = Grid("Your answer", values=found, edit="answer", key=typed(at))
        bench.show(BENCH, [Row("Your answer", [grid])], span=(0, 9))
        return not np.isnan(found).any()
    names = [option.text for option in question.options]
    return st.radio("Your answer", names, index=None, key=f"{typed(at)} radio") is not None


def lock(at: int, question: Question) -> None:
    """Save the answer. It is read again, because it may have changed after the button was drawn."""
    if question.truth is not None:
        found = typed_grid(at, question.truth)
        if not np.isnan(found).any():
            address.put(ANSWERS[at], cells.grid_text(found))
        return
    chosen = st.session_state.get(f"{typed(at)} radio")
    for place, option in enumerate(question.options):
        if option.text == chosen:
            address.put(ANSWERS[at], str(place))


def answered(at: int, question: Question) -> None:
    """Show the learner's grid with each cell marked right or wrong."""
    assert question.truth is not None
    said = answers.read_grid(address.get(ANSWERS[at]), question.truth.shape)
    assert said is not None
    key = f"Check yourself.locked {address.get(ANSWERS[at])} {at}"
    marks = np.abs(said - question.truth) <= numbers.CLOSE
    grid = Grid("Your answer", values=said, edit="answer", key=key, locked=True, marks=marks)
    bench.show(f"{key} bench", [Row("Your answer", [grid])], span=(0, 9))
