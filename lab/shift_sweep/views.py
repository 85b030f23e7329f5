"""The stage of the shift sweep: the map of all shifts, and what the chosen one changes."""

import numpy as np
import streamlit as st

from lab.code.sweep import FARTHEST
from lab.components import picture_grid
from lab.components.into_view import into_view
from lab.components.picture_grid import Ahead, Block, ImageRow, Part, Shot
from lab.draw import pixels
from lab.inputs import widgets
from lab.inputs.ahead import is_small, next_places
from lab.page import address, modes
from lab.page.charts import show_map
from lab.shift_sweep import sweeps, words
from lab.shift_sweep.law import show_law
from lab.shift_sweep.settings import DOWN, KIND, RIGHT, ROUND, STAGE
from lab.words import numbers
from pooling import translate
from pooling.arguments import Array, Fill
from pooling.sweep import Score, SweepKind

DEEDS = "Shift sweep.deeds"  # how often something from below was put on the stage
LEFT = "Shift sweep.left"  # the settings that the learner had before a counterexample


def show_stage(x: Array, kind: SweepKind, fill: Fill, score: Score) -> tuple[int, str]:
    """The map, the sliders, the curve and the pictures. Return the round, and what it comes to."""
    most = sweeps.most_rounds(x)
    left, aside = st.columns([5, 6], gap="medium")
    with aside:
        with st.container(gap=None, key="sliders"):
            right = widgets.slide(RIGHT, "Shift right", -FARTHEST, FARTHEST, compact=True)
            down = widgets.slide(DOWN, "Shift down", -FARTHEST, FARTHEST, compact=True)
            round_ = widgets.slide(ROUND, "Round", 0, most, compact=True, play=True)
        every = sweeps.sweep(x, kind, fill, score)
        scores = every[round_]
        where = f"Shifted {numbers.direction(down, right)}" if down or right else "Not shifted"
        value = words.score_text(float(scores[FARTHEST + down, FARTHEST + right]), score)
        said = f"**{where}**. {words.SCORES[score]}: **{value}**"
        st.markdown(said)
        show_law(every[:, FARTHEST, FARTHEST:], kind, score, round_)
    with left:
        show_scores(scores, score, down, right)
    with st.container(gap=None):
        into_view(st.session_state.get(DEEDS, 0), "Shift sweep.seen")
        show_shift(x, kind, fill, round_, down, right)
    return round_, said


def show_scores(scores: Array, score: Score, down: int, right: int) -> None:
    """Show the score at every shift. A click chooses a shift."""
    st.markdown(f"**{words.SCORES[score]}**, at every shift. Click a cell.")
    show_map(
        "Shift sweep.map",
        scores,
        (down, right),
        (float(scores.min()), float(scores.max())),
        alt=words.sweep_text(scores, score, down, right),
        texts=lambda value: words.score_text(value, score),
        pick=pick,
        sliders=("", "") if modes.on("plain") else (DOWN.key, RIGHT.key),
    )


def pick(down: int, right: int) -> None:
    address.put(RIGHT, right)
    address.put(DOWN, down)


def show_shift(
    x: Array, kind: SweepKind, fill: Fill, chosen: int, down: int, right: int, key: str = "shift"
) -> None:
    """Show the feature map before and after a shift, and what changed."""

    every = sweeps.pooled(x, sweeps.most_rounds(x), kind, fill)

    def parts_at(right: int, down: int, chosen: int) -> list[Part]:
        after = sweeps.pooled(translate(x, down, right, fill=fill), chosen, kind, fill)[-1]
        return shifted_parts(x, every[chosen], after, chosen)

    at, ahead = (right, down, chosen), None
    if key == "shift":  # on the stage, beside the sliders
        nearby = next_places(at, (*[(-FARTHEST, FARTHEST)] * 2, (0, len(every) - 1)))
        parts = {place: parts_at(*place) for place in nearby if is_small(every[place[2]])}
        ahead = Ahead((RIGHT.key, DOWN.key, ROUND.key), at, parts)
    picture_grid.show(f"Shift sweep.{key}", parts_at(*at), across=150, ahead=ahead)


def shifted_parts(x: Array, before: Array, after: Array, chosen: int) -> list[Part]:
    """The feature map of a round before and after a shift, and what changed."""
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
    scale = f" (±{reach:.3g})" if difference.any() else ""
    captions = [f"Round {chosen}, before", "After the shift", f"Difference{scale}"]
    row = ImageRow(shots, alt, captions=captions)
    return [Part([Block([row], [f"Round {chosen}"])])]


def go(values: tuple[object, ...]) -> None:
    """Put these settings on the stage, and remember those that the learner had."""
    st.session_state.setdefault(LEFT, tuple(address.get(setting) for setting in STAGE))
    for setting, value in zip(STAGE, values, strict=True):
        address.put(setting, value)
    bring_into_view()


def use(kind: SweepKind) -> None:
    """Put a way to shrink on the stage."""
    address.put(KIND, kind)
    bring_into_view()


def bring_into_view() -> None:
    """Bring the stage into view when it is shown next."""
    st.session_state[DEEDS] = st.session_state.get(DEEDS, 0) + 1


def way_back() -> None:
    """A button that brings back what the learner had before a counterexample."""
    if LEFT in st.session_state and not modes.on("plain"):
        st.button("Back to my settings", icon=":material/undo:", on_click=back)


def back() -> None:
    if LEFT not in st.session_state:  # the second half of a double click
        return
    for setting, value in zip(STAGE, st.session_state.pop(LEFT), strict=True):
        address.put(setting, value)
