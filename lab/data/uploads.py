"""Pictures: from the gallery or from what a learner uploads, as arrays. No Streamlit."""

from functools import lru_cache
from io import BytesIO
from math import ceil
from pathlib import Path
from threading import Lock

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from lab.data import limits
from lab.data.avif import reduced_apart

Picture = npt.NDArray[np.uint8]  # (height, width, 3)

ASSETS = Path(__file__).parents[2] / "assets"
GALLERY = {  # name shown: file in assets/
    "Clown": "clown.png",
    "Cat": "cat.png",
    "Handwriting": "handwriting.png",
    "Fine stripes": "stripes.png",
    "Checkerboard": "checkerboard.png",
    "Gradient": "gradient.png",
}

LONGEST_SIDE = 256  # pixels of what is kept
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


@lru_cache(maxsize=len(GALLERY))
def gallery_picture(name: str) -> Picture:
    """A picture of the gallery, shared by all who look at it and therefore read-only.

    >>> gallery_picture("Clown").shape
    (256, 256, 3)
    """
    picture = read_image((ASSETS / GALLERY[name]).read_bytes())
    picture.flags.writeable = False
    return picture


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


def reduced(image: Image.Image) -> Image.Image:
    """Decode, reduce, turn upright, and make it plain RGB."""
    image.draft(None, (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))  # JPEG only: cheap scaling first
    if image.mode.startswith("I;16"):
        image = Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    elif image.mode == "1":
        image = image.convert("L")
    elif image.mode in ("P", "PA"):
        image = image.convert("RGBA")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    if image.mode in ("I", "F"):
        image = eight_bits(image)
    image = ImageOps.exif_transpose(image)
    if image.has_transparency_data:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image)
    return image.convert("RGB")


def eight_bits(image: Image.Image) -> Image.Image:
    """32-bit integers or floats to 0..255: as 8 or 16 bits if they fit, else stretched."""
    values = np.nan_to_num(np.asarray(image, np.float64), posinf=0, neginf=0)
    low, high = float(values.min()), float(values.max())
    if image.mode == "F" and low >= 0 and high <= 1:
        values = values * 255
    elif low >= 0 and 255 < high <= 65535:
        values = values / 257
    elif low < 0 or high > 255:
        values = (values - low) * (255 / (high - low))
    return Image.fromarray(values.round().astype(np.uint8))
