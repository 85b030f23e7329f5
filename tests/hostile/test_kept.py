"""What once failed stays mended."""

import pytest

from lab.data.cells import grid_text, read_cells
from lab.page.settings import short_text
from tests.hostile.kept import ADDRESSES, CONTROLS, TABLE
from tests.hostile.rules import keeps_the_rules, pictures

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("stem", "address", "sentence"), ADDRESSES)
def test_an_address_is_explained(open_page, stem, address, sentence):
    app = open_page(stem, **address)
    keeps_the_rules(app)
    assert sentence in app.warning[0].value
    assert pictures(app) == pictures(open_page(stem, show="answers"))  # a link asks nothing


@pytest.mark.parametrize(("stem", "key", "found"), CONTROLS)
def test_a_controls_nonsense_leaves_the_page_whole(open_page, stem, key, found):
    app = open_page(stem)
    app.session_state[key] = {"value": found}
    app.run()
    keeps_the_rules(app)


@pytest.mark.parametrize(("cells", "sentence"), TABLE)
def test_a_tables_nonsense_is_refused(open_page, cells, sentence):
    app = open_page("receptive_field", "Receptive field.table")
    before = pictures(app)
    edits = {"edited_rows": {1: cells}, "added_rows": [], "deleted_rows": []}
    app.session_state["Receptive field.editor 1"] = edits
    app.run()
    keeps_the_rules(app)
    assert sentence in app.error[0].value
    assert pictures(app) == before


def test_a_tiny_answer_is_not_lost_with_a_reload():
    """Written as 1e-08, it was refused: an answer has no letters."""
    text = grid_text(read_cells([[1e-8, 1], [2, 3]], (2, 2), blank=False))
    assert short_text("q1", 80).read(text) == text == "0.00000001_1*2_3"
