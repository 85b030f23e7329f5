"""The settings that the receptive-field page keeps in the address bar."""

from dataclasses import replace

from lab.inputs import predict
from lab.inputs.picture import PICTURE
from lab.page import settings
from lab.page.settings import Setting
from lab.receptive_field import stacks
from lab.receptive_field.stacks import STARTS, Stack


def place(name: str, default: int) -> Setting[int]:
    """A row or column. The page counts from 1, and the address from 0."""
    zero = settings.whole(name, default, 0, 255, component=True)
    return replace(
        zero,
        default=default + 1,
        read=lambda text: zero.read(text) + 1,
        write=lambda value: str(value - 1),
    )


def digits(text: str) -> str:
    if text and not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise ValueError("a whole number from 1 to 9999")
    return text


STACK: Setting[Stack] = Setting("stack", STARTS[stacks.OPENING][0], stacks.read, stacks.write)
INPUT = settings.whole("n", 16, stacks.INPUT[0], stacks.INPUT[-1])
LAYER = settings.whole("layer", 2, 1, stacks.MOST_LAYERS, component=True)
COLUMN, ROW = place("column", 3), place("row", 3)
POKE_ROW, POKE_COLUMN = place("poke_row", 7), place("poke_column", 7)
POKE_VALUE = settings.whole("poke_value", 255, 0, 255, component=True)
CHANNELS = settings.whole("channels", 0, 0, 4096)  # of the input; 0: as many as is usual
LOOKED = settings.switch("looked", True, component=True, first=False, personal=True)
BET = Setting("bet", "", digits, str, component=True, personal=True)
GUESS = settings.whole("guess", 0, 0, 9999, personal=True)  # an old link's bet


SETTINGS = (
    STACK,
    INPUT,
    PICTURE,
    LAYER,
    COLUMN,
    ROW,
    POKE_ROW,
    POKE_COLUMN,
    POKE_VALUE,
    CHANNELS,
    LOOKED,
    BET,
    predict.PREDICT,
    predict.LOCKED,
    GUESS,
)
