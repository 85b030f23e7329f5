"""The page on gradients: its numbers are the package's, and its sentences hold in every state."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lab.backward import words
from lab.backward.settings import WINDOW_NAMES
from lab.backward.stage import (
    KINDS,
    SIZES,
    count_ties,
    make_way,
    rows,
    start_gradient,
    take_step,
)
from lab.components.bench import arrivals_of
from lab.data.cells import LIMIT, read_cells
from lab.data.grids import LESSON
from pooling import Layer, avg_pool2d_backward, max_pool2d_backward

numbers = st.integers(-3, 3) | st.integers(-9990, 9990).map(lambda n: n / 10)
grids = hnp.arrays(float, (4, 4), elements=numbers)
windows = st.sampled_from(list(WINDOW_NAMES))


def ways_of(name, x, gradient=None):
    shape = Layer("max", *SIZES[name])(x).shape
    gradient = start_gradient(shape) if gradient is None else gradient
    return [make_way(kind, name, x, gradient) for kind in KINDS]


def test_the_lesson():
    most, mean = ways_of("apart", LESSON)
    gradient = start_gradient((2, 2))
    np.testing.assert_array_equal(most.passed_back, max_pool2d_backward(gradient, LESSON, 2))
    np.testing.assert_array_equal(mean.passed_back, avg_pool2d_backward(gradient, LESSON, 2))
    assert (most.reached, mean.reached) == (4, 16)
    step = take_step(most, LESSON, 1)
    assert step.changed == 4
    assert step.after[0].tolist() == [7.6, 4, 6, 7.2]
    assert words.line([most, mean], 16, step) == (
        "The step changed 4 of 16 inputs. Green: unchanged.\n"
        "The gradient reaches 4 of 16 inputs with max, 16 with average."
    )
    assert take_step(mean, LESSON, 1).changed == 16


@given(grids, windows, st.data())
def test_the_cells_that_light_add_up_to_what_arrives(x, name, data):
    shape = Layer("max", *SIZES[name])(x).shape
    gradient = data.draw(hnp.arrays(float, shape, elements=numbers))
    for way in ways_of(name, x, gradient):
        sums = [gradient.ravel()[cells].sum() for cells in way.arrivals.cells]
        found = np.array(sums) / way.arrivals.shares
        np.testing.assert_allclose(way.passed_back.ravel(), found, atol=1e-8)


@given(grids, windows, st.sampled_from(KINDS), st.integers(1, 10))
def test_a_step_leaves_what_a_cell_can_hold_and_goes_against_the_gradient(x, name, kind, rate):
    ways = ways_of(name, x)
    way = ways[KINDS.index(kind)]
    step = take_step(way, x, rate)
    read_cells(step.after.tolist(), (4, 4), blank=False)
    inside = np.abs(step.after) < LIMIT
    np.testing.assert_allclose(
        (x - step.after)[inside], (rate * 0.1 * way.passed_back)[inside], atol=0.006
    )
    shown = int(re.search(r"changed (\d+) of 16", words.line(ways, 16, step))[1])
    same = rows([way], x, way.outputs, ("x", "g"), step)[0].grids[0].same
    assert shown == 16 - same.sum()


@given(grids, windows)
def test_one_input_of_the_first_window_is_the_right_bet(x, name):
    most = ways_of(name, x)[0]
    grid = rows([most], x, most.outputs, ("x", "g"), None)[1].grids[0]
    ((row, column),) = np.argwhere(grid.right).tolist()
    kernel = SIZES[name][0]
    assert row < kernel
    assert column < kernel
    assert x[row, column] == x[:kernel, :kernel].max()
    assert grid.arrivals.cells[row * 4 + column][0] == 0


@given(grids, windows)
def test_ties_are_counted(x, name):
    kernel, stride = SIZES[name]
    corners = range(0, 4 - kernel + 1, stride)
    patches = [x[r : r + kernel, c : c + kernel] for r in corners for c in corners]
    assert count_ties(name, x) == sum((p == p.max()).sum() > 1 for p in patches)


def test_a_count_of_one_has_its_verb():
    assert "1 of 4 windows has a tie" in words.ties(1, 4)
    assert "0 of 4 windows have a tie" in words.ties(0, 4)


@pytest.mark.parametrize("name", WINDOW_NAMES)
def test_a_question_counts_the_inputs_of_its_window(name):
    count = {4: "four", 9: "nine"}[SIZES[name][0] ** 2]
    assert f"which of the {count} inputs" in words.question(name)


def test_arrivals_of_an_average():
    found = arrivals_of(Layer("avg", 2, 1), np.zeros((2, 3)), "Gradient", "Average")
    assert found.cells == [[0], [0, 1], [1]] * 2
    assert found.shares == 4
