"""A component that shows a stack from the side. A click on a unit chooses it.

It is not a Plotly figure: Plotly took 200 ms to redraw ResNet-50 at every step of a slider.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from lab.components import place_in, register
from lab.draw.colours import WINDOW

_mount = register("pointer_note", "side_view")


def side_view(
    view: dict[str, Any],
    key: str,
    alt: str,
    *,
    on_pick: Callable[[int, int], None] | None = None,
) -> None:
    """Show a stack from the side.

    Parameters
    ----------
    view : dict
        From :func:`lab.receptive_field.cone.seen_from`.
    key : str
        The key of the component in ``st.session_state``.
    alt : str
        What it shows now, for learners who cannot see it.
    on_pick : callable, optional
        Called with (layer, unit) when the learner clicks a unit. Layers count from 1, units from
        0. Without it, a click does nothing.

    Examples
    --------
    >>> side_view(seen_from(fields, names, None), "side", "Two layers.")  # doctest: +SKIP
    """

    def picked() -> None:
        units = [0, *(row["units"] for row in view["rows"][1:])]  # the input cannot be chosen
        place = place_in(units, st.session_state[key].get("picked"))
        if on_pick and place:
            on_pick(*place)

    _mount(
        key=key,
        data=view | dict(alt=alt, window=WINDOW, picks=on_pick is not None),
        on_picked_change=picked,
    )
