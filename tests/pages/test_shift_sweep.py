"""The shift sweep without a browser: what is measured, and what it says of the lesson's claims."""

import json

import numpy as np
import pytest

from lab.data.grids import LESSON
from lab.data.pictures import gallery_picture, grey
from lab.shift_sweep import claims, sweeps
from lab.words.numbers import NAMES, percent
from pooling import Layer, compare, pool_rounds, shift_sweep, translate, unchanged_probability
from pooling.sweep import SWEEP_KINDS
from tests.component_messages import head_of, shift_maps

LAW = "by shift to the right"  # in the alt text of the curves


def text(app) -> str:
    return "\n".join(element.value for element in [*app.markdown, *app.info, *app.caption])


def spec(app, key: str) -> dict:
    """The figure of one chart, by a part of its alt text."""
    found = [c for c in app.get("plotly_chart") if key in c.proto.alt]
    assert found, [c.proto.alt for c in app.get("plotly_chart")]
    return json.loads(found[0].proto.spec)


def scores(app) -> list[list[float]]:
    """The score at every shift, as the map has them."""
    (shown,) = shift_maps(app)
    return shown["scores"]


def button(app, label: str):
    return next(b for b in app.button if b.label == label)


def opened(app, *keys: str):
    """Open parts that are folded away."""
    for key in keys:
        app.session_state[f"Shift sweep.{key}"] = True
    app.run()
    assert not app.exception
    return app


def test_it_asks_first_and_then_measures_every_shift(open_page):
    app = open_page("shift_sweep")
    assert app.title[0].value == "Shift sweep"
    assert [len(line["y"]) for line in spec(app, "Three curves")["data"]] == [9, 9, 9]
    app.segmented_control[0].set_value("A").run()
    button(app, "Show me").click().run()
    assert "It is curve B" in text(app)
    assert "You said curve A." in text(app)
    heat = scores(app)
    expected = shift_sweep(grey(gallery_picture("Clown")), 8, 3)[2]
    np.testing.assert_allclose(heat, expected, atol=1e-4)
    names = [line["name"] for line in spec(app, LAW)["data"]]
    assert names[-1] == "your bet, A"


def test_a_bet_is_asked_for_where_a_teacher_asks(open_page):
    app = open_page("shift_sweep", show="questions", picture="Cat")
    assert button(app, "Show me").disabled
    app.segmented_control[0].set_value("B").run()
    button(app, "Show me").click().run()
    assert "You were right." in text(app)


def test_round_0_is_the_picture_itself(open_page):
    app = open_page("shift_sweep", picture="Cat", round="none")
    assert not app.warning
    x = grey(gallery_picture("Cat"))
    heat = scores(app)
    assert heat[8 + 2][8 - 3] == pytest.approx(
        compare(x, translate(x, 2, -3, fill="wrap")).same_place, abs=1e-4
    )
    names = [line["name"] for line in spec(app, LAW)["data"]]
    assert "round 0, no pooling" not in names


def test_the_mean_stays_under_adaptive_sampling_alone(open_page):
    for kind, stays in (("aps", True), ("max", False)):
        app = open_page("shift_sweep", kind=kind, score="mean", round="4")
        heat = scores(app)
        assert (np.ptp(heat) == 0) == stays
        assert "Global average pooling sees only this number." in text(app)


def test_means_that_read_the_same_have_one_colour(open_page):
    app = open_page("shift_sweep", picture="Noise", score="mean", round="5", kind="max")
    (told,) = shift_maps(app)
    assert len({text for row in told["texts"] for text in row}) == 1
    assert not told["bar"]
    low, high = told["ends"]
    shares = np.clip((np.array(told["scores"]) - low) / (high - low), 0, 1)
    assert np.ptp(shares) < 1 / 255
    (part,) = head_of(app, "Shift sweep.shift")["parts"]
    assert part["blocks"][0]["strips"][0]["captions"][2].startswith("Difference (±0.00")


@pytest.mark.parametrize("kind", SWEEP_KINDS)
@pytest.mark.parametrize("score", ["same_place", "error"])
def test_every_way_to_shrink_and_its_curve_agree_with_the_sweep(open_page, kind, score):
    app = open_page("shift_sweep", picture="Cat", kind=kind, score=score, round="3")
    assert not app.error
    x = grey(gallery_picture("Cat"))
    lines = {line["name"]: line["y"] for line in spec(app, LAW)["data"]}
    pooled = sweeps.one_round(kind)
    for right, value in enumerate(lines["this picture"]):
        maps = (pool_rounds(a, 3, pooled)[-1] for a in (x, translate(x, 0, right, fill="wrap")))
        assert value == pytest.approx(getattr(compare(*maps), score), rel=1e-3, abs=1e-3)


@pytest.mark.parametrize("round_", [1, 2, 3, 4, 5])
def test_noise_obeys_the_law_on_the_screen(open_page, round_):
    app = open_page("shift_sweep", picture="Noise", round=str(round_))
    lines = {line["name"]: line["y"] for line in spec(app, LAW)["data"]}
    law = lines["law of noise"]
    assert law == pytest.approx([unchanged_probability(2**round_, d) for d in range(9)])
    np.testing.assert_allclose(lines["noise, measured"], law, atol=0.05)
    np.testing.assert_allclose(lines["this picture"], law, atol=0.2 if round_ > 3 else 0.05)


@pytest.mark.parametrize(
    "settings",
    [
        dict(picture="Fine stripes", round="3"),
        dict(picture="Checkerboard", round="2"),
        dict(kind="min"),
    ],
)
def test_a_constant_map_is_no_success(open_page, settings):
    """On the fine stripes every max output is bright, and no shift changes anything."""
    app = open_page("shift_sweep", **settings)
    constant = "kind" not in settings
    assert ("nothing is left to tell apart" in app.info[0].value) == constant
    assert "Holds" not in text(app)


def test_each_claim_is_measured_by_its_own_score_and_kind(open_page):
    """Large values are a matter of max pooling, whatever else the page shows."""
    same = sweeps.sweep(grey(gallery_picture("Clown")), "max", "wrap", "same_maximum")[2]
    for kind in ("max", "min"):
        app = opened(open_page("shift_sweep", kind=kind, score="survivors"), "claim 0")
        count = int(same.sum()) - 1
        assert f"Max, round 2: the largest output is unchanged at {count} of 288" in text(app)


def test_shifts_by_the_stride_are_equivariant(open_page):
    shown = text(opened(open_page("shift_sweep", picture="Fine stripes", round="2"), "along"))
    assert "100% of the max outputs are equal" in shown
    odd = sweeps.shifted_along(grey(gallery_picture("Cat")), 2)[1]
    shown = text(opened(open_page("shift_sweep", picture="Cat", round="2"), "along"))
    assert f"After a shift by 3 pixels, at most {odd:.1%} are equal" in shown


def test_every_way_to_shrink_is_measured_and_can_be_used(open_page):
    app = opened(open_page("shift_sweep", picture="Cat", round="2"), "ways")
    table = next(m.value for m in app.markdown if "unchanged after 1 pixel" in m.value)
    x = grey(gallery_picture("Cat"))
    for kind in SWEEP_KINDS:
        share = shift_sweep(x, 1, 2, kind=kind, decimals=9)[1, 1, 2]
        assert f"| {NAMES[kind]} | {percent(share)} |" in table
    assert [row.split(" | ")[2].count(" to ") for row in table.splitlines()[2:]][-1] == 0  # APS
    button(app, "Use it: max, then blur").click().run()
    chosen = next(c for c in app.segmented_control if c.label == "Pool with")
    assert chosen.value == "max_blur"
    assert "Max, then blur" in chosen.options


def test_no_button_is_left_where_controls_are_hidden(open_page):
    app = opened(open_page("shift_sweep", show="plain"), "ways", "claim 0")
    assert not app.button


def test_the_grid_of_the_grid_lab_is_swept(open_page):
    app = open_page("grid_lab", grid="*".join(["5_5_5_5"] * 4))
    app.query_params.clear()
    app.query_params["picture"] = "Grid"
    app.switch_page("pages/shift_sweep.py").run()
    assert not app.exception
    heat = scores(app)
    assert np.ptp(heat) == 0  # all equal, wrapped round


def test_a_smaller_picture_has_fewer_rounds(open_page):
    app = open_page("shift_sweep", picture="Grid", round="5")
    assert not app.exception
    heat = scores(app)
    np.testing.assert_allclose(heat, shift_sweep(LESSON, 8, 2)[1], atol=1e-4)


@pytest.mark.parametrize("i", range(len(claims.CLAIMS)))
def test_the_counterexample_is_one_and_can_be_put_on_the_stage_and_back(open_page, i):
    claim = claims.CLAIMS[i]
    app = opened(open_page("shift_sweep", picture="Noise"), f"claim {i}")
    found = claim.fails_most()
    x = grey(gallery_picture(found.picture))
    moved = translate(x, found.down, found.right, fill=found.fill)
    before, after = (pool_rounds(a, found.round, Layer("max", 2))[-1] for a in (x, moved))
    assert np.ptp(before)  # no constant map
    value = getattr(compare(before, after), found.score)
    assert value < 1
    seen = "changed." if found.score == "same_maximum" else f"{percent(value)} of the outputs"
    assert seen in next(m.value for m in app.markdown if "Look here" in m.value)
    button(app, "Put it on the stage").click().run()
    picture = next(c for c in app.segmented_control if c.label == "Picture")
    assert picture.value == found.picture
    assert app.session_state["app.settings"]["Shift sweep"]["round"] == found.round
    button(app, "Back to my settings").click().run()
    assert next(c for c in app.segmented_control if c.label == "Picture").value == "Noise"
    assert "Back to my settings" not in [b.label for b in app.button]


def test_a_bad_address_falls_back_and_says_so(open_page):
    app = open_page("shift_sweep", kind="sum", score="", round="0", right="9", picture="Dog")
    assert app.warning[0].value.count("could not be used") == 5
    assert "Clown" in app.session_state["Shift sweep.picture"]


def test_a_chart_for_a_projector_has_larger_letters(open_page):
    def size(**address):
        (chart,) = open_page("shift_sweep", right="1", **address).get("plotly_chart")
        return json.loads(chart.proto.spec)["layout"]["xaxis"]["tickfont"].get("size", 12)

    assert size(show="large") > size()
