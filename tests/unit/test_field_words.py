"""What the page says of a stack is true, whatever the stack. Seeded by hypothesis."""

import re

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lab.receptive_field import stacks, words
from lab.receptive_field.boxes import box_of, pixels_inside, without_pools
from lab.receptive_field.rows import rows_of
from lab.receptive_field.stacks import Row
from pooling import Layer, cost, layer_maps, trace
from pooling.receptive import geometry, passed_back

SIDE = st.integers(4, 40)


@st.composite
def layer(draw):
    kind = draw(st.sampled_from(list(stacks.LAYER_NAMES)))
    row = Row(kind, draw(st.integers(1, 5)), draw(st.integers(1, 3)))
    row = stacks.changed(row, "dilation", draw(st.sampled_from([1, 1, 1, 2, 3])))
    return stacks.changed(row, "padding", draw(st.integers(0, 4)))


@st.composite
def fitting(draw):
    """A stack, its layers, the side of an input that it fits, and its fields."""
    stack = tuple(draw(st.lists(layer(), min_size=1, max_size=7)))
    n = max(draw(SIDE), stacks.needed(stack, 1))
    assume(n <= stacks.INPUT[-1])
    try:
        layers = stacks.layers_of(stack, n)
    except ValueError:
        assume(False)
    return stack, layers, n, trace(layers, n)


def depends_on(axes, unit: int) -> set[int]:
    """The pixels along one axis, found layer by layer. Padding counts."""
    units = {unit}
    for axis in reversed(axes):
        taps = [tap * axis.dilation - axis.before for tap in range(axis.kernel)]
        units = {unit * axis.stride + tap for unit in units for tap in taps}
    return units


def width(layers, n: int) -> int:
    pixels = depends_on([along for _, along in geometry(layers, n)], 0)
    return max(pixels) - min(pixels) + 1


@settings(max_examples=300, deadline=None)
@given(fitting())
def test_the_answer_says_what_a_walk_through_the_layers_finds(found):
    stack, layers, n, fields = found
    said = words.answer(layers, fields)
    numbers = [int(text.replace(",", "")) for text in re.findall(r"([\d,]+) pixels?", said)]
    pools, bare = any(row.pools for row in stack), without_pools(layers, n)
    expected = [width(layers, n)] + ([width(bare[0], n)] if pools and bare else [])
    assert numbers == expected
    assert ("dashed" in said) == (len(set(expected)) == 2)
    assert str(numbers[0]) in words.choices(stack, fields)
    assert len(words.choices(stack, fields)) >= 4
    assert not re.search(r"\b1 pixels|[02-9] pixel\b", said)


@settings(max_examples=200, deadline=None)
@given(fitting(), st.data())
def test_every_unit_of_the_stage_depends_on_what_its_row_says(found, data):
    """The browser reads no more than this: the first unit's place, the jump and the width."""
    stack, layers, n, fields = found
    rows = rows_of(stack, layers, fields)
    layer = data.draw(st.integers(1, len(stack)))
    unit = data.draw(st.integers(0, rows[layer]["units"] - 1))
    first = unit * rows[layer]["jump"] - rows[layer]["padding"]
    pixels = depends_on([along for _, along in geometry(layers[:layer], n)], unit)
    assert (min(pixels), max(pixels)) == (first, first + rows[layer]["size"] - 1)


@settings(max_examples=200, deadline=None)
@given(fitting())
def test_the_sums_come_out(found):
    _, layers, n, fields = found
    for number, (_, axis) in enumerate(geometry(layers, n), 1):
        for line in words.recurrence(fields, axis, number):
            *_, numbers, result = line.split(" = ")
            value = eval(numbers.replace("·", "*").replace("−", "-"))
            assert value == float(result.strip("*"))


@settings(max_examples=150, deadline=None)
@given(fitting(), st.integers(0, 9))
def test_what_influences_a_unit_is_counted(found, seed):
    _, layers, n, fields = found
    x = np.random.default_rng(seed).integers(0, 256, (n, n)).astype(np.uint8)
    middle = fields[-1].output_size // 2
    weight = passed_back(layers, geometry(layers, n), (middle, middle), layer_maps(layers, x)[:-1])
    inside = pixels_inside(box_of(fields[-1], (middle, middle)), n)
    said = words.reach(weight, inside)
    numbers = [int(text.replace(",", "")) for text in re.findall(r"\d[\d,]*", said)]
    if not weight.any():
        assert said.startswith("No pixel")
        return
    assert numbers[:2] == [np.count_nonzero(weight), inside]
    assert numbers[0] <= inside
    if "equally" in said:
        assert np.ptp(weight[weight > 0]) < 1e-9
    if "strongest" in said:
        heaviest = np.sort(weight.ravel())[::-1]
        few, all_ = numbers[2], weight.sum()
        assert heaviest[:few].sum() >= 0.95 * all_ - 1e-9
        assert heaviest[: few - 1].sum() < 0.95 * all_ + 1e-9
        assert few < numbers[0]


@settings(max_examples=150, deadline=None)
@given(fitting(), st.integers(1, 8))
def test_the_costs_are_what_the_text_explains(found, channels):
    _, layers, n, _ = found
    costs = cost(layers, n, channels)
    for layer, one in zip(layers, costs[1:], strict=True):
        assert one.multiply_adds == one.weights * one.rows * one.columns
        assert not (isinstance(layer, Layer) and one.weights)
    bare = without_pools(layers, n)
    if bare:
        table = words.totals(costs, cost(bare[0], n, channels))
        assert table[0][2] == table[1][2], "as many weights with pooling as without"


@settings(max_examples=300, deadline=None)
@given(st.lists(layer(), min_size=1, max_size=7), st.integers(1, 4))
def test_the_input_grows_just_enough(rows, outputs):
    stack = tuple(rows)
    n = stacks.needed(stack, outputs)
    assert trace([row.layer() for row in stack], n)[-1].output_size >= outputs
    if n > 1:
        try:
            smaller = trace([row.layer() for row in stack], n - 1)[-1].output_size
        except ValueError:
            return
        assert smaller < outputs


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([Row(), Row(kernel=1), Row("max", 2, 2)]), min_size=1, max_size=40))
def test_groups_hold_every_layer_once(rows):
    place = 0
    for first, count, times in stacks.groups(tuple(rows)):
        assert first == place
        block = rows[first : first + count]
        assert rows[first : first + count * times] == block * times
        place += count * times
    assert place == len(rows)
