"""The stage of the image lab: the picture, its shifted copy, and one round of pooling, large."""

from collections.abc import Mapping, Sequence

import streamlit as st

from lab.components import picture_grid
from lab.components.picture_grid import Ahead, Part
from lab.data.shrink import Picture
from lab.image_lab import pictures, words
from lab.image_lab.filters import SEES, written
from lab.image_lab.patch import outline, zoom
from lab.image_lab.rounds import Rounds
from lab.image_lab.settings import BET, BETS, DOWN, FILL, LOOK, LOOKED, MOST, REACH, RIGHT, ROUNDS
from lab.inputs import widgets
from lab.inputs.ahead import Place
from lab.inputs.ask import ask_first
from lab.inputs.picture import CHANNEL, CHANNELS, choose_picture
from lab.inputs.shift import enters
from lab.page import address, modes
from pooling.arguments import Array

THUMBS = (RIGHT, DOWN, ROUNDS)
Nearby = Mapping[Place, Sequence[Rounds]]  # by where the thumbs may go
LEGENDS = {
    "photo": "Difference: blue is darker than before, orange is brighter.",
    "map": "Bright: a large value. Difference: blue is smaller than before, orange is larger.",
}
CANCEL = " In colour it is the mean of the three channels, so opposite changes can cancel."


def choose_seen(own: st.delta_generator.DeltaGenerator) -> Picture:
    """The gallery as small pictures, and what the pooling layer sees of the chosen one."""
    picture = choose_picture(own)
    widgets.choose(LOOK, "What the layer sees", SEES)
    return picture


def more_settings() -> None:
    """What stands under "More settings" beside the layer's own."""
    widgets.choose(CHANNEL, "Channels", CHANNELS)
    enters(FILL)


def ask() -> None:
    bets = {bet: bet for bet in BETS}
    ask_first(words.QUESTION, "Your bet, in rounds", BET, bets, look)


def look() -> None:
    address.put(LOOKED, True)
    st.rerun("image_lab.lab")  # what stands below the stage comes with the answer


def sliders(looked: bool) -> tuple[int, int, int]:
    """(down, right, round), with the sliders one under the other."""
    with st.container(gap=None, key="sliders"):
        right = widgets.slide(RIGHT, "Shift right", -REACH, REACH, compact=True)
        down = widgets.slide(DOWN, "Shift down", -REACH, REACH, compact=True)
        if not looked:
            return down, right, address.get(ROUNDS)
        return down, right, widgets.slide(ROUNDS, "Rounds", 0, MOST, compact=True, play=True)


def places() -> Place:
    """Where the thumbs are."""
    return tuple(address.get(slider) for slider in THUMBS)


def dragged(down: int, right: int) -> None:
    for setting, value in ((DOWN, down), (RIGHT, right)):
        address.put(setting, sorted((-REACH, value, REACH))[1])


def picked(number: int) -> None:
    address.put(ROUNDS, sorted((0, number, MOST))[1])


def show_input(x: Array, moved: Array, down: int, right: int, covered: bool) -> None:
    """The picture and its shifted copy; larger while nothing else is shown."""
    reach, sliders = (0, ("", "")) if modes.on("plain") else (REACH, (DOWN.key, RIGHT.key))
    shift = (down, right, address.get(FILL))
    part = pictures.input_part(x, moved, shift, reach, sliders, outline(x.shape))
    across = 300 if covered else 165
    picture_grid.show("Image lab.input", [part], across=across, on_drag=dragged, on_tap=zoom)


def show_round(kinds: Sequence[Rounds], count: int, name: str, nearby: Nearby) -> None:
    """One round large, the others small, and how to read the colours."""
    look = address.get(LOOK)

    def parts_of(kinds: Sequence[Rounds], count: int) -> list[Part]:
        return pictures.round_parts(kinds, count, name, look == "photo")

    parts = {at: parts_of(there, there[0].last) for at, there in nearby.items()}
    ahead = Ahead(tuple(slider.key for slider in THUMBS), places(), parts)
    across = 165 if len(kinds) > 1 else 220
    picture_grid.show("Image lab.round", parts_of(kinds, count), across=across, ahead=ahead)
    if not modes.on("plain"):
        small = pictures.thumbs(kinds[0], count, look == "photo")
        picture_grid.show("Image lab.all rounds", [small], on_pick=picked)
    if look != "photo":
        st.caption(
            f"{SEES[look]}: the filter ${written(look)}$, then ReLU (negative values become 0), "
            "then pooling."
        )
    legend = LEGENDS["photo" if look == "photo" else "map"]
    st.caption(legend + CANCEL * (kinds[0].before[0].ndim == 3))
