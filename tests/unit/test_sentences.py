"""Sentences that depend on the state of a page are true in every state: many are tried."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lab.check_yourself import answers
from lab.check_yourself.questions import Question
from lab.data.pictures import GALLERY, gallery_picture, grey
from lab.grid_lab.stage import make_stage
from lab.grid_lab.words import what_happened
from lab.shift_sweep import claims, sweeps, words
from lab.words import numbers, sums
from pooling import Layer, compare, translate
from pooling.sweep import SWEEP_KINDS

KINDS = SWEEP_KINDS
SCORES = tuple(words.MEANS)
MANY = settings(max_examples=300, deadline=None)

cells = st.integers(-9900, 9900).map(lambda n: n / 100)
grids = st.integers(4, 8).flatmap(
    lambda n: (
        hnp.arrays(float, (n, n), elements=cells)
        | hnp.arrays(float, (n, n), elements=st.integers(0, 1))
        | cells.map(lambda value: np.full((n, n), value))
    )
)
layers = st.builds(
    Layer, st.sampled_from(["max", "avg", "min"]), st.integers(2, 4), st.integers(1, 3)
)
shifts = st.integers(-3, 3)
fills = st.sampled_from(["zero", "edge", "wrap"])


@MANY
@given(grids, layers)
def test_an_answer_rounded_to_two_decimals_is_right_and_no_other(grid, layer):
    truth = layer(grid)
    question = Question("", "", "", "", {}, truth=truth)

    def right(said):
        text = "*".join("_".join(f"{v:.2f}" for v in row) for row in said.tolist())
        return answers.is_right(question, text)

    assert right(np.floor(truth * 100 + 0.5) / 100)  # half up
    assert right(np.ceil(truth * 100 - 0.5) / 100)  # half down
    assert not right(np.round(truth, 2) + 0.02)
    assert not right(np.round(truth, 2) - 0.02)


def test_both_ways_to_round_a_half_are_right():
    truth = Layer("avg", 4)(np.array([[9.0] * 4] * 3 + [[9, 9, 9, 3]]))
    assert truth.item() == 8.625
    good = [abs(said - truth.item()) <= numbers.CLOSE for said in (8.61, 8.62, 8.63, 8.64)]
    assert good == [False, True, True, False]


@MANY
@given(grids, st.lists(layers, min_size=1, max_size=2), fills, shifts, shifts)
def test_what_happened_counts_what_stayed_and_praises_no_constant(grid, chosen, fill, down, right):
    stage = make_stage(grid, chosen, fill, [down], [right])
    told = what_happened(stage.pooled, (0, 0), down, right)
    for layer in chosen:
        before, after = (
            np.round(layer(x), numbers.DECIMALS)
            for x in (grid, translate(grid, down, right, fill=fill))
        )
        name = numbers.NAMES[layer.kind].lower()
        if down or right:
            assert f"{int((before == after).sum())} of {before.size} {name} outputs" in told
        if before.size > 1 and np.ptp(before) == 0:
            assert f"All {name} outputs before the shift are equal: nothing is left" in told
    constant = any(p.before.size > 1 and np.ptp(p.before) == 0 for p in stage.pooled)
    assert ("nothing is left" in told) == constant
    assert "invarian" not in told
    assert ("stays the same" in told) or (down or right)


@MANY
@given(grids, layers, fills, shifts, shifts)
def test_the_insight_is_true(grid, layer, fill, down, right):
    """A value survives as long as it stays in the picture and is the largest of some window."""
    pool = Layer("max", layer.kernel_size, layer.stride)
    shifted = translate(grid, down, right, fill=fill)
    after = pool(shifted)
    windows = np.lib.stride_tricks.sliding_window_view(shifted, (pool.kernel_size,) * 2)
    step = pool.stride
    assert {float(w.max()) for row in windows[::step, ::step] for w in row} == set(after.ravel())


@settings(max_examples=25, deadline=None)
@given(grids.filter(lambda grid: len(grid) in (4, 8)), st.sampled_from(["avg", "max", "min"]))
def test_rounding_alone_is_no_change(grid, kind):
    """Wrapped, one window that holds the whole grid has the same output after every shift."""
    scores = sweeps.sweep.__wrapped__(grid, kind, "wrap", "same_place")[-1]
    assert (scores == 1).all()


@settings(max_examples=25, deadline=None)
@given(grids, st.sampled_from(KINDS), fills, st.sampled_from(SCORES))
def test_the_sweeps_score_is_of_its_round_and_a_constant_is_no_success(grid, kind, fill, score):
    for i, scores in enumerate(sweeps.sweep.__wrapped__(grid, kind, fill, score)):
        last = sweeps.pooled(grid, i, kind, fill)[-1]
        shifted = sweeps.pooled(translate(grid, right=1, fill=fill), i, kind, fill)[-1]
        mean = float(shifted.mean())
        value = mean if score == "mean" else float(getattr(compare(last, shifted), score))
        assert float(scores[8, 9]) == pytest.approx(value, abs=1e-7)
        constant = sweeps.is_constant(grid, i, kind, fill)
        assert constant == (last.size > 1 and np.ptp(last) == 0)
        told = words.takeaway(score, constant)
        assert (words.NOTHING_LEFT in told) == constant
        assert "invariant" not in told or "only if every output stays" in told


@settings(max_examples=25, deadline=None)
@given(grids, st.sampled_from(KINDS), fills)
def test_a_claim_is_measured_by_its_own_score(grid, kind, fill):
    large, identical, invariant = (c.measure(grid, kind, fill, 1) for c in claims.CLAIMS)
    same = sweeps.sweep.__wrapped__(grid, "max", fill, "same_maximum")[1]
    assert f"Max, round 1: the largest output is unchanged at {int(same.sum()) - 1} of 288" in large
    last = sweeps.sweep.__wrapped__(grid, kind, fill, "same_place")
    assert f"every output is unchanged at {int((last[-1] == 1).sum()) - 1} of 288" in identical
    shares = re.findall(r"[\d.]+%", invariant)
    near = [last[1][8 + d, 8 + r] for d, r in claims.NEIGHBOURS]
    assert shares[0] == numbers.percent(min(near))
    assert shares[-1] == numbers.percent(max(near))
    for told in (large, identical, invariant):
        assert "hold" not in told
        assert "invariant" not in told


@settings(max_examples=200, deadline=None)
@given(grids, st.integers(1, 2))
def test_equivariance_is_claimed_only_where_the_stride_divides_the_side(grid, rounds):
    whole, odd = sweeps.shifted_along.__wrapped__(grid, rounds)
    told = words.equivariance(whole, odd, 2**rounds)
    assert f"{numbers.percent(whole)} of the max outputs are equal" in told
    assert f"Where {2**rounds} divides the width, the first share is 100%" in told
    if len(grid) % 2**rounds == 0:
        assert whole == 1


@pytest.mark.parametrize("picture", GALLERY)
def test_no_claim_is_true_of_every_picture_and_the_gallery_is_not_praised(picture):
    x = grey(gallery_picture(picture))
    for kind in ("max", "avg", "min", "stride"):
        for rounds in range(1, 6):
            constant = bool(np.ptp(sweeps.pooled(x, rounds, kind)[-1]) == 0)
            assert sweeps.is_constant(x, rounds, kind) == constant
            told = claims.measured(x, kind, rounds, "")
            assert (words.NOTHING_LEFT in told) == constant


@given(st.integers(1, 8), st.integers(0, 4), st.integers(4, 8))
def test_a_refused_padding_names_the_most_that_is_taken(kernel, padding, side):
    try:
        Layer("max", kernel, 1, padding).axes((side, side))
    except ValueError as refusal:
        told = sums.refused(refusal, kernel, padding, 1, (side, side))
        if found := re.match(r"Padding can be at most (\d+) here", told):
            most = int(found[1])
            Layer("max", kernel, 1, most)
            assert most < padding
            assert ("rounded down" in told) == (kernel % 2 == 1)
