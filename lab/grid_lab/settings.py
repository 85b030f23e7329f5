"""What the grid lab keeps in the address bar."""

from lab.data.grids import LESSON, SIDES
from lab.inputs import predict
from lab.inputs.layer import LAYER
from lab.inputs.shift import FILL_NAMES
from lab.page import settings

GRID = settings.cells("grid", LESSON, SIDES)
RIGHT = settings.whole("right", 0, -3, 3, component=True)
DOWN = settings.whole("down", 0, -3, 3, component=True)
FILL = settings.choice("fill", "zero", tuple(FILL_NAMES))
WINDOW = settings.whole("window", 1, 1, 400, component=True)
SEED = settings.whole("seed", 1, 1, 9999)
SETTINGS = (GRID, *LAYER, RIGHT, DOWN, FILL, WINDOW, SEED, *predict.SETTINGS)
