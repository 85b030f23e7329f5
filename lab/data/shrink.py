"""Reduce a picture to 8-bit RGB, at most 256 pixels on its long side. Does not use Streamlit."""

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

Picture = npt.NDArray[np.uint8]  # (height, width, 3)
LONGEST_SIDE = 256  # pixels of the reduced picture


def reduced(image: Image.Image) -> Image.Image:
    """Decode a picture, reduce it, turn it upright, and convert it to RGB."""
    image.draft(None, (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))  # cheap scaling while decoding a JPEG
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
    """Bring 32-bit integers or floats to 0..255.

    Values that fit 8 or 16 bits are read as such, and floats from 0 to 1 as shares. All other
    values are stretched from the lowest to the highest.
    """
    values = np.nan_to_num(np.asarray(image, np.float64), posinf=0, neginf=0)
    low, high = float(values.min()), float(values.max())
    if image.mode == "F" and low >= 0 and high <= 1:
        values = values * 255
    elif low >= 0 and 255 < high <= 65535:
        values = values / 257
    elif low < 0 or high > 255:
        values = (values - low) * (255 / (high - low))
    return Image.fromarray(values.round().astype(np.uint8))
