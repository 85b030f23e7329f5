"""Beyond linear without a browser: sums, scales, the hinge, and two convolutions."""

import json
import re

import numpy as np
import pytest

from lab.beyond_linear import linearity
from lab.data.cells import grid_text
from tests.benches import benches


def text(app) -> str:
    return "\n".join(e.value for e in [*app.markdown, *app.info, *app.caption])


def maps(app) -> dict[str, list]:
    stage = benches(app)["Beyond linear.sums"]
    found = {name: stage.shown(name) for name in stage.values}
    for chart in app.get("plotly_chart"):
        heats = [t["z"] for t in json.loads(chart.proto.spec)["data"] if t["type"] == "heatmap"]
        names = re.findall(r"(?:^|\. )([^.]+?): row 1:", chart.proto.alt)
        found |= dict(zip(names, heats, strict=True)) if heats else {}
    return found


def test_it_opens_with_max_and_a_sum_that_comes_apart(open_page):
    app = open_page("beyond_linear")
    assert app.title[0].value == "Beyond linear"
    shown = maps(app)
    a, b = linearity.A, linearity.B
    assert shown["f(A)"][0][0] == a[:2, :2].max()
    assert shown["f(A + B)"][0][0] == (a + b)[:2, :2].max()
    assert shown["f(A) + f(B)"][0][0] == a[:2, :2].max() + b[:2, :2].max()
    assert "**not linear**" in app.info[0].value
    assert "f(A + B) is never more than f(A) + f(B)" in app.info[0].value


def test_the_average_keeps_the_sum(open_page):
    app = open_page("beyond_linear", kind="avg")
    shown = maps(app)
    np.testing.assert_allclose(shown["f(A + B)"], shown["f(A) + f(B)"])
    assert "it **is linear**" in app.info[0].value
    assert text(app).count("**=**") == 4


@pytest.mark.parametrize("kind", ["max", "min"])
def test_the_smallest_counterexample_is_loaded(open_page, kind):
    app = open_page("beyond_linear", kind=kind)
    next(b for b in app.button if b.label.startswith("Find")).click().run()
    assert "2 cells that are not 0" in text(app)
    assert "breaks the sum in 1 of 4" in app.info[0].value
    assert np.count_nonzero(maps(app)["f(A)"]) <= 1


def test_there_is_none_for_the_average_and_the_grids_stay(open_page):
    app = open_page("beyond_linear", kind="avg")
    before = maps(app)
    next(b for b in app.button if b.label.startswith("Find")).click().run()
    assert "None for average pooling" in text(app)
    assert maps(app) == before


def test_a_negative_factor_breaks_a_maximum(open_page):
    assert "c = -1: **not equal**" in text(open_page("beyond_linear"))
    assert "c = 2: equal" in text(open_page("beyond_linear", times="2"))
    assert "c = -2: equal, as for every c." in text(
        open_page("beyond_linear", kind="avg", times="-2")
    )


def test_the_hinge_and_the_line(open_page):
    app = open_page("beyond_linear", pixel="7")
    (chart,) = [c for c in app.get("plotly_chart") if c.proto.alt.startswith("Outputs against x")]
    assert "At x = 7: max 7, average 1.75, ReLU 7." in chart.proto.alt
    lines = {t["name"]: t["y"] for t in json.loads(chart.proto.spec)["data"]}
    assert lines["max"] == [max(x, 2) for x in range(-9, 10)]
    assert lines["average"] == [(x + 2 + 1 - 3) / 4 for x in range(-9, 10)]
    assert lines["ReLU(x)"] == [max(x, 0) for x in range(-9, 10)]


def test_relu_and_two_convolutions(open_page):
    shown = text(open_page("beyond_linear"))
    assert "4 of 4 equal: a maximum of maxima" in shown
    assert "a mean lets negative numbers pull down" in shown
    assert "4 of 4 outputs are equal: a stack of convolutions is itself one convolution" in shown
    assert "no single convolution does this" in shown


def test_reset_and_a_bad_address(open_page):
    app = open_page("beyond_linear", a=grid_text(np.ones((4, 4))), times="3", b="1_2", kind="sum")
    assert app.warning[0].value.count("could not be used") == 2
    next(b for b in app.button if b.label == "Reset").click().run()
    assert maps(app)["f(A)"][0][0] == linearity.A[:2, :2].max()
