"""A picture that the learner shifts, and beside it what several networks say it is.

Python computes what every network says at each position of "Shift right", and sends it ahead once.
The browser shifts the picture as :func:`pooling.translate` does, and shows the verdicts of the
position under the thumb. Where there is a "Shift down" too, the verdicts are dimmed after a change
of it until Python has answered.

Three messages travel. The component itself has the large script and never changes. ``picture`` has
the picture, the question and all verdicts, and changes with "Shift down" only. ``state`` is small:
where the thumbs rest, and the bet.

A page first asks what the learner did (:func:`position`, :func:`seen`, :func:`bet`), computes, and
then calls :func:`show`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import streamlit as st

from lab.components import register
from lab.components.learner import Ask as Ask
from lab.components.learner import Slider as Slider
from lab.components.learner import bet as bet
from lab.components.learner import message, send, settled, state_of
from lab.components.learner import position as position
from lab.components.learner import seen as seen
from lab.draw.colours import DARK_INK, SAME, WINDOW
from lab.draw.pixels import Pixels, filed
from pooling.arguments import FILLS, Fill, choice

KINDS = ("clown", "cat", "robot", "person")

_mount = register("elements", "decoding", "shifted_picture", "resting", "asking", "recogniser")


@dataclass(frozen=True)
class Verdicts:
    """What one network says at each position of "Shift right"."""

    name: str  # unique: "Max pooling"
    shares: npt.ArrayLike  # (positions, kinds), probabilities; the browser gets them as float32


@dataclass(frozen=True)
class Play:
    """A shift to the right from 0 that is shown slowly; not where motion is unwelcome."""

    stop: int  # where it ends: a position of "Shift right"
    after_looking: bool = False  # whether it begins by itself when the learner asks to see


def lost_at(shares: npt.ArrayLike, low: int, truth: int) -> int | None:
    """The smallest shift to the right, from 0 on, at which a network no longer says the truth.

    ``shares`` is (positions, kinds), the first position a shift of ``low``, at most 0; ``truth`` is
    a place in the kinds. None means that it says the truth to the end.

    >>> lost_at([[0.2, 0.8], [0.9, 0.1], [0.7, 0.3], [0.4, 0.6]], low=-1, truth=0)
    2
    >>> lost_at([[0.9, 0.1]], low=0, truth=0) is None
    True
    """
    if low > 0:
        raise ValueError(f"low must be at most 0, got {low}")
    says = np.asarray(shares)[-low:].argmax(-1)
    lost = np.flatnonzero(says != truth)
    return int(lost[0]) if lost.size else None


def show(
    key: str,
    picture: Pixels,
    verdicts: Sequence[Verdicts],
    *,
    truth: str,
    sliders: Sequence[Slider],
    kinds: Sequence[str] = KINDS,
    alt: str = "",
    ask: Ask | None = None,
    play: Play | None = None,
    line: str = "",
    fill: Fill = "edge",
) -> None:
    """Show the picture and the verdicts.

    Parameters
    ----------
    key : str
        Of the component in ``st.session_state``.
    picture : (height, width, 3) uint8 array
        Where nothing is shifted. Up to 64 pixels wide, its pixels are shown as squares.
    verdicts : sequence of Verdicts
        At the place where "Shift down" rests, a row for each position of "Shift right".
    truth : str
        The kind that is right.
    sliders : one for "right", and up to one for "down"
    kinds : sequence of str
    alt : str
        What the picture shows, without its shift: "The face of a clown". None: "A clown".
    ask : Ask, optional
    play : Play, optional
        A button, and a shift that it plays once.
    line : str, optional
        Stands under the verdicts: "Guessing would be right in 25% of cases."
    fill : "edge", "zero" or "wrap"
        What enters at the border, as in :func:`pooling.translate`.

    Raises
    ------
    ValueError
        For names that are not unique, verdicts of a wrong shape, a truth that is not among the
        kinds, an answer that is not among the choices, a stop outside the slider, and for no
        slider to the right.

    Examples
    --------
    >>> right = position("stage", "right", 0, -10, 10)  # doctest: +SKIP
    >>> shifted = [translate(face, right=r, fill="edge") for r in range(-10, 11)]  # doctest: +SKIP
    >>> show(
    ...     "stage",
    ...     face,
    ...     [Verdicts("Max pooling", recognise(net, shifted))],
    ...     truth="clown",
    ...     sliders=[Slider("Shift right", "right", -10, 10, "right")],
    ... )  # doctest: +SKIP
    """
    more: dict[str, Any] = dict(
        truth=truth, sliders=sliders, kinds=kinds, alt=alt, ask=ask, play=play, line=line, fill=fill
    )
    shown, state = messages(key, picture, verdicts, **more)
    with st.container(gap=None):
        send(key, "picture", shown)
        send(key, "state", state)
        _mount(
            key=key,
            data=dict(key=key, inks=dict(right=SAME, wrong=WINDOW, sign=DARK_INK)),
            on_value_change=lambda: None,
        )


def messages(
    key: str,
    picture: Pixels,
    verdicts: Sequence[Verdicts],
    *,
    truth: str,
    sliders: Sequence[Slider],
    kinds: Sequence[str] = KINDS,
    alt: str = "",
    ask: Ask | None = None,
    play: Play | None = None,
    line: str = "",
    fill: Fill = "edge",
) -> tuple[bytes, bytes]:
    """What a shift to the right leaves unchanged, the verdicts among it; and what it changes."""
    check(verdicts, truth, sliders, kinds, ask, play)
    choice("fill", fill, FILLS)
    _, media, file = filed(np.ascontiguousarray(picture))
    down = next((slider.key for slider in sliders if slider.axis == "down"), "")
    head = dict(
        names=[one.name for one in verdicts],
        kinds=list(kinds),
        truth=list(kinds).index(truth),
        sliders=[vars(slider) for slider in sliders],
        down=settled(down)["now"] if down else None,  # where the verdicts are true
        size=picture.shape[:2],
        media=media,
        alt=alt or f"A {truth}",
        ask=ask and vars(ask),
        play=play and vars(play),
        line=line,
        fill=fill,
    )
    shares = np.concatenate([np.asarray(one.shares, "<f4").ravel() for one in verdicts])
    keys = [*(slider.key for slider in sliders), *((ask.seen, ask.bet) if ask else ())]
    return message(key, "picture", head, shares.tobytes(), file), state_of(key, *keys)


def check(
    verdicts: Sequence[Verdicts],
    truth: str,
    sliders: Sequence[Slider],
    kinds: Sequence[str],
    ask: Ask | None,
    play: Play | None,
) -> None:
    """Refuse what does not fit together."""
    reach = {slider.axis: range(slider.low, slider.high + 1) for slider in sliders}
    if "right" not in reach or len(reach) < len(sliders):
        raise ValueError(f"one slider to the right, and at most one down, got {list(sliders)}")
    if truth not in kinds:
        raise ValueError(f"truth must be one of {', '.join(kinds)}, got {truth!r}")
    names = [one.name for one in verdicts]
    if not names or len(set(names)) < len(names):
        raise ValueError(f"verdicts need names of their own, got {names}")
    shape = (len(reach["right"]), len(kinds))
    for one in verdicts:
        if np.shape(one.shares) != shape:
            raise ValueError(f"{one.name!r} needs shares of {shape}, got {np.shape(one.shares)}")
    if ask and ask.answer and ask.answer not in ask.choices:
        raise ValueError(f"answer must be one of {', '.join(ask.choices)}, got {ask.answer!r}")
    if ask and bool(ask.bet) != bool(ask.choices):
        raise ValueError("a bet needs both a key and choices")
    if play and play.stop not in reach["right"]:
        raise ValueError(f"stop must be a position of the slider to the right, got {play.stop}")
