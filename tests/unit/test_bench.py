"""What travels for a bench: frames that a shift leaves unchanged, and a small state."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lab.components import bench
from lab.components.bench import Arrivals, Ask, Grid, Row, Slider, arrivals_of, windows_of
from pooling import Layer, translate
from tests.benches import benches, opened, read

PAGE = str(Path(__file__).parents[1] / "browser" / "bench_page.py")
INPUT = np.array([[8, 4, 6, 8], [1, 2, 0, 1], [3, 1, 7, 5], [7, 9, 1, 4]], float)
SLIDERS = [Slider("Right", "right", -3, 3, "right"), Slider("Down", "down", -3, 3, "down")]
STEPS = range(-3, 4)
LAYERS = (Layer("max", 2), Layer("avg", 2))


@pytest.fixture
def session(monkeypatch):
    """A session state of the test's own."""
    state: dict[str, Any] = {}
    monkeypatch.setattr(st, "session_state", state)
    return state


def stack(x):
    return np.array([[translate(x, down, right) for right in STEPS] for down in STEPS])


def rows(x, layers=LAYERS):
    """The grid lab's two rows."""
    found = []
    for label, name, values in (("Before", "Input", x), ("After", "Shifted", stack(x))):
        grids = [Grid(name, values=values)]
        for layer in layers:
            pooled, source, before = values, name, ""
            for turn in ("once", "again"):
                windows = windows_of(layer, source, pooled.shape[-2:])
                pooled = layer(pooled)
                source = f"{label} {layer.kind} {turn}"
                grids.append(Grid(source, values=pooled, windows=windows, under=before))
                before = source
        found.append(Row(label, grids))
    return found


def test_every_number_travels_exactly():
    x = INPUT / 3
    found = read(*bench.messages("b", rows(x), span=(0, 3), sliders=SLIDERS))
    for row in rows(x):
        for grid in row.grids:
            sent = found.values[grid.name]
            np.testing.assert_array_equal(sent.reshape(np.shape(grid.values)), grid.values)


def test_a_shift_leaves_the_frames_message_unchanged(session):
    messages = []
    for right in (0, 2):
        session["right"] = {"value": right}
        assert bench.position("b", "right", 0, -3, 3) == right
        messages.append(bench.messages("b", rows(INPUT), span=(0, 9), sliders=SLIDERS))
    assert messages[0][0] == messages[1][0]
    assert messages[0][1] != messages[1][1]
    assert len(messages[1][1]) < 300
    assert opened(messages[1][1])[0]["settled"]["right"] == {"now": 2, "revision": 2}


def test_the_sizes_on_opening():
    """Of random grids with decimals: many distinct numbers."""
    for side, stride, most in ((4, 2, 15_000), (8, 1, 100_000)):
        x = np.random.default_rng(0).uniform(0, 9, (side, side)).round(2)
        layers = [Layer("max", 2, stride), Layer("avg", 2, stride)]
        frames, _ = bench.messages("b", rows(x, layers), span=(0, 9), sliders=SLIDERS)
        assert len(frames) < most


def test_masks_and_blanks_travel():
    grid = Grid("a", values=[[1, np.nan], [3, 4]], edit="answer", key="a")
    same = np.array([[True, False], [False, True]])
    other = Grid("b", values=INPUT[:2, :2], same=same, elsewhere=~same, compare="a")
    found = read(*bench.messages("b", [Row("", [grid, other])], span=(0, 9)))
    np.testing.assert_array_equal(found.values["a"][0], [[1, np.nan], [3, 4]])
    np.testing.assert_array_equal(found.masks["b"]["same"][0], same)
    np.testing.assert_array_equal(found.masks["b"]["elsewhere"][0], ~same)


def test_what_the_learner_did_comes_with_a_revision(session):
    assert bench.position("b", "right", 1, -3, 3) == 1
    session["b"] = {"value": {"right": {"now": 3, "revision": 0}}}
    assert bench.position("b", "right", 1, -3, 3) == 3
    session["right"] = {"value": -2}  # an order of Python's
    assert bench.position("b", "right", 1, -3, 3) == -2
    assert bench.position("b", "right", 1, -3, 3) == -2  # the old report is no news
    session["b"] = {"value": {"right": {"now": 0, "revision": 1}}}
    assert bench.position("b", "right", 1, -3, 3) == 0


def test_numbers_bets_and_seen(session):
    session["b"] = {
        "value": {
            "x": {"now": [[1, 2], [3, 4]], "revision": 0},
            "bets": {"now": [3, 0, 7], "revision": 0},
            "seen": {"now": True, "revision": 0},
        }
    }
    assert bench.numbers("b", "x", np.zeros((2, 2))).tolist() == [[1, 2], [3, 4]]
    assert bench.numbers("b", "x", np.zeros((3, 3))).shape == (3, 3)
    assert bench.bets("b", "bets", 4) == (0, 3)
    assert bench.seen("b", "seen") is True


@pytest.mark.parametrize(
    "report",
    [7, "x", [1], {"x": 3}, {"x": {"now": "a", "revision": 0}}, {"x": {"now": [[1]]}}, None],
)
def test_nonsense_from_outside_changes_nothing(session, report):
    session["b"] = {"value": report}
    assert bench.numbers("b", "x", INPUT).tolist() == INPUT.tolist()
    session["b"] = {"value": {"x": {"now": [[1e9] * 4] * 4, "revision": 0}}}
    assert bench.numbers("b", "x", INPUT).tolist() == INPUT.tolist()
    session["b"] = {"value": {"bets": {"now": [-1, 2.5, True], "revision": 0}}}
    assert bench.bets("b", "bets", 4) == ()


def test_a_block_is_handed_on_only_if_it_is_a_square(session):
    found = []
    for block in ([[1] * 5] * 5, [[1] * 5] * 4, [[1, 2]], "x", None, [["a"] * 4] * 4):
        session["b"] = {"block": block}
        bench.blocked("b", found.append)
    assert [block.shape for block in found] == [(5, 5)]


def test_windows_count_padding_and_overhang():
    found = windows_of(Layer("max", 3, padding=1, ceil_mode=True), "x", (4, 4))
    assert found.rows == found.columns == [[0, 1], [2, 3]]
    assert list(found.padding) == [5, 5, 5, 5]
    assert list(found.overhang) == [0, 0, 0, 0]
    past = windows_of(Layer("avg", 2, ceil_mode=True), "x", (3, 3))
    assert past.rows == [[0, 1], [2]]
    assert list(past.overhang) == [0, 2, 2, 3]
    apart = windows_of(Layer("max", 2, 1, dilation=2), "x", (4, 4))
    assert apart.rows == [[0, 2], [1, 3]]


@pytest.mark.parametrize(
    ("grids", "problem"),
    [
        ([Grid("a", values=INPUT), Grid("a", values=INPUT)], "names of their own"),
        ([Grid("a", values=INPUT, compare="b")], "no grid 'b'"),
        ([Grid("a", values=INPUT, under="c")], "no grid 'c'"),
        ([Grid("a", values=INPUT[None])], "needs"),
        ([Grid("a", values=INPUT, same=np.zeros((2, 2), bool))], "masks"),
        ([Grid("a", values=stack(INPUT)[:, :5])], "needs"),
        ([Grid("a", values=INPUT, right=np.zeros((2, 2), bool))], "masks"),
        ([Grid("a", values=INPUT, arrivals=Arrivals("a", "d", [], 1))], "no grid 'd'"),
    ],
)
def test_grids_that_do_not_fit_are_refused(grids, problem):
    with pytest.raises(ValueError, match=problem):
        bench.messages("b", [Row("", grids)], span=(0, 9), sliders=SLIDERS)


def test_what_a_question_covers_is_not_read(session):
    ask = Ask("Which stay?", covers=["After max once"], seen="seen", bets="bets")
    for seen in (False, True):
        session["seen"] = {"value": seen}
        bench.seen("b", "seen")
        bench.position("b", "right", 0, -3, 3)
        bench.position("b", "down", 0, -3, 3)
        made = bench.messages("b", rows(INPUT), span=(0, 9), sliders=SLIDERS, ask=ask)
        assert read(*made).shown("After max once") == ([[8, 8], [9, 7]] if seen else None)


def test_a_question_may_be_about_one_output_and_say_where_a_bet_is_right():
    layer, right = Layer("max", 2), np.eye(4, dtype=bool)
    grids = [
        Grid("Input", values=INPUT, same=INPUT > 4),
        Grid("Max", values=layer(INPUT), windows=windows_of(layer, "Input", (4, 4))),
        Grid("At the outputs", values=np.ones((2, 2)), edit="number", key="g"),
        Grid(
            "At the inputs",
            values=layer.gradient(np.ones((2, 2)), INPUT),
            arrivals=arrivals_of(layer, INPUT, "At the outputs", "Max"),
            right=right,
        ),
    ]
    ask = Ask("Which learns?", ["At the inputs"], "seen", "bets", about=("Max", 0))
    found = read(*bench.messages("b", [Row("", grids)], span=(0, 9), ask=ask))
    assert found.head["ask"]["about"] == ["Max", 0]
    np.testing.assert_array_equal(found.masks["Input"]["same"][0], INPUT > 4)
    np.testing.assert_array_equal(found.masks["At the inputs"]["right"][0], right)
    arrivals = found.spec("At the inputs")["arrivals"]
    assert [cells for cells in arrivals["cells"] if cells] == [[0], [1], [3], [2]]
    other = Ask("Which learns?", ["At the inputs"], "seen", about=("Mean", 0))
    with pytest.raises(ValueError, match="no grid 'Mean'"):
        bench.messages("b", [Row("", grids)], span=(0, 9), ask=other)


def test_a_page_shows_what_python_or_a_test_sets():
    app = AppTest.from_file(PAGE, default_timeout=30).run()
    shown = benches(app)["stage"].shown
    assert shown("Max after the shift") == [[8, 8], [9, 7]]
    app.session_state["right"] = {"value": 1}
    app.session_state["grid"] = {"value": [[9, 4, 6, 8], [1, 2, 0, 1], [3, 1, 7, 5], [7, 9, 1, 4]]}
    app.run()
    shown = benches(app)["stage"].shown
    assert shown("Max") == [[9, 8], [9, 7]]
    assert shown("Max after the shift") == [[9, 6], [7, 9]]
    assert shown("Max after the shift, pooled again") == [[9]]
    app.session_state["grid"] = {"value": None}  # begin again
    assert benches(app.run())["stage"].shown("Max") == [[8, 8], [9, 7]]


def test_the_page_says_what_stays():
    app = AppTest.from_file(PAGE, default_timeout=30)
    app.query_params["right"] = "1"
    found = benches(app.run())["stage"]
    masks = found.masks["Max after the shift"]
    assert masks["same"][found.position].tolist() == [[True, False], [False, False]]
    assert masks["elsewhere"][found.position].tolist() == [[False, False], [True, True]]
    assert found.spec("Max after the shift")["compare"] == "Max"
