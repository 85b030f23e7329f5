"""What the image lab and the shift sweep send ahead: what a key would show next."""

import pytest

from lab import server
from tests.component_messages import ahead, head_of

GRIDS = {"image_lab": "Image lab.round", "shift_sweep": "Shift sweep.shift"}
LABELS = {"image_lab": "Image lab", "shift_sweep": "Shift sweep"}
ROUNDS = {"image_lab": "rounds", "shift_sweep": "round"}
STATES = [{}, {"fill": "edge", "picture": "Cat"}, {"pool": "avg"}, {"sees": "spots"}]


def opened_at(open_page, page, right, down, round_, **settings):
    settings |= {"right": str(right), "down": str(down), ROUNDS[page]: str(round_)}
    return open_page(page, **settings)


def move(app, page, name, value):
    app.session_state[f"{LABELS[page]}.{name}"] = {"value": value}
    app.run()


@pytest.mark.parametrize("page", GRIDS)
@pytest.mark.parametrize("settings", STATES)
def test_it_is_what_the_page_shows_there(open_page, page, settings):
    app = opened_at(open_page, page, 2, -1, 3, **settings)
    found = ahead(app, GRIDS[page])
    assert set(found) == {"1 -1 3", "3 -1 3"}
    move(app, page, ROUNDS[page], 4)
    found |= ahead(app, GRIDS[page])
    assert set(found) == {"1 -1 3", "3 -1 3", "2 -1 3", "2 -1 5"}
    for place, parts in found.items():
        there = opened_at(open_page, page, *place.split(), **settings)
        assert head_of(there, GRIDS[page])["at"] == place
        assert parts == head_of(there, GRIDS[page])["parts"]


@pytest.mark.parametrize("page", GRIDS)
def test_it_is_along_the_slider_that_was_moved_last(open_page, page):
    app = opened_at(open_page, page, 1, 1, 3)
    for moved, found in (("down", {"1 1 3", "1 3 3"}), ("right", {"1 2 3", "3 2 3"})):
        move(app, page, moved, 2)
        assert set(ahead(app, GRIDS[page])) == found


@pytest.mark.parametrize("page", GRIDS)
def test_it_ends_where_the_slider_ends(open_page, page):
    reach = {"image_lab": 32, "shift_sweep": 8}[page]
    app = opened_at(open_page, page, reach, 0, 3)
    assert set(ahead(app, GRIDS[page])) == {f"{reach - 1} 0 3"}
    last = {"image_lab": 6, "shift_sweep": 5}[page]
    move(app, page, ROUNDS[page], last)
    assert set(ahead(app, GRIDS[page])) == {f"{reach} 0 {last - 1}"}


def test_where_the_round_does_not_fit_the_last_one_is_sent(open_page):
    app = opened_at(open_page, "image_lab", 2, 0, 6, k="5", s="5")
    found = ahead(app, GRIDS["image_lab"])
    assert set(found) == {"1 0 6", "3 0 6"}
    (strip,) = found["1 0 6"][0]["blocks"][0]["strips"]
    assert strip["alt"].startswith("Max, round 3, 2 × 2")
    move(app, "image_lab", "rounds", 5)
    assert not ahead(app, GRIDS["image_lab"])  # rounds 4 and 6 do not fit either


@pytest.mark.parametrize("page", GRIDS)
def test_nothing_large_is_sent_and_nothing_while_others_wait(open_page, page, monkeypatch):
    app = opened_at(open_page, page, 1, 0, 1)
    assert not ahead(app, GRIDS[page])
    move(app, page, ROUNDS[page], 2)
    assert set(ahead(app, GRIDS[page])) == {"1 0 3"}  # round 1 is large
    monkeypatch.setattr(server, "_sessions", {1, 2})
    move(app, page, ROUNDS[page], 3)
    assert not ahead(app, GRIDS[page])
