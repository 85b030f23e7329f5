"""What the networks say of a face at every shift, computed once for all who look at it."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from lab.data.faces import FACES, face
from lab.data.trained import TRAINED, recognise
from lab.still_a_clown.settings import REACH
from pooling import translate

SHIFTS = range(-REACH, REACH + 1)
Shares = npt.NDArray[np.floating]


@lru_cache(maxsize=2000)
def row(number: int, network: str, down: int) -> Shares:
    """The probabilities of the four kinds for every shift to the right: (21, 4)."""
    picture, _ = face(number)
    shares = recognise(TRAINED[network], np.stack([shifted(picture, down, r) for r in SHIFTS]))
    shares.flags.writeable = False  # all who ask get this very array
    return shares


def everywhere(number: int, network: str) -> Shares:
    """The probabilities at every shift: (21, 21, 4), down first."""
    return np.stack([row(number, network, down) for down in SHIFTS])


def shifted(picture: npt.NDArray[np.uint8], down: int, right: int) -> npt.NDArray[np.uint8]:
    """The picture, (height, width, 3), with its edge pixels repeated where it was."""
    moved = translate(np.moveaxis(picture, 2, 0), down, right, fill="edge")
    return np.moveaxis(moved, 0, 2)


def is_right(number: int, network: str, down: int, right: int) -> bool:
    """Whether the network recognises the face there."""
    kind = FACES.index(face(number)[1])
    return int(row(number, network, down)[right + REACH].argmax()) == kind


def first_lost(number: int, network: str) -> int | None:
    """The smallest shift to the right at which the face is lost; None if it never is."""
    return next((r for r in range(REACH + 1) if not is_right(number, network, 0, r)), None)
