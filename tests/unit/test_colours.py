"""Colours that mean something are told apart by everyone, and stand out from their ground."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from lab.draw import charts, pixels
from lab.draw.colours import (
    CASING,
    SAME,
    SCALE,
    WINDOW,
    channels,
    colour_at,
    contrast,
    ink_on,
    luminance,
    span_of,
)

GROUNDS = ("#ffffff", "#10161f")  # of the two themes, in .streamlit/config.toml
SEEN = {  # Machado, Oliveira and Fernandes 2009, severity 1, on linear light
    "all three cones": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
TO_CONES = np.array(  # Ottosson 2020, https://bottosson.github.io/posts/oklab/
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_OKLAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
PAIRS = [
    *combinations((*charts.INK.values(), *charts.OTHER_INKS), 2),
    (charts.INK["max"], WINDOW),
    (WINDOW, SAME),
    (pixels.DARKER, pixels.BRIGHTER),
    (pixels.DARKER, pixels.EQUAL),
    (pixels.BRIGHTER, pixels.EQUAL),
]


def oklab(colour: str, seen: str) -> np.ndarray:
    """Where a colour stands in a space of even steps; 0.02 is just noticeable side by side."""
    c = np.array(channels(colour)) / 255
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    return TO_OKLAB @ np.cbrt(TO_CONES @ np.clip(np.array(SEEN[seen]) @ linear, 0, 1))


@pytest.mark.parametrize("seen", SEEN)
def test_colours_are_told_apart_under_every_colour_blindness(seen):
    for one, other in PAIRS:
        apart = np.linalg.norm(oklab(one, seen) - oklab(other, seen))
        assert apart > 0.1, f"{one} and {other} are {apart:.2f} apart"


def test_lines_and_frames_stand_out_from_both_grounds():
    """3 to 1 is WCAG 2.2's rule for graphics (1.4.11)."""
    for colour in (*charts.INK.values(), WINDOW, SAME):
        for ground in GROUNDS:
            assert contrast(colour, ground) >= 3, (colour, ground)
    for frame in (WINDOW, SAME):
        assert contrast(frame, CASING) >= 3


def test_the_scale_grows_brighter_in_large_steps():
    steps = [luminance(colour) for colour in SCALE]
    assert all(b > 2 * a or b - a > 0.3 for a, b in pairwise(steps))


def test_the_range_ignores_what_is_not_finite():
    assert span_of([np.array([[np.nan, 1]]), np.array([[np.inf, -2]])]) == (-2, 1)
    assert span_of([np.array([[np.nan]])]) == (0, 1)


@pytest.mark.parametrize("share", np.linspace(0, 1, 41))
def test_every_number_can_be_read_on_its_colour(share):
    fill = colour_at(share)
    assert contrast(ink_on(fill), fill) >= 4.5


def test_the_scale_only_grows_brighter():
    bright = [luminance(colour_at(share)) for share in np.linspace(0, 1, 41)]
    assert bright == sorted(bright)
