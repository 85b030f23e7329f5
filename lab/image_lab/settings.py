"""The settings that the image lab keeps in the address bar."""

from typing import Any

from lab.image_lab.filters import SEES
from lab.inputs.layer import LAYER
from lab.inputs.picture import CHANNEL, PICTURE
from lab.inputs.shift import FILL_NAMES
from lab.page import settings
from lab.page.settings import Setting
from lab.words.numbers import SCORES

REACH = 32  # pixels of shift, each way
MOST = 6  # rounds
BETS = (*map(str, range(1, MOST + 1)), "never")

LOOK = settings.choice("sees", "photo", tuple(SEES))
ROUNDS = settings.whole("rounds", 3, 0, MOST, component=True)
RIGHT = settings.whole("right", 4, -REACH, REACH, component=True)
DOWN = settings.whole("down", 0, -REACH, REACH, component=True)
FILL = settings.choice("fill", "zero", tuple(FILL_NAMES), first="edge")
PLOT = settings.choice("plot", "same_place", tuple(SCORES))
PATCH_ROW = settings.whole("patch_row", 0, 0, 248, component=True, first=80)
PATCH_COLUMN = settings.whole("patch_column", 0, 0, 248, component=True, first=72)
CELL = settings.whole("cell", 1, 1, 64, component=True)
LOOKED = settings.switch("looked", True, first=False, personal=True)
BET = settings.choice("bet", "", ("", *BETS), personal=True)

SETTINGS: tuple[Setting[Any], ...] = (
    PICTURE,
    CHANNEL,
    LOOK,
    *LAYER,
    ROUNDS,
    RIGHT,
    DOWN,
    FILL,
    PLOT,
    PATCH_ROW,
    PATCH_COLUMN,
    CELL,
    LOOKED,
    BET,
)
