"""Pictures as people have them, and as an attacker makes them."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from lab.data import uploads
from lab.data.pictures import GALLERY, gallery_picture
from lab.data.uploads import read_image
from tests.picture_files import BAD, GOOD, plain, saved

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", GOOD)
def test_good_pictures_show_what_they_hold(name):
    data, middle = GOOD[name]
    picture = read_image(data)
    assert picture.dtype == np.uint8
    assert picture.shape[2] == 3
    assert max(picture.shape) <= 256
    shown = picture[picture.shape[0] // 2, picture.shape[1] * 3 // 4].astype(int)
    assert np.abs(shown - middle).max() <= 6


@pytest.mark.parametrize("name", BAD)
def test_bad_pictures_are_refused_in_words(name):
    data, sentence = BAD[name]
    with pytest.raises(ValueError, match=sentence) as refusal:
        read_image(data)
    assert str(refusal.value).endswith(".")


def test_a_phone_photo_stands_upright():
    picture = read_image(GOOD["jpeg with exif that turns it"][0])
    assert picture.shape == (40, 24, 3)
    assert picture[4, 12, 0] < 160 < picture[36, 12, 0]  # grey above, red below


def test_the_long_side_is_256_and_the_shape_kept():
    assert read_image(GOOD["long and flat"][0]).shape == (13, 256, 3)
    assert read_image(saved(plain("RGB", "red", (300, 600)), "PNG")).shape == (256, 128, 3)
    assert read_image(saved(plain("RGB", "red", (30, 60)), "PNG")).shape == (60, 30, 3)


def test_reducing_averages_instead_of_skipping():
    """A fine checkerboard becomes grey, not noise."""
    board = (np.indices((1024, 1024)).sum(0) % 2 * 255).astype(np.uint8)
    picture = read_image(saved(Image.fromarray(board), "PNG"))
    assert np.abs(picture.astype(int) - 127).max() <= 3


def small_files():
    return st.sampled_from([data for data, _ in GOOD.values() if len(data) < 5000])


@settings(max_examples=300, deadline=None)
@given(
    st.deferred(small_files),
    st.lists(st.tuples(st.integers(0, 4999), st.integers(0, 255)), max_size=8),
    st.integers(0, 5000),
)
def test_flipped_bytes_and_cuts_are_a_picture_or_a_refusal(data, flips, cut):
    broken = bytearray(data)
    for place, byte in flips:
        broken[place % len(broken)] = byte
    try:
        picture = read_image(bytes(broken[: max(cut, 1)]))
    except ValueError as refusal:
        sentence = str(refusal)
        assert sentence.endswith(".")
    else:
        assert picture.shape[2] == 3


HEAVY = """
import sys
from io import BytesIO
from PIL import Image
from lab.data.uploads import read_image
kind, mode, side, options = sys.argv[1], sys.argv[2], int(sys.argv[3]), eval(sys.argv[4])
file = BytesIO()
Image.new(mode, (side, side)).save(file, kind, **options)
peak = lambda: int(next(l for l in open("/proc/self/status") if l.startswith("VmHWM")).split()[1])
open("/proc/self/clear_refs", "w").write("5")  # the peak starts again from here
before = peak()
read_image(file.getvalue())
print((peak() - before) // 1024)
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="needs Linux's /proc")
@pytest.mark.parametrize(
    ("kind", "mode", "side", "options"),
    [
        ("JPEG", "RGB", 10000, {}),
        ("JPEG", "RGB", 4470, {"progressive": True, "subsampling": 0}),
        ("PNG", "RGBA", 4470, {}),
        ("PNG", "P", 4470, {}),
        ("PNG", "I;16", 4470, {}),
        ("GIF", "P", 4470, {}),
        ("TIFF", "CMYK", 4470, {"compression": "tiff_lzw"}),
        ("TIFF", "F", 4470, {"compression": "tiff_deflate"}),
        ("WEBP", "RGBA", 3520, {"lossless": True}),
        ("AVIF", "RGB", 4470, {"speed": 10}),
    ],
)
def test_the_largest_allowed_pictures_stay_under_200_megabytes(kind, mode, side, options):
    program = [sys.executable, "-c", HEAVY, kind, mode, str(side), repr(options)]
    result = subprocess.run(program, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert int(result.stdout) < 200


def test_a_class_that_uploads_together_is_read_one_by_one(monkeypatch):
    inside, most = [], []

    def watched(image):
        inside.append(image)
        most.append(len(inside))
        time.sleep(0.01)  # long enough for another to come in, if it could
        return inside.pop().convert("RGB")

    monkeypatch.setattr(uploads, "reduced", watched)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(read_image, [GOOD["png rgb"][0]] * 8))
    assert most == [1] * 8


@pytest.mark.parametrize("name", GALLERY)
def test_the_gallery_opens_and_is_credited(name):
    picture = gallery_picture(name)
    assert picture.shape == (256, 256, 3)
    assert not picture.flags.writeable
    assert GALLERY[name] in (ROOT / "assets" / "CREDITS.md").read_text("utf-8")


def test_the_drawn_pictures_are_what_the_script_draws():
    """Pixels, not bytes: encoders differ. The cat needs scikit-image and is left out."""
    program = (
        "import numpy as np; from PIL import Image\n"
        "from draw import *\n"
        "for one in (clown, handwriting, stripes, checkerboard, gradient):\n"
        "    kept = np.asarray(Image.open(f'{one.__name__}.png').convert('RGB')).astype(int)\n"
        "    assert np.abs(np.asarray(one()) - kept).max() <= 2, one.__name__\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT / "assets", capture_output=True, text=True
    )
    assert result.returncode == 0, result.stderr


def test_the_clown_has_room_to_move():
    """Its red nose lies left of the middle."""
    red, green, blue = np.moveaxis(gallery_picture("Clown").astype(int), 2, 0)
    nose = (red > 200) & (green < 40) & (blue < 60)
    assert 50 < np.flatnonzero(nose.any(0)).mean() < 118
