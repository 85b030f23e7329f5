"""Convert the colours of a picture to sRGB, as browsers do. Does not use Streamlit.

Phones and screens have colours of their own: a photo of an iPhone is in Display P3. The file says
how to read its numbers, in a profile or (only in a PNG) in a gamma and four chromaticities.
"""

from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms

Numbers = npt.NDArray[np.float64]
# The places of white, red, green and blue in the chromaticity diagram: IEC 61966-2-1.
SRGB = (0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06)
SPACES = {"RGB ": "RGB", "GRAY": "L", "CMYK": "CMYK"}
CLOSE = 0.005  # numbers nearer than this are the same


def as_srgb(image: Image.Image, info: dict[Any, Any]) -> Image.Image:
    """The picture as sRGB. If what ``info`` says of its colours makes no sense, it is ignored."""
    try:
        if profile := info.get("icc_profile"):
            return from_profile(image, profile)
        if "gamma" in info and "srgb" not in info:
            gamma, places = info["gamma"], info.get("chromaticity", SRGB)
            return Image.fromarray(from_gamma(np.asarray(image.convert("RGB")), gamma, places))
    except Exception:  # a crafted profile can raise any exception
        pass
    return image.convert("RGB")


def from_profile(image: Image.Image, data: bytes) -> Image.Image:
    """Convert from an ICC profile. The profile must be for the kind of colours that there are."""
    profile = ImageCms.ImageCmsProfile(BytesIO(data))
    if SPACES[profile.profile.xcolor_space] != image.mode:
        return image.convert("RGB")
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    srgb = ImageCms.createProfile("sRGB")
    found = ImageCms.profileToProfile(image, profile, srgb, intent, "RGB")
    return found or image.convert("RGB")


def from_gamma(
    pixels: npt.NDArray[np.uint8], gamma: float, places: tuple[float, ...]
) -> npt.NDArray[np.uint8]:
    """Convert from a gamma and chromaticities, as the PNG specification describes (13.13, 13.14).

    >>> from_gamma(np.full((1, 1, 3), 64, np.uint8), 1.0, SRGB)
    array([[[137, 137, 137]]], dtype=uint8)
    """
    other_places = np.abs(np.subtract(places, SRGB)).max() > CLOSE
    if not other_places and abs(gamma - 1 / 2.2) < CLOSE:
        return pixels  # programs write this gamma for sRGB, whose curve is not quite it
    light = (pixels / 255) ** (1 / gamma)
    if other_places:
        matrix = np.linalg.solve(to_xyz(SRGB), to_xyz(places))
        light = (light @ (matrix / matrix.sum(1, keepdims=True)).T).clip(0, 1)  # white stays white
    shown = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    if not np.isfinite(shown).all():
        raise ValueError("a gamma or chromaticity that makes no sense")
    return (shown * 255).round().astype(np.uint8)


def to_xyz(places: tuple[float, ...]) -> Numbers:
    """The matrix from linear RGB to XYZ."""
    x, y = np.reshape(places, (4, 2)).T
    white, *primaries = np.stack([x / y, np.ones(4), (1 - x - y) / y], 1)
    columns = np.transpose(primaries)
    return np.asarray(columns * np.linalg.solve(columns, white))
