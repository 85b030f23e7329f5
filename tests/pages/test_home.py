"""The home page: the clown that moves, and the way through the lab."""

from itertools import chain

import pytest

from lab.page.course import PAGES
from tests.benches import benches
from tests.component_messages import all_alts
from tests.field_stages import field_stages
from tests.recognisers import recognisers


def text(app) -> str:
    return "\n".join(element.value for element in app.main.markdown)


def stage(app):
    return recognisers(app)["Why pool.clown"]


def test_the_home_page_asks_first_and_leads_on(open_page):
    app = open_page()
    assert app.title[0].value == "Why pool"
    clown = stage(app)
    assert clown.head["ask"]["question"].startswith("How many pixels can the clown shift")
    assert clown.says("Without pooling") is None
    assert "**translation invariance**" in text(app)
    links = [link.proto.label for link in app.main.get("page_link")]
    assert links[:-1] == [f"**{page.label}**" for page in PAGES[1:]]
    assert links[-1] == "Next: Grid lab"
    assert all(page.question in text(app) for page in PAGES)


def test_the_network_without_pooling_loses_the_clown_first(open_page):
    app = open_page(right="0")
    clown = stage(app)
    assert {clown.says(name)[0] for name in clown.shares} == {"clown"}
    lost = {
        name: next((r for r, row in enumerate(shares) if row.argmax() != 0), 81)
        for name, shares in clown.shares.items()
    }
    assert lost["Without pooling"] < lost["With max pooling"]
    assert str(lost["Without pooling"]) in clown.head["ask"]["then"]
    assert clown.head["play"]["stop"] == lost["Without pooling"]
    app.session_state["Why pool.right"] = {"value": lost["Without pooling"]}
    app.run()
    assert stage(app).says("Without pooling")[0] != "clown"
    assert stage(app).says("With max pooling")[0] == "clown"


def test_a_bad_address_falls_back_and_says_so(open_page):
    app = open_page(right="-1")
    assert "a whole number from 0 to 80" in app.warning[0].value
    assert stage(app).place("right") == 2  # what a link always meant that does not name it


def test_every_page_of_the_sidebar_opens(open_page):
    for page in PAGES:
        stem = page.script.removeprefix("pages/").removesuffix(".py")
        app = open_page("" if page.script == "app.py" else stem)
        assert app.title[0].value == page.label


STEMS = [page.script.removeprefix("pages/").removesuffix(".py") for page in PAGES[1:]]


def pictures(app) -> list[str]:
    """What is drawn, as text, and the grids of numbers."""
    seen = [f"{r.head['alt']} {r.place('right')}" for r in recognisers(app).values()]
    return [
        *seen,
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
    kept = [seen for seen in pictures(usual) if not seen.startswith("All rounds")]  # they choose
    assert pictures(plain) == kept
    asked = open_page(stem, show="questions")
    assert not any(note.proto.title == "Takeaway" for note in asked.info)
    asks = any(b.label == "Lock my answer" for b in asked.button)
    stages = [f(asked).values() for f in (benches, recognisers, field_stages)]
    bets = any(b.label == "Show me" for b in asked.button)
    if not asks and not bets and not any(one.covered for one in chain(*stages)):
        folded = next(box for box in asked.expander if box.label.startswith("Takeaway"))
        assert folded.markdown[0].value
    assert not asked.warning


def test_an_unknown_way_to_show_is_said_and_the_rest_stays(open_page):
    app = open_page("grid_lab", show="plain,<b>x</b>")
    assert "it can only hold these words: questions, answers, plain, large" in app.warning[0].value
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
    frameworks = ["NumPy", "PyTorch", "Keras"][: 2 if page.label == "Still a clown?" else 3]
    assert [tab.label for tab in app.tabs] == frameworks
    assert app.code[0].value.startswith(("import numpy as np", "from pooling import"))
    assert app.code[1].value.startswith("import")


def test_charts_come_as_tables_too(open_page):
    """With the numbers that are on the screen now."""
    app = open_page("grid_lab", "Grid lab.tables", right="1")
    (shown,) = [e.value for e in app.markdown if e.value.startswith("**Max after the shift**")]
    assert shown.splitlines()[-2:] == ["| 1 | 8 | 6 |", "| 2 | 7 | 9 |"]
    app = open_page("beyond_linear", "Beyond linear.tables stage", show="answers")
    (lines,) = [e.value for e in app.markdown if e.value.startswith("| x | Max | Average |")]
    assert "| -9 | 2 | -2.25 | 0 |" in lines
    app = open_page("shift_sweep", "Shift sweep.tables lab", kind="max")
    assert "**Every shift: its columns are shifts to the right, its rows shifts down**" in [
        e.value for e in app.markdown
    ]
    every = next(table.value for table in app.dataframe if table.value.shape == (17, 18))
    assert list(every.columns[[1, -1]]) == ["-8", "8"]
    assert every["0"][8] == "1"  # nothing shifted, nothing changed
