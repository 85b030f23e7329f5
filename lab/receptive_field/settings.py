"""The settings that the receptive-field page keeps in the address bar."""

from lab.inputs import predict
from lab.inputs.picture import PICTURE
from lab.page import settings
from lab.page.settings import Setting
from lab.receptive_field import stacks
from lab.receptive_field.stacks import STARTS, Stack

STACK: Setting[Stack] = Setting("stack", STARTS[stacks.OPENING][0], stacks.read, stacks.write)
INPUT = settings.whole("n", 16, stacks.INPUT[0], stacks.INPUT[-1])
LAYER = settings.whole("layer", 2, 1, stacks.MOST_LAYERS, component=True)
COLUMN = settings.whole("column", 3, 0, 255, component=True)
ROW = settings.whole("row", 3, 0, 255, component=True)
POKE_ROW = settings.whole("poke_row", 7, 0, 255, component=True)
POKE_COLUMN = settings.whole("poke_column", 7, 0, 255, component=True)
POKE_VALUE = settings.whole("poke_value", 255, 0, 255, component=True)
GUESS = settings.whole("guess", 0, 0, 9999, personal=True)


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
    predict.PREDICT,
    predict.LOCKED,
    GUESS,
)
