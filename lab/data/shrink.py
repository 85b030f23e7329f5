"""A decoded picture as 8 bits, at most 256 pixels long. No Streamlit."""

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

Picture = npt.NDArray[np.uint8]  # (height, width, 3)
LONGEST_SIDE = 256  # pixels of what is kept


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
