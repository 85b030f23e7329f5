"""Read a picture file as an array of pixels, or say why not. Does not use Streamlit."""

from io import BytesIO
from math import ceil
from threading import Lock

import numpy as np
from PIL import Image

from lab.data import limits
from lab.data.avif import reduced_apart
from lab.data.essentials import essentials
from lab.data.layouts import is_jumbled
from lab.data.refusals import CHOOSE, not_opened
from lab.data.shrink import LONGEST_SIDE, Picture, reduced

SHORTEST_SIDE = 8
LARGEST_FILE = 10 * 2**20  # bytes
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")
CHOOSE_ANOTHER = "Save it again, or choose another."

# Up to so many megapixels, decoding takes less than 200 MB. A JPEG with one scan is scaled down
# while it is decoded, so it may be larger. The decoder of WebP holds a picture four times.
MEGAPIXELS = {"JPEG": 120.0, "MPO": 120.0, "WEBP": 12.4}
MEGAPIXELS_ELSE = 20.0

# Only one picture is decoded at a time, so a class needs no more memory than one learner.
ONE_AT_A_TIME = Lock()

# Pillow's own limit is off. The limits here are stricter, and explain what to do.
Image.MAX_IMAGE_PIXELS = None


def read_image(data: bytes) -> Picture:
    """Read the bytes of a picture file as RGB, at most 256 pixels on its long side.

    The picture is turned as its EXIF orientation says, and its colours become sRGB. Transparent
    parts become white. 16-bit and float values become 8-bit values. Of an animation, only the first
    frame is read. A JPEG that was cut short is shown as far as it goes.

    Parameters
    ----------
    data : bytes
        PNG, JPEG, WebP, GIF, BMP, TIFF or AVIF, at most 10 MB.

    Returns
    -------
    (height, width, 3) uint8 array

    Raises
    ------
    ValueError
        If the file cannot be read here. The message says what is wrong and what to do.
    """
    if not data:
        raise ValueError(f"The file is empty. {CHOOSE}")
    if len(data) > LARGEST_FILE:
        raise ValueError("The file is larger than 10 MB. Make the picture smaller and try again.")
    if data.startswith(b"\xff\xd8") and limits.too_many_parts(data):
        raise ValueError(f"This JPEG is of too many parts to be read here. {CHOOSE_ANOTHER}")
    data = essentials(data)
    try:
        image: Image.Image = Image.open(BytesIO(data), formats=FORMATS)
        megapixels, limit = weight(image, data)
        jumbled = is_jumbled(image)
    except Exception:  # a crafted file can make Pillow raise any exception
        raise ValueError(not_opened(data)) from None
    if jumbled:
        raise ValueError(
            "This TIFF stores its numbers in a way that cannot be read here. Save it as PNG."
        )
    refuse_size(megapixels, limit)
    shrink = min(LONGEST_SIDE / max(image.size), 1)
    refuse_narrow(ceil(image.width * shrink), ceil(image.height * shrink))
    try:
        with ONE_AT_A_TIME:
            image = reduced_apart(data) if image.format == "AVIF" else reduced(image)
            image.load()
    except Exception:  # decoding can raise any exception too
        raise ValueError(
            f"The picture is damaged or cut short, and could not be read. {CHOOSE_ANOTHER}"
        ) from None
    refuse_narrow(*image.size)
    return np.array(image)


def weight(image: Image.Image, data: bytes) -> tuple[float, float]:
    """Return how many megapixels decoding unpacks, and how many are allowed."""
    limit = MEGAPIXELS.get(image.format or "", MEGAPIXELS_ELSE)
    if image.format in ("JPEG", "MPO") and limits.held_whole(image, data):
        limit = MEGAPIXELS_ELSE
    pictures = 2 if image.info.get("default_image") else 1  # see layouts.decoded
    megapixels = image.width * image.height / 1e6 * pictures
    return max(megapixels, limits.tile_megapixels(image)), limit


def refuse_size(megapixels: float, limit: float) -> None:
    """Raise ValueError for a picture that would take too much memory to decode."""
    if megapixels > limit:
        many = f"{megapixels:.1f}" if megapixels < 1000 else "more than 1000"
        raise ValueError(
            f"The picture has {many} megapixels; at most {limit:g} can be read here. "
            "Make it smaller and try again."
        )


def refuse_narrow(width: int, height: int) -> None:
    """Raise ValueError for a picture that is too small or too narrow to pool.

    It is called before decoding too: four bytes of an RLE bitmap can stand for 255 rows.
    """
    if min(width, height) < SHORTEST_SIDE:
        raise ValueError(
            f"The picture is too small or too narrow to pool: {width} x {height} pixels are left "
            f"of it. Choose one with at least {SHORTEST_SIDE} on each side."
        )
