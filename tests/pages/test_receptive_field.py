"""The receptive-field lab without a browser: its fields, its stacks, its refusals."""

import numpy as np
import pytest

from lab.receptive_field import stacks
from pooling import NETWORKS, trace
from tests.component_messages import all_alts
from tests.field_stages import field_stages

EDITOR = "Receptive field.editor"


def text(app) -> str:
    return "\n".join(
        element.value for element in [*app.markdown, *app.info, *app.success, *app.caption]
    )


def stage(app):
    (shown,) = field_stages(app).values()
    return shown


def units(app) -> str:
    return stage(app).head["alt"]


def chip(app, place: int, **settings):
    """Open a layer's chip, and change some of its settings."""
    key = f"Receptive field.chip {place}"
    app.session_state[key] = True
    app.run()
    for name, value in settings.items():
        kinds = app.selectbox if name == "kind" else app.number_input
        kinds(key=f"{key} {name}").set_value(value).run()
    assert not app.exception
    return app


def opened(open_page, *unfolded, **address):
    """The page as a link opens it, with some of its folds open."""
    app = open_page("receptive_field", **address)
    for name in unfolded:
        app.session_state[f"Receptive field.{name}"] = True
    return app.run()


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


def test_a_bare_address_asks_about_the_lessons_stack(open_page):
    app = open_page("receptive_field")
    assert app.title[0].value == "Receptive field"
    shown = stage(app)
    assert shown.covered
    assert units(app).endswith("input has 16 units, 1 max 2×2 has 8 units, 2 conv 2×2 has 7 units.")
    asked = shown.head["ask"]
    assert asked["question"] == (
        "How many pixels wide is what one output of the second layer depends on?"
    )
    assert (asked["choices"], asked["answer"]) == (["2", "3", "4", "5", "8"], "4")
    assert not app.info
    app.session_state["Receptive field.bet"] = {"value": "4"}
    app.session_state["Receptive field.looked"] = {"value": True}
    app.run()
    assert not stage(app).covered
    assert (
        "depends on a region 4 pixels wide. Without pooling (dashed), it is 2 pixels wide."
        in (stage(app).head["ask"]["then"])
    )
    assert "sees a nose in a face" in app.info[0].value


def test_three_pools_and_a_conv_depend_on_24_against_3(open_page):
    app = press(open_page("receptive_field", looked="1"), "Try it: three pools, then conv 3")
    shown = stage(app)
    assert (shown.layer, shown.row["size"], shown.row["bare"]["size"]) == (4, 24, 3)
    assert (
        "24 pixels wide. Without pooling (dashed), it is 3 pixels wide"
        in (shown.head["ask"]["then"])
    )
    app = opened(open_page, "sums", stack="Three_pools_then_conv_3", n="64", layer="4")
    assert "r₄ = r₃ + (k − 1) · j₃ = 8 + (3 − 1) · 8 = **24**" in text(app)
    assert "c₄ = c₃ + ((k − 1) / 2 − p) · j₃ = 4.5" in text(app)  # pixels are counted from 1


@pytest.mark.parametrize("name", NETWORKS)
def test_networks_by_their_name(open_page, name):
    link = stacks.write(stacks.STARTS[name][0])
    network = NETWORKS[name]
    last = trace(network.layers, network.input_size)[-1]
    app = open_page(
        "receptive_field", stack=link, n=str(network.input_size), layer=str(len(network.layers))
    )
    assert not app.warning
    assert stage(app).row["size"] == last.size
    assert f"Source: {network.source}." in text(app)


def test_the_networks_of_still_a_clown_are_among_the_real_ones(open_page):
    shown = text(opened(open_page, "networks", looked="1"))
    assert "| Clown network, max pooling | 6 | 3 | 32 × 32 | 22 × 22 | 8 |" in shown
    assert "| Clown network, strides | 3 | 0 | 32 × 32 | 15 × 15 | 8 |" in shown
    assert "| ResNet-50 | 50 | 1 | 224 × 224 | 427 × 427 | 32 |" in shown


def test_equal_layers_of_a_deep_stack_share_a_chip(open_page):
    app = open_page("receptive_field", stack="ResNet-50", n="224", layer="50")
    labels = [b.proto.popover.label for b in app.get("popover")]
    assert "3 to 11: 3 × (conv 1×1, conv 3×3, conv 1×1)" in labels
    assert len(labels) < 18


def test_every_start_is_in_the_menu(open_page):
    app = open_page("receptive_field")
    menu = next(b for b in app.get("menu_button") if b.proto.label == "Start from")
    assert list(menu.proto.options) == list(stacks.STARTS)


def test_layers_are_added_changed_moved_and_removed(open_page):
    app = press(open_page("receptive_field"), "Conv")
    assert "2 conv 2×2 has 7 units, 3 conv 3×3 has 5 units" in units(app)
    assert (stage(app).layer, stage(app).place("column")) == (3, 3)
    press(chip(app, 2), "Earlier")
    assert "1 conv 2×2 has 15 units, 2 max 2×2 has 7 units" in units(app)
    press(chip(app, 3), "Remove")
    press(chip(app, 2), "Remove")
    assert units(app).endswith("1 conv 2×2 has 15 units.")
    chip(app, 1, kernel=5, padding=2)
    assert "1 conv 5×5 has 16 units" in units(app)
    assert next(b for b in app.button if b.label == "Remove").disabled


def test_a_kind_changed_to_a_pool_becomes_2_and_2(open_page):
    app = chip(open_page("receptive_field", stack="conv_5_1_2_1"), 1, kind="max")
    assert "1 max 2×2 has 8 units" in units(app)
    app = opened(open_page, "table", stack="conv_5_1_2_1")
    edit(app, 0, kind="avg")
    assert "1 avg 2×2 has 8 units" in units(app)
    edit(app, 0, kernel=4)
    assert "1 avg 4×4 has 7 units" in units(app)


def test_the_input_grows_when_a_stack_does_not_fit_and_says_so(open_page):
    app = open_page("receptive_field")
    for _ in range(3):
        press(app, "Pool")
    assert not app.error
    grown = next(c.value for c in app.caption if "grew" in c.value)
    assert grown == "The stack did not fit 16 × 16 pixels, so the input grew to 50 × 50."
    assert app.session_state["app.settings"]["Receptive field"]["n"] == 50
    press(app, "Conv")
    assert not any("grew" in c.value for c in app.caption)


@pytest.mark.parametrize(
    ("stack", "n", "sentence"),
    [
        ("*".join(["max_15_8_7_1"] * 22), "16", "larger than 9,999 pixels"),
        ("*".join(["conv_15_1_14_1"] * 60), "256", "its padding makes a map of 270 pixels"),
        ("*".join(["max_15_1_7_1"] * 60), "256", "so many wide windows take too long"),
    ],
)
def test_what_would_stall_the_server_is_refused(open_page, stack, n, sentence):
    app = open_page("receptive_field", stack=stack, n=n)
    assert sentence in app.error[0].value
    assert stage(app).row["size"] == 4


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
    app = opened(open_page, "costs", stack="Ten_convs_no_pool", n="32", layer="10")
    assert stage(app).head["ask"]["then"].endswith("depends on a region 21 pixels wide.")
    assert "without pooling" not in text(app)


def test_small_changes_of_deep_means_are_counted(open_page):
    place = dict(layer="10", poke_row="12", poke_column="12")
    app = opened(open_page, "poke", stack="Ten_convs_no_pool", n="32", **place)
    assert "row 13, column 13 lies in the receptive fields of 144 of the 144 outputs" in text(app)
    assert "Of these outputs, 144 changed." in text(app)


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
        assert units(app).startswith("The stack from the side")


def test_every_edit_of_the_table_counts(open_page):
    app = edit(opened(open_page, "table"), 1, kernel=3)
    assert stage(app).row["size"] == 6
    edit(app, 0, kernel=3)  # a second one, in the same editor
    assert "1 max 3×3 has 7 units, 2 conv 3×3 has 5 units" in units(app)
    edit(app, 0, stride=1)
    assert "1 max 3×3 has 14 units" in units(app)
    press(chip(app, 2), "Earlier")
    assert "1 conv 3×3 has 14 units, 2 max 3×3 has 12 units" in units(app)


def test_edits_survive_a_visit_to_another_page(open_page):
    app = edit(opened(open_page, "table"), 1, kernel=5)
    app.query_params.clear()
    app.switch_page("app.py").run()
    app.switch_page("pages/receptive_field.py").run()
    assert "2 conv 5×5 has 4 units" in units(app)


@pytest.mark.parametrize(
    ("place", "cells", "sentence"),
    [
        (
            1,
            {"padding": 2},
            "padding can be at most 1 here: one less than the window is wide.",
        ),
        (0, {"kind": "avg", "dilation": 2}, "average pooling has no dilation."),
    ],
)
def test_a_layer_that_does_not_fit_is_refused_and_the_last_picture_stays(
    open_page, place, cells, sentence
):
    app = opened(open_page, "table", looked="1")
    before = all_alts(app)
    edit(app, place, **cells)
    (error,) = app.error
    assert sentence in error.value
    assert "the last stack that fitted: Pool 2, then conv 2, on 16 pixels" in error.value
    assert all_alts(app) == before


@pytest.mark.parametrize(
    "cells", [{"kernel": None}, {"kernel": 10**9}, {"stride": 0}, {"kind": None}]
)
def test_a_cell_that_holds_nonsense_is_refused(open_page, cells):
    app = edit(opened(open_page, "table"), 1, **cells)
    (error,) = app.error
    assert error.value.startswith("Layer 2: ")
    assert "2 conv 2×2 has 7 units" in units(app)


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
    assert stage(app).row["size"] == 4


def test_a_link_to_a_stack_that_does_not_fit(open_page):
    app = open_page("receptive_field", stack="conv_15_1_0_1*conv_9_1_0_1")
    assert "Layer 2, conv 9×9" in app.error[0].value
    assert stage(app).row["size"] == 4


def test_a_poked_pixel_changes_only_what_it_wins(open_page):
    place = dict(poke_row="7", poke_column="7")
    low = text(opened(open_page, "poke", poke_value="0", **place))
    assert "lies in the receptive fields of 4 of the 49 outputs of conv 2×2" in low
    assert "Of these outputs, 0 changed." in low  # another of its window is larger
    high = text(opened(open_page, "poke", poke_value="255", **place))
    assert "Of these outputs, 4 changed." in high


def test_an_old_link_that_predicts_is_a_bet_now(open_page):
    app = open_page("receptive_field", predict="1")
    shown = stage(app)
    assert (shown.covered, shown.head["ask"]["needs_bet"]) == (True, True)
    app = open_page("receptive_field", predict="1", locked="1", guess="7")
    shown = stage(app)
    assert not shown.covered
    assert shown.state["Receptive field.bet"]["now"] == "7"
    assert "7" in shown.head["ask"]["choices"]


def test_another_stack_is_another_question(open_page):
    app = opened(open_page, "table", predict="1", locked="1", guess="4")
    edit(app, 1, kernel=3)
    assert stage(app).covered
    assert stage(app).state["Receptive field.bet"]["now"] == ""
    assert "show" not in app.query_params
    app = opened(open_page, "table", bet="4", looked="1")
    edit(app, 1, kernel=3)
    assert not stage(app).covered, "who did not ask to be asked is asked once"
    assert stage(app).state["Receptive field.bet"]["now"] == ""


def test_the_costs_of_a_network_are_the_literatures(open_page):
    app = opened(open_page, "costs", stack="VGG-16", n="224")
    assert "| this stack | 15,346,630,656 | 14,710,464 | 25,088 |" in text(app)
    app.number_input(key="Receptive field.channels").set_value(1).run()
    assert "| this stack | 15,288,827,904 |" in text(app)


def test_the_table_can_be_taken_away(open_page):
    app = opened(open_page, "sums", looked="1")
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels == ["As CSV"]


def test_pictures_alone_speak_of_no_control(open_page):
    app = opened(open_page, "networks", "costs", "sums", show="plain")
    assert not stage(app).head["sliders"]
    assert not stage(app).covered
    assert not app.get("popover")
    assert "Start from" not in text(app)
    assert "table of layers" not in text(app)


def test_a_teachers_link_asks_whatever_it_says(open_page):
    app = open_page("receptive_field", stack="VGG-16", n="224", show="questions")
    ask = stage(app).head["ask"]
    assert stage(app).covered
    assert ask["needs_bet"]
    assert ask["question"].endswith("what one output of layer 18 depends on?")
