"""Words computed from numbers: each is checked against a sum done by hand."""

import numpy as np

from lab.data.pictures import gallery_picture, grey
from lab.grid_lab import words
from lab.grid_lab.stage import make_stage
from lab.words import sums
from pooling import Layer, pool_rounds

LESSON = np.array([[8, 4, 6, 8], [1, 2, 0, 1], [3, 1, 7, 5], [7, 9, 1, 4]], float)


def scores(layer, down, right, fill="zero"):
    stage = make_stage(LESSON, [layer], fill, [down], [right])
    return words.scores(stage.pooled[0], (0, 0))


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
        "max(1) = 1; 3 cells of padding are left out; 5 cells past the edge are left out"
    )


def test_long_sums_are_cut():
    zeros = np.zeros((5, 5))
    text = sums.written_out(Layer("max", 5), zeros, 0, 0)
    assert text == "max(" + "0, " * 15 + "… 10 more) = 0"
    zeros[4, 3] = 9
    text = sums.written_out(Layer("max", 5), zeros, 0, 0)
    assert text == "max(" + "0, " * 15 + "… 9, … 9 more) = 9"


def test_the_three_scores_are_kept_apart():
    assert scores(Layer("max", 2), 0, 1) == (
        "Max: same place 1 of 4, somewhere 3 of 4, largest 9 and 9"
    )
    assert scores(Layer("avg", 2), 0, 1).startswith("Average: same place 0 of 4, somewhere 0 of 4")
    assert scores(Layer("max", 2), 0, 3).endswith("largest 9 and 8")
    assert scores(Layer("max", 4), 0, 1, "wrap").startswith("Max: same place 1 of 1")


def test_the_size_formula_uses_the_ceiling_only_where_it_rounds_up():
    rows, _ = Layer("max", 2, ceil_mode=True).axes((5, 5))
    assert "lceil" in sums.size_formula("Rows", rows)
    rows, _ = Layer("max", 2).axes((5, 5))
    text = sums.size_formula("Rows", rows)
    assert "lfloor" in text
    assert text.endswith("= 2")


def test_padding_1_and_same_have_one_size_and_other_windows():
    """What the grid lab says of 8 x 8 cells, kernel 3 and stride 2."""
    one, same = (Layer("max", 3, 2, padding).axes((8, 8))[0] for padding in (1, "same"))
    assert (one.out, same.out) == (4, 4)
    assert (one.before, same.before, same.after) == (1, 0, 1)
    assert one.starts().tolist() != same.starts().tolist()


def test_max_pooling_erases_dark_lines_and_min_pooling_keeps_them():
    """What the image lab says of Handwriting, and of colours that were not there."""
    drawn = grey(gallery_picture("Handwriting"))
    dark = drawn < 128
    kept = {kind: pool_rounds(drawn, 3, Layer(kind, 2))[-1] < 128 for kind in ("max", "min")}
    assert kept["max"].mean() < dark.mean() / 4
    assert kept["min"].mean() > dark.mean()
    clown = np.moveaxis(gallery_picture("Clown"), 2, 0)
    colours = {tuple(pixel) for pixel in clown.reshape(3, -1).T.tolist()}
    pooled = {tuple(pixel) for pixel in Layer("max", 2)(clown).reshape(3, -1).T.tolist()}
    assert pooled - colours
