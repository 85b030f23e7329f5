"""Check yourself: ten questions from a seed, each answered before its answer is shown."""

import streamlit as st

from lab.check_yourself import answers
from lab.check_yourself.settings import ANSWERS, KEY, SETTINGS
from lab.check_yourself.whole_test import (
    arrive,
    choose_test,
    say_old,
    show_key_points,
    show_questions,
    which,
)
from lab.page import address
from lab.page.frame import frame, next_page
from lab.page.sections import section

if frame("Check yourself", SETTINGS, secret=KEY.name):
    arrive()


@section
def lab() -> None:
    """The test, and what it came to."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chooser = st.container(width="content")
        test = choose_test()
        told = st.container(width="content")
    marks = [answers.is_right(q, address.get(a)) for q, a in zip(test, ANSWERS, strict=True)]
    with chooser:
        at = which(marks)
    so_far = answers.conclusion(marks)
    say_old()
    with told:
        st.caption(so_far or "Lock an answer to see why.")
    verdict = {True: "Right. ", False: "Not quite. ", None: ""}[marks[at]]
    address.announce(f"{verdict}{so_far}")
    show_questions(test, marks, at)
    show_key_points(marks)


lab()
st.caption("The address of this page holds your answers. Bookmark it to go on later.")
next_page()
