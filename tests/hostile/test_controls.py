"""What a browser may send back: cells, thumbs, the table of layers."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.data.cells import LIMIT, grid_text, read_cells
from lab.data.grids import LESSON, SIDES
from lab.page.settings import cells, short_text
from lab.receptive_field import stacks
from tests.browser_messages import click_twice, send_nonsense
from tests.hostile.inputs import PAGES, hostile, json_values, number, tries
from tests.hostile.rules import keeps_the_rules, pictures

pytestmark = pytest.mark.slow

EDITOR = "Receptive field.stack"
typed = st.one_of(
    st.integers(-3, 20),
    st.integers(),
    st.none(),
    st.booleans(),
    st.floats(),
    st.sampled_from([1.5, 2.0, 1e308, math.inf, -math.inf, math.nan]),
    number,
    hostile,
)
kinds = (
    st.sampled_from([*stacks.LAYER_NAMES, *stacks.LAYER_NAMES.values(), "", None])
    | hostile
    | st.text()
)
rows = st.dictionaries(st.sampled_from(list(stacks.RANGES)), typed, max_size=3).flatmap(
    lambda row: st.just(row) | kinds.map(lambda kind: row | {"kind": kind})
)
grid_rows = st.lists(st.lists(json_values | st.integers(-999, 999), max_size=9), max_size=9)


@tries(500)
@given(json_values | grid_rows)
def test_any_report_of_a_grid_is_numbers_or_refused(found):
    try:
        grid = read_cells(found, None, blank=False)
    except ValueError:
        return
    assert grid.ndim == 2
    assert (abs(grid) <= LIMIT).all()


@tries(500)
@given(st.lists(st.floats(-LIMIT, LIMIT), min_size=16, max_size=16))
def test_any_grid_that_can_be_typed_survives_the_address(values):
    """Tiny numbers too: no exponent, which no cell and no answer can be typed with."""
    rows = [values[i : i + 4] for i in range(0, 16, 4)]
    text = grid_text(read_cells(rows, (4, 4), blank=False))
    assert not set(text) - set("0123456789.-_*")
    assert abs(cells("grid", LESSON, SIDES).read(text) - rows).max() < 1e-9
    answer = grid_text(read_cells([values[:2], values[2:4]], (2, 2), blank=False))
    assert short_text("q1", 80).read(answer) == answer


@pytest.mark.parametrize("stem", PAGES)
@tries(20)
@given(st.data())
def test_a_browser_that_lies_about_its_controls_leaves_the_page_whole(open_page, stem, data):
    send_nonsense(open_page, stem, data)


@pytest.mark.parametrize("stem", PAGES)
def test_any_button_may_be_clicked_twice(open_page, stem):
    for place, button in enumerate(open_page(stem, looked="1").button):
        if not button.disabled:
            keeps_the_rules(click_twice(open_page(stem, looked="1"), place))


@tries(20)
@given(
    st.dictionaries(st.integers(0, 1), rows, max_size=2),
    st.lists(rows, max_size=3),
    st.lists(st.integers(0, 1), unique=True),
)
def test_any_edit_of_the_table_is_shown_or_refused(open_page, edited, added, deleted):
    app = open_page("receptive_field")
    before = pictures(app)
    edits = {"edited_rows": edited, "added_rows": added, "deleted_rows": deleted}
    app.session_state[EDITOR] = edits
    app.run()
    keeps_the_rules(app)
    if any("Until then" in error.value for error in app.error):
        assert pictures(app) == before, "the last good picture stays"
    app.session_state[EDITOR] = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}
    app.run()
    assert not app.error, "and the way back is open"
    assert pictures(app) == before
