"""The colours of the app: a scale for values, an accent for windows, one for what is unchanged.

Dark is low and bright is high, as in a photo. So a value has the same colour in both themes.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from pooling.arguments import Array

SCALE = ("#0b2545", "#1d5c9b", "#8dc3e6", "#f4fafe")  # low to high, in equal steps
WINDOW = "#f2690d"  # the chosen window, and its output
SAME = "#12a683"  # values that are unchanged
CASING = "#ffffff"  # a thin line around both, so that they stand out
DARK_INK = "#000408"
LIGHT_INK = "#ffffff"


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of a colour "#rrggbb", each from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    linear = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (part / 255 for part in channels(colour))
    )
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.2).

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def colour_at(share: float) -> str:
    """The colour of the scale at a share from 0 (low) to 1 (high).

    >>> colour_at(0), colour_at(1)
    ('#0b2545', '#f4fafe')
    """
    place = min(max(share, 0.0), 1.0) * (len(SCALE) - 1)
    step = min(int(place), len(SCALE) - 2)
    mixed = (
        round(a + (b - a) * (place - step))
        for a, b in zip(channels(SCALE[step]), channels(SCALE[step + 1]), strict=True)
    )
    return "#{:02x}{:02x}{:02x}".format(*mixed)


@lru_cache(maxsize=4096)
def ink_on(colour: str) -> str:
    """The text colour, dark or light, that has more contrast on a colour."""
    return max((DARK_INK, LIGHT_INK), key=lambda ink: contrast(ink, colour))


def span_of(arrays: Sequence[Array]) -> tuple[float, float]:
    """The lowest and highest finite value of all arrays, for one colour scale.

    >>> span_of([np.array([[1, 2]]), np.array([[0]])])
    (0.0, 2.0)
    """
    finite = np.concatenate([a[np.isfinite(a)].ravel() for a in arrays])
    return (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)


def ends_of(low: float, high: float) -> tuple[float, float]:
    """The values at the two ends of the colour scale.

    If all values are equal, they are shown bright, but dark if they are 0 or less.

    >>> ends_of(0.5, 1.0), ends_of(1.0, 1.0), ends_of(0.0, 0.0)
    ((0.5, 1.0), (0.0, 1.0), (0.0, 1.0))
    """
    if low < high:
        return low, high
    return (low - 1, high) if low > 0 else (low, high + 1)
