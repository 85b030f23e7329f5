"""Decode pictures that Pillow would show otherwise than browsers do. Does not use Streamlit."""

from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image, ImageChops
from PIL.PngImagePlugin import Blend, PngImageFile

BITS, PHOTOMETRIC, PLANAR, COLOUR_MAP, SAMPLE_FORMAT = 258, 262, 284, 320, 339  # TIFF tags
SIGNED = 2  # as a sample format


def tag(image: Image.Image, number: int, default: int) -> int:
    """A tag of a TIFF, or its first value; the default where there is none."""
    tags: Any = getattr(image, "tag_v2", {})
    value = tags.get(number, default)
    return int(value[0] if isinstance(value, (tuple, bytes)) else value)


def is_jumbled(image: Image.Image) -> bool:
    """Whether a TIFF stores its numbers in a way that Pillow takes for another one."""
    if image.format != "TIFF":
        return False
    bits, white_is_zero = tag(image, BITS, 1), tag(image, PHOTOMETRIC, 1) == 0
    return (
        (bits > 8 and tag(image, PLANAR, 1) == 2)
        or (bits == 8 and tag(image, SAMPLE_FORMAT, 1) == SIGNED)
        or (white_is_zero and image.mode in ("I", "F"))
    )


def decoded(image: Image.Image) -> Image.Image:
    """Decode a picture. 16 bits become 8, and clear colours become an alpha channel."""
    clear = image.info.get("transparency")
    if isinstance(image, PngImageFile) and image.info.get("default_image"):
        # This APNG begins with a picture for programs that show no animations.
        image.load()
        image.paste("white", (0, 0, *image.size))
        image.seek(1)
        image.blend_op = Blend.OP_SOURCE  # blended with white here, it would be so twice
    if image.mode.startswith("I;16"):
        return from_16_bits(image, clear)
    if image.mode == "RGB" and clear is not None and any("16" in str(t.args) for t in tiles(image)):
        return without_16_bit_colour(image, clear)
    if image.format == "GIF":
        return on_canvas(image)
    if (
        image.mode == "P"
        and max(colours := getattr(image, "tag_v2", {}).get(COLOUR_MAP, [256])) < 256
    ):
        image.load()  # a colour map of 8-bit numbers, where a TIFF should have 16
        image.putpalette(bytes(colours), "RGB;L")
    if image.has_transparency_data and image.mode not in ("LA", "RGBA"):
        return image.convert("LA" if image.mode in ("1", "L") else "RGBA")
    return image.convert({"1": "L", "P": "RGB"}[image.mode]) if image.mode in ("1", "P") else image


def tiles(image: Image.Image) -> list[Any]:
    return getattr(image, "tile", [])


def from_16_bits(image: Image.Image, clear: int | None) -> Image.Image:
    """Keep the upper 8 bits of grey, or of all the bits that a TIFF uses."""
    values = np.asarray(image)
    if image.format == "TIFF" and tag(image, PHOTOMETRIC, 1) == 0:
        values = ~values
    grey = Image.fromarray((values >> (tag(image, BITS, 16) - 8)).astype(np.uint8))
    if clear is not None:
        grey.putalpha(Image.fromarray((values != clear).astype(np.uint8) * 255))
    return grey


def without_16_bit_colour(image: Image.Image, clear: tuple[int, ...]) -> Image.Image:
    """Make one colour of a 16-bit PNG clear. Pillow keeps only the upper bytes of its numbers.

    So the file is decoded a second time, for the lower bytes.
    """
    file: Any = getattr(image, "fp", None)
    lower = Image.open(BytesIO(file.getvalue()), formats=["PNG"])
    lower.tile = [tile._replace(args="RGB;16L") for tile in lower.tile]
    same = has_colour(lower, [number & 255 for number in clear])
    del lower  # both at once would take too much memory
    same = ImageChops.darker(same, has_colour(image, [number >> 8 for number in clear]))
    image.putalpha(ImageChops.invert(same))
    return image


def has_colour(image: Image.Image, colour: list[int]) -> Image.Image:
    """255 where a picture has this colour, else 0."""
    red, green, blue = (
        image.getchannel(i).point([255 * (n == number) for n in range(256)])
        for i, number in enumerate(colour)
    )
    return ImageChops.darker(ImageChops.darker(red, green), blue)


def on_canvas(image: Image.Image) -> Image.Image:
    """The first frame of a GIF. The canvas around it is clear; browsers show no background."""
    width, height = image.size
    left, top, right, bottom = tiles(image)[0].extents
    image = image.convert("RGBA")
    around = ((0, 0, width, top), (0, bottom, width, height))
    for box in (*around, (0, 0, left, height), (right, 0, width, height)):
        image.paste((0, 0, 0, 0), box)
    return image
