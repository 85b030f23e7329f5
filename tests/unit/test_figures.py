"""Figures as data: what is drawn, in which colour, and that it can be read."""

import numpy as np
import pytest

from lab.draw import colours
from lab.draw.heatmaps import Panel, described, heatmaps, span_of

MAX = np.array([[8.0, 6.0], [7.0, 9.0]])


def traces(figure, kind):
    return [trace for trace in figure.to_dict()["data"] if trace["type"] == kind]


def test_every_map_shares_one_colour_range():
    figure = heatmaps([Panel("Max", MAX), Panel("Average", MAX / 2)], (0, 9))
    assert [(t["zmin"], t["zmax"]) for t in traces(figure, "heatmap")] == [(0, 9)] * 2
    assert np.asarray(traces(figure, "heatmap")[1]["z"]).tolist() == (MAX / 2).tolist()


def test_values_are_written_and_what_stayed_is_bold():
    same = np.array([[True, False], [False, False]])
    (numbers,) = traces(heatmaps([Panel("Max", MAX, same=same)], (0, 9)), "scatter")
    assert list(numbers["text"]) == ["<b>8</b>", "6", "7", "9"]


def test_a_map_too_large_to_read_has_no_numbers_but_can_be_clicked():
    (numbers,) = traces(heatmaps([Panel("Max", np.zeros((17, 17)))], (0, 1)), "scatter")
    assert numbers["mode"] == "markers"
    assert len(numbers["x"]) == 289


def test_outlines_go_round_whole_cells():
    same = np.array([[False, True], [False, False]])
    panel = Panel("Max", MAX, focus=[(0, 0, 1, 0)], same=same)
    shapes = heatmaps([panel], (0, 9)).to_dict()["layout"]["shapes"]
    casing, equal, _, window = shapes
    assert casing["line"]["color"] == colours.CASING
    assert casing["line"]["width"] > equal["line"]["width"]
    assert window["line"]["color"] == colours.WINDOW
    assert window["y1"] - window["y0"] == pytest.approx(2, abs=0.1)
    assert window["x1"] - window["x0"] == pytest.approx(1, abs=0.1)
    assert equal["line"]["color"] == colours.SAME
    assert equal["x0"] < 1 < equal["x1"]


def test_a_click_is_a_place_in_row_major_order():
    (numbers,) = traces(heatmaps([Panel("Max", np.zeros((2, 3)))], (0, 1)), "scatter")
    assert list(zip(numbers["y"], numbers["x"], strict=True)) == list(np.ndindex(2, 3))


def test_the_text_says_what_stayed():
    assert described([Panel("Max", MAX, same=MAX == 8)]).endswith(
        "Max unchanged at row 1 column 1."
    )


def test_long_numbers_are_written_smaller_on_small_cells():
    def size(values):
        (numbers,) = traces(heatmaps([Panel("Max", values)] * 2, (0, 9)), "scatter")[:1]
        return numbers["textfont"]["size"]

    assert size(np.zeros((2, 2))) > size(np.full((4, 4), -12.75)) >= 9


def test_frames_leave_room_for_the_numbers_of_small_cells():
    same = np.ones((7, 7), bool)
    for side, width in ((2, 4), (7, 2)):
        panel = Panel("Max", np.zeros((side, side)), same=same[:side, :side])
        shapes = heatmaps([panel], (0, 1), height=240).to_dict()["layout"]["shapes"]
        assert shapes[1]["line"]["width"] == width


def test_the_range_ignores_what_is_not_finite():
    assert span_of([np.array([[np.nan, 1]]), np.array([[np.inf, -2]])]) == (-2, 1)
    assert span_of([np.array([[np.nan]])]) == (0, 1)


def test_the_text_twin_names_every_value():
    assert described([Panel("A", MAX), Panel("B", MAX / 8)]) == (
        "A: row 1: 8, 6; row 2: 7, 9. B: row 1: 1, 0.75; row 2: 0.88, 1.12."
    )


@pytest.mark.parametrize("share", np.linspace(0, 1, 41))
def test_every_number_can_be_read_on_its_colour(share):
    fill = colours.colour_at(share)
    assert colours.contrast(colours.ink_on(fill), fill) >= 4.5


def test_the_scale_only_grows_brighter():
    bright = [colours.luminance(colours.colour_at(share)) for share in np.linspace(0, 1, 41)]
    assert bright == sorted(bright)
