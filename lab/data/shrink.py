"""Reduce a picture to 8-bit RGB, at most 256 pixels on its long side. Does not use Streamlit."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from PIL import Image

from lab.data.colours import as_srgb
from lab.data.layouts import SAMPLE_FORMAT, SIGNED, decoded, tag

Picture = npt.NDArray[np.uint8]  # (height, width, 3)
LONGEST_SIDE = 256  # pixels of the reduced picture
STRIP = 2**20  # pixels that are brought to 8 bits at once; all at once take too much memory
ORIENTATION = 0x0112  # the EXIF tag
TURNS = {  # how a picture with this orientation is brought upright
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def reduced(image: Image.Image) -> Image.Image:
    """Decode a picture, reduce it, turn it upright, and convert it to sRGB on white."""
    image.draft(None, (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))  # cheap scaling while decoding a JPEG
    file, info = image, image.info
    for name in ("xmp", "XML:com.adobe.xmp"):
        info.pop(name, None)  # Pillow would read an orientation there; browsers do not
    image = decoded(image)
    image.load()
    turn = TURNS.get(orientation(file))
    if image is not file:
        file.close()  # both at once would take too much memory
    if image.mode in ("I", "F"):
        image = eight_bits(image)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    if turn is not None:
        image = image.transpose(turn)
    white = Image.new("RGB", image.size, "white")
    mask = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
    image = image.convert({"LA": "L", "RGBA": "RGB"}.get(image.mode, image.mode))
    white.paste(as_srgb(image, info), mask=mask)
    return white


def orientation(image: Image.Image) -> int:
    """The orientation in the EXIF data, or 1 if it makes no sense.

    It is asked for after decoding, because then Pillow has already turned most TIFFs upright.
    """
    try:
        value = image.getexif().get(ORIENTATION, 1)
        return int(value[0] if isinstance(value, (bytes, tuple)) else value)
    except Exception:  # crafted data can raise any exception
        return 1


def strips(image: Image.Image) -> Iterator[npt.NDArray[np.float64]]:
    """The numbers of a picture, some rows at a time."""
    unsigned = image.mode == "I" and tag(image, SAMPLE_FORMAT, 1) != SIGNED
    rows = STRIP // image.width + 1
    for top in range(0, image.height, rows):
        box = (0, top, image.width, min(top + rows, image.height))
        values = np.asarray(image.crop(box))
        values = values.view(np.uint32) if unsigned else values
        yield np.nan_to_num(values.astype(np.float64), posinf=0, neginf=0)


def eight_bits(image: Image.Image) -> Image.Image:
    """Bring 32-bit integers or floats to 0..255.

    Values that fit 8 or 16 bits are read as such, and floats from 0 to 1 as shares. All other
    values are stretched from the lowest to the highest. It comes before reducing the picture:
    that goes below the lowest value and above the highest.
    """
    ends = [(values.min(), values.max()) for values in strips(image)]
    low, high = float(np.min(ends)), float(np.max(ends))
    start, factor = 0.0, 1.0
    if image.mode == "F" and low >= 0 and high <= 1:
        factor = 255
    elif low >= 0 and 255 < high <= 65535:
        factor = 1 / 257
    elif low < 0 or high > 255:
        start, factor = low, 255 / (high - low or 1)
    found = [((values - start) * factor).round().astype(np.uint8) for values in strips(image)]
    return Image.fromarray(np.concatenate(found))
