"""Nonsense from a browser is ignored: a page stays whole, whatever its components send.

tests/hostile tries many more.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benches import benches
from tests.browser_messages import click_twice, revisions, send, send_nonsense
from tests.hostile.inputs import PAGES, tries
from tests.hostile.rules import keeps_the_rules
from tests.recognisers import recognisers


@pytest.mark.parametrize("stem", PAGES)
@tries(2)
@given(st.data())
def test_nonsense_from_a_browser_is_ignored(open_page, stem, data):
    send_nonsense(open_page, stem, data)


def test_a_megabyte_of_text_is_ignored(open_page):
    app = open_page("grid_lab")
    reports = {key: {"now": 2, "revision": revision} for key, revision in revisions(app).items()}
    reports["Grid lab.right"]["now"] = "9" * 2**20
    keeps_the_rules(send(app, {"value": reports}))
    state = benches(app)["Grid lab.stage"].state
    assert [state[f"Grid lab.{axis}"]["now"] for axis in ("right", "down")] == [1, 2]


def test_only_yes_uncovers_what_a_question_covers(open_page):
    app = open_page("still_a_clown", looked="0")
    for now in ("yes", 1, [0], {"x": 0}, None, True):
        (stage,) = recognisers(app).values()
        assert stage.covered
        looked = {"now": now, "revision": revisions(app)["Still a clown?.looked"]}
        send(app, {"value": {"Still a clown?.looked": looked}})
    (stage,) = recognisers(app).values()
    assert not stage.covered


@pytest.mark.parametrize(
    ("stem", "label", "most"),
    [("still_a_clown", "Still a clown?", 10), ("shift_sweep", "Shift sweep", 8)],
)
def test_a_click_on_no_cell_of_a_map_shifts_nothing(open_page, stem, label, most):
    app = open_page(stem, right="1")
    settings = app.session_state["app.settings"][label]
    for shift in ("x", {"x": 2}, [], [2], [2, "2"], [2.5, 2], [most + 1, 0], [0, -(10**300)]):
        keeps_the_rules(send(app, {"pick": shift}))
        assert (settings["right"], settings["down"]) == (1, 0)
    send(app, {"pick": [-2, 3]})
    assert (settings["right"], settings["down"]) == (3, -2)


@pytest.mark.parametrize(
    ("stem", "unfold", "first", "back"),
    [
        ("grid_lab", "", "Reset", "Undo"),
        ("shift_sweep", "Shift sweep.claim 0", "Put it on the stage", "Back to my settings"),
    ],
)
def test_a_double_click_on_the_way_back_goes_back_once(open_page, stem, unfold, first, back):
    app = open_page(stem, unfold, right="3")
    next(button for button in app.button if button.label == first).click().run()
    (place,) = [i for i, button in enumerate(app.button) if button.label == back]
    keeps_the_rules(click_twice(app, place))
    page = app.session_state["app.page"]
    assert app.session_state["app.settings"][page]["right"] == 3
    assert all(button.label != back for button in app.button)
