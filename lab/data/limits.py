"""Checks that refuse small files that unpack into very much. Does not use Streamlit.

Without these limits, files of a few kilobytes took hundreds of megabytes, or minutes.
"""

import struct
from typing import Any

from PIL import Image

# Parts of a JPEG. A video that a phone appends to a photo may look like a few thousand of them.
MOST_SEGMENTS = 10_000
MOST_SCANS = 500  # a progressive JPEG has about ten; each goes over the whole picture
SEGMENTS = (*range(0xE0, 0xF0), 0xFE)  # the parts that Pillow keeps: APP0 to APP15, and comments
TILE_SIDES = (322, 323)  # the TIFF tags of a tile's width and height


def too_many_parts(data: bytes) -> bool:
    """Whether a JPEG has so many parts that it would take too long, or too much memory."""
    segments = sum(data.count(bytes((0xFF, marker))) for marker in SEGMENTS)
    return segments > MOST_SEGMENTS or data.count(b"\xff\xda") > MOST_SCANS


def held_whole(image: Image.Image, data: bytes) -> bool:
    """Whether the decoder must hold a whole JPEG in memory before it can scale it down.

    It must if the picture comes in several scans: progressive, or one colour after the other.
    """
    scanned = first_scan(data)
    return bool(image.info.get("progressive")) or scanned < getattr(image, "layers", 1)


def first_scan(data: bytes) -> int:
    """How many colours the first scan of a JPEG holds, or 0 if the parts before it are broken.

    It goes from marker to marker as in ITU T.81, B.1.1, but does not accept fill bytes.
    """
    place = 2
    while len(data) > place + 4 and data[place] == 0xFF:
        marker, (length,) = data[place + 1], struct.unpack_from(">H", data, place + 2)
        if marker == 0xDA:
            return data[place + 4]
        if marker < 0xC0 or 0xD0 <= marker <= 0xD9:  # these markers have no length
            break
        place += 2 + length
    return 0


def tile_megapixels(image: Image.Image) -> float:
    """The megapixels of one tile of a TIFF, or 0 if it has no tiles.

    A tile can be much larger than its picture, and is always unpacked whole.
    """
    tags: Any = getattr(image, "tag_v2", {})
    width, height = (tags.get(tag, 0) for tag in TILE_SIDES)
    return float(width) * float(height) / 1e6
