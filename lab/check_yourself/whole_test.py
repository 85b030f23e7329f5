"""The whole test on the page: its number, its questions, its result and its worksheet."""

from collections.abc import Sequence
from random import choice

import streamlit as st

from lab.check_yourself import answers, key_points, questions, worksheet
from lab.check_yourself.one_question import DEEDS, show_question, typed
from lab.check_yourself.questions import COUNT, EDITION, Question
from lab.check_yourself.settings import ANSWERED, ANSWERS, AT, KEY, SEED, SEEDS
from lab.components.into_view import into_view
from lab.inputs import widgets
from lab.page import address, modes
from lab.page.course import page_of
from lab.page.frame import page_link
from lab.page.sections import folded

OLD_LINK = "Check yourself.old link"
Test = Sequence[Question]
Marks = Sequence[bool | None]


def arrive() -> None:
    """Forget the answers of an old link: they answer the questions of another edition."""
    old = any(map(address.get, ANSWERS)) and address.get(ANSWERED) != str(EDITION)
    if old:
        clear()
    st.session_state[OLD_LINK] = old


def choose_test() -> Test:
    seed = address.get(SEED)
    if not modes.on("plain"):
        with st.popover(f"Test {seed}", icon=":material/quiz:", key="Check yourself.test"):
            choose = "The same number always gives the same test."
            seed = widgets.count(SEED, "Test number", *SEEDS, choose, clear)
            st.button("Another test", on_click=another, icon=":material/casino:")
            st.button("Start over", on_click=clear, icon=":material/restart_alt:")
            hand_out(seed)
    return questions.test_of(seed)


def say_old() -> None:
    """Say that an old link's answers are gone, until the learner answers or starts over."""
    if st.session_state[OLD_LINK]:
        st.info(
            f"The questions have changed since this link was made. Test {address.get(SEED)} is "
            "open without the answers of the link.",
            icon=":material/link_off:",
        )


def clear() -> None:
    for at, answer in enumerate(ANSWERS):
        address.put(answer, "")
        st.session_state[typed(at)] = {"value": None}  # also forget answers that are not locked
    address.put(ANSWERED, "")
    address.put(AT, "1")
    st.session_state[OLD_LINK] = False


def another() -> None:
    clear()
    here = address.get(SEED)
    address.put(SEED, choice([seed for seed in range(SEEDS[0], SEEDS[1] + 1) if seed != here]))


def which(marks: Marks) -> int:
    """Let the learner choose a question. Its number shows whether the answer was right.

    Return the index of the question, from 0.
    """
    signs = {None: "", True: " ✓", False: " ✗"}
    names = {str(i + 1): f"{i + 1}{signs[mark]}" for i, mark in enumerate(marks)}
    return int(widgets.choose(AT, "Question", names, always=True)) - 1


def show_questions(test: Test, marks: Marks, at: int) -> None:
    """Show the chosen question. Below a locked one stands the next open one, or the result."""
    show_question(at, test[at], marks[at])
    if marks[at] is None:
        return
    into_view(st.session_state.get(DEEDS, 0), "Check yourself.next")
    later = [i % COUNT for i in range(at + 1, at + COUNT) if marks[i % COUNT] is None]
    if later:
        show_question(later[0], test[later[0]], None)
    else:
        show_result(test, marks)


def show_result(test: Test, marks: Marks) -> None:
    """What went well, and where to look again."""
    st.header("Your result")
    st.markdown(f"**{answers.conclusion(marks)}**")
    well = [q.topic for q, mark in zip(test, marks, strict=True) if mark]
    missed = [q for q, mark in zip(test, marks, strict=True) if not mark]
    if well:
        st.markdown(f"What went well: {' · '.join(well)}")
    if missed:
        st.markdown("Look at these again. Each link opens a lab with the numbers of the question:")
    for question in missed:
        page = page_of(question.page)
        page_link(page, f"{question.topic}: “{page.label}”", **question.link)
    if not modes.on("plain"):
        st.button("Take another test", on_click=another, icon=":material/casino:")


def show_key_points(marks: Marks) -> None:
    """The key points, folded while a question is open."""
    if None not in marks:
        st.header("Key points")
        list_key_points()
        return
    with folded("Key points", "Check yourself.points", ":material/key:") as opened:
        if opened:
            list_key_points()


def list_key_points() -> None:
    for point in key_points.POINTS:
        st.markdown(f"- **{point.text}** {point.shown()}")


def hand_out(seed: int) -> None:
    """The worksheet; with its answers only for a teacher, whose link has ``key=1``."""
    key = address.get(KEY)
    st.download_button(
        "Worksheet with its key" if key else "Worksheet to print",
        lambda: worksheet.page(questions.test_of(seed), seed, key=key),
        f"pooling_test_{seed}.html",
        "text/html",
        on_click="ignore",
        icon=":material/print:",
    )
