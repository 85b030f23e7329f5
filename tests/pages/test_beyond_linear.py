"""Beyond linear without a browser: the hinge, sums, scales, and two convolutions."""

import json

import numpy as np
import pytest

from lab.beyond_linear import linearity
from lab.data.cells import grid_text
from tests.benches import benches


def text(app) -> str:
    return "\n".join(e.value for e in [*app.markdown, *app.info, *app.caption])


def maps(app) -> dict[str, list]:
    return {name: stage.shown(name) for stage in benches(app).values() for name in stage.values}


def press(app, label: str) -> None:
    next(b for b in app.button if b.label == label).click().run()


def hinge(app):
    """The plot of the stage, and its lines by name."""
    protos = [c.proto for c in app.get("bidi_component")]
    (shown,) = (json.loads(p.json) for p in protos if p.component_name.endswith(".curve_plot"))
    return shown, {line["name"]: line["y"] for line in shown["lines"]}


def test_it_asks_first_and_shows_after_a_bet(open_page):
    app = open_page("beyond_linear")
    assert hinge(app)[1] == {}
    bet = next(c for c in app.segmented_control if c.key == "Beyond linear.bet tap")
    bet.set_value("step").run()
    assert "hinge" not in text(app)
    press(app, "Show me")
    assert set(hinge(app)[1]) == {"Max", "Average", "ReLU(x)"}
    assert "It is a hinge." in text(app)
    assert not any(b.label == "Show me" for b in app.button)


def test_a_right_bet_is_told_so_and_a_teacher_can_demand_one(open_page):
    app = open_page("beyond_linear", bet="hinge", looked="1")
    assert "You were right." in text(app)
    app = open_page("beyond_linear", kind="max", show="questions")
    assert next(b for b in app.button if b.label == "Show me").disabled
    assert hinge(app)[1] == {}


@pytest.mark.parametrize("show", ["plain", "answers"])
def test_nothing_is_asked_where_a_teacher_wants_none(open_page, show):
    app = open_page("beyond_linear", show=show)
    assert not any(b.label == "Show me" for b in app.button)
    assert len(hinge(app)[1]) == 3


def test_the_hinge_and_the_line(open_page):
    app = open_page("beyond_linear", pixel="7")
    shown, lines = hinge(app)
    assert shown["here"] == 7
    assert lines["Max"] == [max(x, 2) for x in range(-9, 10)]
    assert lines["Average"] == [(x + 2 + 1 - 3) / 4 for x in range(-9, 10)]
    assert lines["ReLU(x)"] == [max(x, 0) for x in range(-9, 10)]
    assert "max(2, 7) = 2 + ReLU(5) = 7" in text(app)


def test_it_opens_with_max_and_a_sum_that_comes_apart(open_page):
    app = open_page("beyond_linear")
    shown = maps(app)
    a, b = linearity.A, linearity.B
    assert shown["A + B"] == (a + b).tolist()
    assert shown["f(A)"][0][0] == a[:2, :2].max()
    assert shown["f(A + B)"][0][0] == (a + b)[:2, :2].max()
    assert shown["f(A) + f(B)"][0][0] == a[:2, :2].max() + b[:2, :2].max()
    assert "**not linear**" in app.info[0].value
    assert benches(app)["Beyond linear.sums"].head["lit"] == ["f(A + B)", 0]


def test_the_average_keeps_the_sum(open_page):
    app = open_page("beyond_linear", kind="avg")
    shown = maps(app)
    np.testing.assert_allclose(shown["f(A + B)"], shown["f(A) + f(B)"])
    assert "in 4 of 4 outputs" in app.info[0].value
    assert benches(app)["Beyond linear.sums"].head["lit"] is None


@pytest.mark.parametrize("kind", ["max", "min"])
def test_the_smallest_counterexample_is_loaded_and_lit(open_page, kind):
    app = open_page("beyond_linear", kind=kind)
    press(app, "Find the smallest counterexample")
    assert "Only 2 cells are not 0" in text(app)
    assert "in 3 of 4 outputs" in app.info[0].value
    shown = maps(app)
    name, cell = benches(app)["Beyond linear.sums"].head["lit"]
    assert np.ravel(shown[name])[cell] != np.ravel(shown["f(A) + f(B)"])[cell]


def test_there_is_none_for_the_average_and_the_grids_stay(open_page):
    app = open_page("beyond_linear", kind="avg")
    before = maps(app)
    press(app, "Find the smallest counterexample")
    assert "There is none" in text(app)
    assert maps(app) == before


def test_scales_are_folded_but_a_link_that_names_them_opens_them(open_page):
    assert "f(c A)" not in maps(open_page("beyond_linear", kind="max"))
    shown = maps(open_page("beyond_linear", times="-1"))
    assert shown["f(c A)"] != shown["c f(A)"]
    assert shown["f(A + c)"] == shown["f(A) + c"]
    shown = maps(open_page("beyond_linear", kind="avg", times="-2"))
    np.testing.assert_allclose(shown["f(c A)"], shown["c f(A)"])


def test_relu_and_two_convolutions(open_page):
    shown = maps(open_page("beyond_linear", "Beyond linear.relu"))
    assert shown["Max: ReLU, then pool"] == shown["Max: Pool, then ReLU"]
    assert shown["Average: ReLU, then pool"] != shown["Average: Pool, then ReLU"]
    shown = maps(open_page("beyond_linear", "Beyond linear.convs"))
    np.testing.assert_allclose(
        shown["Two convolutions of A: Two 2 × 2"], shown["Two convolutions of A: One 3 × 3"]
    )
    between = "Max pooling between: of A"
    assert shown[f"{between} + B"] != shown[f"{between} and of B, added"]


def test_reset_and_a_bad_address(open_page):
    app = open_page("beyond_linear", a=grid_text(np.ones((4, 4))), times="3", b="1_2", kind="sum")
    assert app.warning[0].value.count("could not be used") == 2
    press(app, "Reset")
    assert maps(app)["f(A)"][0][0] == linearity.A[:2, :2].max()
