"""The settings that the shift sweep keeps in the address bar."""

from dataclasses import replace
from typing import Any

from lab.code.sweep import FARTHEST
from lab.data.grids import LESSON, SIDES
from lab.data.pictures import GALLERY
from lab.inputs import picture, shift
from lab.page import settings
from lab.page.settings import Setting
from lab.shift_sweep.words import SCORES
from pooling.sweep import SWEEP_KINDS, SweepKind

PICTURES = (*GALLERY, "Noise", "Grid", picture.YOURS)
KINDS: tuple[SweepKind, ...] = ("max", "avg", "min")  # those of the lesson; the others are folded
CURVES = {"A": "Curve A", "B": "Curve B", "C": "Curve C"}  # to bet on
NO_POOLING = "none"  # round 0 in the address: links with "0" have always been refused
ROUNDS = settings.whole("round", 2, 1, 5, component=True, first=3)

PICTURE = settings.choice("picture", "Clown", PICTURES)
KIND = settings.choice("kind", "max", SWEEP_KINDS)
SCORE = settings.choice("score", "same_place", tuple(SCORES))
FILL = settings.choice("fill", "wrap", tuple(shift.FILL_NAMES))
ROUND = replace(
    ROUNDS,
    read=lambda text: 0 if text == NO_POOLING else ROUNDS.read(text),
    write=lambda chosen: str(chosen or NO_POOLING),
)
RIGHT = settings.whole("right", 1, -FARTHEST, FARTHEST, component=True)
DOWN = settings.whole("down", 0, -FARTHEST, FARTHEST, component=True)
LOOKED = settings.switch("looked", True, first=False, personal=True)
BET = settings.choice("bet", "", ("", *CURVES), personal=True)
STAGE: tuple[Setting[Any], ...] = (PICTURE, KIND, SCORE, FILL, ROUND, RIGHT, DOWN)
SETTINGS = (*STAGE, LOOKED, BET)
GRID = settings.cells("grid", LESSON, SIDES)  # the grid that the learner left in the grid lab
