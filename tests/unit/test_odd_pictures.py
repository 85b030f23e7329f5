"""Pictures that once were refused or shown wrong. The right answers are those of browsers."""

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lab.data.uploads import read_image
from tests.picture_files import photo, saved

FOLDER = Path(__file__).parent / "odd_pictures"
LYING, UPRIGHT = (64, 40), (40, 64)  # width and height
MEAN = (151, 104, 106)  # red on the left, grey on the right
MEANS = {
    "itxt_bad_crc.png": LYING,
    "iccp_bad_crc.png": LYING,
    "iccp_large.png": LYING,
    "jfif_empty.jpg": LYING,
    "no_eoi.jpg": LYING,
    "xmp_only_jpeg.jpg": LYING,
    "rational_m1_0.jpg": UPRIGHT,
    "tiff_rgb_6_byte.tif": UPRIGHT,
}
# The pixels at a quarter and at three quarters of the width, half way down.
COLOURS = {
    "icc_p3.png": ((216, 69, 50), (0, 193, 22)),
    "icc_p3.jpg": ((216, 69, 50), (0, 193, 22)),
    "icc_adobe.png": ((230, 79, 56), (0, 191, 39)),
    "png_gamma_1.png": ((137, 137, 137), (137, 137, 137)),
    "png_trns_16rgb.png": ((255, 255, 255), (255, 255, 255)),
    "tiff_8bit_colormap.tif": ((200, 200, 200), (200, 200, 200)),
    "tiff_white_is_zero_16.tif": ((255, 255, 255), (255, 255, 255)),
    "gif_small_first_frame.gif": ((255, 255, 255), (0, 0, 255)),
    "apng_default_image.png": ((0, 200, 0), (0, 200, 0)),
}
REFUSED = {
    "heic_named.jpg": "HEIC photo.* iPhone, .*JPEG.* Mac, .*JPEG",
    "bmp16_444.bmp": "This BMP .*stored in a rare way",
    "tiff_planar_16.tif": "This TIFF stores its numbers in a way",
}


def read(name: str):
    return read_image((FOLDER / name).read_bytes())


def colours(picture):
    height, width = picture.shape[:2]
    return picture[height // 2, [width // 4, width * 3 // 4]].astype(int)


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


@pytest.mark.parametrize("name", MEANS)
def test_metadata_never_decides_over_a_picture(name):
    picture = read(name)
    assert picture.shape[1::-1] == MEANS[name]
    assert np.abs(picture.mean((0, 1)) - MEAN).max() <= 3


@pytest.mark.parametrize("name", COLOURS)
def test_colours_are_those_of_a_browser(name):
    assert np.abs(colours(read(name)) - COLOURS[name]).max() <= 3


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_says_what_the_file_is(name):
    with pytest.raises(ValueError, match=REFUSED[name]):
        read(name)


def test_a_16_bit_picture_stands_upright():
    assert read("png16_grey_exif_6.png").shape == (64, 40, 3)


@pytest.mark.parametrize("mode", ["RGB", "L", "1", "P", "F", "I;16", "CMYK", "LA", "RGBA"])
@pytest.mark.parametrize("compression", [None, "tiff_lzw"])
@pytest.mark.parametrize("kind", [3, 1])  # SHORT, as the standard says, and BYTE
def test_a_tiff_of_any_mode_stands_upright(mode, compression, kind):
    options = {"compression": compression, "tiffinfo": {274: 6}}
    file = saved(Image.new(mode, LYING), "TIFF", **options)
    tag = struct.pack("<HH", 274, 3)
    assert read_image(file.replace(tag, struct.pack("<HH", 274, kind))).shape == (64, 40, 3)


def halves(left: float, right: float, dtype: str) -> bytes:
    """A TIFF of 600 x 600 numbers of 32 bits, one number in each half."""
    pixels = np.full((600, 600), left, dtype)
    pixels[:, 300:] = right
    tags = {256: 600, 257: 600, 258: 32, 259: 1, 262: 1, 273: 8 + 2 + 12 * 10 + 4, 277: 1, 278: 600}
    tags |= {279: pixels.nbytes, 339: {"u": 1, "i": 2, "f": 3}[pixels.dtype.kind]}
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items())
    return struct.pack("<2sHIH", b"II", 42, 8, len(tags)) + entries + bytes(4) + pixels.tobytes()


@pytest.mark.parametrize(
    ("left", "right", "dtype", "shown"),
    [
        (40, 255, "<u4", (40, 255)),
        (40, 255, "<i4", (40, 255)),
        (40, 255, "<f4", (40, 255)),
        (0, 1, "<f4", (0, 255)),
        (0, 2**31 + 5, "<u4", (0, 255)),
        (-7, -7, "<i4", (0, 0)),
        (0, 65535, "<u4", (0, 255)),
    ],
)
def test_a_range_is_that_of_the_file(left, right, dtype, shown):
    """Reducing a picture goes beyond its lowest and highest values, so it must come later."""
    found = colours(read_image(halves(left, right, dtype)))
    assert found.tolist() == [[value] * 3 for value in shown]


def test_numbers_that_pillow_takes_for_others_are_refused():
    white_is_zero = halves(0, 1, "<f4").replace(
        struct.pack("<HHII", 262, 4, 1, 1), struct.pack("<HHII", 262, 4, 1, 0)
    )
    with pytest.raises(ValueError, match="stores its numbers in a way"):
        read_image(white_is_zero)


def test_a_jpeg_that_was_cut_is_shown_as_far_as_it_goes():
    whole = saved(photo(), "JPEG")
    found, expected = read_image(whole[: len(whole) // 2]), read_image(whole)
    assert (found[:48] == expected[:48]).all()
    assert (found[-8:] != expected[-8:]).any()


def test_only_the_clear_colour_of_16_bits_is_clear():
    """Pillow keeps the upper bytes alone, and in those the colour has a neighbour."""
    data = (FOLDER / "png_trns_16rgb.png").read_bytes()
    start = data.index(b"tRNS") - 4
    other = data[:start] + chunk(b"tRNS", b"\1\1" * 3) + data[start + 18 :]
    assert read_image(other).max() == 1


@pytest.mark.parametrize("clear", [128, 129])
def test_a_clear_grey_of_16_bits(clear):
    file = saved(Image.fromarray(np.full((40, 64), 128, np.uint16)), "PNG", transparency=clear)
    assert (read_image(file) == (255 if clear == 128 else 0)).all()


def test_a_profile_that_does_not_fit_is_ignored():
    with Image.open(FOLDER / "icc_p3.png") as image:
        profile = image.info["icc_profile"]
    grey = Image.new("L", LYING, 90)
    for wrong in (profile, profile[:200], b"nonsense" * 30):
        assert (read_image(saved(grey, "WEBP", lossless=True, icc_profile=wrong)) == 90).all()


def test_colours_on_a_clear_ground_are_converted_too():
    with Image.open(FOLDER / "icc_p3.png") as image:
        image.putalpha(Image.new("L", image.size, 255))
        image.paste((0, 0, 0, 0), (0, 0, 64, 8))
        picture = read_image(saved(image, "PNG", icc_profile=image.info["icc_profile"]))
    assert (picture[:6] == 255).all()
    assert np.abs(colours(picture) - COLOURS["icc_p3.png"]).max() <= 3


def test_primaries_without_a_profile():
    """The chromaticities of Display P3 give nearly what its profile gives."""
    with Image.open(FOLDER / "icc_p3.png") as image:
        plain = saved(Image.fromarray(np.asarray(image)), "PNG")
    places = (0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06)
    body = struct.pack(">8I", *(round(place * 1e5) for place in places))
    chunks = chunk(b"gAMA", struct.pack(">I", 45455)) + chunk(b"cHRM", body)
    found = colours(read_image(plain[:33] + chunks + plain[33:]))
    assert np.abs(found - ((218, 67, 47), (0, 195, 12))).max() <= 1  # as in Chromium
    for gamma, odd in ((0, body), (45455, bytes(32))):
        chunks = chunk(b"gAMA", struct.pack(">I", gamma)) + chunk(b"cHRM", odd)
        assert (read_image(plain[:33] + chunks + plain[33:]) == read_image(plain)).all()


def test_an_animation_does_not_begin_on_the_picture_for_other_programs():
    """The first frame covers the right half. Chromium shows nothing on the left."""
    frames = b""
    for number in (0, 2):
        control = struct.pack(">IIIIIHHBB", number, 32, 40, 32, 0, 1, 10, 0, 1)
        data = struct.pack(">I", number + 1) + zlib.compress((b"\0" + b"\0\xc8\0\x80" * 32) * 40)
        frames += chunk(b"fcTL", control) + chunk(b"fdAT", data)
    other = saved(Image.new("RGBA", LYING, "red"), "PNG")
    count = chunk(b"acTL", struct.pack(">II", 2, 0))
    found = colours(read_image(other[:33] + count + other[33:-12] + frames + other[-12:]))
    assert found.tolist() == [[255] * 3, [127, 227, 127]]
