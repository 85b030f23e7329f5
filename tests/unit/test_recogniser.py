"""What travels for a recogniser: a picture with all verdicts, and a small state."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lab.components import recogniser
from lab.components.recogniser import Ask, Play, Slider, Verdicts, lost_at
from lab.data.pictures import gallery_picture
from pooling import translate
from tests.benches import benches, opened
from tests.recognisers import read, recognisers

PAGE = str(Path(__file__).parents[1] / "browser" / "recogniser_page.py")
FACE = np.random.default_rng(0).integers(0, 256, (32, 32, 3), np.uint8)
RIGHT = Slider("Shift right", "right", -10, 10, "right")
DOWN = Slider("Shift down", "down", -10, 10, "down")
HOME = Slider("Shift right", "right", 0, 80, "right")


@pytest.fixture
def session(monkeypatch):
    """A session state of the test's own."""
    state: dict[str, Any] = {}
    monkeypatch.setattr(st, "session_state", state)
    return state


def verdicts(positions=21, count=3):
    """Probabilities of four kinds, as a network gives them: float32."""
    found = np.random.default_rng(1).dirichlet(np.ones(4), (count, positions)).astype(np.float32)
    return [Verdicts(f"Network {i}", shares) for i, shares in enumerate(found)]


def told(picture=FACE, shares=None, truth="clown", sliders=(RIGHT, DOWN), **more):
    return recogniser.messages(
        "r", picture, shares or verdicts(), truth=truth, sliders=sliders, **more
    )


def test_picture_and_shares_travel_exactly(session):
    found = read(*told())
    np.testing.assert_array_equal(found.picture, FACE)
    for one in verdicts():
        np.testing.assert_array_equal(found.shares[one.name], one.shares)


def test_a_shift_to_the_right_changes_the_small_message_only(session):
    messages = []
    for right in (0, 4):
        session["right"] = {"value": right}
        assert recogniser.position("r", "right", 0, -10, 10) == right
        recogniser.position("r", "down", 0, -10, 10)
        messages.append(told())
    assert messages[0][0] == messages[1][0]
    assert messages[0][1] != messages[1][1]
    assert len(messages[1][1]) < 200
    found = read(*messages[1])
    row = verdicts()[2].shares[14]
    assert found.says("Network 2") == (recogniser.KINDS[row.argmax()], float(row.max()))
    moved = [translate(FACE[..., i], right=4, fill="edge") for i in range(3)]
    np.testing.assert_array_equal(found.shifted, np.stack(moved, -1))


def test_the_verdicts_say_where_they_are_true(session):
    session["down"] = {"value": 3}
    recogniser.position("r", "down", 0, -10, 10)
    assert opened(told()[0])[0]["down"] == 3


def test_the_sizes_on_opening(session):
    """Of noise, which nothing packs, and of the clown on the home page."""
    assert len(told()[0]) < 5_500
    clown = gallery_picture("Clown")
    shown, _ = told(clown, verdicts(81, 2), sliders=[HOME])
    assert len(shown) < 25_000


def test_what_the_learner_did(session):
    choices = ("1", "2", "never")
    assert recogniser.bet("r", "bet", choices) == ""
    session["r"] = {
        "value": {"bet": {"now": "never", "revision": 0}, "seen": {"now": True, "revision": 0}}
    }
    assert recogniser.bet("r", "bet", choices) == "never"
    assert recogniser.seen("r", "seen") is True
    session["bet"] = {"value": "2"}  # an order of Python's
    assert recogniser.bet("r", "bet", choices) == "2"
    assert recogniser.bet("r", "bet", choices[:1]) == ""


@pytest.mark.parametrize("report", [7, "x", {"bet": 3}, {"bet": {"now": [1], "revision": 0}}, None])
def test_a_report_that_makes_no_sense_is_no_bet(session, report):
    session["r"] = {"value": report}
    assert recogniser.bet("r", "bet", ("1", "2")) == ""


def test_where_a_network_loses_the_truth():
    clown = np.array([0.1, 0.9, 0.8, 0.3, 0.9])  # at -1, 0, 1, 2, 3
    shares = np.stack([clown, 1 - clown], 1)
    assert lost_at(shares, low=-1, truth=0) == 2
    assert lost_at(shares, low=-1, truth=1) == 0
    assert lost_at(shares, low=0, truth=0) == 0
    assert lost_at(shares[1:3], low=0, truth=0) is None


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        (dict(shares=verdicts(20)), r"'Network 0' needs shares of \(21, 4\), got \(20, 4\)"),
        (dict(shares=[verdicts()[0]] * 2), "names of their own"),
        (dict(truth="dog"), "truth must be one of clown, cat, robot, person, got 'dog'"),
        (dict(sliders=[DOWN]), "one slider to the right"),
        (dict(ask=Ask("?", "seen", ("1",), "bet", answer="2")), "answer must be one of 1, got '2'"),
        (dict(ask=Ask("?", "seen", ("1",))), "both a key and choices"),
        (dict(play=Play(11)), "stop must be a position"),
        (dict(fill="white"), "fill"),
    ],
)
def test_what_does_not_fit_is_refused(session, wrong, rule):
    with pytest.raises(ValueError, match=rule):
        told(**wrong)


def test_a_page_is_read_and_set_by_its_keys():
    app = AppTest.from_file(PAGE)
    app.query_params["ask"] = "1"
    app.session_state["right"] = {"value": 5}
    app.session_state["bet"] = {"value": "3"}
    app.run(timeout=30)
    (found,) = recognisers(app).values()
    assert benches(app) == {}
    assert found.covered
    assert found.says("Without pooling") is None
    app.session_state["seen"] = {"value": True}
    app.run(timeout=30)
    found = recognisers(app)["stage"]
    assert found.says("Without pooling")[0] == "cat"
    assert found.says("Max pooling")[0] == "clown"
    assert found.state["bet"]["now"] == "3"
