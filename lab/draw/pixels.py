"""Photos, pooled photos and differences as pixels and picture files. Does not use Streamlit."""

from base64 import b64encode
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from lab.draw.colours import channels, colour_at
from pooling.arguments import Array

Pixels = npt.NDArray[np.uint8]  # (height, width) or (height, width, 3)
File = tuple[str, str, bytes]  # a name for this content, the media type, the file

DARKER, EQUAL, BRIGHTER = "#1d5c9b", "#f2f2f2", "#c2500a"  # the colours of a difference
# Shades of darker, and as many of brighter. More look the same, but make files a quarter larger.
SHADES = 32
HELD = 12  # files that are held for one set of pictures


@dataclass(frozen=True)
class Painted:
    """Numbers as colours of a palette. The pixels are not values, so a pointer shows none."""

    places: Pixels  # (height, width): the index of each pixel's colour in the palette
    palette: bytes  # red, green and blue of each colour

    @property
    def shape(self) -> tuple[int, ...]:
        return self.places.shape


def png(pixels: Pixels) -> bytes:
    """The pixels as a PNG file. Saving fast matters more here than a small file."""
    return saved(Image.fromarray(pixels), "png", compress_level=1)


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def filed(pixels: Pixels | Painted, *, keep: bool = True, plain: bool = False) -> File:
    """Return the pixels as a file.

    ``keep`` remembers the file, for pixels that are likely to be needed again. Colour pictures
    become WebP, which is a fifth smaller than PNG and quicker to make, unless ``plain`` asks for a
    PNG.

    >>> filed(np.zeros((1, 1, 3), np.uint8))[1]
    'image/webp'
    """
    pack = kept if keep else packed
    if isinstance(pixels, Painted):
        return pack(pixels.places.tobytes(), pixels.shape, pixels.palette)
    return pack(pixels.tobytes(), pixels.shape, plain=plain)


def filed_once(pixels: Pixels | Painted, held: dict[bytes, File], *, plain: bool = False) -> File:
    """The same, with the last few files in ``held``, where they need not be made again.

    >>> held = {}
    >>> filed_once(np.zeros((1, 1), np.uint8), held) is held.popitem()[1]
    True
    """
    places, palette = pixels, b""
    if isinstance(pixels, Painted):
        places, palette = pixels.places, pixels.palette
    mark = blake2b(np.ascontiguousarray(places).data, digest_size=16)
    mark.update(repr((places.shape, palette, plain)).encode())
    file = held.pop(mark.digest(), None) or filed(pixels, plain=plain)
    held[mark.digest()] = file  # the last one used is the last one dropped
    while len(held) > HELD:
        del held[next(iter(held))]
    return file


def packed(data: bytes, shape: tuple[int, ...], palette: bytes = b"", plain: bool = False) -> File:
    image = Image.fromarray(np.frombuffer(data, np.uint8).reshape(shape))
    if palette:
        image.putpalette(palette)
    if len(shape) == 3 and not plain:
        kind, file = "webp", saved(image, "webp", lossless=True, method=0, quality=0)
    else:
        kind, file = "png", saved(image, "png", compress_level=1)
    return blake2b(file, digest_size=8).hexdigest(), f"image/{kind}", file


# Remembers pictures that do not change, and the gallery, which a whole class shares.
kept = lru_cache(maxsize=32)(packed)


def shown(values: Array) -> Pixels:
    """Round values to pixels: (height, width), or (3, height, width) to (height, width, 3).

    >>> shown(np.array([[3.75, 300.0]]))
    array([[  4, 255]], dtype=uint8)
    """
    pixels = values
    if values.dtype != np.uint8:
        pixels = np.clip(np.rint(values), 0, 255).astype(np.uint8)
    return np.ascontiguousarray(np.moveaxis(pixels, 0, -1)) if pixels.ndim == 3 else pixels


def as_css(pixels: Pixels, side: int = 96) -> str:
    """A small square picture as the value of a background in CSS."""
    few = Image.Resampling.NEAREST if len(pixels) < side else Image.Resampling.BICUBIC
    image = ImageOps.fit(Image.fromarray(pixels), (side, side), few)
    file = b64encode(saved(image, "webp", quality=80)).decode()
    return f"center / cover url(data:image/webp;base64,{file})"


def stretched(values: Array, low: float, high: float) -> Pixels:
    """Values as pixels: ``low`` is black and ``high`` is white.

    >>> stretched(np.array([[0.0, 4.5, 9.0]]), 0, 9)
    array([[  0, 128, 255]], dtype=uint8)
    """
    return shown((np.asarray(values, np.float64) - low) * (255 / ((high - low) or 1)))


def difference(before: Array, after: Array) -> Array:
    """After minus before. For a colour picture, this is the mean over the channels."""
    result: Array = np.subtract(after, before, dtype=np.float32)
    return result.mean(0) if result.ndim == 3 else result


def diverging(values: Array, reach: float) -> Painted:
    """A difference as colours: blue below zero, orange above, full colour at +-reach.

    Shades are rounded away from zero. So even the smallest difference has a colour, and only a
    difference of 0 is pale.

    >>> diverging(np.array([[-9.0, 0.0, 0.001, 2.0]]), 2).places
    array([[ 0, 32, 33, 64]], dtype=uint8)
    """
    shades = np.clip(values / max(reach, 1e-9), -1, 1) * SHADES
    shades = np.copysign(np.ceil(np.abs(shades)), shades)
    return Painted((shades + SHADES).astype(np.uint8), blue_to_orange())


@cache
def blue_to_orange() -> bytes:
    low, middle, high = (np.array(channels(c), np.float32) for c in (DARKER, EQUAL, BRIGHTER))
    table = np.concatenate(
        [np.linspace(low, middle, SHADES + 1), np.linspace(middle, high, SHADES + 1)[1:]]
    )
    return table.round().astype(np.uint8).tobytes()


def sequential(values: Array, top: float) -> Painted:
    """Values from 0 to ``top`` in the app's scale of colours, dark to bright.

    >>> sequential(np.array([[0.0, 1.0]]), 1.0).places
    array([[  0, 255]], dtype=uint8)
    """
    shares = np.clip(values / (top or 1.0), 0, 1)  # a map of zeros stays dark
    return Painted(np.rint(shares * 255).astype(np.uint8), dark_to_bright())


@cache
def dark_to_bright() -> bytes:
    return bytes(part for i in range(256) for part in channels(colour_at(i / 255)))
