"""How it learns without a browser: gradients, a step, ties, unpooling, global average pooling."""

import numpy as np
import pytest

from lab.data.grids import LESSON
from pooling import Layer, global_pool, translate
from tests.benches import benches

KEY = "How it learns.stage"
TYPED = "Gradient at the outputs"
BY_MAX, BY_AVERAGE = (f"Gradient at the inputs, {name}" for name in ("max", "average"))


def stage(app):
    return benches(app)[KEY]


def text(app) -> str:
    return "\n".join(e.value for e in [*app.markdown, *app.info, *app.caption])


def press(app, label: str) -> None:
    next(b for b in app.button if b.label == label).click().run()
    assert not app.exception


def put(app, name: str, value) -> None:
    app.session_state[f"How it learns.{name}"] = {"value": value}
    app.run()
    assert not app.exception


def test_it_asks_first_and_shows_after_a_look(open_page):
    app = open_page("backward")
    assert app.title[0].value == "How it learns"
    shown = stage(app)
    assert shown.covered == [BY_MAX, BY_AVERAGE]
    assert shown.head["ask"]["question"].startswith("Max pooling: which of the four inputs")
    assert shown.head["ask"]["about"] == ["Max", 0]
    assert not app.info
    assert not any(b.label.startswith("Step") for b in app.button)
    put(app, "looked", True)
    shown = stage(app)
    assert shown.shown(BY_MAX) == [[4, 0, 0, 8], [0, 0, 0, 0], [0, 0, 2, 0], [0, 12, 0, 0]]
    assert shown.shown(BY_AVERAGE)[0] == [1, 1, 2, 2]
    assert "Average pooling gives every input" in app.info[0].value


def test_a_bet_is_right_on_the_winner_alone(open_page):
    app = open_page("backward")
    right = stage(app).masks[BY_MAX]["right"][0]
    assert np.flatnonzero(right).tolist() == [0]
    app = open_page("backward", bets="0", looked="1")
    assert stage(app).state["How it learns.bets"]["now"] == [0]
    asked = open_page("backward", show="questions")
    assert stage(asked).head["ask"]["needs_bet"]
    assert stage(asked).covered


@pytest.mark.parametrize("windows", ["overlap", "large"])
def test_overlapping_windows_add_up(open_page, windows):
    app = open_page("backward", windows=windows)
    shown = stage(app)
    kernel = {"overlap": 2, "large": 3}[windows]
    gradient = np.array(shown.shown(TYPED))
    for name, kind in ((BY_MAX, "max"), (BY_AVERAGE, "avg")):
        expected = Layer(kind, kernel, 1).gradient(gradient, LESSON)
        np.testing.assert_allclose(shown.shown(name), expected, atol=1e-8)


def test_a_step_changes_the_winners_and_another_grid_forgets_it(open_page):
    app = open_page("backward", rate="5")
    press(app, "Step with max")
    shown = stage(app)
    assert shown.shown("Input")[0] == [6, 4, 6, 4]
    assert shown.masks["Input"]["same"].sum() == 12
    assert shown.head["lines"][0].startswith("The step changed 4 of 16 inputs.")
    press(app, "Step with average")
    assert stage(app).head["lines"][0].startswith("The step changed 16 of 16 inputs.")
    put(app, "grid", LESSON.tolist())
    assert "Input" not in stage(app).masks
    assert stage(app).head["lines"][0].startswith("The gradient reaches")


def test_reset_brings_back_what_a_link_means_that_names_nothing(open_page):
    app = open_page("backward", windows="overlap", gradient="1_1_1*1_1_1*1_1_1", rate="9")
    press(app, "Step with average")
    press(app, "Reset")
    shown = stage(app)
    assert shown.shown("Input") == LESSON.tolist()
    assert shown.shown(TYPED) == [[4, 8], [12, 2]]
    assert app.session_state["How it learns.rate"]["value"]["now"] == 1


def test_a_typed_gradient_belongs_to_its_windows(open_page):
    app = open_page("backward", gradient="-1_0*0_5")
    assert stage(app).shown(BY_MAX)[0] == [-1, 0, 0, 0]
    windows = next(c for c in app.segmented_control if c.label == "Windows")
    windows.set_value("overlap").run()
    assert stage(app).shown(TYPED) == [[4, 8, 3], [12, 2, 6], [5, 9, 1]]
    windows.set_value("apart").run()
    assert stage(app).shown(TYPED) == [[-1, 0], [0, 5]]


def test_a_tie_is_counted_and_the_first_input_learns(open_page):
    grid = "8_8_6_8*1_2_0_1*3_1_7_5*7_9_1_4"
    app = open_page("backward", "How it learns.ties", grid=grid)
    assert "1 of 4 windows has a tie" in text(app)
    assert stage(app).shown(BY_MAX)[0] == [4, 0, 0, 8]


def test_unpooling_with_and_without_the_places(open_page):
    app = open_page("backward", "How it learns.unpooling", rate="2")
    shown = benches(app)["How it learns.unpooling bench"]
    back = [[8, 0, 0, 8], [0, 0, 0, 0], [0, 0, 7, 0], [0, 9, 0, 0]]
    assert shown.shown("Places remembered") == back
    assert shown.shown("Values repeated") == [[8, 8, 8, 8]] * 2 + [[9, 9, 7, 7]] * 2
    assert shown.head["lines"] == [
        "Equal to the input: 5 of 16 numbers with the places remembered, 4 with the values "
        "repeated."
    ]
    assert "keeps 4 of the 16 numbers. The other 12 are lost for good" in text(app)


def test_the_stride_changes_the_mean_of_the_map_and_not_that_of_the_grid(open_page):
    app = open_page("backward", right="1")  # the link opens it
    shown = benches(app)["How it learns.global bench"]
    moved = translate(LESSON, right=1, fill="wrap")
    after = "after the shift"
    assert shown.shown(f"The grid {after}") == moved.tolist()
    assert shown.shown("The grid, mean") == [[4.1875]]
    assert shown.shown(f"The grid {after}, mean") == [[4.1875]]
    assert shown.shown("Its max map, mean") == [[8]]
    assert shown.shown(f"Its max map {after}, mean") == [[7.5]]
    assert shown.shown(f"Its max map {after}, largest") == [[9]]
    assert global_pool(moved, "avg") == 4.1875
    assert shown.head["lines"][1] == (
        "Mean of the grid: 4.1875, then 4.1875. Mean of the max map: 8, then 7.5. Largest: 9, "
        "then 9."
    )


def test_plain_shows_the_pictures_alone(open_page):
    app = open_page("backward", "How it learns.global", show="plain")
    assert not app.button
    assert not stage(app).covered
    assert benches(app)["How it learns.global bench"].head["sliders"] == []


def test_a_bad_address_falls_back_and_says_so(open_page):
    app = open_page(
        "backward", windows="huge", rate="0", right="9", gradient="1", grid="x", bets="99"
    )
    assert app.warning[0].value.count("could not be used") == 6
    assert stage(app).shown("Input") == LESSON.tolist()
