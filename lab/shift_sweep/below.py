"""What stands under the stage of the shift sweep, folded: the law, other ways, and the claims."""

import streamlit as st

from lab.code.sweep import FARTHEST
from lab.data.pictures import gallery_picture, grey
from lab.page import modes
from lab.page.sections import folded
from lab.shift_sweep import claims, sweeps, words
from lab.shift_sweep.views import go, show_shift, use
from lab.words import numbers
from pooling.arguments import Array, Fill
from pooling.sweep import SWEEP_KINDS, SweepKind


def why() -> None:
    with folded(
        "Why is the law (K − d) / (K + d)?", "Shift sweep.law", ":material/calculate:"
    ) as opened:
        if opened:
            st.markdown(words.LAW)


def along(x: Array, round_: int) -> None:
    """Whether the feature map shifts with the picture."""
    with folded(
        "Does the output shift along with the picture?", "Shift sweep.along", ":material/open_with:"
    ) as opened:
        if opened:
            chosen = max(round_, 1)
            st.markdown(words.equivariance(*sweeps.shifted_along(x, chosen), 2**chosen))


def more_ways(x: Array, fill: Fill, round_: int) -> None:
    """Every way to shrink a picture, what it does, and what it leaves unchanged."""
    with folded("More ways to shrink", "Shift sweep.ways", ":material/compare:") as opened:
        if not opened:
            return
        for kind, text in words.WAYS.items():
            st.markdown(text)
            if not modes.on("plain"):
                name = numbers.NAMES[kind]
                st.button(f"Use it: {name.lower()}", on_click=use, args=(kind,))
        chosen = max(round_, 1)
        rows = [[numbers.NAMES[kind], *measured(x, kind, fill, chosen)] for kind in SWEEP_KINDS]
        heads = [f"round {chosen}", "unchanged after 1 pixel", "mean of the map, at all shifts"]
        st.markdown(numbers.markdown_table(heads, rows))
        st.markdown(words.MEAN)


def measured(x: Array, kind: SweepKind, fill: Fill, round_: int) -> list[str]:
    """The share of outputs that one pixel leaves unchanged, and the range of the map's mean."""
    one = sweeps.sweep(x, kind, fill, "same_place")[round_, FARTHEST, FARTHEST + 1]
    means = sweeps.sweep(x, kind, fill, "mean")[round_]
    low, high = numbers.number(float(means.min())), numbers.number(float(means.max()))
    return [numbers.percent(float(one)), low if low == high else f"{low} to {high}"]


def textbook(x: Array, kind: SweepKind, fill: Fill, round_: int) -> None:
    """What textbooks say: measured on this picture, and where it fails most clearly."""
    st.header("Is the textbook right?")
    for i, claim in enumerate(claims.CLAIMS):
        with folded(
            f"“{claim.text}” {claim.doubt}", f"Shift sweep.claim {i}", ":material/help:"
        ) as opened:
            if opened:
                st.markdown(claim.measure(x, kind, fill, max(round_, 1)))
                counterexample(claim, i)


def counterexample(claim: claims.Claim, i: int) -> None:
    """The clearest counterexample in pictures, and the way to see it on the stage."""
    found = claim.fails_most()
    x = grey(gallery_picture(found.picture))
    shift = numbers.direction(found.down, found.right)
    st.markdown(f"**Look here:** {found.picture}, shifted {shift}. {claims.at(found, x)}")
    show_shift(x, "max", found.fill, found.round, found.down, found.right, f"claim {i} pictures")
    if not modes.on("plain"):
        values = (found.picture, "max", found.score, found.fill)
        st.button(
            "Put it on the stage",
            key=f"counterexample {claim.text}",
            on_click=go,
            args=((*values, found.round, found.right, found.down),),
            icon=":material/arrow_upward:",
        )
