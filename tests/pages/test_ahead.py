"""What the image lab and the shift sweep send ahead: what a key would show next."""

import pytest

from lab import server
from tests.component_messages import ahead, head_of

GRIDS = {"image_lab": "Image lab.round", "shift_sweep": "Shift sweep.shift"}
LABELS = {"image_lab": "Image lab", "shift_sweep": "Shift sweep"}


@pytest.mark.parametrize("page", GRIDS)
@pytest.mark.parametrize(
    "settings", [{}, {"fill": "edge", "picture": "Cat"}, {"pool": "avg"}, {"sees": "spots"}]
)
def test_it_is_what_the_page_shows_there(open_page, page, settings):
    app = open_page(page, right="2", down="-1", **settings)
    sent = ahead(app, GRIDS[page])
    assert set(sent) == {"-1 1", "-1 3"}
    for place, parts in sent.items():
        down, right = place.split()
        there = open_page(page, right=right, down=down, **settings)
        assert parts == head_of(there, GRIDS[page])["parts"]


@pytest.mark.parametrize("page", GRIDS)
def test_it_is_along_the_slider_that_was_moved_last(open_page, page):
    app = open_page(page, right="1", down="1")
    for moved, found in (("down", {"1 1", "3 1"}), ("right", {"2 1", "2 3"})):
        app.session_state[f"{LABELS[page]}.{moved}"] = {"value": 2}
        app.run()
        assert set(ahead(app, GRIDS[page])) == found


@pytest.mark.parametrize("page", GRIDS)
def test_it_ends_where_the_slider_ends(open_page, page):
    farthest = head_of(open_page(page, right="999"), GRIDS[page])["at"].split()[1]
    assert farthest != "999"
    reach = {"image_lab": 32, "shift_sweep": 8}[page]
    assert set(ahead(open_page(page, right=str(reach)), GRIDS[page])) == {f"0 {reach - 1}"}


@pytest.mark.parametrize("page", GRIDS)
def test_nothing_large_is_sent_and_nothing_while_others_wait(open_page, page, monkeypatch):
    rounds = {"image_lab": "rounds", "shift_sweep": "round"}[page]
    assert not ahead(open_page(page, **{rounds: "1"}), GRIDS[page])
    monkeypatch.setattr(server, "_sessions", {1, 2})
    assert not ahead(open_page(page, right="1"), GRIDS[page])
