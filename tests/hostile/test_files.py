"""Files as they break, and as they are broken on purpose."""

import warnings
from functools import cache
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from lab.data.uploads import read_image
from tests.hostile.inputs import MARKUP, tries
from tests.hostile.rules import is_a_clear_sentence, keeps_the_rules, pictures
from tests.picture_files import BAD, GOOD

pytestmark = pytest.mark.slow

NAMES = [name for name in MARKUP if "\0" not in name]  # Streamlit itself refuses these
EXTREMES = [b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\1\0"]
TAILS = [b"", b"<script>alert(1)</script>", b"PK\5\6" + bytes(18), b"%PDF-1.7", bytes(5000)]
LABS = ("image_lab", "shift_sweep", "receptive_field")


@cache
def seeds() -> list[bytes]:
    """The small files, which are broken further."""
    return [data for data, _ in [*GOOD.values(), *BAD.values()] if len(data) < 20_000]


@st.composite
def broken(draw) -> bytes:
    """A picture with bits flipped, lengths blown up, parts cut, doubled or of another file."""
    data = bytearray(draw(st.sampled_from(seeds())))
    for _ in range(draw(st.integers(0, 5))):
        place = draw(st.integers(0, len(data)))
        near = draw(st.integers(0, min(len(data), 200)))  # headers break more than pixels
        place = draw(st.sampled_from([place, near]))
        match draw(st.sampled_from(["flip", "blow", "cut", "drop", "double", "splice"])):
            case "flip" if place < len(data):
                data[place] ^= 1 << draw(st.integers(0, 7))
            case "blow":
                data[place : place + 4] = draw(st.sampled_from(EXTREMES))
            case "cut":
                del data[place:]
            case "drop":
                del data[place : place + draw(st.integers(1, 50))]
            case "double":
                data[place:place] = data[place : place + 100]
            case "splice":
                data[place:place] = draw(st.sampled_from(seeds()))[:2000]
    return bytes(data) + draw(st.sampled_from(TAILS))


@tries(400)
@given(broken())
def test_any_file_is_a_picture_or_a_clear_sentence(data):
    try:
        with warnings.catch_warnings(action="ignore", category=UserWarning):  # Pillow's
            picture = read_image(data)
    except ValueError as refusal:
        is_a_clear_sentence(str(refusal))
    else:
        assert picture.dtype == np.uint8
        assert picture.shape[2] == 3
        assert 8 <= min(picture.shape[:2]) <= max(picture.shape[:2]) <= 256


@tries(8)
@given(broken(), st.sampled_from(NAMES))
@pytest.mark.parametrize("lab", LABS)
def test_any_upload_under_any_name_leaves_a_picture(open_page, lab, data, name):
    app = open_page(lab, picture="Yours")
    before = pictures(app)
    app.file_uploader[0].set_value((f"{name[:200]}.png", data, "image/png")).run()
    keeps_the_rules(app)
    if app.error:
        assert app.error[0].value.endswith("The last picture stays.")
        assert pictures(app) == before
    assert pictures(open_page(lab, picture="Yours")) == before, "the next learner sees the clown"


@tries(8)
@given(st.integers(8, 300), st.integers(8, 300), st.sampled_from([None, 0, 128, 255]), st.data())
@pytest.mark.parametrize("lab", LABS)
def test_a_picture_of_any_shape_goes_through_every_lab(open_page, lab, width, height, flat, data):
    pixels = np.random.default_rng(width).integers(0, 256, (height, width, 3), np.uint8)
    if flat is not None:
        pixels[:] = flat
    file = BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    more = {
        name: str(data.draw(st.integers(low, high), label=name))
        for name, low, high in (("k", 1, 8), ("s", 1, 8), ("rounds", 0, 6), ("right", -8, 8))
    }
    app = open_page(lab, "Image lab.patch", picture="Yours", **more)
    app.file_uploader[0].set_value(("mine.png", file.getvalue(), "image/png")).run()
    keeps_the_rules(app)
