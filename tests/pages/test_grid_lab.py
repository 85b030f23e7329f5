"""The grid lab without a browser: its numbers, its settings, its refusals."""

import numpy as np
import pytest

from lab.grid_lab.tasks import TASKS
from tests.benches import benches

LESSON = [[8, 4, 6, 8], [1, 2, 0, 1], [3, 1, 7, 5], [7, 9, 1, 4]]


def maps(app) -> dict[str, list[list[list[float]] | None]]:
    """Every map shown, before and after the shift: {"Max": [[[8, 8], [9, 7]], ...], ...}.

    A map is None while a question covers it; there are none while the learner predicts.
    """
    stage = benches(app).get("Grid lab.stage")
    found = {}
    for name in stage.values if stage else ():
        short = name.replace(" after the shift", "")
        found.setdefault(short, []).append(stage.shown(name))
    return found


def line(app) -> list[str]:
    """The scores below the bench, at the position of the shift."""
    stage = benches(app)["Grid lab.stage"]
    return stage.head["lines"][stage.position].split("\n")


def text(app) -> str:
    return "\n".join(
        element.value for element in [*app.markdown, *app.info, *app.success, *app.caption]
    )


def test_the_lesson_on_opening_shifts_by_one_and_asks_first(open_page):
    app = open_page("grid_lab")
    assert app.title[0].value == "Grid lab"
    assert maps(app) == {
        "Input": [LESSON],
        "Max": [[[8, 8], [9, 7]], None],
        "Max, pooled again": [[[9]], None],
        "Average": [[[3.75, 3.75], [5, 4.25]], None],
        "Average, pooled again": [[[4.1875]], None],
        "Shifted input": [[[0, 8, 4, 6], [0, 1, 2, 0], [0, 3, 1, 7], [0, 7, 9, 1]]],
    }
    assert "stayed the same" not in text(app)
    assert benches(app)["Grid lab.stage"].head["ask"]["question"] == (
        "Which of the four max outputs will stay the same? Tap them, then look."
    )


def test_after_a_look_the_second_round_is_nine_both_times(open_page):
    app = open_page("grid_lab")
    app.session_state["Grid lab.looked"] = {"value": True}
    app.run()
    assert maps(app)["Max"][1] == [[8, 6], [7, 9]]
    assert maps(app)["Max, pooled again"] == [[[9]], [[9]]]
    assert "1 of 4 max outputs and 0 of 4 average outputs stayed the same." in text(app)


@pytest.mark.parametrize("address", [{"pool": "both"}, {"k": "2"}, {"right": "0"}])
def test_a_link_that_names_a_setting_opens_uncovered_and_unshifted(open_page, address):
    app = open_page("grid_lab", **address)
    assert maps(app)["Max"] == [[[8, 8], [9, 7]]] * 2
    assert "Nothing is shifted" in text(app)


def test_bets_and_a_look_are_kept_and_leave_the_address_bare(open_page):
    app = open_page("grid_lab", bets="0_3")
    assert maps(app)["Max"][1] is None
    assert maps(app)["Shifted input"][0][0] == [0, 8, 4, 6]  # as a bare address opens
    assert benches(app)["Grid lab.stage"].state["Grid lab.bets"]["now"] == [0, 3]
    app = open_page("grid_lab", bets="0_3", looked="1")
    assert maps(app)["Max"][1] == [[8, 6], [7, 9]]


@pytest.mark.parametrize(
    ("show", "covered", "needs_bet"),
    [("questions", True, True), ("answers", False, False), ("plain", False, False)],
)
@pytest.mark.parametrize("address", [{}, {"right": "1"}])
def test_a_teachers_link_decides_whether_it_asks(open_page, show, covered, needs_bet, address):
    app = open_page("grid_lab", show=show, **address)
    assert (maps(app)["Max"][-1] is None) == covered
    ask = benches(app)["Grid lab.stage"].head["ask"]
    assert bool(ask and ask["needs_bet"]) == needs_bet


@pytest.mark.parametrize(
    ("fill", "average"),
    [
        ("zero", [[2.25, 3], [2.5, 4.5]]),
        ("edge", [[4.5, 3], [5, 4.5]]),
        ("wrap", [[4.5, 3], [4.75, 4.5]]),
    ],
)
def test_the_lesson_moved_right_under_every_fill(open_page, fill, average):
    app = open_page("grid_lab", right="1", fill=fill)
    assert maps(app)["Max"][1] == [[8, 6], [7, 9]]
    assert maps(app)["Average"][1] == average


def test_the_scores_and_the_takeaway_of_the_lesson(open_page):
    app = open_page("grid_lab", right="1")
    assert line(app) == [
        "Max: same place 1 of 4, somewhere 3 of 4, largest 9 and 9",
        "Average: same place 0 of 4, somewhere 0 of 4, largest 5 and 4.5",
    ]
    assert "You see the grid shifted 1 to the right." in text(app)
    assert "1 of 4 max outputs and 0 of 4 average outputs stayed the same." in text(app)


def test_the_claim_fails_when_the_nine_leaves(open_page):
    app = open_page("grid_lab", right="3", pool="max")
    assert maps(app)["Max"][1] == [[0, 8], [0, 7]]
    assert "largest 9 and 8" in line(app)[0]


def test_widgets_move_the_page(open_page):
    app = open_page("grid_lab", right="0")
    app.session_state["Grid lab.grid"] = {"value": [[*row] for row in LESSON[:3]] + [[7, 1, 1, 4]]}
    app.session_state["Grid lab.down"] = {"value": 1}
    app.run()
    assert maps(app)["Max"] == [[[8, 8], [7, 7]], [[8, 8], [3, 7]]]


@pytest.mark.parametrize(
    "bad",
    [
        [[1, 2], [3]],
        [[1, 2], [3, "4"]],
        [[1, 2], [3, 1e300]],
        [[1, 2], [3, float("nan")]],
        "8",
        [[True] * 4] * 4,
        7,
    ],
)
def test_a_component_that_lies_changes_nothing(open_page, bad):
    app = open_page("grid_lab", right="0")
    app.session_state["Grid lab.grid"] = {"value": bad}
    app.session_state["Grid lab.right"] = {"value": "far"}
    app.run()
    assert not app.exception
    assert maps(app)["Max"][1] == [[8, 8], [9, 7]]


@pytest.mark.parametrize(
    ("address", "rule"),
    [
        ({"right": "4"}, "a whole number from -3 to 3"),
        ({"right": "1e999"}, "a whole number from -3 to 3"),
        ({"right": "٣"}, "a whole number from -3 to 3"),
        ({"right": "9" * 5000}, "at most 2000 characters"),
        ({"pool": "median"}, "one of both, max, avg, min"),
        ({"ceil": "yes"}, "0 or 1"),
        ({"grid": "1_2*3_4"}, "a square grid of 4 to 8 rows"),
        ({"grid": "1_2_3_4*1_2_3_4*1_2_3_4*1_2_3_nan"}, "a square grid of 4 to 8 rows"),
        ({"grid": "1_2_3_4*1_2_3_4*1_2_3_4*1_2_3_1e9"}, "a square grid of 4 to 8 rows"),
        ({"grid": "<script>alert(1)</script>"}, "a square grid of 4 to 8 rows"),
    ],
)
def test_a_bad_address_falls_back_and_says_so(open_page, address, rule):
    app = open_page("grid_lab", **address)
    (warning,) = app.warning
    assert rule in warning.value
    assert not any(found in warning.value for found in address.values())  # never shown again
    assert maps(app)["Max"][0] == [[8, 8], [9, 7]]


def test_a_link_restores_what_it_holds(open_page):
    app = open_page(
        "grid_lab", grid="1_2_3_4*5_6_7_8*9_8_7_6*5_4_3_-2.5", pool="min", k="3", s="1", window="4"
    )
    assert maps(app)["Min"][0] == [[1, 2], [3, -2.5]]
    assert benches(app)["Grid lab.stage"].head["lit"] == ["Min", 3]  # whose window is lit
    assert not app.warning


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ({"k": "5"}, "A window that is 5 cells wide does not fit the 4 × 4 input."),
        ({"k": "3", "d": "3", "pool": "max"}, "A window that is 7 cells wide does not fit"),
        ({"p": "2"}, "Padding can be at most 1 here: half of the kernel size."),
        ({"d": "2"}, "Average pooling has no dilation. Set dilation to 1"),
    ],
)
def test_an_impossible_setting_is_refused_with_a_hint(open_page, address, sentence):
    app = open_page("grid_lab", "Grid lab.more", **address)
    for error in app.error:  # beside the controls, and in the popover that may cover that place
        assert sentence in error.value
        assert "you see the results for kernel size 2, stride 2" in error.value
    assert len(app.error) == 2
    assert maps(app)["Max"][0] == [[8, 8], [9, 7]]


def test_the_last_good_picture_stays(open_page):
    app = open_page("grid_lab", "Grid lab.more", k="3", s="1")
    good = maps(app)
    app.number_input(key="Grid lab.k").set_value(8).run()
    assert "you see the results for kernel size 3, stride 1" in app.error[0].value
    assert maps(app) == good


def test_the_bench_is_told_which_cells_are_padding(open_page):
    stage = benches(open_page("grid_lab", p="1"))["Grid lab.stage"]
    assert stage.spec("Max")["windows"]["padding"] == [3, 2, 3, 2, 0, 2, 3, 2, 3]
    assert stage.spec("Average")["windows"]["counts"]
    assert stage.shown("Average")[0][0] == 2  # (8 + 0 + 0 + 0) / 4
    uncounted = benches(open_page("grid_lab", p="1", count="0"))["Grid lab.stage"]
    assert not uncounted.spec("Average")["windows"]["counts"]
    assert uncounted.shown("Average")[0][0] == 8


def test_same_padding_keeps_the_size(open_page):
    app = open_page("grid_lab", k="3", s="1", p="same")
    assert benches(app)["Grid lab.stage"].spec("Max")["shape"] == [4, 4]


def test_ceil_mode_says_when_it_drops_a_window(open_page):
    dropped = open_page("grid_lab", k="2", s="3", p="1", ceil="1")
    assert "so it is dropped" in text(dropped)
    assert "so it is dropped" not in text(open_page("grid_lab", ceil="1"))


def test_what_no_window_fits_says_so(open_page):
    stage = benches(open_page("grid_lab", k="3"))["Grid lab.stage"]
    assert stage.spec("Max, pooled again")["note"] == "Too small to pool again"


def test_predicting_hides_every_result_until_the_lock(open_page):
    app = open_page("grid_lab", predict="1", pool="max")
    assert maps(app) == {}
    assert "max(" not in text(app)
    assert "Takeaway" not in text(app)
    lock = next(b for b in app.button if b.label == "Lock my answer")
    assert lock.disabled
    app.session_state["Grid lab.guess_max"] = {"value": [[8, 8], [9, 6]]}
    app.run()
    next(b for b in app.button if b.label == "Lock my answer").click().run()
    assert "3 of 4 right." in text(app)
    assert "you said 6; `max(7, 5, 1, 4) = 7`" in text(app)
    assert maps(app)["Max"][0] == [[8, 8], [9, 7]]


def test_another_grid_asks_a_new_question(open_page):
    app = open_page("grid_lab", predict="1", pool="max", locked="1", guess_max="8_8*9_7")
    assert "4 of 4 right." in text(app)
    app.session_state["Grid lab.grid"] = {"value": [[1] * 4] * 4}
    app.run()
    assert maps(app) == {}
    assert "right." not in text(app)
    assert "Please fill in the new answers" in text(app)


def test_another_kind_of_pooling_keeps_the_answers(open_page):
    address = dict(predict="1", pool="max", locked="1", guess_max="8_8*9_6")
    app = open_page("grid_lab", "Grid lab.more", **address)
    assert "3 of 4 right." in text(app)
    app.segmented_control(key="Grid lab.pool").set_value("both").run()
    assert maps(app) == {}  # the average is still to be answered
    app.segmented_control(key="Grid lab.pool").set_value("max").run()
    next(b for b in app.button if b.label == "Lock my answer").click().run()
    assert "3 of 4 right." in text(app)


def test_the_fill_outlives_the_question_that_hides_it(open_page):
    app = open_page("grid_lab", "Grid lab.more", fill="wrap", right="1", pool="max")
    app.toggle(key="Grid lab.predict").set_value(True).run()
    app.toggle(key="Grid lab.predict").set_value(False).run()
    assert app.segmented_control(key="Grid lab.fill").value == "wrap"
    assert maps(app)["Shifted input"][0][0] == [8, 8, 4, 6]


def test_averages_of_decimals_that_are_equal_on_paper_are_equal(open_page):
    row = ["0.1", "0.2", "0.3", "0.4"]  # 0.1 + 0.2 + 0.3 + 0.4 in another order differs in a bit
    grid = "*".join(["_".join(row), "_".join(row[::-1]), "_".join(row), "_".join(row[::-1])])
    app = open_page("grid_lab", grid=grid, k="4", s="1", pool="avg", right="1", fill="wrap")
    assert "same place 1 of 1" in line(app)[0]


def test_reset_puts_everything_back(open_page):
    address = dict(right="2", pool="min", k="3", grid="*".join(["1_1_1_1"] * 4))
    app = open_page("grid_lab", "Grid lab.more", **address)
    app.segmented_control(key="Grid lab.p").set_value("1").run()
    next(b for b in app.button if b.label == "Reset").click().run()
    assert maps(app)["Max"] == [[[8, 8], [9, 7]], [[8, 6], [7, 9]]]  # as a bare address opens
    assert app.segmented_control(key="Grid lab.p").value == "0"


def test_reset_can_be_undone_once(open_page):
    app = open_page("grid_lab", right="2", pool="min", grid="*".join(["1_2_3_4"] * 4))
    before = maps(app)
    next(b for b in app.button if b.label == "Reset").click().run()
    assert maps(app) != before
    next(b for b in app.button if b.label == "Undo").click().run()
    assert maps(app) == before
    assert not any(b.label == "Undo" for b in app.button)


def test_a_pasted_block_becomes_the_grid(open_page):
    app = open_page("grid_lab", right="0")
    block = np.arange(25.0).reshape(5, 5).tolist()
    app.session_state["Grid lab.stage"] = {"block": block}
    app.run()
    assert not app.exception


def test_tasks_are_ticked_and_the_ticks_are_kept(open_page):
    app = open_page("grid_lab", right="3")
    assert "1 of 6 solved" in text(app)
    app.session_state["Grid lab.right"] = {"value": 0}
    app.run()
    assert "1 of 6 solved" in text(app)
    assert "3 of 6 solved" in text(open_page("grid_lab", done="0_2_5", right="0"))


def test_the_state_survives_a_visit_to_another_page(open_page):
    app = open_page("grid_lab", right="1", pool="max")
    app.query_params.clear()
    app.switch_page("app.py").run()
    app.switch_page("pages/grid_lab.py").run()
    assert maps(app)["Max"] == [[[8, 8], [9, 7]], [[8, 6], [7, 9]]]
    assert maps(app)["Shifted input"][0][0] == [0, 8, 4, 6]
    assert "Average" not in maps(app)


def test_no_task_is_set_where_controls_are_hidden(open_page):
    assert "Try this" in [header.value for header in open_page("grid_lab", show="answers").header]
    assert not open_page("grid_lab", show="plain").header


def test_a_solved_task_is_ticked_and_announced_and_every_task_has_its_hint(open_page):
    app = open_page("grid_lab", right="1")
    shown = [markdown.value for markdown in app.markdown]
    assert all(task.hint in shown for task in TASKS)
    assert "Solved" not in app.session_state["app.said"]
    app.session_state["Grid lab.right"] = {"value": 3}
    app.run()
    assert f"Solved: {TASKS[3].text}" in app.session_state["app.said"]
    ticked = [markdown.value for markdown in app.markdown if "check_circle" in markdown.value]
    assert [TASKS[3].text in tick for tick in ticked] == [True]
