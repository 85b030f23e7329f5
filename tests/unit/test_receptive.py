"""Receptive fields: named networks, known sums, and brute force on random stacks."""

from collections import Counter
from itertools import product
from math import prod

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pooling import NETWORKS, Conv, Layer, cost, influence, layer_maps, trace
from pooling.receptive import geometry

POOL, NINE = Layer("max", 2), np.array([[8, 4, 6, 8], [1, 2, 0, 1], [3, 1, 7, 5], [7, 9, 1, 4]])


def sizes(layers, n, **also):
    return [field.size for field in trace(layers, n, **also)[1:]]


# ---------------------------------------------------------------- known answers


def test_the_lessons_stack_sees_four_pixels():
    last = trace([POOL, Conv(2)], 8)[-1]
    assert (last.size, last.jump, last.start, last.output_size) == (4, 2, 1.5, 3)
    assert [last.span(unit) for unit in range(3)] == [(0, 3), (2, 5), (4, 7)]


def test_pools_double_what_comes_after():
    assert sizes([POOL, Conv(3)], 8)[-1] == 6
    last = trace([POOL, POOL, POOL, Conv(3)], 64)[-1]
    assert (last.size, last.jump) == (24, 8)
    assert sizes([Conv(3)], 64) == [3]  # the same without the pools


NAMED = {  # network: (field, jump, side of the last map)
    "LeNet-5": (32, 4, 1),  # C5 sees the whole 32 x 32 picture (LeCun et al. 1998)
    "AlexNet": (195, 32, 6),  # Distill's table
    "VGG-16": (212, 32, 7),  # Distill's table
    "MobileNet v1": (315, 32, 7),  # Distill's table
    "ResNet-18": (435, 32, 7),  # 11 after the stem, then 4 x 3 x 3 at jumps 4, 8, 16, 32
    "ResNet-50": (427, 32, 7),  # torchvision's strides; Distill's 483 is TF-Slim's, placed later
}


@pytest.mark.parametrize("name", NETWORKS)
def test_named_networks(name):
    network = NETWORKS[name]
    last = trace(network.layers, network.input_size)[-1]
    assert (last.size, last.jump, last.output_size) == NAMED[name]


def test_vgg_after_every_pool():
    layers = NETWORKS["VGG-16"].layers
    found = sizes(layers, 224)
    pools = [size for size, layer in zip(found, layers, strict=True) if isinstance(layer, Layer)]
    assert pools == [6, 16, 44, 100, 212]


MULTIPLY_ADDS = {  # as counted by others, convolutions alone
    "LeNet-5": 117_600 + 240_000 + 48_000,  # C3 connected to all of S2
    "AlexNet": 655_566_528,
    "VGG-16": 15_346_630_656,
    "MobileNet v1": 567_716_352,
}


@pytest.mark.parametrize("name", MULTIPLY_ADDS)
def test_costs_of_named_networks(name):
    costs = cost(NETWORKS[name].layers, NETWORKS[name].input_size, NETWORKS[name].channels)
    assert sum(layer.multiply_adds for layer in costs) == MULTIPLY_ADDS[name]


def test_the_weights_of_vgg_do_not_shrink_with_the_map():
    small, large = (cost(NETWORKS["VGG-16"].layers, n) for n in (224, 448))
    assert sum(c.weights for c in small) == sum(c.weights for c in large) == 14_710_464
    assert large[-1].activations == 4 * small[-1].activations == 4 * 512 * 7 * 7


def test_depthwise_keeps_its_channels_and_pools_cost_no_multiplication():
    costs = cost([Conv(3, depthwise=True), Conv(1, out_channels=8), POOL], 6, 4)
    assert [(c.channels, c.activations) for c in costs] == [(4, 144), (4, 64), (8, 128), (8, 32)]
    assert [c.multiply_adds for c in costs] == [0, 4 * 9 * 16, 4 * 8 * 16, 0]


# ---------------------------------------------------------------- brute force

sides = st.integers(1, 3)
pair = st.tuples(sides, sides)


@st.composite
def layers(draw):
    kernel, stride, dilation = draw(pair), draw(pair), draw(pair)
    kind = draw(st.sampled_from(["conv", "avg", "max", "min"]))
    if kind == "conv":
        most = [d * (k - 1) for k, d in zip(kernel, dilation, strict=True)]
        padding = tuple(draw(st.integers(0, m)) for m in most)
        return Conv(kernel, stride, draw(st.sampled_from([padding, "same"])), dilation)
    padding = tuple(draw(st.integers(0, k // 2)) for k in kernel)
    if kind == "avg":
        dilation = 1
    ceil_mode = draw(st.booleans()) if dilation in (1, (1, 1)) else False
    return Layer(kind, kernel, stride, padding, dilation, ceil_mode, draw(st.booleans()))


stacks = st.lists(layers(), min_size=1, max_size=4)


@st.composite
def placed_units(draw):
    """A stack that fits its input, and one of its last map's units."""
    stack, shape = draw(stacks), (draw(st.integers(4, 14)), draw(st.integers(4, 14)))
    try:
        fields = [trace(stack, shape, axis=axis)[-1] for axis in (0, 1)]
    except ValueError:
        assume(False)
    return stack, shape, fields, tuple(draw(st.integers(0, f.output_size - 1)) for f in fields)


def walked(stack, shape, axis, unit):
    """Every pixel of the field, padding too: from the unit down, tap by tap."""
    units, sides = {unit}, [axes[axis] for axes in geometry(stack, shape)]
    for side in reversed(sides):
        taps = [t * side.dilation - side.before for t in range(side.kernel)]
        units = {u * side.stride + tap for u in units for tap in taps}
    return units


@given(placed_units())
def test_the_span_is_what_walking_down_the_stack_finds(placed):
    stack, shape, fields, unit = placed
    for axis, (field, place) in enumerate(zip(fields, unit, strict=True)):
        seen = walked(stack, shape, axis, place)
        assert field.span(place) == (min(seen), max(seen))
        assert field.start + place * field.jump == (min(seen) + max(seen)) / 2


def as_means(stack):
    """The same windows, each an average, so that every pixel seen moves what sees it."""
    return [
        layer
        if isinstance(layer, Conv) or layer.kind == "avg"
        else Layer("avg", layer.kernel_size, layer.stride, layer.padding, 1, layer.ceil_mode)
        if layer.dilation == (1, 1)
        else Conv(layer.kernel_size, layer.stride, layer.padding, layer.dilation)
        for layer in stack
    ]


@given(placed_units())
def test_influence_reaches_exactly_the_pixels_that_move_the_unit(placed):
    stack, shape, _, unit = placed
    means = as_means(stack)
    seen = np.zeros(shape, bool)
    for pixel in np.ndindex(shape):
        poked = np.zeros(shape)
        poked[pixel] = 1
        seen[pixel] = layer_maps(means, poked)[-1][unit] != 0
    np.testing.assert_array_equal(influence(stack, shape, unit) > 0, seen)


@given(placed_units())
def test_influence_stays_in_its_span_and_touches_its_ends(placed):
    stack, shape, fields, unit = placed
    weight = influence(stack, shape, unit)
    assert weight.min() >= 0
    assert weight.sum() <= 1 + 1e-9
    for axis, (field, place) in enumerate(zip(fields, unit, strict=True)):
        reached = np.flatnonzero(weight.sum(1 - axis))
        first, last = field.span(place)
        assert ((reached >= first) & (reached <= last)).all()
        if field.padding == 0 and last < shape[axis] and reached.size:
            assert (reached[0], reached[-1]) == (first, last)


def shared_on_the_way_down(stack, shape, unit):
    """Every window divides what its output has among its pixels: from the unit down."""
    weights = {unit: 1.0}
    for layer, sides in zip(stack[::-1], geometry(stack, shape)[::-1], strict=True):
        below = Counter()
        for place, weight in weights.items():
            windows = [side.window(at) for side, at in zip(sides, place, strict=True)]
            inside = [[p for p in w if 0 <= p < s.n] for w, s in zip(windows, sides, strict=True)]
            # What ceil_mode adds past the padding never counts.
            padded = [
                [p for p in w if p < s.n + s.after] for w, s in zip(windows, sides, strict=True)
            ]
            padding_counts = isinstance(layer, Conv) or (
                layer.kind == "avg" and layer.counts_padding
            )
            counted = padded if padding_counts else inside
            for pixel in product(*inside):
                below[pixel] += weight / prod(map(len, counted))
        weights = below
    found = np.zeros(shape)
    for pixel, weight in weights.items():
        found[pixel] = weight
    return found


@given(placed_units())
def test_without_a_picture_every_window_shares_equally(placed):
    stack, shape, _, unit = placed
    expected = shared_on_the_way_down(stack, shape, unit)
    np.testing.assert_allclose(influence(stack, shape, unit), expected, atol=1e-12)


@given(placed_units(), st.integers(0, 2**32 - 1))
def test_influence_is_the_units_derivative_by_every_pixel(placed, seed):
    stack, shape, _, unit = placed
    x = np.random.default_rng(seed).random(shape)
    weight = influence(stack, shape, unit, x)
    still = layer_maps(stack, x)[-1][unit]
    assume(np.isfinite(still))
    step = 1e-6
    for pixel in zip(*np.unravel_index(range(0, x.size, 3), shape), strict=True):
        moved = x.copy()
        moved[pixel] += step
        if np.array_equal(influence(stack, shape, unit, moved), weight):  # else a winner changed
            change = (layer_maps(stack, moved)[-1][unit] - still) / step
            assert change == pytest.approx(weight[pixel], abs=1e-6)


# ---------------------------------------------------------------- what is seen, and refusals


def test_deep_stacks_see_a_bell_and_shallow_ones_a_box():
    box = influence([Conv(3)], 9, 3).sum(0)
    assert set(box[box > 0]) == {box.max()}
    bell = influence([Conv(3)] * 8, 25, 4).sum(0)
    assert (np.diff(bell[4:13]) > 0).all()  # pixels 4 to 20 are seen, 12 in the middle
    assert bell[12] > 9 * bell[7]


def test_the_lessons_nine_and_seven_are_diagonal_neighbours():
    winners = POOL.winners(NINE)
    (nine, seven) = (divmod(int(place), 4) for place in winners[1])
    assert (NINE[nine], NINE[seven]) == (9, 7)
    assert (abs(nine[0] - seven[0]), abs(nine[1] - seven[1])) == (1, 1)
    seen = influence([POOL, Conv(2)], 4, 0, NINE)
    assert np.argwhere(seen).tolist() == [[0, 0], [0, 3], [2, 2], [3, 1]]


def test_a_rectangular_layer_differs_by_axis():
    stack = [Layer("max", (1, 3), (1, 2)), Conv((2, 1))]
    assert sizes(stack, (3, 9), axis=0) == [1, 2]
    assert sizes(stack, (3, 9), axis=1) == [3, 3]


@pytest.mark.parametrize(
    ("stack", "n", "sentence"),
    [
        ([], 8, "`layers` must hold at least one layer, got none"),
        ([POOL, Conv(5)], 8, r"layer 2: `kernel_size` must fit the padded input: .* got 4"),
        ([Conv(3, padding=3)], 8, r"layer 1: `padding` must be at most 2 on each side"),
        ([POOL], 0, "`input_size` must be at least 1, got 0"),
    ],
)
def test_wrong_stacks_are_refused_with_the_layers_number(stack, n, sentence):
    for work in (trace, cost, lambda s, n: influence(s, n, 0)):
        with pytest.raises(ValueError, match=sentence):
            work(stack, n)


def test_other_wrong_arguments():
    with pytest.raises(TypeError, match="layer 2: must be a Layer or a Conv, got 'conv'"):
        trace([POOL, "conv"], 8)
    with pytest.raises(ValueError, match="`axis` must be 0 or 1, got 2"):
        trace([POOL], 8, axis=2)
    with pytest.raises(ValueError, match="`unit` must be from 0 to 3, got 4"):
        trace([POOL], 8)[-1].span(4)
    with pytest.raises(ValueError, match=r"`unit` must lie in the last map, 4 x 4, got \(0, -1\)"):
        influence([POOL], 8, (0, -1))
    with pytest.raises(ValueError, match=r"`picture` must have the shape \(8, 8\), got \(4, 4\)"):
        influence([POOL], 8, 0, NINE)
    with pytest.raises(ValueError, match="`out_channels` must be None for a depthwise"):
        Conv(3, depthwise=True, out_channels=4)
    with pytest.raises(TypeError, match=r"`stride` must be an integer, got 1\.5"):
        Conv(3, 1.5)
    with pytest.raises(ValueError, match="`channels` must be at least 1, got 0"):
        cost([POOL], 8, 0)
    with pytest.raises(ValueError, match="`kind` must be max or min to have winners, got 'avg'"):
        Layer("avg", 2).winners(NINE)


@pytest.mark.parametrize("stride", [1, 2])
@pytest.mark.parametrize("dilation", [1, 2])
def test_a_conv_is_a_mean_over_its_taps(stride, dilation):
    rng = np.random.default_rng(0)
    x = rng.random((2, 9, 9))
    padded = np.pad(x, [(0, 0), (2, 2), (2, 2)])
    side = (9 + 4 - dilation * 2 - 1) // stride + 1
    expected = np.zeros((2, side, side))
    for i, j in np.ndindex(side, side):
        rows = i * stride + np.arange(3) * dilation
        columns = j * stride + np.arange(3) * dilation
        expected[:, i, j] = padded[:, rows[:, None], columns].mean((1, 2))
    np.testing.assert_allclose(Conv(3, stride, 2, dilation)(x), expected)


@pytest.mark.parametrize(("wrong", "error"), [(0, ValueError), (2.5, TypeError), (True, TypeError)])
def test_a_conv_has_at_least_one_channel(wrong, error):
    with pytest.raises(error, match="out_channels"):
        Conv(3, out_channels=wrong)
    assert Conv(3, out_channels=1).out_channels == 1


@pytest.mark.parametrize(
    ("name", "total", "of_shortcuts"),
    [
        ("ResNet-18", 11_166_912, 64 * 128 + 128 * 256 + 256 * 512),
        ("ResNet-50", 23_454_912, 64 * 256 + 256 * 512 + 512 * 1024 + 1024 * 2048),
    ],
)
def test_residual_networks_have_the_published_weights(name, total, of_shortcuts):
    """Of torchvision's convolutions. The stacks here are the longest paths: without shortcuts."""
    network = NETWORKS[name]
    counted = cost(network.layers, network.input_size, network.channels)
    assert sum(c.weights for c in counted) == total - of_shortcuts
