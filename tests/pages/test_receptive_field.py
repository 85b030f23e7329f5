"""The receptive-field lab without a browser: its fields, its stacks, its refusals."""

import json

import numpy as np
import pytest

from lab.receptive_field import stacks
from pooling import NETWORKS, trace
from tests.component_messages import all_alts

EDITOR = "Receptive field.editor"


def text(app) -> str:
    return "\n".join(
        element.value for element in [*app.markdown, *app.info, *app.success, *app.caption]
    )


def side(app) -> dict:
    """What the side view is told to draw."""
    shown = [c for c in app.get("bidi_component") if c.proto.component_name.endswith("side_view")]
    assert len(shown) == 1
    return json.loads(shown[0].proto.json)


def press(app, label: str):
    next(b for b in app.button if b.label == label).click().run()
    assert not app.exception
    return app


def edit(app, place: int, **cells):
    """Type into the table, as its editor reports it: all edits since the editor was made."""
    key = f"{EDITOR} {app.session_state[EDITOR][0]}"
    rows = {**app.session_state[key]["edited_rows"]}
    rows[place] = {**rows.get(place, {}), **cells}
    app.session_state[key] = {"edited_rows": rows, "added_rows": [], "deleted_rows": []}
    app.run()
    assert not app.exception
    return app


def test_the_lessons_stack_on_opening(open_page):
    app = open_page("receptive_field")
    assert app.title[0].value == "Receptive field"
    assert "input has 16 units, 1 max 2×2 has 8 units, 2 conv 2×2 has 7 units" in side(app)["alt"]
    assert "Unit 3 of layer 2 sees pixels 6 to 9." in side(app)["alt"]
    assert "a field of **4 × 4**" in text(app)
    assert "With pooling: sees 4 × 4. Without: sees 2 × 2." in all_alts(app)
    assert "without pooling the same convolutions would see 2 × 2" in app.info[0].value
    winners = "4 of 16 pixels make up all of what reaches it"
    assert winners in app.info[0].value


def test_three_pools_and_a_conv_see_24_against_3(open_page):
    app = open_page("receptive_field", stack="Three_pools_then_conv_3", n="64", layer="4")
    assert "With pooling: sees 24 × 24. Without: sees 3 × 3." in all_alts(app)
    assert "r₄ = r₃ + (k′ − 1) · j₃ = 8 + (3 − 1) · 8 = **24**" in text(app)
    assert "One unit of the last layer sees 24 × 24 pixels of the 64 × 64" in app.info[0].value


@pytest.mark.parametrize("name", NETWORKS)
def test_networks_by_their_name(open_page, name):
    link = stacks.write(stacks.STARTS[name][0])
    network = NETWORKS[name]
    last = trace(network.layers, network.input_size)[-1]
    app = open_page(
        "receptive_field", stack=link, n=str(network.input_size), layer=str(len(network.layers))
    )
    assert not app.warning
    assert f"a field of **{last.size} × {last.size}**" in text(app)
    assert f"{last.size} × {last.size} pixels" in app.info[0].value
    assert f"Source: {network.source}." in text(app)


def test_a_deep_stack_thins_out(open_page):
    shallow = side(open_page("receptive_field"))
    assert shallow["lines"] == [[[3, 6], [3, 7], [4, 8], [4, 9]], [[3, 3], [3, 4]]]
    assert shallow["ends"] == []
    app = open_page("receptive_field", stack="ResNet-50", n="224", layer="50")
    deep = side(app)
    assert not any(deep["lines"])
    assert len(deep["ends"]) == 51
    assert sum(map(len, deep["taken"])) < 1000
    assert {
        len(units)
        for row, units in zip(deep["rows"], deep["taken"], strict=True)
        if not row["single"]
    } == {2}


def test_every_start_is_in_the_menu(open_page):
    app = open_page("receptive_field")
    menu = next(b for b in app.get("menu_button") if b.proto.label == "Start from")
    assert list(menu.proto.options) == list(stacks.STARTS)


def test_layers_are_added_moved_and_removed(open_page):
    app = press(open_page("receptive_field"), "Earlier")
    assert "1 conv 2×2 has 15 units, 2 max 2×2 has 7 units" in side(app)["alt"]
    press(app, "Add after")
    moved_then_new = "1 conv 2×2 has 15 units, 2 conv 3×3 has 15 units"
    assert moved_then_new in side(app)["alt"]
    press(app, "Remove")
    press(app, "Remove")
    assert "1 conv 2×2 has 15 units. Unit" in side(app)["alt"]
    assert next(b for b in app.button if b.label == "Remove").disabled


def test_the_choice_goes_along_with_the_layer_that_is_moved(open_page):
    app = open_page("receptive_field", stack="conv_1_1_0_1*conv_2_1_0_1*conv_3_1_0_1", layer="3")
    press(app, "Earlier")
    press(app, "Earlier")
    assert "1 conv 3×3 has 14 units, 2 conv 1×1 has 14 units" in side(app)["alt"]
    assert next(b for b in app.button if b.label == "Earlier").disabled


@pytest.mark.parametrize(
    ("stack", "n", "sentence"),
    [
        ("*".join(["max_15_8_7_1"] * 22), "16", "more than 9,999 pixels"),
        ("*".join(["conv_15_1_14_1"] * 60), "256", "its padding makes a map of 270 pixels"),
        ("*".join(["max_15_1_7_1"] * 60), "256", "so many wide windows take too long"),
    ],
)
def test_what_would_stall_the_server_is_refused(open_page, stack, n, sentence):
    app = open_page("receptive_field", stack=stack, n=n)
    assert sentence in app.error[0].value
    assert "a field of **4 × 4**" in text(app)


@pytest.mark.parametrize(
    "address",
    [
        dict(stack="max_2_1_1_1*conv_5_1_0_1", n="4"),  # the convolution alone does not fit
        dict(stack="conv_3_1_1_1*conv_3_1_1_1*conv_2_1_8_8", n="4", layer="3", column="5", row="5"),
        dict(stack="conv_1_1_0_1*max_2_1_1_8", n="7", layer="2"),  # windows of padding alone
        dict(stack="depthwise_3_1_1_1", layer="9", column="200", row="0", poke_row="255"),
        dict(stack="min_2_2_0_1", picture="Yours", n="4"),
    ],
)
def test_odd_links_open(open_page, address):
    app = open_page("receptive_field", **address)
    assert not app.error
    assert all_alts(app)


def test_a_stack_without_pools_is_not_compared_with_itself(open_page):
    app = open_page("receptive_field", stack="Ten_convs_no_pool", n="32", layer="10")
    assert "No pool in this stack: add one, and compare." in text(app)
    assert "times as many" not in text(app)
    assert "this stack has no pooling" in app.info[0].value


def test_small_changes_of_deep_means_are_counted(open_page):
    app = open_page(
        "receptive_field",
        stack="Ten_convs_no_pool",
        n="32",
        layer="10",
        poke_row="12",
        poke_column="12",
    )
    assert "lies in the fields of 144 of the 144 outputs of conv 3×3; 144 outputs moved" in text(
        app
    )
    assert "Every mean moves" in text(app)
    low = open_page("receptive_field", stack="min_2_2_0_1", layer="1")
    assert "moves only when the value that wins changes" in text(low)


def test_random_legal_stacks_open(open_page):
    """A seeded walk through what the table allows: refused in words, or drawn."""
    rng = np.random.default_rng(0)
    for _ in range(25):
        rows = []
        for _ in range(rng.integers(1, 7)):
            k = int(rng.integers(1, 5))
            kind = str(rng.choice(list(stacks.LAYER_NAMES)))
            pad = int(rng.integers(0, k // 2 + 1))
            d = 1 if kind == "avg" else int(rng.choice([1, 1, 2, 8]))
            rows.append(f"{kind}_{k}_{rng.integers(1, 4)}_{pad}_{d}")
        n, layer = str(rng.integers(4, 40)), str(rng.integers(1, 8))
        app = open_page("receptive_field", stack="*".join(rows), n=n, layer=layer)
        assert side(app)["alt"].startswith("The stack from the side")


def test_every_edit_of_the_table_counts(open_page):
    app = edit(open_page("receptive_field"), 1, kernel=3)
    assert "a field of **6 × 6**" in text(app)
    edit(app, 0, kernel=3)  # a second one, in the same editor
    assert "1 max 3×3 has 7 units, 2 conv 3×3 has 5 units" in side(app)["alt"]
    edit(app, 0, stride=1)
    assert "1 max 3×3 has 14 units" in side(app)["alt"]
    press(app, "Earlier")
    assert "1 conv 3×3 has 14 units, 2 max 3×3 has 12 units" in side(app)["alt"]


def test_edits_survive_a_visit_to_another_page(open_page):
    app = edit(open_page("receptive_field"), 1, kernel=5)
    app.query_params.clear()
    app.switch_page("app.py").run()
    app.switch_page("pages/receptive_field.py").run()
    assert "2 conv 5×5 has 4 units" in side(app)["alt"]
    edit(app, 1, kernel=4)
    assert "2 conv 4×4 has 5 units" in side(app)["alt"]


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (
            {"kernel": 9},
            "Layer 2, conv 9×9: its window is 9 pixels wide, but what reaches it is only",
        ),
        (
            {"padding": 2},
            "padding 2 is too much: at most one less than the window is wide, here 1.",
        ),
        ({"kind": "avg", "dilation": 2}, "average pooling has no dilation."),
        ({"kind": "max", "padding": 2}, "padding 2 is too much: at most half the kernel, here 1."),
    ],
)
def test_a_layer_that_does_not_fit_is_refused_and_the_last_picture_stays(
    open_page, cells, sentence
):
    app = open_page("receptive_field")
    before = all_alts(app)
    edit(app, 1, **cells)
    (error,) = app.error
    assert sentence in error.value
    assert "the last stack that fitted: Pool 2, then conv 2, on 16 pixels" in error.value
    assert all_alts(app) == before


@pytest.mark.parametrize(
    "cells", [{"kernel": None}, {"kernel": 10**9}, {"stride": 0}, {"kind": None}]
)
def test_a_cell_that_holds_nonsense_is_refused(open_page, cells):
    app = edit(open_page("receptive_field"), 1, **cells)
    (error,) = app.error
    assert error.value.startswith("Layer 2: ")
    assert "2 conv 2×2 has 7 units" in side(app)["alt"]


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "max",
        "max_2",
        "max_2_2_0_1_",
        "sum_2_2_0_1",
        "max_0_2_0_1",
        "max_2_2_0_1*",
        "max_99999999999_2_0_1",
        "conv_٣_1_0_1",
        "*".join(["max_1_1_0_1"] * 61),
        "<script>alert(1)</script>",
    ],
)
def test_a_bad_link_falls_back_and_says_so(open_page, bad):
    app = open_page("receptive_field", stack=bad, n="3", layer="0", picture="x")
    assert app.warning[0].value.count("could not be used") == 4
    assert "1 to 60 layers such as max_2_2_0_1" in app.warning[0].value
    assert "a field of **4 × 4**" in text(app)


def test_a_link_to_a_stack_that_does_not_fit(open_page):
    app = open_page("receptive_field", stack="conv_15_1_0_1*conv_9_1_0_1")
    assert "Layer 2, conv 9×9" in app.error[0].value
    assert "a field of **4 × 4**" in text(app)


def test_a_poked_pixel_moves_only_what_it_wins(open_page):
    app = open_page("receptive_field", poke_value="0", poke_row="7", poke_column="7")
    low = next(alt for alt in all_alts(app) if alt.startswith("Pixel row 7"))
    assert "lies in the fields of 4 of the 49 outputs of conv 2×2" in low
    assert "0 outputs moved" in low  # darker than another of its window: it never won
    high = open_page("receptive_field", poke_value="255", poke_row="7", poke_column="7")
    assert any("4 outputs moved" in alt for alt in all_alts(high))


def test_predicting_hides_every_field_until_the_lock(open_page):
    app = open_page("receptive_field", predict="1")
    assert all_alts(app) == ["The stack from the side, without what its units see."]
    assert "Takeaway" not in text(app)
    assert not app.info
    assert next(b for b in app.button if b.label == "Lock my answer").disabled
    app.number_input(key="Receptive field.guess").set_value(3).run()
    press(app, "Lock my answer")
    assert "You said 3: it is 4." in app.info[0].value
    edit(app, 1, kernel=3)
    assert "a new answer, please" in text(app)


def test_the_costs_of_a_network_are_the_literatures(open_page):
    shown = text(open_page("receptive_field", stack="VGG-16", n="224"))
    assert "take 15,346,630,656 multiply-adds" in shown
    assert "weights do not shrink**: 14,710,464 either way" in shown


def test_the_lessons_nine_and_seven_lie_beside_each_other(open_page):
    shown = text(open_page("receptive_field", "Receptive field.four"))
    assert "Its 9 and 7 lie 1 row and 1 column apart: diagonal neighbours" in shown


def test_it_is_measured_here_on_demand(open_page):
    app = press(open_page("receptive_field"), "Measure it on this server")
    assert "A 3 × 3 convolution of 8 channels took" in text(app)


def test_the_table_can_be_taken_away(open_page):
    app = open_page("receptive_field", "Receptive field.table")
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels == ["As CSV"]
