"""The whole test on the page: its number, its questions, its score and its worksheet."""

from random import choice

import streamlit as st

from lab.check_yourself import answers, questions, worksheet
from lab.check_yourself.one_question import typed
from lab.check_yourself.questions import COUNT, Question
from lab.check_yourself.settings import ANSWERS, AT, SEED, SEEDS
from lab.inputs import widgets
from lab.page import address, modes
from lab.page.course import page_of
from lab.page.frame import page_link


def choose_test() -> list[Question]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        seed = widgets.count(
            SEED, "Test number", *SEEDS, "The same number always gives the same test.", clear
        )
        if not modes.on("plain"):
            st.button("Another test", on_click=another, icon=":material/casino:")
            st.button("Start over", on_click=clear, icon=":material/restart_alt:")
    return questions.test_of(seed)


def clear() -> None:
    for at, answer in enumerate(ANSWERS):
        address.put(answer, "")
        st.session_state[typed(at)] = {"value": None}  # also forget answers that are not locked
    address.put(AT, "1")


def another() -> None:
    clear()
    here = address.get(SEED)
    address.put(SEED, choice([seed for seed in range(SEEDS[0], SEEDS[1] + 1) if seed != here]))


def which(marks: list[bool | None]) -> int:
    """Let the learner choose a question. Its number shows whether the answer was right.

    Return the index of the question, from 0.
    """
    signs = {None: "", True: " ✓", False: " ✗"}
    names = {str(i + 1): f"{i + 1}{signs[mark]}" for i, mark in enumerate(marks)}
    return int(widgets.choose(AT, "Question", names, always=True)) - 1


def show_score(test: list[Question], marks: list[bool | None]) -> None:
    """Show the score, the longest streak, and what to look at again."""
    done, right = sum(m is not None for m in marks), sum(m is True for m in marks)
    for slot, (name, value) in zip(
        st.columns(3),
        (
            ("Answered", f"{done} of {COUNT}"),
            ("Right", f"{right} of {done}" if done else "–"),
            ("Streak", str(answers.streak(marks))),
        ),
        strict=True,
    ):
        slot.metric(name, value)
    missed = [q for q, mark in zip(test, marks, strict=True) if mark is False]
    if missed:
        st.markdown("**Look at again:**")
        for question in missed:
            page = page_of(question.page)
            page_link(page, f"{question.topic}: “{page.label}”", **question.link)


def hand_out(test: list[Question]) -> None:
    seed = address.get(SEED)
    st.download_button(
        "Worksheet to print, with its key",
        lambda: worksheet.page(test, seed),
        f"pooling_test_{seed}.html",
        "text/html",
        on_click="ignore",
        icon=":material/print:",
    )
