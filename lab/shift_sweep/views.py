"""The sections of the shift sweep: the map of shifts, the curves and the claims."""

import numpy as np
import streamlit as st

from lab.code.sweep import FARTHEST
from lab.components import picture_grid
from lab.components.picture_grid import Shot
from lab.draw import charts, pixels
from lab.page import address, modes
from lab.page.charts import show_chart
from lab.page.frame import ink
from lab.shift_sweep import claims, sweeps, words
from lab.shift_sweep.settings import (
    DOWN,
    FILL,
    KIND,
    KIND_NAMES,
    PICTURE,
    RIGHT,
    ROUND,
    SCORE,
)
from lab.words import numbers
from pooling import translate, unchanged_probability
from pooling.arguments import Array, Fill
from pooling.sweep import Score, SweepKind

ROUND_INKS = ("#1f77c9", "#12a683", "#e0761a", "#c2408f", "#7a52c7")


def show_sweep(scores: Array, score: Score, down: int, right: int) -> None:
    """Show the score at every shift. A click chooses a shift."""
    st.markdown(f"**{numbers.SCORES[score]}**, at every shift")

    def picked() -> None:
        points = st.session_state["Shift sweep.map"].selection.points
        if points:
            address.put(RIGHT, int(points[0]["x"]))
            address.put(DOWN, int(points[0]["y"]))

    low, top = float(scores.min()), float(scores.max())
    show_chart(
        charts.sweep_map(scores, (down, right), (low, top), ink()),
        "Shift sweep.map",
        on_select=picked,
        selection_mode="points",
        alt=words.sweep_text(scores, score, down, right),
    )
    least, most = (words.score_text(v, score) for v in (low, top))
    colours = f"Darkest: {least}. Brightest: {most}." if low < top else f"All: {most}."
    st.caption(f"{colours} Click a cell to choose its shift.")


def show_shift(
    x: Array, kind: SweepKind, fill: Fill, chosen: int, down: int, right: int, scores: Array
) -> None:
    """Show the feature map before and after the chosen shift, and what changed."""
    value = float(scores[FARTHEST + down, FARTHEST + right])
    score = address.get(SCORE)
    where = f"Shifted {numbers.direction(down, right)}" if down or right else "Not shifted"
    st.markdown(f"**{where}**. {numbers.SCORES[score]}: {words.score_text(value, score)}")
    shifted = translate(x, down, right, fill=fill)
    before, after = (sweeps.pooled(a, chosen, kind)[-1] for a in (x, shifted))
    photo = x.dtype == np.uint8
    low, high = (0.0, 255.0) if photo else (float(x.min()), float(x.max()))
    difference = pixels.difference(before, after)
    reach = float(np.abs(difference).max()) or 1.0
    # Other pictures are stretched to grey levels, so the pointer must not show those as values.
    value_names = ("before", "after") if photo else ("", "")
    shots = [
        Shot(value_names[0], pixels.stretched(before, low, high), stays=True),
        Shot(value_names[1], pixels.stretched(after, low, high)),
        Shot("", pixels.diverging(difference, reach)),
    ]
    same = numbers.percent(float(np.mean(before == after)))
    alt = f"Round {chosen} before and after the shift: {same} of the outputs are unchanged."
    scale = f" (±{numbers.number(reach)})" if difference.any() else ""
    captions = ["Before", "After", f"Difference{scale}"]
    picture_grid.row("Shift sweep.shift", shots, alt, captions, [f"Round {chosen}"])
    st.caption(
        f"Round {chosen}, {before.shape[-2]} × {before.shape[-1]} outputs. "
        "Blue: darker after the shift. Orange: brighter. Pale: unchanged."
    )


def show_curves(x: Array, kind: SweepKind, fill: Fill, score: Score) -> None:
    """Plot the score against distance, for this picture and for noise with its exact law."""
    st.header("How does the score depend on the distance?")
    left, right = st.columns(2, gap="medium")
    distances = range(FARTHEST + 1)
    with left:
        st.markdown(f"**This picture**, {KIND_NAMES[kind].lower()}, by round")
        found = sweeps.curve(x, kind, fill, score)
        lines = {f"round {r + 1}": row.tolist() for r, row in enumerate(found)}
        chart("curve", lines, ROUND_INKS[: len(lines)], score)
    with right:
        st.markdown("**Noise** (dots) and its law (lines): max, same place")
        measured = sweeps.curve(sweeps.noise(1024), "max", "wrap", "same_place")
        lines = {
            f"round {r + 1}": [unchanged_probability(2 << r, d) for d in distances]
            for r in range(len(measured))
        }
        dots = {f"noise, round {r + 1}": row.tolist() for r, row in enumerate(measured)}
        count = len(measured)
        chart(
            "law",
            lines | dots,
            ROUND_INKS[:count] * 2,
            "same_place",
            modes=["lines"] * count + ["markers"] * count,
        )
    here = numbers.percent(float(sweeps.curve(x, "max", "wrap", "same_place")[0, 1]))
    law = numbers.percent(unchanged_probability(2, 1))
    st.markdown(f"{words.LAW} Round 1, one pixel, wrapped: the law {law}, this picture {here}.")


def chart(
    key: str,
    lines: dict[str, list[float]],
    inks: tuple[str, ...],
    score: Score,
    modes: list[str] | None = None,
) -> None:
    show_chart(
        charts.curves(
            lines,
            inks,
            modes=modes or (),
            x=range(FARTHEST + 1),
            x_name="pixels to the right",
            y_name=numbers.SCORES[score],
            ink=ink(),
            share=score != "error",
            height=320,
        ),
        f"Shift sweep.{key}",
        alt=numbers.curve_text(lines),
    )


def show_kinds(x: Array, fill: Fill, score: Score, chosen: int) -> None:
    """Compare five ways to shrink the same picture."""
    st.header(f"Five ways to shrink, round {chosen}")
    lines = {
        name: sweeps.curve(x, kind, fill, score)[chosen - 1].tolist()
        for kind, name in KIND_NAMES.items()
    }
    chart("kinds", lines, tuple(charts.INK[kind] for kind in KIND_NAMES), score)
    st.markdown(words.KINDS_IN_WORDS)
    st.markdown(words.equivariance(*sweeps.shifted_along(x, chosen), 2**chosen))


def show_claims(x: Array, kind: SweepKind, fill: Fill, chosen: int) -> None:
    st.header("Is the textbook right?")
    st.markdown("None of these sentences is always true. Compare each with what is measured here.")
    for column, claim in zip(st.columns(len(claims.CLAIMS)), claims.CLAIMS, strict=True):
        with column.container(border=True, height="stretch"):
            st.markdown(f"**“{claim.text}”**")
            st.markdown(claim.measure(x, kind, fill, chosen))
            if modes.on("plain"):
                continue
            st.button(
                "Show the clearest counterexample",
                key=f"counterexample {claim.text}",
                on_click=show_counterexample,
                args=(claim,),
                icon=":material/search:",
            )


def show_counterexample(claim: claims.Claim) -> None:
    """Search for the clearest counterexample, and set the controls to it."""
    found = claim.fails_most()
    address.put(PICTURE, found.picture)
    address.put(KIND, "max")
    address.put(SCORE, found.score)
    address.put(FILL, found.fill)
    address.put(ROUND, found.round)
    address.put(DOWN, found.down)
    address.put(RIGHT, found.right)
