"""A map of a score at every shift: colours, a bar that says what they mean, and a click chooses.

It is no Plotly figure: Plotly took 200 ms to draw one again at each step of a slider.
"""

from collections.abc import Callable, Sequence

import numpy as np
import streamlit as st

from lab.components import register
from lab.draw.colours import WINDOW, colour_at, ends_of
from pooling.arguments import Array

PALETTE = [colour_at(i / 127) for i in range(128)]

_mount = register("elements", "pointer_note", "following", "shift_map")


def shift_map(
    key: str,
    scores: Array,
    here: tuple[int, int],
    span: tuple[float, float],
    *,
    alt: str,
    texts: Callable[[float], str],
    pick: Callable[[int, int], None],
    sliders: tuple[str, str] = ("", ""),
) -> None:
    """Show the score of every shift.

    Parameters
    ----------
    key : str
        Of the component in ``st.session_state``.
    scores : (2m + 1, 2m + 1) array
        ``[m + down, m + right]`` belongs to the shift by ``down`` and ``right``.
    here : (down, right)
        The shift that is outlined.
    span : (lowest, highest)
        The scores at the ends of the colour scale.
    alt : str
        What it shows, for those who do not see it.
    texts : function
        Writes a score: ``percent``.
    pick : function
        Called with down and right when the learner clicks a shift.
    sliders : (down, right)
        The keys of the live sliders whose thumbs the outline follows.

    Examples
    --------
    >>> scores = np.eye(3)  # shifts from -1 to 1
    >>> shift_map(
    ...     "map", scores, (0, 1), (0, 1), alt="A diagonal.", texts=percent, pick=go
    ... )  # doctest: +SKIP
    """
    scale = bar(*span, texts)
    data = dict(
        scores=np.round(scores, 4).tolist(),
        texts=[[texts(score) for score in row] for row in scores.tolist()],
        ends=ends_of(*(span if scale else (0, 0))),  # what reads the same has one colour
        palette=PALETTE,
        bar=scale,
        here=here,
        sliders=sliders,
        window=WINDOW,
        alt=alt,
    )
    _mount(key=key, data=data, on_pick_change=lambda: picked(key, len(scores) // 2, pick))


def bar(low: float, high: float, texts: Callable[[float], str]) -> list[str]:
    """What the colours mean: the ends of the scale from the top, and its middle if it has a name.

    >>> bar(0, 1, str), bar(0, 0, str)
    (['1', '0.5', '0'], [])
    """
    top, middle, bottom = map(texts, (high, (low + high) / 2, low))
    if top == bottom:
        return []
    return [top, bottom] if middle in (top, bottom) else [top, middle, bottom]


def picked(key: str, m: int, pick: Callable[[int, int], None]) -> None:
    """Let a click in, if it is on a shift of the map."""
    match (st.session_state.get(key) or {}).get("pick"):
        case [int(down), int(right)] if is_shift(m, (down, right)):
            pick(down, right)


def is_shift(m: int, shift: Sequence[int]) -> bool:
    return all(abs(by) <= m and not isinstance(by, bool) for by in shift)
