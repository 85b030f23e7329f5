"""The stage of the receptive field: a stack from the side, and the picture under it.

The browser finds what the unit under a pointer or a thumb depends on; Python hears where a thumb
comes to rest. ``field`` is the message with the rows, the picture and the question; ``state`` is
small: where the thumbs rest, and the bet. It is not a Plotly figure: Plotly took 200 ms to redraw
ResNet-50 at every step of a slider.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from lab.components import register
from lab.components.learner import Ask, message, send, state_of
from lab.draw.colours import CASING, SAME, WINDOW
from lab.draw.pixels import Pixels, filed

NAMES = {"layer": "Layer", "column": "Unit's column", "row": "Unit's row"}

_mount = register("elements", "decoding", "pointer_note", "resting", "asking", "side_view")


def side_view(
    key: str,
    rows: Sequence[dict[str, Any]],
    picture: Pixels,
    keys: Mapping[str, str],
    *,
    alt: str,
    ask: Ask | None = None,
    fixed: bool = False,
) -> None:
    """Show a stack from the side, and on the picture what one of its units depends on.

    Parameters
    ----------
    key : str
        Of the component in ``st.session_state``.
    rows : sequence of dict
        From :func:`lab.receptive_field.rows.rows_of`, starting with the input.
    picture : (n, n) or (n, n, 3) uint8 array
    keys : dict
        The keys of "layer", "row" and "column", as in :func:`lab.components.learner.position`.
    alt : str
        What the stack is, for learners who cannot see it. The browser adds the chosen unit.
    ask : Ask, optional
        A question that covers what units depend on.
    fixed : bool
        Without sliders, and nothing can be chosen.

    Examples
    --------
    >>> side_view("stage", rows_of(stack, fields), x, keys, alt="Two layers.")  # doctest: +SKIP
    """
    _, media, file = filed(picture)
    sliders = [dict(axis=axis, name=NAMES[axis], key=keys[axis]) for axis in NAMES]
    head = dict(
        rows=rows,
        keys=dict(keys),
        sliders=[] if fixed else sliders,
        media=media,
        alt=alt,
        picture=f"The picture, {len(picture)} × {len(picture)} pixels.",
        ask=ask and vars(ask),
    )
    told = [*keys.values(), *((ask.seen, ask.bet) if ask else ())]
    with st.container(gap=None):
        send(key, "field", message(key, "field", head, file))
        send(key, "state", state_of(key, *told))
        inks = dict(window=WINDOW, casing=CASING, right=SAME, wrong=WINDOW)
        _mount(key=key, data=dict(key=key, inks=inks), on_value_change=lambda: None)
