"""What a pointer reads in the image lab, against what the package computes."""

import re

import numpy as np
from playwright.sync_api import Page, expect

from lab.data.pictures import gallery_picture, grey
from pooling import translate
from tests.screen import chart, still


def points_at_true_values(page: Page, channel: str, fill: str) -> None:
    """Of the cat, shifted 9 to the left and 5 down."""
    x = gallery_picture("Cat")
    x = grey(x)[..., None] if channel == "grey" else x
    shifted = np.moveaxis(translate(np.moveaxis(x, 2, 0), 5, -9, fill=fill), 0, 2)
    pictures = chart(page, "The picture, 256 × 256 pixels.").locator("canvas[data-shows]")
    note = page.locator(".note:not([hidden])")
    for canvas, values in ((pictures.first, x), (pictures.last, shifted)):
        for row, column in ((2, 250), (100, 30)):
            box = still(canvas)
            along, down = ((at + 0.5) / 256 for at in (column, row))
            page.mouse.move(box["x"] + box["width"] * along, box["y"] + box["height"] * down)
            said = f"row {row}, column {column}\n.*: {written(values[row, column])}$"
            expect(note).to_have_text(re.compile(said))


def written(value: np.ndarray) -> str:
    """A pixel as the pointer shows it."""
    if len(set(value.tolist())) == 1:
        return str(value[0])
    return "red {}, green {}, blue {}".format(*value)
