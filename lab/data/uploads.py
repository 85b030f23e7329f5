"""Pictures: from the gallery or from what a learner uploads, as arrays. No Streamlit."""

from io import BytesIO
from math import ceil
from threading import Lock

import numpy as np
from PIL import Image

from lab.data import limits
from lab.data.avif import reduced_apart
from lab.data.shrink import LONGEST_SIDE, Picture, reduced

SHORTEST_SIDE = 8
LARGEST_FILE = 10 * 2**20  # bytes
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")
CHOOSE_ANOTHER = "Save it again, or choose another."
CHOOSE = "Choose a PNG, JPEG, WebP, GIF, BMP, TIFF or AVIF."

# Megapixels whose decoding stays under 200 MB. A JPEG of one scan is scaled down while it is
# decoded; WebP's decoder holds a picture four times.
MEGAPIXELS = {"JPEG": 120.0, "MPO": 120.0, "WEBP": 12.4}
MEGAPIXELS_ELSE = 20.0

ONE_AT_A_TIME = Lock()  # a class that uploads together takes no more memory than one learner

# The limits below are stricter than Pillow's, and refuse in words before anything is decoded.
Image.MAX_IMAGE_PIXELS = None


def read_image(data: bytes) -> Picture:
    """The bytes of any picture file as RGB, at most 256 pixels on its long side.

    EXIF orientation is obeyed, transparency laid on white, 16 bits and floats brought to 8, an
    animation shown by its first frame.

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
        For everything else, in a sentence that says what to do.
    """
    if not data:
        raise ValueError(f"The file is empty. {CHOOSE}")
    if len(data) > LARGEST_FILE:
        raise ValueError("The file is larger than 10 MB. Make the picture smaller and try again.")
    if data.startswith(b"\xff\xd8") and limits.too_many_parts(data):
        raise ValueError(f"This JPEG is of too many parts to be read here. {CHOOSE_ANOTHER}")
    try:
        image: Image.Image = Image.open(BytesIO(data), formats=FORMATS)
        megapixels, limit = weight(image, data)
    except Exception:  # a crafted file makes Pillow raise anything at all
        raise ValueError(f"This file is no picture that can be read here. {CHOOSE}") from None
    refuse_size(megapixels, limit)
    shrink = min(LONGEST_SIDE / max(image.size), 1)
    refuse_narrow(ceil(image.width * shrink), ceil(image.height * shrink))
    try:
        with ONE_AT_A_TIME:
            image = reduced_apart(data) if image.format == "AVIF" else reduced(image)
            image.load()
    except Exception:  # the same, while decoding
        raise ValueError(
            f"The picture is damaged or cut short, and could not be read. {CHOOSE_ANOTHER}"
        ) from None
    refuse_narrow(*image.size)
    return np.array(image)


def weight(image: Image.Image, data: bytes) -> tuple[float, float]:
    """The megapixels that decoding unpacks, and how many may be."""
    limit = MEGAPIXELS.get(image.format or "", MEGAPIXELS_ELSE)
    if image.format in ("JPEG", "MPO") and limits.held_whole(image, data):
        limit = MEGAPIXELS_ELSE
    return max(image.width * image.height / 1e6, limits.tile_megapixels(image)), limit


def refuse_size(megapixels: float, limit: float) -> None:
    """Refuse what would take too much memory, before it is decoded."""
    if megapixels > limit:
        many = f"{megapixels:.1f}" if megapixels < 1000 else "more than 1000"
        raise ValueError(
            f"The picture has {many} megapixels; at most {limit:g} can be read here. "
            "Make it smaller and try again."
        )


def refuse_narrow(width: int, height: int) -> None:
    """Refuse a thread, before it is decoded too: an RLE bitmap skips 255 rows in four bytes."""
    if min(width, height) < SHORTEST_SIDE:
        raise ValueError(
            f"The picture is too small or too narrow to pool: {width} x {height} pixels are left "
            f"of it. Choose one with at least {SHORTEST_SIDE} on each side."
        )
