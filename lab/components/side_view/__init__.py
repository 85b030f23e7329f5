"""A stack from the side; a click on a unit chooses it.

Plotly took 200 ms to draw ResNet-50 anew at every step of a thumb.
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
    """Show what :func:`lab.receptive_field.cone.seen_from` found.

    Parameters
    ----------
    view : dict
    key : str
        Of the component in ``st.session_state``.
    alt : str
        What it shows now, for those who do not see it.
    on_pick : callable
        Called with (layer, unit) when the learner clicks a unit of a layer, which is counted
        from 1. Without it a click does nothing.

    Examples
    --------
    >>> side_view(seen_from(fields, names, None), "side", "Two layers.")  # doctest: +SKIP
    """

    def picked() -> None:
        units = [0, *(row["units"] for row in view["rows"][1:])]  # none of the input's
        place = place_in(units, st.session_state[key].get("picked"))
        if on_pick and place:
            on_pick(*place)

    _mount(
        key=key,
        data=view | dict(alt=alt, window=WINDOW, picks=on_pick is not None),
        on_picked_change=picked,
    )
