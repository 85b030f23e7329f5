"""Words computed from numbers: each is checked against a sum done by hand."""

import numpy as np

from lab.grid_lab import words
from lab.words import sums
from pooling import Layer, compare, translate

LESSON = np.array([[8, 4, 6, 8], [1, 2, 0, 1], [3, 1, 7, 5], [7, 9, 1, 4]], float)


def takeaway(layer, down, right, fill="zero"):
    before = [layer(LESSON)]
    after = [layer(translate(LESSON, down, right, fill=fill))]
    scores = [compare(before[0], after[0])]
    return words.conclusion([layer], before, after, scores, down, right)


def test_sums_are_written_with_their_numbers():
    negative = np.array([[-1, 2], [0.5, -0.25]])
    assert sums.written_out(Layer("avg", 2), negative, 0, 0) == (
        "((-1) + 2 + 0.5 + (-0.25)) / 4 ≈ 0.31"
    )
    assert sums.written_out(Layer("min", 2), negative, 0, 0) == "min(-1, 2, 0.5, -0.25) = -1"


def test_the_overhang_is_not_counted():
    layer = Layer("avg", 2, 2, ceil_mode=True)
    assert sums.written_out(layer, np.ones((3, 3)), 1, 1) == (
        "(1) / 1 = 1; 3 cells past the edge are left out"
    )
    assert sums.written_out(Layer("max", 3, 2, 1, ceil_mode=True), np.ones((4, 4)), 2, 2) == (
        "max(1) = 1; 3 cells of padding never win; 5 cells past the edge are left out"
    )


def test_long_sums_are_cut():
    zeros = np.zeros((5, 5))
    text = sums.written_out(Layer("max", 5), zeros, 0, 0)
    assert text == "max(" + "0, " * 15 + "… 10 more) = 0"
    zeros[4, 3] = 9
    text = sums.written_out(Layer("max", 5), zeros, 0, 0)
    assert text == "max(" + "0, " * 15 + "… 9, … 9 more) = 9"


def test_takeaways_say_which_half_is_true():
    assert "1 of 4 outputs of max pooling is unchanged" in takeaway(Layer("max", 2), 0, 1)
    assert "fails" in takeaway(Layer("avg", 2), 0, 1)
    assert "went from 9 to 8" in takeaway(Layer("max", 2), 0, 3)
    assert "did not change at all (1 of 1)" in takeaway(Layer("max", 4), 0, 1)
    assert "did not change at all" in takeaway(Layer("max", 4), 0, 1, "wrap")


def test_the_size_formula_uses_the_ceiling_only_where_it_rounds_up():
    rows, _ = Layer("max", 2, ceil_mode=True).axes((5, 5))
    assert "lceil" in sums.size_formula("Rows", rows)
    rows, _ = Layer("max", 2).axes((5, 5))
    text = sums.size_formula("Rows", rows)
    assert "lfloor" in text
    assert text.endswith("= 2")


def test_a_value_that_no_window_reads_is_not_said_to_have_left():
    text = takeaway(Layer("max", 1, 2), 0, 1)
    assert "while it stays in the frame and a window reads it" in text
