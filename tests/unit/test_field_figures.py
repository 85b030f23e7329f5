"""Receptive fields as figures: what is drawn, where, and that it thins out."""

import numpy as np
import pytest

from lab import fields, sideview, stack_words, stopwatch
from lab.colours import WINDOW
from lab.plates import Outline, Plate, plates
from lab.sideview import GREY, cone, side_view
from lab.stacks import STARTS, layers_of
from pooling import Conv, Layer, influence, trace
from pooling.receptive import geometry


def drawn(name, unit, n=None):
    """The side view of a stack to start from, as data, and the fields it shows."""
    stack, usual = STARTS[name]
    n = n or usual
    layers = layers_of(stack, n)
    found = trace(layers, n)
    columns = [axes[1] for axes in geometry(layers, n)]
    names = stack_words.row_names(stack, found)
    return side_view(found, names, cone(columns, unit), ink="#000").to_dict(), found


def coloured(figure, colour):
    return [t for t in figure["data"] if t.get("marker", {}).get("color") == colour]


def test_units_stand_over_the_middle_of_their_fields():
    figure, found = drawn("Pool 2, then conv 2", 3)
    (idle,) = [t for t in coloured(figure, GREY) if t["marker"]["symbol"] == "square"]
    for x, y, (row, unit) in zip(idle["x"], idle["y"], idle["customdata"], strict=True):
        first, last = found[row].span(unit)
        assert (x, y) == ((first + last) / 2, row)
    (taken,) = coloured(figure, WINDOW)
    assert [tuple(place) for place in taken["customdata"]] == [
        *((0, 6), (0, 7), (0, 8), (0, 9)),
        *((1, 3), (1, 4)),
        (2, 3),
    ]
    everyone = sorted(idle["customdata"] + taken["customdata"])
    assert everyone == [(r, u) for r, field in enumerate(found) for u in range(field.output_size)]


def test_the_bracket_is_the_field_and_dotted_outside_the_picture():
    figure, found = drawn("Pool 2, then conv 2", 3)
    dotted, solid = figure["layout"]["shapes"]
    assert (solid["x0"], solid["x1"]) == (5.5, 9.5)
    assert (dotted["x0"], dotted["x1"]) == (5.5, 9.5)
    figure, found = drawn("ResNet-50", 3)
    lines = [s for s in figure["layout"]["shapes"] if s["type"] == "line"]
    first, last = found[-1].span(3)
    assert (lines[0]["x0"], lines[0]["x1"], lines[0]["line"]["dash"]) == (
        first - 0.5,
        last + 0.5,
        "dot",
    )
    assert (lines[1]["x0"], lines[1]["x1"]) == (-0.5, 223.5)
    outside = [s for s in figure["layout"]["shapes"] if s["type"] == "rect"]
    assert len(outside) == 2
    assert outside[0]["x1"] == -0.5
    assert outside[1]["x0"] == 223.5


def test_padding_is_shown_as_such():
    layers = [Conv(3, padding=1)]
    found = trace(layers, 4)
    axes = [geometry(layers, 4)[0][1]]
    figure = side_view(found, ["input", "conv"], cone(axes, 0), ink="#000").to_dict()
    (hollow,) = [t for t in coloured(figure, GREY) if t["marker"]["symbol"] == "square-open"]
    assert list(hollow["x"]) == [-1]
    assert "padding" in hollow["text"][0]


def test_wide_rows_of_a_deep_stack_are_bars_and_what_is_taken_is_orange():
    figure, found = drawn("ResNet-50", 3)
    bars = [t for t in figure["data"] if t["mode"] == "lines" and "fill" not in t]
    grey, orange = ([t for t in bars if t["line"]["color"] == c] for c in (GREY, WINDOW))
    wide = {row for row, field in enumerate(found) if field.output_size > sideview.FEW_UNITS}
    assert {y for y in grey[0]["y"] if y is not None} == wide
    assert {y for y in orange[0]["y"] if y is not None} == wide
    named = figure["layout"]["yaxis"]["tickvals"]
    assert {0, 50} <= set(named)
    assert sum(len(t["x"]) for t in figure["data"]) < 1000


def test_a_plate_makes_room_for_what_reaches_out_of_it():
    box = Outline((-4, 2, 3, 9))
    figure = plates([Plate("A", np.zeros((8, 8), np.uint8), [box], dots=[(1, 2)])], height=300)
    layout = figure.to_dict()["layout"]
    casing, frame = layout["shapes"]
    assert (frame["x0"], frame["x1"], frame["y0"], frame["y1"]) == (1.5, 9.5, -4.5, 3.5)
    assert casing["line"]["width"] > frame["line"]["width"]
    (left, right), (bottom, top) = layout["xaxis"]["range"], layout["yaxis"]["range"]
    assert left <= -0.5
    assert right >= 9.5
    assert top <= -4.5
    assert bottom >= 7.5
    (dots,) = [t for t in figure.to_dict()["data"] if t["type"] == "scatter"]
    assert (dots["x"], dots["y"]) == ([2], [1])


@pytest.mark.parametrize("name", ["Three pools, then conv 3", "VGG-16"])
def test_fields_grow_from_box_to_box(name):
    stack, n = STARTS[name]
    layers = layers_of(stack, n)
    found = trace(layers, n)
    unit = found[-1].output_size // 2
    outlines = fields.grown(layers, found, (unit, unit))
    sizes = [o.box[2] - o.box[0] + 1 for o in outlines]
    assert sizes[-1] == found[-1].size
    assert sizes[:-1] == sorted(sizes[:-1], reverse=True)
    last = outlines[-1].box
    for outline in outlines:
        assert last[0] <= outline.box[0]
        assert outline.box[2] <= last[2]


def test_seeing_is_the_span_the_other_way_round():
    for field in trace([Conv(3, padding=1), Layer("max", 2), Conv(3)], 16)[1:]:
        for pixel in range(16):
            spans = map(field.span, range(field.output_size))
            expected = [u for u, (first, last) in enumerate(spans) if first <= pixel <= last]
            assert list(fields.seeing(field, pixel)) == expected


def test_words_count_what_matters():
    weight = influence([Conv(3)], 5, 1)
    assert stack_words.counted(weight) == 9
    assert stack_words.reach(weight, 9) == "Here every pixel of the field counts."
    assert "Nothing of the picture reaches" in stack_words.reach(np.zeros((4, 4)), 4)
    deep = influence([Conv(3)] * 6, 13, 0)
    assert f"{stack_words.counted(deep)} of the 169 pixels" in stack_words.reach(deep, 169)
    assert "measure again" in stack_words.measured(0.01, 0.01, 8)
    assert "measure again" not in stack_words.measured(0.04, 0.01, 8)


def test_the_measurement_is_of_a_map_and_of_half_of_it(monkeypatch):
    seen = []
    monkeypatch.setattr(stopwatch, "convolved", lambda x, weights: seen.append(x.shape))
    shares = []
    stopwatch.before_and_after(np.zeros((16, 16), np.uint8), shares.append)
    channels = stopwatch.CHANNELS
    assert seen == [(channels, 16, 16), (channels, 8, 8)] * stopwatch.TURNS
    assert shares[-1] == 1


def test_a_convolution_is_what_a_loop_says():
    rng = np.random.default_rng(0)
    x, weights = rng.random((2, 5, 6)), rng.random((3, 2, 3, 3))
    found = stopwatch.convolved(x, weights)
    for o, i, j in np.ndindex(found.shape):
        expected = (weights[o] * x[:, i : i + 3, j : j + 3]).sum()
        assert found[o, i, j] == pytest.approx(expected)
