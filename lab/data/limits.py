"""Small files that unpack into much, refused before they are decoded. No Streamlit.

Each bound stands where a file of some kilobytes took hundreds of megabytes, or minutes.
"""

import struct
from typing import Any

from PIL import Image

MOST_SEGMENTS = 10_000  # of a JPEG; what a phone appends as a video may look like some thousand
MOST_SCANS = 500  # a progressive JPEG has some ten, each read over the whole picture
SEGMENTS = (*range(0xE0, 0xF0), 0xFE)  # markers of what Pillow keeps of a JPEG: APP0-15, comments
TILE_SIDES = (322, 323)  # TIFF's tags


def too_many_parts(data: bytes) -> bool:
    """Whether a JPEG would take too long, or too much memory, for its number of parts."""
    segments = sum(data.count(bytes((0xFF, marker))) for marker in SEGMENTS)
    return segments > MOST_SEGMENTS or data.count(b"\xff\xda") > MOST_SCANS


def held_whole(image: Image.Image, data: bytes) -> bool:
    """Whether a JPEG has to be held as a whole before it can be scaled down.

    So it is where it comes in several scans: progressive, or colour by colour.
    """
    scanned = first_scan(data)
    return bool(image.info.get("progressive")) or scanned < getattr(image, "layers", 1)


def first_scan(data: bytes) -> int:
    """How many colours a JPEG's first scan holds; 0 if what leads to it is out of order.

    The way from marker to marker is that of ITU T.81, B.1.1, without its fill bytes.
    """
    place = 2
    while len(data) > place + 4 and data[place] == 0xFF:
        marker, (length,) = data[place + 1], struct.unpack_from(">H", data, place + 2)
        if marker == 0xDA:
            return data[place + 4]
        if marker < 0xC0 or 0xD0 <= marker <= 0xD9:  # of no length
            break
        place += 2 + length
    return 0


def tile_megapixels(image: Image.Image) -> float:
    """What one tile of a TIFF unpacks into, however small the picture; 0 if it has none."""
    tags: Any = getattr(image, "tag_v2", {})
    width, height = (tags.get(tag, 0) for tag in TILE_SIDES)
    return float(width) * float(height) / 1e6
