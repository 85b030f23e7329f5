"""What "Still a clown?" keeps in the address bar."""

from typing import Any

from lab.data.faces import NUMBERED
from lab.data.trained import TRAINED
from lab.page import settings
from lab.page.settings import Setting

REACH = 10  # pixels of shift, each way
SHORT = dict(  # a network's name in the address, and its own
    zip(("strided", "average", "max", "both", "global", "taught"), TRAINED, strict=True)
)
SHOWN = ("strided", "max", "both")  # the three that the stage begins with
BETS = (*map(str, range(1, REACH + 1)), "never")

FACE = settings.whole("face", 1, 1, NUMBERED)
RIGHT = settings.whole("right", 0, -REACH, REACH, component=True)
DOWN = settings.whole("down", 0, -REACH, REACH, component=True)
ALL = settings.switch("all")
NETWORK = settings.choice("network", "max", tuple(SHORT))
CHANNEL = settings.whole("channel", 1, 1, 8)
STEP = settings.whole("step", 1, 1, 3)
LOOKED = settings.switch("looked", True, component=True, first=False, personal=True)
BET = settings.choice("bet", "", ("", *BETS), component=True, personal=True)
DONE = settings.places("done", 3, personal=True)
SETTINGS: tuple[Setting[Any], ...] = (
    FACE,
    RIGHT,
    DOWN,
    ALL,
    NETWORK,
    CHANNEL,
    STEP,
    LOOKED,
    BET,
    DONE,
)
