"""Draws the pictures of this folder: ``python assets/draw.py``.

Everything is drawn four times too large and scaled down, so that edges are smooth. The cat is the
one photo; it is cut from scikit-image's ``chelsea.png`` (CC0), if that package is installed.
"""

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

HERE = Path(__file__).parent
SIDE = 256
FINE = 4  # drawn so many times larger

Point = tuple[float, float]


def canvas(colour: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", (SIDE * FINE, SIDE * FINE), colour)
    return picture, ImageDraw.Draw(picture)


def fine(*numbers: float) -> list[float]:
    return [n * FINE for n in numbers]


def disc(
    draw: ImageDraw.ImageDraw, x: float, y: float, r: float, fill: str, tall: float = 1
) -> None:
    draw.ellipse(fine(x - r, y - r * tall, x + r, y + r * tall), fill=fill)


def clown() -> Image.Image:
    """The lesson's clown, left of the middle, with room to move to the right."""
    picture, draw = canvas("#bfe3f2")
    draw.rectangle(fine(0, 200, 256, 256), fill="#7fbf6a")  # a lawn
    disc(draw, 222, 38, 17, "#ffd84d")  # the sun
    x, y = 100, 122  # the middle of the face
    draw.polygon(fine(x - 44, 256, x - 30, 184, x + 30, 184, x + 44, 256), fill="#7a4fc4")
    for dot_x, dot_y in ((x - 20, 238), (x + 22, 236), (x, 216)):
        disc(draw, dot_x, dot_y, 6, "#ffd84d")
    for i in range(9):  # the ruff
        angle = math.pi * (i / 8)
        disc(draw, x - 42 * math.cos(angle), 182 + 9 * math.sin(angle), 12, "#ffffff")
        disc(draw, x - 42 * math.cos(angle), 182 + 9 * math.sin(angle), 5, "#f2c3d4")
    for side in (-1, 1):  # hair in tufts
        for dx, dy, r in ((50, -22, 19), (59, 0, 21), (52, 23, 17), (40, -38, 14)):
            disc(draw, x + side * dx, y + dy, r, "#e8552d")
    disc(draw, x, y, 50, "#ffe3cf", 1.1)  # the face
    draw.polygon(fine(x - 26, y - 46, x + 26, y - 46, x + 6, y - 106), fill="#2a6fdb")  # the hat
    draw.polygon(
        fine(x - 17, y - 66, x + 19.5, y - 66, x + 15, y - 79, x - 8.5, y - 79), fill="#ffd84d"
    )
    disc(draw, x + 6, y - 107, 9, "#ffffff")
    draw.rounded_rectangle(fine(x - 31, y - 52, x + 31, y - 42), 5 * FINE, fill="#ffffff")
    for side in (-1, 1):
        disc(draw, x + side * 19, y - 13, 12.5, "#ffffff", 1.35)
        disc(draw, x + side * 19, y - 10, 6, "#20304a", 1.2)
        disc(draw, x + side * 19 - 2, y - 13, 2, "#ffffff")
        disc(draw, x + side * 33, y + 17, 9, "#f7a9a0")  # cheeks
        brow = fine(x + side * 19 - 12, y - 40, x + side * 19 + 12, y - 26)
        draw.arc(brow, 200, 340, fill="#5b2d18", width=3 * FINE)
    draw.chord(fine(x - 33, y + 2, x + 33, y + 46), 12, 168, fill="#ffffff")
    draw.chord(fine(x - 27, y + 6, x + 27, y + 41), 12, 168, fill="#c8102e")
    draw.chord(fine(x - 19, y + 12, x + 19, y + 33), 14, 166, fill="#ffffff")
    disc(draw, x, y + 7, 14, "#e3122b")  # the nose
    disc(draw, x - 5, y + 2, 4, "#ff9aa2")
    return picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS)


def stroke(draw: ImageDraw.ImageDraw, points: Sequence[Point], width: float) -> None:
    """A smooth pen line through the points (Catmull-Rom), thicker in its middle."""
    padded = [points[0], *points, points[-1]]
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for i in range(40):
            t = i / 40
            x, y = (
                0.5
                * (
                    2 * q
                    + (r - p) * t
                    + (2 * p - 5 * q + 4 * r - s) * t**2
                    + (3 * q - p - 3 * r + s) * t**3
                )
                for p, q, r, s in zip(a, b, c, d, strict=True)
            )
            disc(draw, x, y, width * (0.8 + 0.3 * math.sin(t * math.pi)), "#20304a")


def handwriting() -> Image.Image:
    """Thin dark strokes on light paper: "pool", a line, and an arrow."""
    picture, draw = canvas("#f7f3e8")
    for line in (70, 130, 190):
        draw.line(fine(0, line, 256, line), fill="#e3ddcb", width=FINE)
    l_shape = [(176, 110), (192, 84), (194, 58), (184, 60), (180, 92), (184, 124), (198, 126)]
    letters = [
        [(30, 92), (34, 110), (33, 132), (32, 164)],  # p
        [(33, 108), (46, 94), (60, 102), (58, 120), (44, 128), (33, 120)],
        [(92, 96), (76, 104), (76, 122), (92, 129), (106, 120), (104, 102), (92, 96)],  # o
        [(104, 102), (116, 104), (128, 98)],
        [(142, 96), (126, 104), (126, 122), (142, 129), (156, 120), (154, 102), (142, 96)],  # o
        [(154, 102), (166, 104), (176, 96)],
        [*l_shape, (212, 112)],
        [(40, 206), (90, 200), (150, 208), (214, 198)],  # the arrow
        [(198, 188), (214, 198), (202, 212)],
    ]
    for points in letters:
        stroke(draw, points, 1.5)
    return picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS)


def stripes() -> Image.Image:
    """Upright stripes two pixels dark, two bright: after one round, all depends on where they lie.

    Below them stripes of three pixels and of five, and slanted ones.
    """
    down, along = np.indices((SIDE, SIDE))
    bands = [along // 2 % 2, along // 3 % 2, along // 5 % 2, (along + down) // 3 % 2]
    values = np.choose(down * len(bands) // SIDE, bands) * 235 + 10
    return Image.fromarray(values.astype(np.uint8)).convert("RGB")


def checkerboard() -> Image.Image:
    """Single pixels, dark and bright in turn."""
    down, along = np.indices((SIDE, SIDE))
    return Image.fromarray(((down + along) % 2 * 235 + 10).astype(np.uint8)).convert("RGB")


def gradient() -> Image.Image:
    """From dark at the left to bright at the right, smoothly."""
    return Image.fromarray(np.tile(np.arange(SIDE, dtype=np.uint8), (SIDE, 1))).convert("RGB")


def cat() -> Image.Image | None:
    """Chelsea, photographed by Stéfan van der Walt, CC0, from the package scikit-image."""
    try:
        from skimage import data
    except ImportError:
        return None
    photo = Image.fromarray(data.chelsea())
    return photo.crop((75, 0, 375, 300)).resize((SIDE, SIDE), Image.Resampling.LANCZOS)


def icon() -> Image.Image:
    """Four cells of a grid, the largest bright: the app's icon."""
    picture = Image.new("RGBA", (64, 64))
    draw = ImageDraw.Draw(picture)
    colours = ["#8dc3e6", "#1d5c9b", "#0b2545", "#f4fafe"]
    for place, colour in enumerate(colours):
        row, column = divmod(place, 2)
        left, top = 4 + column * 29, 4 + row * 29
        draw.rounded_rectangle((left, top, left + 26, top + 26), 5, fill=colour)
    draw.rounded_rectangle((32, 32, 62, 62), 6, outline="#f2690d", width=5)
    return picture


if __name__ == "__main__":
    for draw_one in (icon, clown, cat, handwriting, stripes, checkerboard, gradient):
        drawn = draw_one()
        if drawn is not None:
            drawn.save(HERE / f"{draw_one.__name__}.png", optimize=True)
