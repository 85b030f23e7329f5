"""What the grid lab keeps in the address bar."""

from typing import Any

from lab.data.grids import LESSON, SIDES
from lab.inputs import predict
from lab.inputs.layer import LAYER
from lab.inputs.shift import FILL_NAMES
from lab.page import settings
from lab.page.settings import Setting

REACH = 3  # cells of shift, each way

GRID = settings.cells("grid", LESSON, SIDES)
RIGHT = settings.whole("right", 0, -REACH, REACH, component=True, first=1)
DOWN = settings.whole("down", 0, -REACH, REACH, component=True)
FILL = settings.choice("fill", "zero", tuple(FILL_NAMES))
WINDOW = settings.whole("window", 1, 1, 400, component=True)
SEED = settings.whole("seed", 1, 1, 9999)
LOOKED = settings.switch("looked", True, component=True, first=False, personal=True)
BETS = settings.places("bets", 400, component=True, personal=True)
DONE = settings.places("done", 6, personal=True)
SETTINGS: tuple[Setting[Any], ...] = (
    GRID,
    *LAYER,
    RIGHT,
    DOWN,
    FILL,
    WINDOW,
    SEED,
    LOOKED,
    BETS,
    DONE,
    *predict.SETTINGS,
)
