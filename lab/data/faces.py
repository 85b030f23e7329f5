"""Faces of four kinds, drawn from a seed: what the networks tell apart. Does not use Streamlit.

Every choice comes from one random number at a time, so the same seed gives the same faces on every
machine. The faces stand within one pixel of the middle. Shift them with :func:`pooling.translate`.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt
from PIL import Image

from lab.data.shrink import Picture
from lab.data.sketches import DRAWN, FINE, SIDE, Sketch, background

FACES = ("clown", "cat", "robot", "person")  # their order is that of the networks' scores
NUMBERED = 200  # faces that the page shows by number
SEED_OF_NUMBERED = 2026  # no network is trained or measured on it
NOISE = 7  # of 255: how far noise may change a pixel


def faces(count: int, seed: int) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """Draw faces: clown, cat, robot, person, and again from the first.

    >>> pictures, labels = faces(6, seed=0)
    >>> pictures.shape, [FACES[label] for label in labels]
    ((6, 32, 32, 3), ['clown', 'cat', 'robot', 'person', 'clown', 'cat'])

    Parameters
    ----------
    count : int
        How many. The first faces of a longer call are those of a shorter one.
    seed : int
        At least 0.

    Returns
    -------
    pictures : (count, 32, 32, 3) uint8 array
    labels : (count,) int64 array
        Places in :data:`FACES`.
    """
    labels = np.arange(count) % len(FACES)
    pictures = np.empty((count, SIDE, SIDE, 3), np.uint8)
    for i, label in enumerate(labels):
        pictures[i] = drawn(FACES[label], np.random.default_rng([seed, i]))
    return pictures, labels


@lru_cache(maxsize=NUMBERED)
def face(number: int) -> tuple[Picture, str]:
    """One of the numbered faces, 1 to 200, and its kind. The picture is read-only: all share it.

    >>> face(1)[1], face(2)[1]
    ('clown', 'cat')
    """
    if not 1 <= number <= NUMBERED:
        raise ValueError(f"`number` must be from 1 to {NUMBERED}, got {number}")
    kind = FACES[(number - 1) % len(FACES)]
    picture = drawn(kind, np.random.default_rng([SEED_OF_NUMBERED, number]))
    picture.flags.writeable = False
    return picture, kind


def large_face(number: int, times: int = 8) -> Picture:
    """One of the numbered faces as a large picture, without noise: (32 times, 32 times, 3).

    >>> large_face(1).shape
    (256, 256, 3)
    """
    rng = np.random.default_rng([SEED_OF_NUMBERED, number])
    return np.asarray(sketched(FACES[(number - 1) % len(FACES)], rng, times).image)


def sketched(kind: str, rng: np.random.Generator, fine: int) -> Sketch:
    """A face with its background, ``fine`` times as large as the finished picture."""
    sketch = Sketch(rng, fine)
    background(sketch)
    sketch.x += sketch.between(-1, 1)
    sketch.y += sketch.between(-1, 1)
    sketch.scale = sketch.between(0.98, 1.14)
    DRAWN[kind](sketch)
    return sketch


def drawn(kind: str, rng: np.random.Generator) -> Picture:
    """One face with its background, in another light, and with a little noise."""
    sketch = sketched(kind, rng, FINE)
    small = np.asarray(sketch.image.reduce(FINE), np.float64)
    light = 1 + 0.12 * (rng.random() - 0.5)
    noise = NOISE * (rng.random(small.shape) + rng.random(small.shape) - 1)
    return (small * light + noise).round().clip(0, 255).astype(np.uint8)


def turned(picture: Picture, degrees: float) -> Picture:
    """Turn a face to the left round its middle. Edge pixels are repeated where nothing was."""
    around = Image.fromarray(np.pad(picture, [(SIDE // 2,) * 2] * 2 + [(0, 0)], mode="edge"))
    middle = (SIDE // 2, SIDE // 2, SIDE // 2 + SIDE, SIDE // 2 + SIDE)
    return np.asarray(around.rotate(degrees, Image.Resampling.BILINEAR).crop(middle))


def scaled(picture: Picture, factor: float) -> Picture:
    """Make a face larger or smaller, from half its size. Edge pixels are repeated."""
    around = Image.fromarray(np.pad(picture, [(SIDE // 2,) * 2] * 2 + [(0, 0)], mode="edge"))
    half = SIDE / 2 / factor  # pixels from the middle to the edge of what stays in the picture
    box = (SIDE - half, SIDE - half, SIDE + half, SIDE + half)
    return np.asarray(around.resize((SIDE, SIDE), Image.Resampling.BILINEAR, box))
