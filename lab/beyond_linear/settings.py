"""The settings that the page on linearity keeps in the address bar."""

from typing import Any

from lab.beyond_linear import linearity
from lab.beyond_linear.linearity import SIDE
from lab.page import settings
from lab.page.settings import Setting
from pooling.arguments import KINDS, Kind

SIDES = range(SIDE, SIDE + 1)
SHAPES = {"line": "A line", "hinge": "A hinge", "step": "A step"}  # to bet on
A = settings.cells("a", linearity.A, SIDES)
B = settings.cells("b", linearity.B, SIDES)
KIND: Setting[Kind] = settings.choice("kind", "max", KINDS)
TIMES = settings.whole("times", -1, -3, 3, component=True)
PLUS = settings.whole("plus", 2, -9, 9, component=True)
PIXEL = settings.whole("pixel", 0, -9, 9, component=True)
LOOKED = settings.switch("looked", True, first=False, personal=True)
BET = settings.choice("bet", "", ("", *SHAPES), personal=True)
SETTINGS: tuple[Setting[Any], ...] = (A, B, KIND, TIMES, PLUS, PIXEL, LOOKED, BET)
