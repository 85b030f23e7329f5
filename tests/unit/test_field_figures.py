"""Receptive fields as figures: what is drawn, where, and that it thins out."""

import numpy as np
import pytest

from lab.components import place_in
from lab.receptive_field import boxes, timing, words
from lab.receptive_field.cone import FEW_UNITS, cone, seen_from
from lab.receptive_field.stacks import STARTS, layers_of
from pooling import Conv, Layer, influence, trace
from pooling.receptive import geometry


def seen(name, unit, n=None):
    """The side view of a stack to start from, and the fields it shows."""
    stack, usual = STARTS[name]
    n = n or usual
    layers = layers_of(stack, n)
    found = trace(layers, n)
    columns = [axes[1] for axes in geometry(layers, n)]
    return seen_from(found, words.row_names(stack, found), cone(columns, unit)), found


def test_every_row_is_told_as_its_field_is():
    view, found = seen("Pool 2, then conv 2", 3)
    for row, field in zip(view["rows"], found, strict=True):
        assert (row["units"], row["size"]) == (field.output_size, field.size)
        for unit in range(row["units"]):
            first, last = field.span(unit)
            assert row["start"] + unit * row["jump"] == (first + last) / 2
    assert view["taken"] == [[6, 7, 8, 9], [3, 4], [3]]
    assert view["field"] == (6, 9)
    assert view["ends"] == []
    assert all(row["single"] for row in view["rows"])


def test_what_a_unit_takes_of_the_padding_is_told_too():
    layers = [Conv(3, padding=1)]
    found = trace(layers, 4)
    view = seen_from(found, ["input", "conv"], cone([geometry(layers, 4)[0][1]], 0))
    assert view["taken"] == [[-1, 0, 1], [0]]
    assert view["field"] == (-1, 1)


def test_wide_rows_of_a_deep_stack_are_bars_from_end_to_end():
    view, found = seen("ResNet-50", 3)
    wide = {row for row, field in enumerate(found) if field.output_size > FEW_UNITS}
    assert {i for i, row in enumerate(view["rows"]) if not row["single"]} == wide
    assert all(view["taken"][row] == (0, found[row].output_size - 1) for row in wide)
    assert len(view["ends"]) == 51
    assert view["ends"][-1] == (3, 3)
    assert any(first < 0 for first, _ in view["ends"])  # the cone takes padding along
    assert view["lines"] == [[]] * 50
    assert view["field"] == found[-1].span(3)


def test_a_bar_begins_with_the_first_unit_that_is_no_padding():
    layers = [Conv(3, stride=3, padding=1, dilation=2)]
    found = trace(layers, 400)
    view = seen_from(found, ["input", "conv"], cone([geometry(layers, 400)[0][1]], 0))
    assert view["taken"] == [(1, 3), [0]]


def test_a_row_of_which_nothing_is_taken_keeps_its_place_in_the_cone():
    layers = [Conv(3, padding=1), Layer("max", 2, stride=1, padding=1, dilation=5)]
    layers += [Conv(15, padding=7)] * 50
    found = trace(layers, 4)
    axes = [pair[1] for pair in geometry(layers, 4)]
    view = seen_from(found, ["row"] * 53, cone(axes, 0))
    assert view["ends"][0] == ()
    assert len(view["ends"]) == 53
    assert view["ends"][-1] == (0, 0)


def test_without_a_unit_nothing_tells_what_units_see():
    view = seen_from(trace([Conv(3)], 8), ["input", "conv"], None)
    assert [row["size"] for row in view["rows"]] == [None, None]
    assert view["field"] is None


@pytest.mark.parametrize(
    ("place", "is_one"),
    [
        ([1, 7], True),
        ([2, 6], True),
        ([0, 3], False),  # the input's
        ([3, 0], False),
        ([2, 7], False),
        ([1, -1], False),
        ([1, 2, 3], False),
        ([1, 2.0], False),
        ([True, 0], False),
        (None, False),
        ("12", False),
    ],
)
def test_only_a_unit_of_a_layer_can_be_picked(place, is_one):
    units = [0, 8, 7]  # of the input, which none are, a pool and a convolution
    assert place_in(units, place) == (tuple(place) if is_one else None)


@pytest.mark.parametrize("name", ["Three pools, then conv 3", "VGG-16"])
def test_fields_grow_from_box_to_box(name):
    stack, n = STARTS[name]
    layers = layers_of(stack, n)
    found = trace(layers, n)
    unit = found[-1].output_size // 2
    outlines = boxes.grown(layers, found, (unit, unit))
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
            assert list(boxes.seeing(field, pixel)) == expected


def test_words_count_what_matters():
    weight = influence([Conv(3)], 5, 1)
    assert words.pixels_that_matter(weight) == 9
    assert words.reach(weight, 9) == "Here every pixel of the field counts."
    assert "Nothing of the picture reaches" in words.reach(np.zeros((4, 4)), 4)
    deep = influence([Conv(3)] * 6, 13, 0)
    assert f"{words.pixels_that_matter(deep)} of the 169 pixels" in words.reach(deep, 169)
    assert "measure again" in words.measured(0.01, 0.01, 8)
    assert "measure again" not in words.measured(0.04, 0.01, 8)


def test_the_measurement_is_of_a_map_and_of_half_of_it(monkeypatch):
    seen = []
    monkeypatch.setattr(timing, "convolved", lambda x, weights: seen.append(x.shape))
    shares = []
    timing.before_and_after(np.zeros((16, 16), np.uint8), shares.append)
    channels = timing.CHANNELS
    assert seen == [(channels, 16, 16), (channels, 8, 8)] * timing.TURNS
    assert shares[-1] == 1


def test_a_convolution_is_what_a_loop_says():
    rng = np.random.default_rng(0)
    x, weights = rng.random((2, 5, 6)), rng.random((3, 2, 3, 3))
    found = timing.convolved(x, weights)
    for o, i, j in np.ndindex(found.shape):
        expected = (weights[o] * x[:, i : i + 3, j : j + 3]).sum()
        assert found[o, i, j] == pytest.approx(expected)
