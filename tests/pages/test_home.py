"""The home page: the clown that moves, and the way through the lab."""

import pytest

from lab.page.course import PAGES
from tests.benches import benches
from tests.component_messages import all_alts


def text(app) -> str:
    return "\n".join(element.value for element in app.main.markdown)


def test_the_home_page_says_why_and_leads_on(open_page):
    app = open_page()
    assert app.title[0].value == "Why pool"
    assert "translation invariance" in app.main.markdown[0].value
    links = [link.proto.label for link in app.main.get("page_link")]
    assert links == [f"**{page.label}**" for page in PAGES[1:]]
    assert all(page.question in text(app) for page in PAGES)


def test_the_clown_moves_and_what_is_left_is_measured(open_page):
    app = open_page(right="0")
    assert "0% of the pixels have changed, and 0% of the pooled outputs." in text(app)
    assert "The clown moved by 0 pixels" in all_alts(app)[0]
    app.session_state["Why pool.right"] = {"value": 1}
    app.run()
    assert "16.3% of the pixels have changed, and 10.2% of the pooled outputs." in text(app)
    assert "withstood a part of the move" in text(app)
    app.session_state["Why pool.right"] = {"value": 32}
    app.run()
    assert "more outputs than pixels have changed" in text(app)


def test_a_bad_address_falls_back_and_says_so(open_page):
    app = open_page(right="-1")
    assert "a whole number from 0 to 32" in app.warning[0].value
    assert "The clown moved by 2 pixels" in all_alts(app)[0]


def test_every_page_of_the_sidebar_opens(open_page):
    for page in PAGES:
        stem = page.script.removeprefix("pages/").removesuffix(".py")
        app = open_page("" if page.script == "app.py" else stem)
        assert app.title[0].value == page.label


STEMS = [page.script.removeprefix("pages/").removesuffix(".py") for page in PAGES[1:]]


def pictures(app) -> list[str]:
    """What is drawn, as text, and the grids of numbers."""
    return [
        *all_alts(app),
        *(f"{n}: {b.shown(n)}" for b in benches(app).values() for n in b.values),
    ]


@pytest.mark.parametrize("stem", STEMS)
def test_a_teacher_can_hide_controls_and_answers(open_page, stem):
    """The same pictures, without what moves them; no takeaway that is not asked for."""
    usual, plain = open_page(stem, show="answers"), open_page(stem, show="plain,large")
    kinds = ("number_input", "segmented_control", "toggle", "menu_button")
    left = [control.label for kind in kinds for control in plain.get(kind)]
    assert left == (["Question"] if stem == "check_yourself" else [])  # or none could be skipped
    assert pictures(plain)
    assert pictures(plain) == pictures(usual)
    asked = open_page(stem, show="questions")
    assert not any(note.proto.title == "Takeaway" for note in asked.info)
    asks = any(b.label == "Lock my answer" for b in asked.button)
    if not asks and not any(bench.covered for bench in benches(asked).values()):
        folded = next(box for box in asked.expander if box.label.startswith("Takeaway"))
        assert folded.markdown[0].value
    assert not asked.warning


def test_an_unknown_way_to_show_is_said_and_the_rest_stays(open_page):
    app = open_page("grid_lab", show="plain,<b>x</b>")
    assert "must be some of questions, answers, plain, large" in app.warning[0].value
    assert "<b>" not in app.warning[0].value
    assert not app.number_input


def test_every_link_hands_on_how_the_page_is_shown(open_page):
    app = open_page("grid_lab", show="large")
    for link in app.get("page_link"):
        assert "show=large" in link.proto.query_string


LABS = [page for page in PAGES[1:] if page.label != "Check yourself"]


@pytest.mark.parametrize("page", LABS, ids=lambda page: page.label)
def test_every_lab_has_its_setting_as_code(open_page, page):
    stem = page.script.removeprefix("pages/").removesuffix(".py")
    assert not open_page(stem).code
    app = open_page(stem, f"{page.label}.code", show="answers")
    assert [tab.label for tab in app.tabs] == ["NumPy", "PyTorch", "Keras"]
    assert app.code[0].value.startswith(("import numpy as np", "from pooling import"))
    assert app.code[1].value.startswith("import")


def test_charts_come_as_tables_too(open_page):
    """With the numbers that are on the screen now."""
    app = open_page("grid_lab", "Grid lab.tables", right="1")
    (shown,) = [e.value for e in app.markdown if e.value.startswith("**Max after the shift**")]
    assert shown.splitlines()[-2:] == ["| 1 | 8 | 6 |", "| 2 | 7 | 9 |"]
    app = open_page("beyond_linear", "Beyond linear.tables scaled")
    (lines,) = [e.value for e in app.markdown if e.value.startswith("| x | max | average |")]
    assert "| -9 | 2 | -2.25 | 0 |" in lines
    app = open_page("shift_sweep", "Shift sweep.tables every_shift", pool="max")
    assert "**Every shift: right along, down below**" in [e.value for e in app.markdown]
    every = next(table.value for table in app.dataframe if table.value.shape == (17, 18))
    assert list(every.columns[[1, -1]]) == ["-8", "8"]
    assert every["0"][8] == "1"  # nothing shifted, nothing changed
