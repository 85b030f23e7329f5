"""The pictures of the gallery, and a picture in grey. Does not use Streamlit."""

from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from lab.data.shrink import Picture
from lab.data.uploads import read_image

ASSETS = Path(__file__).parents[2] / "assets"


GALLERY = {  # the name that learners see -> the file in assets/
    "Clown": "clown.png",
    "Cat": "cat.png",
    "Handwriting": "handwriting.png",
    "Fine stripes": "stripes.png",
    "Checkerboard": "checkerboard.png",
    "Gradient": "gradient.png",
}


@lru_cache(maxsize=len(GALLERY))
def gallery_picture(name: str) -> Picture:
    """A picture of the gallery. It is read-only, because all learners share it.

    >>> gallery_picture("Clown").shape
    (256, 256, 3)
    """
    picture = read_image((ASSETS / GALLERY[name]).read_bytes())
    picture.flags.writeable = False
    return picture


def grey(picture: Picture) -> npt.NDArray[np.uint8]:
    """The brightness of a picture: (height, width, 3) -> (height, width)."""
    return np.asarray(Image.fromarray(picture).convert("L"))


def square(picture: npt.NDArray[np.uint8], side: int) -> npt.NDArray[np.uint8]:
    """The square in the middle of a picture, scaled to ``side`` x ``side`` pixels."""
    size = (side, side)
    return np.asarray(ImageOps.fit(Image.fromarray(picture), size, Image.Resampling.LANCZOS))


def fitted(picture: Picture, side: int) -> npt.NDArray[np.uint8]:
    """The square in the middle of a picture, in grey."""
    return square(grey(picture), side)
