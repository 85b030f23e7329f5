"""What the page on gradients keeps in the address bar."""

from typing import Any, Literal

from lab.data.grids import LESSON
from lab.page import settings
from lab.page.settings import Setting

SIDES = range(LESSON.shape[0], LESSON.shape[0] + 1)
Windows = Literal["apart", "overlap", "large"]
WINDOW_NAMES: dict[Windows, str] = {
    "apart": "Side by side",
    "overlap": "Overlapping",
    "large": "3 × 3",
}
RATE_STEP = 0.1  # of the learning rate
REACH = 3  # cells of shift

GRID = settings.cells("grid", LESSON, SIDES)
GRADIENT = settings.cells("gradient", None, range(2, 4))  # None: start_gradient()
WINDOWS: Setting[Windows] = settings.choice("windows", "apart", tuple(WINDOW_NAMES))
RATE = settings.whole("rate", 1, 1, 10, component=True)  # in steps of RATE_STEP
RIGHT = settings.whole("right", 1, 0, REACH, component=True)
LOOKED = settings.switch("looked", True, component=True, first=False, personal=True)
BETS = settings.places("bets", LESSON.size, component=True, personal=True)
SETTINGS: tuple[Setting[Any], ...] = (GRID, GRADIENT, WINDOWS, RATE, RIGHT, LOOKED, BETS)
