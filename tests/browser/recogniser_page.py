"""A page for a test: a face with three networks, or the clown with two (``home=1``).

The networks are invented: what they say follows from the shift. The address chooses: home, right,
down, ask, need, play (where it stops), after (play by itself after "Show me"), slow (milliseconds
of every run).
"""

import time

import numpy as np
import streamlit as st

from lab.components import recogniser
from lab.components.recogniser import Ask, Play, Slider, Verdicts
from lab.data.pictures import gallery_picture
from lab.data.shrink import Picture

KEY = "stage"
KINDS = recogniser.KINDS


def option(name: str, default: int) -> int:
    return int(st.query_params.get(name, default))


def face() -> Picture:
    """The clown of the gallery, 32 x 32."""
    return gallery_picture("Clown").reshape(32, 8, 32, 8, 3).mean((1, 3)).astype(np.uint8)


def shares(low: int, high: int, down: int, reach: float, other: str) -> np.ndarray:
    """What a network says that loses the clown at a distance of ``reach``."""
    away = np.hypot(np.arange(low, high + 1), down)
    clown = 1 / (1 + np.exp(4 * (away / reach - 1)))
    found = np.repeat(0.04 * (1 - clown)[:, None], len(KINDS), 1)
    found[:, 0] = clown
    found[:, KINDS.index(other)] = 0.92 * (1 - clown)
    return found


st.set_page_config(layout="wide")
st.title("Recogniser")


@st.fragment
def stage() -> None:
    time.sleep(option("slow", 0) / 1000)  # the slow run itself, which a test asks for
    home = option("home", 0)
    low, high = (0, 80) if home else (-10, 10)
    right = recogniser.position(KEY, "right", option("right", 0), low, high)
    sliders = [Slider("Shift right", "right", low, high, "right")]
    down = 0
    if not home:
        down = recogniser.position(KEY, "down", option("down", 0), -10, 10)
        sliders.append(Slider("Shift down", "down", -10, 10, "down"))
    networks = {"Without pooling": (3.5, "cat"), "Max pooling": (7.4, "person")}
    if not home:
        networks["Max and global max pooling"] = (40.0, "person")
    scale = 8 if home else 1
    verdicts = [
        Verdicts(name, shares(low, high, down, reach * scale, other))
        for name, (reach, other) in networks.items()
    ]
    first = shares(low, high, 0, 3.5 * scale, "cat")
    lost = recogniser.lost_at(first, low, KINDS.index("clown"))
    ask, bet, seen = None, "", True
    if option("ask", 0):
        choices = [str(n * scale) for n in range(1, 11)] + ["never"]
        bet = recogniser.bet(KEY, "bet", choices)
        seen = recogniser.seen(KEY, "seen")
        ask = Ask(
            "After how many pixels will the network without pooling no longer see a clown?",
            seen="seen",
            choices=choices,
            bet="bet",
            answer="32" if home else str(lost),
            then=f"Without pooling, the clown is lost after {lost} pixels.",
            needs_bet=bool(option("need", 0)),
        )
    play = option("play", 0)
    recogniser.show(
        KEY,
        gallery_picture("Clown") if home else face(),
        verdicts,
        truth="clown",
        sliders=sliders,
        ask=ask,
        play=Play(play, after_looking=bool(option("after", 0))) if play else None,
        line="Guessing would be right in 25% of cases.",
        alt="The face of a clown",
    )
    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    told = f"Python: {right} right, {down} down, bet {bet or 'none'}, seen {seen}"
    st.caption(f"{told}, run {st.session_state['runs']}")


stage()
st.caption("\n\n".join(["More below."] * 40))
