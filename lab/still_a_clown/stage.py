"""The stage of "Still a clown?": the face, and what the networks say of it."""

import streamlit as st

from lab.components import recogniser
from lab.components.recogniser import Ask, Slider, Verdicts, lost_at
from lab.data.faces import FACES, NUMBERED, face
from lab.data.trained import TRAINED
from lab.inputs import widgets
from lab.page import address, modes
from lab.still_a_clown.recognised import row
from lab.still_a_clown.settings import (
    ALL,
    BET,
    BETS,
    DOWN,
    FACE,
    LOOKED,
    REACH,
    RIGHT,
    SHORT,
    SHOWN,
)

KEY = "Still a clown?.stage"
CHANCE = f"Guessing would be right in {100 // len(FACES)}% of cases."


def choose_face() -> int:
    """The face, by its number, and the way to another one."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        number = widgets.count(
            FACE,
            "Face",
            1,
            NUMBERED,
            "The same number always gives the same face.",
            on_change=drop_bet,
        )
        if not modes.on("plain"):
            st.button("Another face", on_click=another, icon=":material/casino:")
        widgets.switch(ALL, "All networks")
    return number


def another() -> None:
    """The next face. The shift goes back to 0, and the question is asked again for a newcomer."""
    address.put(FACE, address.get(FACE) % NUMBERED + 1)
    address.put(RIGHT, 0)
    address.put(DOWN, 0)
    drop_bet()


def drop_bet() -> None:
    """It was about another face."""
    address.put(BET, "")


def show_stage(number: int) -> tuple[int, int]:
    """Show the face and the verdicts; returns (down, right)."""
    right, down = (
        address.keep(s, recogniser.position(KEY, s.key, address.get(s), -REACH, REACH))
        for s in (RIGHT, DOWN)
    )
    address.keep(LOOKED, recogniser.seen(KEY, LOOKED.key, address.get(LOOKED)))
    address.keep(BET, recogniser.bet(KEY, BET.key, BETS))
    picture, kind = face(number)
    names = list(TRAINED) if address.get(ALL) else [SHORT[short] for short in SHOWN]
    recogniser.show(
        KEY,
        picture,
        [Verdicts(name, row(number, name, down)) for name in names],
        truth=kind,
        kinds=FACES,
        sliders=[
            Slider("Shift right", "right", -REACH, REACH, RIGHT.key),
            Slider("Shift down", "down", -REACH, REACH, DOWN.key),
        ],
        alt=f"The face of a {kind}",
        ask=question(number, kind),
        line=CHANCE,
    )
    return down, right


def question(number: int, kind: str) -> Ask:
    """How far until the network without pooling loses the face?"""
    lost = lost_at(row(number, SHORT["strided"], 0), -REACH, FACES.index(kind))
    then = f"Without pooling, the {kind} is not lost up to {REACH} pixels to the right."
    if lost is not None:
        pixels = "pixel" if lost == 1 else "pixels"
        then = f"Without pooling, the {kind} is first lost at {lost} {pixels} to the right."
    return Ask(
        f"After how many pixels will the network without pooling no longer see a {kind}?",
        seen=LOOKED.key,
        choices=BETS,
        bet=BET.key,
        answer="never" if lost is None else str(lost),
        then=then,
        needs_bet=modes.on("questions"),
    )
