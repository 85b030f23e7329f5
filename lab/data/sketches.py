"""How the small faces are drawn: a pen, and one function for each kind. Does not use Streamlit.

Places are in pixels of the finished picture, from the middle of the face: right and down.
"""

from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw

SIDE = 32  # pixels of a finished picture
FINE = 4  # drawn so many times larger, so that edges become smooth

SKIN = ("#ffe3cf", "#f9cfae", "#eab48a", "#cf9468", "#a0673f", "#75492c")
PAINT = ("#fffaf5", "#ffe9da", "#ffe3cf", "#f9cfae")  # on a clown's face
HAIR = ("#2b1d17", "#4a2c1a", "#7b4a24", "#b5651d", "#e0b04c", "#c9c5c0", "#a23b22")
LOUD = ("#e8552d", "#f2a01e", "#3fae49", "#2a6fdb", "#a048c8", "#e0408f", "#18a5a5")
FUR = ("#e8943a", "#8d8f96", "#45444c", "#f6efe2", "#a9784f", "#d3ab7c", "#66758a")
METAL = ("#b9c4cf", "#8fa3b5", "#dfe4e8", "#7fb3a8", "#cbb98c", "#9a93c4", "#e0a08f")
CLOTH = ("#7a4fc4", "#2f6f9f", "#c8443c", "#3c8f5a", "#e2b33a", "#30415c", "#d77fa1")
WALL = ("#bfe3f2", "#f7e7c4", "#e6d9f2", "#d3ecd0", "#f6cfc6", "#9fc4dd", "#c9cdd3", "#6c86a8")
GROUND = ("#7fbf6a", "#c9a26b", "#a7b7c2", "#d9cfae", "#5f8f77")
TRIM = ("#ffd84d", "#ffffff", "#f2c3d4", "#20304a")
RED = ("#e3122b", "#d4203a", "#f0352b", "#c8102e")
EYES = ("#4fae5a", "#e2b52e", "#5aa9dc", "#c98a2b")
GLOW = ("#5fe0ff", "#ffe066", "#7dff8a", "#ff6b5e")
INK = "#20304a"


class Sketch:
    """A large sheet with a wall, and the random choices of one face."""

    def __init__(self, rng: np.random.Generator, fine: int = FINE) -> None:
        self.rng = rng
        self.fine = fine
        self.image = Image.new("RGB", (SIDE * fine, SIDE * fine), self.pick(WALL))
        self.draw = ImageDraw.Draw(self.image)
        self.x = self.y = SIDE / 2
        self.scale = 1.0

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self.rng.random()

    def pick(self, options: tuple[str, ...]) -> str:
        return options[int(self.rng.random() * len(options))]

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def places(self, *places: tuple[float, float]) -> list[tuple[int, int]]:
        """Whole pixels of the large sheet, so that no version of Pillow rounds them its own way."""
        size = self.scale * self.fine
        left, top = self.x * self.fine, self.y * self.fine
        return [(round(left + x * size), round(top + y * size)) for x, y in places]

    def disc(self, x: float, y: float, r: float, fill: str, tall: float = 1) -> None:
        self.draw.ellipse(self.places((x - r, y - r * tall), (x + r, y + r * tall)), fill)

    def box(self, x0: float, y0: float, x1: float, y1: float, fill: str, bend: float = 0) -> None:
        """A rectangle with round corners. Pillow's own has changed from one version to the next."""
        (left, top), (right, bottom) = self.places((x0, y0), (x1, y1))
        r = min(round(bend * self.fine), (right - left) // 2, (bottom - top) // 2)
        self.draw.rectangle((left, top + r, right, bottom - r), fill)
        self.draw.rectangle((left + r, top, right - r, bottom), fill)
        for x in (left, right - 2 * r):
            for y in (top, bottom - 2 * r):
                self.draw.ellipse((x, y, x + 2 * r, y + 2 * r), fill)

    def shape(self, fill: str, *places: tuple[float, float]) -> None:
        self.draw.polygon(self.places(*places), fill)

    def smile(self, y: float, wide: float, tall: float, fill: str) -> None:
        """The lower half of an ellipse."""
        self.draw.chord(self.places((-wide, y - tall), (wide, y + tall)), 0, 180, fill)

    def dome(self, y: float, wide: float, tall: float, fill: str) -> None:
        """The upper half of an ellipse."""
        self.draw.chord(self.places((-wide, y - tall), (wide, y + tall)), 180, 360, fill)

    def arc(self, x: float, y: float, wide: float, tall: float, upper: bool, fill: str) -> None:
        """A bent line: the upper or the lower part of an ellipse."""
        corners = self.places((x - wide, y - tall), (x + wide, y + tall))
        self.draw.arc(corners, *((200, 340) if upper else (20, 160)), fill, width=3)

    def line(self, fill: str, *places: tuple[float, float]) -> None:
        self.draw.line(self.places(*places), fill, 2)


def background(s: Sketch) -> None:
    """A meadow, stripes, dots or a plain wall, and up to two small things beside the face."""
    which = s.pick(("ground", "ground", "stripes", "dots", "plain"))
    if which == "ground":
        s.box(-17, s.between(6, 10), 17, 17, s.pick(GROUND))
    elif which == "stripes":
        colour = s.pick(WALL)
        for x in range(-16, 16, 6):
            s.box(x, -17, x + 2, 17, colour)
    elif which == "dots":
        colour = s.pick(WALL)
        for down in range(-2, 3):
            for along in range(-3, 4):
                s.disc(6 * along + 3 * (down % 2), 6 * down, 1.1, colour)
    for side in (-1, 1):
        if s.chance(0.35):
            thing(s, side * s.between(11.5, 13.5), s.between(-13, -7))


def thing(s: Sketch, x: float, y: float) -> None:
    """A sun, a cloud, a balloon or a star. Balloons may be red: red alone proves no clown."""
    which = s.pick(("sun", "cloud", "balloon", "star"))
    if which == "sun":
        s.disc(x, y, 2.2, "#ffd84d")
    elif which == "cloud":
        for right, r in ((-1.8, 1.3), (0, 1.9), (1.9, 1.4)):
            s.disc(x + right, y, r, "#ffffff")
    elif which == "balloon":
        s.line("#5a6478", (x, y), (x + 0.5, y + 6))
        s.disc(x, y, 1.9, s.pick((*RED, *LOUD)), 1.2)
        s.disc(x - 0.6, y - 0.8, 0.5, "#ffffff")
    else:
        tips = ((0, -2.4), (0.7, -0.7), (2.4, 0), (0.7, 0.7), (0, 2.4), (-0.7, 0.7), (-2.4, 0))
        s.shape("#ffe27a", *((x + right, y + down) for right, down in (*tips, (-0.7, -0.7))))


def hat(s: Sketch, y: float, wide: float) -> None:
    """A hat whose brim is at height ``y``. All kinds of faces choose from the same hats."""
    which = s.pick(("cone", "cone", "bowler", "cap", "beanie"))
    colour, trim = s.pick(LOUD), s.pick(TRIM)
    if which == "cone":
        lean, tall, half = s.between(-1.5, 1.5), s.between(5.5, 6.5), wide * 0.55
        s.shape(colour, (-half, y), (half, y), (lean, y - tall))
        low, high = 0.3, 0.55  # the band, as shares of the height
        s.shape(
            trim,
            (-half + (half + lean) * low, y - tall * low),
            (half - (half - lean) * low, y - tall * low),
            (half - (half - lean) * high, y - tall * high),
            (-half + (half + lean) * high, y - tall * high),
        )
        s.disc(lean, y - tall, 1.2, "#ffffff")
        s.box(-half - 0.6, y - 0.7, half + 0.6, y + 0.6, "#ffffff", 0.6)
    elif which == "bowler":
        s.box(-wide * 0.6, y - 4.5, wide * 0.6, y, colour, 2.4)
        s.box(-wide * 0.6, y - 1.8, wide * 0.6, y - 0.4, trim)
        s.box(-wide * 1.05, y - 0.6, wide * 1.05, y + 0.7, colour, 0.6)
    elif which == "cap":
        s.dome(y + 0.6, wide * 0.95, wide * 0.85, colour)
        s.box(-wide * 0.95, y + 0.1, wide * 1.4, y + 1.5, trim, 0.7)
    else:
        s.dome(y + 0.6, wide * 0.95, wide * 0.95, colour)
        s.box(-wide * 0.95, y - 0.5, wide * 0.95, y + 1.4, trim, 0.9)
        s.disc(0, y - wide * 0.4 - 2.2, 1.3, trim)


def eyes(s: Sketch, apart: float, y: float, r: float, iris: str = INK) -> None:
    look = s.between(-0.3, 0.3)
    for x in (-apart, apart):
        s.disc(x, y, r, "#ffffff", 1.3)
        s.disc(x + look, y + 0.3, r * 0.58, iris, 1.2)
        s.disc(x + look - 0.3, y - 0.2, r * 0.2, "#ffffff")


def body(s: Sketch, y: float, colour: str) -> None:
    """Shoulders below the face, down to the edge of the picture."""
    s.shape(colour, (-6.5, 17), (-5, y + 1), (-3, y - 1), (3, y - 1), (5, y + 1), (6.5, 17))


def clown(s: Sketch) -> None:
    """Always a red nose and hair at the sides; mostly a hat, a ruff and a white mouth."""
    r, paint, hair = s.between(6, 6.8), s.pick(PAINT), s.pick(LOUD)
    body(s, r + 2, s.pick(CLOTH))
    s.disc(0, r + 6, 0.9, s.pick(TRIM))
    if s.chance(0.75):
        trim = s.pick(("#f2c3d4", "#bfe3f2", "#ffe27a"))
        for i in range(7):  # the ruff
            x, y = (i - 3) * 1.9, r + 2.2 - abs(i - 3) ** 2 * 0.12
            s.disc(x, y, 1.6, "#ffffff")
            s.disc(x, y, 0.7, trim)
    else:
        bow = s.pick(LOUD)
        s.shape(bow, (-4, r + 0.8), (-4, r + 4.2), (4, r + 0.8), (4, r + 4.2))
        s.disc(0, r + 2.5, 1, "#ffd84d")
    tuft = s.between(2.1, 2.8)
    for side in (-1, 1):
        for right, down in ((r * 0.96, -2.9), (r * 1.12, 0), (r * 0.98, 2.6)):
            s.disc(side * right, down, tuft, hair)
    if s.chance(0.25):  # hair on top as well
        for x in (-3.6, 0, 3.6):
            s.disc(x, -r + 0.2, 2.6, hair)
    s.disc(0, 0, r, paint, 1.1)
    if s.chance(0.7):
        hat(s, -r * 0.88, s.between(4.6, 5.6))
    eyes(s, r * 0.38, -1.7, s.between(1.35, 1.6))
    for side in (-1, 1):
        s.arc(side * r * 0.38, -2.9, 1.5, 1.6, True, "#5b2d18")
        if s.chance(0.8):
            s.disc(side * r * 0.68, 2.1, 1.1, "#f7a9a0")
    if s.chance(0.85):
        s.smile(2.4, 4.1, 3.4, "#ffffff")
    s.smile(2.9, 3.2, 2.4, "#c8102e")
    s.smile(3.1, 2.2, 1.2, "#ffffff")
    nose = s.between(1.6, 2)
    s.disc(0, 0.9, nose, s.pick(RED))
    s.disc(-0.6, 0.3, 0.5, "#ff9aa2")


def cat(s: Sketch) -> None:
    """Ears, whiskers, a small nose that is never red; stripes or a white muzzle now and then."""
    r, fur = s.between(6.2, 7.2), s.pick(FUR)
    dark = fur == "#45444c"
    body(s, r + 1.5, fur)
    if s.chance(0.5):
        s.box(-4.4, r - 0.1, 4.4, r + 1.9, s.pick(LOUD), 0.8)
        s.disc(0, r + 2, 1.1, "#ffd84d")
    tall = s.between(1.35, 1.6)
    for side in (-1, 1):
        s.shape(
            fur, (side * r, -r * 0.2), (side * r * 0.95, -r * tall), (side * r * 0.12, -r * 0.7)
        )
        s.shape(
            "#f2b3b3", (side * r * 0.85, -r * 0.6), (side * r * 0.82, -r * tall + 1.9),
            (side * r * 0.4, -r * 0.75),
        )  # fmt: skip
    s.disc(0, 0, r, fur, 0.92)
    if s.chance(0.45):
        stripe = "#2b2a2e" if not dark else "#8d8f96"
        for x in (-1.7, 0, 1.7):
            s.box(x - 0.35, -r * 0.9, x + 0.35, -r * 0.45 - abs(x) * 0.3, stripe, 0.3)
    elif s.chance(0.25):
        hat(s, -r * 0.8, s.between(4, 4.8))
    if s.chance(0.6) or dark:
        for x in (-1.5, 1.5):
            s.disc(x, 2.7, 2, "#fffaf0", 0.85)
    iris = s.pick(EYES)
    for x in (-r * 0.45, r * 0.45):
        s.disc(x, -1.2, 1.6, iris, 1.05)
        s.disc(x, -1.2, 0.65, "#14161c", 1.9)
        s.disc(x - 0.5, -1.8, 0.35, "#ffffff")
    s.shape(s.pick(("#e58a95", "#5b3a36", "#e8a0a8")), (-1.1, 1.1), (1.1, 1.1), (0, 2.4))
    for side in (-1, 1):
        s.arc(side * 1.1, 2.6, 1.1, 1.1, False, INK)
        for down in (0.2, 1.6):
            s.line(
                "#ffffff" if dark else "#4b4f5c",
                (side * 3, 2.3 + down * 0.4),
                (side * (r + 2), 1.3 + down * 1.5),
            )


def robot(s: Sketch) -> None:
    """A metal box with bolts and antennas. Its eyes glow, now and then in red."""
    wide, tall, metal = s.between(6, 7.2), s.between(5.8, 6.8), s.pick(METAL)
    s.box(-2, tall, 2, tall + 4, "#59636e")
    s.box(-6, tall + 2.5, 6, 18, s.pick(METAL), 1.4)
    s.disc(s.between(-3, 3), tall + 5.5, 1, s.pick(GLOW))
    feelers = s.pick(("one", "two", "hat"))
    if feelers != "hat":
        for x in (0.0,) if feelers == "one" else (-3.2, 3.2):
            s.box(x - 0.4, -tall - 3.4, x + 0.4, -tall, "#59636e")
            s.disc(x, -tall - 4, 1.3, s.pick((*RED, *GLOW)))
    for side in (-1, 1):
        s.box(side * (wide + 0.6) - 1, -1.8, side * (wide + 0.6) + 1, 1.8, "#59636e", 0.6)
    s.box(-wide - 0.3, -tall - 0.3, wide + 0.3, tall + 0.3, "#59636e", 2.2)
    s.box(-wide, -tall, wide, tall, metal, 1.9)
    if feelers == "hat":
        hat(s, -tall - 0.4, s.between(4.6, 5.4))
    glow, square = s.pick(GLOW), s.chance(0.5)
    if s.chance(0.25):  # one wide visor
        s.box(-wide + 1.2, -3.4, wide - 1.2, 0.4, INK, 1.6)
        for x in (-2.2, 2.2):
            s.disc(x, -1.5, 1.1, glow)
    else:
        for x in (-wide * 0.46, wide * 0.46):
            if square:
                s.box(x - 1.8, -3.4, x + 1.8, 0.2, INK, 0.5)
                s.box(x - 1, -2.6, x + 1, -0.6, glow, 0.3)
            else:
                s.disc(x, -1.6, 1.9, INK)
                s.disc(x, -1.6, 1.15, glow)
    s.box(-3.4, 2.2, 3.4, 4.4, INK, 0.5)
    for x in (-2.1, -0.3, 1.5):
        s.box(x - 0.3, 2.7, x + 0.7, 3.9, s.pick(("#ffffff", "#c9d3dc")))


def person(s: Sketch) -> None:
    """Hair of many cuts, loud colours among them; glasses, a beard or a hat now and then."""
    r, skin = s.between(5.8, 6.8), s.pick(SKIN)
    hair = s.pick((*HAIR, *HAIR, *LOUD))
    cut = s.pick(("short", "long", "curls", "bun", "bald"))
    if cut == "long":
        s.box(-r * 1.15, -r * 0.8, r * 1.15, r * 1.3, hair, 3.5)
    elif cut == "curls":
        for right, down in ((0.85, -0.75), (1.1, -0.25), (1.08, 0.3), (0.4, -1.05)):
            for side in (-1, 1):
                s.disc(side * right * r, down * r, 2.3, hair)
    elif cut == "bun":
        s.disc(0, -r * 1.38, 2.1, hair)
    s.box(-2, r - 1, 2, r + 3, skin)
    body(s, r + 2.6, s.pick(CLOTH))
    s.smile(r + 1.2, 2.2, 1.8, skin)
    for side in (-1, 1):
        s.disc(side * r, 0.4, 1.2, skin)
    if cut != "bald":
        s.disc(0, -r * 0.28, r * 1.05, hair)
    s.disc(0, 0, r, skin, 1.1)
    hatted = s.chance(0.3)
    if cut != "bald" and not hatted:
        s.draw.chord(s.places((-r, -r * 1.12), (r, r * 0.5)), 195, 345, hair)
    if s.chance(0.18):  # a beard
        s.smile(1.2, r * 0.92, r * 0.98, s.pick(HAIR))
    if hatted:
        hat(s, -r * 0.8, s.between(5, 6))
    eyes(s, r * 0.4, -0.9, s.between(1.1, 1.35), s.pick((INK, "#5b3a1e", "#2f6f9f", "#3c7a4a")))
    glasses = s.chance(0.25)
    for side in (-1, 1):
        s.arc(side * r * 0.4, -2.3, 1.4, 1.2, True, "#3a2a22")
        if glasses:
            corners = s.places((side * r * 0.4 - 2, -2.9), (side * r * 0.4 + 2, 1.1))
            s.draw.ellipse(corners, None, INK, 2)
        if s.chance(0.35):
            s.disc(side * r * 0.62, 1.8, 1, "#e79a8f")
    s.arc(0, 0.9, 0.8, 0.8, False, "#a8643f")
    if s.chance(0.5):
        s.smile(2.8, 2.1, 1.9, "#a3262f")
        s.smile(2.8, 1.7, 0.7, "#ffffff")
    else:
        s.arc(0, 2.4, 2.1, 1.6, False, "#a3262f")


DRAWN: dict[str, Callable[[Sketch], None]] = {
    "clown": clown,
    "cat": cat,
    "robot": robot,
    "person": person,
}
