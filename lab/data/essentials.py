"""Leave out what a picture file carries besides its picture. Does not use Streamlit.

A comment that is damaged, too long or oddly written must not decide whether a picture opens.
Browsers pass over such parts, but Pillow gives up on the whole file.
"""

import struct
import zlib

LARGEST_PROFILE = 2**20  # bytes; Pillow refuses larger ones
# The optional chunks of a PNG that change how it looks, with their lengths if these are fixed.
CHUNKS = {b"tRNS": 0, b"iCCP": 0, b"eXIf": 0, b"fdAT": 0}
CHUNKS |= {b"gAMA": 4, b"cHRM": 32, b"sRGB": 1, b"acTL": 8, b"fcTL": 26}
ADOBE, END = b"Adobe", b"\xff\xd9"


def essentials(data: bytes) -> bytes:
    """The file without optional parts that do not change the picture, or are damaged."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return png_essentials(data)
    return jpeg_essentials(data) if data.startswith(b"\xff\xd8") else data


def png_essentials(data: bytes) -> bytes:
    """A PNG with only the chunks that it needs. A capital first letter marks a critical chunk."""
    kept, place = [data[:8]], 8
    while len(data) >= place + 12 and kept[-1][4:8] != b"IEND":
        length, name = struct.unpack_from(">I4s", data, place)
        chunk = data[place : place + 12 + length]
        if name[:1].isupper() or (CHUNKS.get(name) in (0, length) and is_sound(name, chunk)):
            kept.append(chunk)
        place += 12 + length
    return b"".join(kept)


def is_sound(name: bytes, chunk: bytes) -> bool:
    """Whether the check sum of a PNG chunk is right, and its colour profile can be read."""
    if struct.pack(">I", zlib.crc32(chunk[4:-4])) != chunk[-4:]:
        return False
    if name != b"iCCP":
        return True
    unpacking = zlib.decompressobj()
    try:
        unpacking.decompress(chunk[8:-4].partition(b"\0")[2][1:], LARGEST_PROFILE)
    except zlib.error:
        return False
    return not unpacking.unconsumed_tail


def jpeg_essentials(data: bytes) -> bytes:
    """A JPEG with only the segments that it needs, and with an end.

    The end lets the decoder show a file that was cut short as far as it goes.
    """
    kept, place = [data[:2]], 2
    while len(data) > place + 4 and data[place] == 0xFF:
        marker, (length,) = data[place + 1], struct.unpack_from(">H", data, place + 2)
        if marker == 0xDA or marker < 0xC0 or 0xD0 <= marker <= 0xD9 or length < 2:
            break
        segment = data[place : place + 2 + length]
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or changes_picture(marker, segment[4:]):
            kept.append(segment)
        place += 2 + length
    return b"".join([*kept, data[place:], END])


def changes_picture(marker: int, body: bytes) -> bool:
    """Whether an optional segment says how a JPEG looks: its orientation, colours or profile."""
    if body.startswith(ADOBE):
        return len(body) >= 12
    named = marker == 0xE0 or body.startswith((b"Exif\0\0", b"ICC_PROFILE\0"))
    return named and len(body) >= 14
