"""The shift sweep without a browser: what is measured, and what it says of the lesson's claims."""

import json

import numpy as np
import pytest

from lab.data.pictures import gallery_picture, grey
from lab.shift_sweep import claims, sweeps
from pooling import compare, pool_rounds, shift_sweep, translate, unchanged_probability


def text(app) -> str:
    return "\n".join(element.value for element in [*app.markdown, *app.info, *app.caption])


def spec(app, key: str) -> dict:
    """The figure of one chart, by the start of its alt text."""
    found = [c for c in app.get("plotly_chart") if c.proto.alt.startswith(key)]
    assert found, [c.proto.alt for c in app.get("plotly_chart")]
    return json.loads(found[0].proto.spec)


def test_it_opens_on_the_clown_and_measures_every_shift(open_page):
    app = open_page("shift_sweep")
    assert app.title[0].value == "Shift sweep"
    heat = spec(app, "Same place at every shift")["data"][0]["z"]
    expected = shift_sweep(grey(gallery_picture("Clown")), 8, 2)[1]
    np.testing.assert_allclose(heat, expected, atol=1e-4)


@pytest.mark.parametrize("kind", sweeps.POOLING)
@pytest.mark.parametrize("score", ["same_place", "error"])
def test_every_way_to_shrink_and_its_curve_agree_with_the_sweep(open_page, kind, score):
    app = open_page("shift_sweep", picture="Cat", kind=kind, score=score, round="3")
    assert not app.error
    x = grey(gallery_picture("Cat"))
    sweep = sweeps.sweep(x, kind, "wrap", score)
    np.testing.assert_allclose(sweeps.curve(x, kind, "wrap", score), sweep[:, 8, 8:], rtol=1e-5)


def test_noise_obeys_the_law_on_the_screen(open_page):
    app = open_page("shift_sweep", picture="Noise")
    figures = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    law = next(f for f in figures if len(f["data"]) == 10 and f["data"][0]["mode"] == "lines")
    for line, dots in zip(law["data"][:5], law["data"][5:], strict=True):
        np.testing.assert_allclose(dots["y"], line["y"], atol=0.05)
    assert law["data"][0]["y"][1] == pytest.approx(unchanged_probability(2, 1))


def test_a_picture_stands_beside_the_law_with_its_number(open_page):
    shown = text(open_page("shift_sweep", picture="Cat"))
    share = sweeps.curve(grey(gallery_picture("Cat")), "max", "wrap", "same_place")[0, 1]
    assert f"the law 33.3%, this picture {share:.1%}." in shown


@pytest.mark.parametrize(
    "settings",
    [dict(picture="Fine stripes", round="3"), dict(picture="Checkerboard"), dict(kind="min")],
)
def test_a_constant_map_is_no_success(open_page, settings):
    """On the fine stripes every max output is bright, and no shift changes anything."""
    app = open_page("shift_sweep", **settings)
    constant = "kind" not in settings
    assert ("nothing is left to tell apart" in app.info[0].value) == constant
    assert "Holds" not in text(app)


def test_each_claim_is_measured_by_its_own_score_and_kind(open_page):
    """Large values are a matter of max pooling, whatever else the page shows."""
    for kind in ("max", "min"):
        shown = text(open_page("shift_sweep", kind=kind, score="survivors"))
        same = sweeps.sweep(grey(gallery_picture("Clown")), "max", "wrap", "same_maximum")[1]
        count = int(same.sum()) - 1
        assert f"Max, round 2: the largest output is unchanged at {count} of 288 shifts" in shown


def test_shifts_by_the_stride_are_equivariant(open_page):
    shown = text(open_page("shift_sweep", picture="Fine stripes", round="2"))
    assert "100% of the max outputs are equal" in shown
    odd = sweeps.shifted_along(grey(gallery_picture("Cat")), 2)[1]
    shown = text(open_page("shift_sweep", picture="Cat", round="2"))
    assert f"After a shift by 3 pixels, at most {odd:.1%} are equal" in shown


def test_no_button_is_left_where_controls_are_hidden(open_page):
    assert not open_page("shift_sweep", show="plain").button


def test_the_grid_of_the_grid_lab_is_swept(open_page):
    app = open_page("grid_lab", grid="*".join(["5_5_5_5"] * 4))
    app.query_params.clear()
    app.switch_page("pages/shift_sweep.py").run()
    app.session_state["Shift sweep.picture"] = "Grid"
    app.run()
    assert not app.exception
    heat = spec(app, "Same place at every shift")["data"][0]["z"]
    assert np.ptp(heat) == 0  # all equal, wrapped round


def test_a_smaller_picture_has_fewer_rounds(open_page):
    app = open_page("shift_sweep", picture="Grid", round="5")
    assert not app.exception
    assert "round 2" in text(app)


@pytest.mark.parametrize("claim", claims.CLAIMS, ids=lambda claim: claim.text)
def test_the_counterexample_is_shown_and_is_one(open_page, claim):
    app = open_page("shift_sweep")
    button = next(b for b in app.button if b.key == f"counterexample {claim.text}")
    button.click().run()
    assert not app.exception
    found = claim.fails_most()
    x = grey(gallery_picture(found.picture))
    moved = translate(x, found.down, found.right, fill=found.fill)
    layer = sweeps.POOLING["max"]
    before, after = (pool_rounds(a, found.round, layer)[-1] for a in (x, moved))
    scores = compare(before, after)
    assert getattr(scores, found.score) < 1
    chosen = next(c for c in app.segmented_control if c.label == "Picture")
    assert chosen.value == found.picture
    (card,) = [m.value for m in app.markdown if m.value.startswith("**Shifted ")]
    assert "changed" in card or "%" in card


def test_a_bad_address_falls_back_and_says_so(open_page):
    app = open_page("shift_sweep", kind="sum", score="", round="0", right="9", picture="Dog")
    assert app.warning[0].value.count("could not be used") == 5
    assert "Clown" in app.session_state["Shift sweep.picture"]
