"""Check yourself: ten questions from a seed, each answered before its answer is shown."""

import streamlit as st

from lab.check_yourself import answers, key_points
from lab.check_yourself.one_question import show_question
from lab.check_yourself.settings import ANSWERS, SETTINGS
from lab.check_yourself.whole_test import choose_test, hand_out, show_score, which
from lab.page import address
from lab.page.frame import frame, next_page, takeaway
from lab.page.sections import section

frame("Check yourself", SETTINGS)
st.markdown(
    "Answer ten questions. Lock each answer, and then see how it is computed. Your answers are "
    "stored only in the address of this page: keep the link to continue later."
)


@section
def lab() -> None:
    """The test, and what it came to."""
    test = choose_test()
    marks = [answers.is_right(q, address.get(a)) for q, a in zip(test, ANSWERS, strict=True)]
    at = which(marks)
    show_question(at, test[at], marks[at])
    show_score(test, marks)
    hand_out(test)
    st.header("Key points")
    for point in key_points.POINTS:
        st.markdown(f"- **{point.text}** {point.shown()}")
    takeaway(answers.conclusion(marks))


lab()
next_page()
