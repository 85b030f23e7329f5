"""The settings that the image lab keeps in the address bar."""

from lab.inputs.layer import LAYER
from lab.inputs.picture import CHANNEL, PICTURE
from lab.inputs.shift import FILL_NAMES
from lab.page import settings
from lab.words.numbers import SCORES

ROUNDS = settings.whole("rounds", 3, 0, 6, component=True)
RIGHT = settings.whole("right", 4, -32, 32, component=True)
DOWN = settings.whole("down", 0, -32, 32, component=True)
FILL = settings.choice("fill", "zero", tuple(FILL_NAMES))
PLOT = settings.choice("plot", "same_place", tuple(SCORES))
PATCH_ROW = settings.whole("patch_row", 0, 0, 248, component=True)
PATCH_COLUMN = settings.whole("patch_column", 0, 0, 248, component=True)
CELL = settings.whole("cell", 1, 1, 64, component=True)


SETTINGS = (
    PICTURE,
    CHANNEL,
    *LAYER,
    ROUNDS,
    RIGHT,
    DOWN,
    FILL,
    PLOT,
    PATCH_ROW,
    PATCH_COLUMN,
    CELL,
)
