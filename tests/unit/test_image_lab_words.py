"""What the image lab says is true, over many pictures, layers, shifts and rounds."""

import re

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from lab.image_lab import words
from lab.image_lab.filters import FILTERS, feature_map
from lab.image_lab.rounds import pool_both, that_fit
from lab.words.numbers import NAMES, percent
from pooling import Layer, translate

VALUES = st.sampled_from([(0, 0), (7, 7), (0, 1), (0, 255), (0, 3)])  # lowest and highest pixel
LAYERS = st.builds(
    Layer,
    st.sampled_from(["max", "avg", "min"]),
    st.integers(1, 4),
    st.integers(1, 4),
    ceil_mode=st.booleans(),
)


@st.composite
def states(draw):
    """A picture, its shifted copy, and both pooled: (kinds, round, shifted, bet)."""
    low, high = draw(VALUES)
    shape = draw(st.tuples(st.integers(8, 20), st.integers(8, 20)))
    shape = draw(st.sampled_from([shape, (3, *shape)]))
    seed = draw(st.integers(0, 2**32 - 1))
    x = np.random.default_rng(seed).integers(low, high + 1, shape).astype(np.uint8)
    down, right = draw(st.tuples(st.integers(-9, 9), st.integers(-9, 9)))
    moved = translate(x, down, right, fill=draw(st.sampled_from(["zero", "edge", "wrap"])))
    look = draw(st.sampled_from(["photo", *FILTERS]))
    if look != "photo":
        x, moved = (feature_map(a if a.ndim == 2 else a[0], look) for a in (x, moved))
    first = draw(LAYERS)
    most = that_fit(x.shape[-2:], first)
    other = Layer("avg", first.kernel_size, first.stride, ceil_mode=first.ceil_mode)
    layers = [first] if first.kind == "avg" else [first, other]
    kinds = [pool_both(x, moved, layer, most) for layer in layers]
    bet = draw(st.sampled_from(["", "1", "3", "6", "never"]))
    return kinds, draw(st.integers(0, most)), bool(down or right), bet


def is_plain(a) -> bool:
    """Whether each channel holds one value."""
    planes = a.reshape(-1, a.shape[-2] * a.shape[-1])
    return all(len(np.unique(plane)) == 1 for plane in planes)


@settings(max_examples=1000, deadline=None)
@given(states())
def test_every_sentence_is_true(state):
    kinds, count, shifted, bet = state
    verdict = words.verdict(kinds, count, shifted, "picture")
    assert "-" not in verdict
    shares = [float(np.mean(k.before[count] == k.after[count])) for k in kinds]
    if not shifted:
        assert verdict.startswith("Nothing is shifted")
        assert min(shares) == 1
    else:
        shown = re.findall(r"[\d.]+%", verdict)
        assert shown == [percent(share) for share in shares[: len(shown)]]
        assert len(shown) == (len(kinds) if count else 1)
        for kind in kinds if count else ():
            name = NAMES[kind.layer.kind]
            left_out = f"{name}: all outputs are equal" in verdict or f"{name}: only one" in verdict
            assert left_out == (is_plain(kind.before[count]) and is_plain(kind.after[count]))
    for kind in kinds:
        answer = words.answer(kind, shifted)
        equal = [bool((a == b).all()) for a, b in zip(kind.before, kind.after, strict=True)]
        if found := re.search(r"same after round (\d+)\.", answer):
            number = int(found[1])
            assert shifted
            assert equal[: number + 1] == [False] * number + [True]
            praised = "equal" not in answer and "only one" not in answer
            assert praised != (is_plain(kind.before[number]) and is_plain(kind.after[number]))
        elif "differ" in answer:
            assert shifted
            assert not any(equal)
        else:
            assert equal[0]
            assert answer.endswith("the same from the start.")
    judged = words.judged(kinds[0], shifted, bet)
    right = kinds[0].first_same == (None if bet == "never" else int(bet or 99))
    assert ("You were right." in judged) == (bet != "" and right)


def test_sums_that_are_equal_on_paper_are_equal_here():
    """A mean over nine pixels does not depend on the order in which they are added."""
    rng = np.random.default_rng(5)
    x = rng.integers(0, 256, (24, 24)) / 10
    kind = pool_both(x, x[:, ::-1], Layer("avg", 3), 1)
    assert kind.unchanged(0) < 1
    again = pool_both(x, np.roll(x, 3, 1), Layer("avg", 3), 1)
    assert (again.before[1][:, :-1] == again.after[1][:, 1:]).all()
