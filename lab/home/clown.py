"""The large clown of the home page, and what two networks say of it while it shifts."""

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from lab.components import recogniser
from lab.components.recogniser import Ask, Play, Slider, Verdicts, lost_at
from lab.data.faces import FACES, large_face
from lab.data.trained import TRAINED, recognise
from lab.page import address, modes, settings
from lab.page.settings import Setting
from pooling import translate

KEY = "Why pool.clown"
FACE = 49  # a numbered face that every network recognises in the middle
TIMES = 8  # how much larger than the networks see it
MOST_RIGHT = 80  # pixels of the large clown
NETWORKS = {
    "Without pooling": "Strided convolutions, no pooling",
    "With max pooling": "Max pooling",
}
BETS = ("10", "20", "30", "40", "60", "80", "never")

RIGHT = settings.whole("right", 2, 0, MOST_RIGHT, component=True, first=0)
LOOKED = settings.switch("looked", True, component=True, first=False, personal=True)
BET = settings.choice("bet", "", ("", *BETS), component=True, personal=True)
SETTINGS: tuple[Setting[Any], ...] = (RIGHT, LOOKED, BET)


@lru_cache(maxsize=1)
def shares() -> dict[str, npt.NDArray[np.floating]]:
    """What each network says at every shift: (81, 4) probabilities."""
    clown = np.moveaxis(large_face(FACE, TIMES), 2, 0)
    shifted = (translate(clown, right=right, fill="edge") for right in range(MOST_RIGHT + 1))
    seen = np.stack([reduced(picture) for picture in shifted])
    return {label: recognise(TRAINED[name], seen) for label, name in NETWORKS.items()}


def reduced(picture: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """The picture, (channels, height, width), as the networks see it: (32, 32, 3)."""
    image = Image.fromarray(np.ascontiguousarray(np.moveaxis(picture, 0, 2)))
    return np.asarray(image.reduce(TIMES))


def show_clown() -> None:
    """The picture, its slider and the two verdicts."""
    right = recogniser.position(KEY, RIGHT.key, address.get(RIGHT), 0, MOST_RIGHT)
    address.keep(RIGHT, right)
    address.keep(LOOKED, recogniser.seen(KEY, LOOKED.key, address.get(LOOKED)))
    address.keep(BET, recogniser.bet(KEY, BET.key, BETS))
    plain = modes.on("plain")
    recogniser.show(
        KEY,
        large_face(FACE, TIMES),
        [Verdicts(label, found) for label, found in shares().items()],
        truth="clown",
        kinds=FACES,
        sliders=[Slider("Shift right", "right", 0, MOST_RIGHT, RIGHT.key)],
        alt="The clown",
        ask=None if plain else question(),
        play=None if plain else Play(lost(), after_looking=True),
    )


def lost() -> int:
    """Where the network without pooling loses the clown; the end, if it never does."""
    found = lost_at(next(iter(shares().values())), 0, FACES.index("clown"))
    return MOST_RIGHT if found is None else found


def question() -> Ask:
    """How far can it go?"""
    near = min(BETS[:-1], key=lambda bet: abs(int(bet) - lost()))
    return Ask(
        "How many pixels can the clown shift before the network without pooling loses it?",
        seen=LOOKED.key,
        choices=BETS,
        bet=BET.key,
        answer=near if lost() < MOST_RIGHT else "never",
        then=f"The network without pooling first loses the clown at a shift of {lost()} pixels."
        + f" {near} is the nearest choice." * (near != str(lost()) and lost() < MOST_RIGHT),
        needs_bet=modes.on("questions"),
    )
