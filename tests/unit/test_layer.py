"""A layer is the function it names, and refuses at once what no input could make possible."""

from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from pooling import Layer, avg_pool2d, max_pool2d, min_pool2d, pool_rounds

GRID = np.random.default_rng(3).integers(0, 10, (7, 7))


def test_calling_a_layer_calls_its_function():
    found = Layer("max", 3, 2, 1, 2, ceil_mode=True)(GRID)
    np.testing.assert_array_equal(found, max_pool2d(GRID, 3, 2, 1, 2, ceil_mode=True))
    found = Layer("min", (2, 3), padding="same")(GRID)
    np.testing.assert_array_equal(found, min_pool2d(GRID, (2, 3), padding="same"))
    found = Layer("avg", 3, 2, 1, count_include_pad=False)(GRID)
    np.testing.assert_array_equal(found, avg_pool2d(GRID, 3, 2, 1, count_include_pad=False))
    np.testing.assert_array_equal(Layer("avg", 3, 2, 1)(GRID), avg_pool2d(GRID, 3, 2, 1))


def test_a_layer_is_a_value():
    layer = Layer("max", 2)
    assert layer == Layer("max", 2)
    assert hash(layer) == hash(Layer("max", 2))
    assert hash(Layer("max", [2, 3])) == hash(Layer("max", (2, 3)))  # a list is only another way
    assert repr(Layer("max", np.int64(2))) == repr(layer)
    with pytest.raises(FrozenInstanceError):
        layer.kind = "avg"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("median", 2), "`kind` must be one of max, avg, min, got 'median'"),
        (("max", 0), "`kernel_size` must be at least 1, got 0"),
        (("max", (2, 0)), "`kernel_size` must be at least 1, got 0"),
        (("max", (0, 2)), "`kernel_size` must be at least 1, got 0"),
        (("max", 2, 0), "`stride` must be at least 1, got 0"),
        (("max", 2, (1, 0)), "`stride` must be at least 1, got 0"),
        (("max", 2, 1, -1), "`padding` must be at least 0, got -1"),
        (("max", 2, 1, 0, 0), "`dilation` must be at least 1, got 0"),
        (("avg", 2, 1, 0, 2), "`dilation` must be 1 for an average, got 2"),
        (("avg", 2, 1, 0, (1, 2)), r"`dilation` must be 1 for an average, got \(1, 2\)"),
        (("max", 2, 1, 2), r"`padding` must be at most 1 \(half of kernel_size 2\), got 2"),
        (("max", 2, 1, ((0, 0), (0, 2))), "`padding` must be at most 1 on each side"),
        ((np.array(["max", "avg"]), 2), "`kind` must be one of max, avg, min, got array"),
    ],
)
def test_impossible_layers_are_refused(arguments, sentence):
    with pytest.raises(ValueError, match=sentence):
        Layer(*arguments)


def test_flags_are_flags():
    with pytest.raises(TypeError, match="`ceil_mode` must be True or False, got 1"):
        Layer("max", 2, ceil_mode=1)
    with pytest.raises(TypeError, match="`count_include_pad` must be True or False, got 0"):
        Layer("avg", 2, count_include_pad=0)


def test_a_window_is_one_of_the_outputs():
    layer = Layer("max", 2)
    assert layer.window((4, 6), 1, 2) == ([2, 3], [4, 5])
    assert Layer("max", (2, 3), (1, 2)).window((5, 7), 1, 2) == ([1, 2], [4, 5, 6])
    with pytest.raises(ValueError, match="`row` must be from 0 to 1, got -1"):
        layer.window((4, 6), -1, 0)
    with pytest.raises(ValueError, match="`row` must be from 0 to 1, got 2"):
        layer.window((4, 6), 2, 0)
    with pytest.raises(ValueError, match="`column` must be from 0 to 2, got 3"):
        layer.window((4, 6), 0, 3)
    with pytest.raises(TypeError, match=r"`column` must be an integer, got 0\.5"):
        layer.window((4, 6), 0, 0.5)


def test_rounds_start_with_the_input_and_name_the_one_that_fails():
    maps = pool_rounds(GRID, 2, Layer("max", 2))
    assert [m.shape for m in maps] == [(7, 7), (3, 3), (1, 1)]
    np.testing.assert_array_equal(maps[0], GRID)
    with pytest.raises(ValueError, match="round 3: `kernel_size` must fit"):
        pool_rounds(GRID, 3, Layer("max", 2))
    with pytest.raises(ValueError, match="`rounds` must be at least 0, got -1"):
        pool_rounds(GRID, -1, Layer("max", 2))
    with pytest.raises(TypeError, match="`layer` must be a Layer or a function of an array, got 5"):
        pool_rounds(GRID, 1, 5)
    with pytest.raises(TypeError, match="`x` must hold real numbers"):
        pool_rounds([["junk"]], 0, Layer("max", 2))


def test_the_lesson_after_two_rounds_agrees_after_a_shift_of_one():
    lesson = np.array([[8, 4, 6, 8], [1, 2, 0, 1], [3, 1, 7, 5], [7, 9, 1, 4]])
    assert pool_rounds(lesson, 2, Layer("max", 2))[2].tolist() == [[9]]


def test_a_window_of_many_settings_is_where_the_taps_are():
    assert Layer("max", 3, 2, 1, 2).window((9, 9), 2, 1) == ([3, 5, 7], [1, 3, 5])


def test_a_warm_cache_takes_no_flag_for_a_number():
    """1 == True == 1.0, and so are their hashes."""
    for name in ("kernel_size", "stride", "padding", "dilation"):
        settings = dict(kernel_size=2) | {name: 1}
        max_pool2d(GRID, **settings)
        for wrong in (True, 1.0, np.True_):
            with pytest.raises(TypeError, match=name):
                max_pool2d(GRID, **settings | {name: wrong})
