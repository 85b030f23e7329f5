"""The settings that the shift sweep keeps in the address bar."""

from lab.code.sweep import FARTHEST
from lab.data.grids import LESSON, SIDES
from lab.data.pictures import GALLERY
from lab.inputs import picture, shift
from lab.page import settings
from lab.shift_sweep import sweeps
from lab.words import numbers

PICTURES = (*GALLERY, "Noise", "Grid", picture.YOURS)
PICTURE = settings.choice("picture", "Clown", PICTURES)
KIND = settings.choice("kind", "max", tuple(sweeps.POOLING))
SCORE = settings.choice("score", "same_place", tuple(numbers.SCORES))
FILL = settings.choice("fill", "wrap", tuple(shift.FILL_NAMES))
ROUND = settings.whole("round", 2, 1, 5, component=True)
RIGHT = settings.whole("right", 1, -FARTHEST, FARTHEST, component=True)
DOWN = settings.whole("down", 0, -FARTHEST, FARTHEST, component=True)
SETTINGS = (PICTURE, KIND, SCORE, FILL, ROUND, RIGHT, DOWN)
GRID = settings.cells("grid", LESSON, SIDES)  # the grid that the learner left in the grid lab
KIND_NAMES = {kind: numbers.NAMES[kind] for kind in sweeps.POOLING}
