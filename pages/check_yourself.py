"""Check yourself: ten questions from a seed, each answered before its answer is shown."""

from random import choice

import numpy as np
import streamlit as st

from lab.check_yourself import key_points, questions, worksheet
from lab.check_yourself.questions import COUNT, Question
from lab.components.number_grid import latest, number_grid
from lab.data import cells
from lab.draw import heatmaps
from lab.draw.heatmaps import Panel
from lab.inputs import widgets
from lab.page import address, charts, modes, settings
from lab.page.charts import show_chart
from lab.page.course import page_of
from lab.page.frame import frame, ink, page_link, takeaway
from lab.words import numbers

SEEDS = (1, 9999)
SEED = settings.whole("seed", 1, *SEEDS)
AT = settings.choice("at", "1", [str(i + 1) for i in range(COUNT)])
ANSWERS = [settings.short_text(f"q{i + 1}", 80) for i in range(COUNT)]
SETTINGS = (SEED, AT, *ANSWERS)


@st.fragment
def lab() -> None:
    """The test, and what it came to."""
    charts.begin()
    test = choose_test()
    marks = [questions.is_right(q, address.get(a)) for q, a in zip(test, ANSWERS, strict=True)]
    at = which(marks)
    show_question(at, test[at], marks[at])
    charts.as_tables()
    show_score(test, marks)
    hand_out(test)
    st.header("Key points")
    for point in key_points.POINTS:
        st.markdown(f"- **{point.text}** {point.shown()}")
    takeaway(questions.takeaway(marks))
    address.publish()


def choose_test() -> list[Question]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        seed = widgets.count(
            SEED, "Test number", *SEEDS, "The same number is the same test.", clear
        )
        if not modes.on("plain"):
            st.button("Another test", on_click=another, icon=":material/casino:")
            st.button("Start over", on_click=clear, icon=":material/restart_alt:")
    return questions.test_of(seed)


def clear() -> None:
    for at, answer in enumerate(ANSWERS):
        address.put(answer, "")
        st.session_state[typed(at)] = {"value": None}  # what was typed, and not locked
    address.put(AT, "1")


def another() -> None:
    clear()
    here = address.get(SEED)
    address.put(SEED, choice([seed for seed in range(SEEDS[0], SEEDS[1] + 1) if seed != here]))


def typed(at: int) -> str:
    """The key of a question's control."""
    return f"check_yourself {address.get(SEED)} {at}"


def which(marks: list[bool | None]) -> int:
    """The question to show; their numbers carry what was right and what was not."""
    signs = {None: "", True: " ✓", False: " ✗"}
    names = {str(i + 1): f"{i + 1}{signs[mark]}" for i, mark in enumerate(marks)}
    return int(widgets.choose(AT, "Question", names, always=True)) - 1


def go_to(at: int) -> None:
    address.put(AT, str(at + 1))


# ---------------------------------------------------------------- one question


def show_question(at: int, question: Question, mark: bool | None) -> None:
    """The question, the answer, the lock; after it what was right, and the way to the lab."""
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
        st.markdown(questions.reveal(question, address.get(ANSWERS[at])))
        with st.container(horizontal=True, vertical_alignment="center"):
            page = page_of(question.page)
            page_link(page, f"Try it in “{page.label}”", **question.link)
            if at + 1 < COUNT:
                st.button("Next question", on_click=go_to, args=(at + 1,), type="primary")


def grid_of(question: Question) -> None:
    assert question.grid is not None
    panel = Panel("Grid", question.grid, titled=False)
    span = heatmaps.span_of([question.grid, np.zeros((1, 1))])
    show_chart(
        heatmaps.heatmaps([panel], span, height=280, ink=ink()),
        "check_yourself grid",
        heatmaps.described([panel]),
    )


def ask(at: int, question: Question) -> bool:
    """The control for the answer; whether it is whole."""
    if question.truth is not None:
        empty = np.full(question.truth.shape, np.nan)
        found = number_grid(empty, typed(at), label="Your answer", blank=True)
        return not np.isnan(found).any()
    names = [option.text for option in question.options]
    return st.radio("Your answer", names, index=None, key=f"{typed(at)} radio") is not None


def lock(at: int, question: Question) -> None:
    """Keep the answer as it stands now: it may have changed since the button was drawn."""
    if question.truth is not None:
        found = latest(typed(at), question.truth.shape)
        if found is not None:
            address.put(ANSWERS[at], cells.grid_text(found))
        return
    chosen = st.session_state.get(f"{typed(at)} radio")
    for place, option in enumerate(question.options):
        if option.text == chosen:
            address.put(ANSWERS[at], str(place))


def answered(at: int, question: Question) -> None:
    """A filled grid, each cell marked right or wrong."""
    assert question.truth is not None
    said = questions.read_grid(address.get(ANSWERS[at]), question.truth.shape)
    assert said is not None
    number_grid(
        said,
        f"check_yourself locked {address.get(ANSWERS[at])} {at}",
        label="Your answer",
        marks=np.abs(said - question.truth) <= numbers.CLOSE,
        locked=True,
    )


# ---------------------------------------------------------------- the whole test


def show_score(test: list[Question], marks: list[bool | None]) -> None:
    """Score, streak, and what to look at again."""
    done, right = sum(m is not None for m in marks), sum(m is True for m in marks)
    for slot, (name, value) in zip(
        st.columns(3),
        (
            ("Answered", f"{done} of {COUNT}"),
            ("Right", f"{right} of {done}" if done else "–"),
            ("Streak", str(questions.streak(marks))),
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


frame("Check yourself", SETTINGS)
st.markdown(
    "Ten questions. Answer first, lock your answer, then see it worked out. Your answers are kept "
    "in this page's address and nowhere else: the link is your progress."
)
lab()
