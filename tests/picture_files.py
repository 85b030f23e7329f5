"""Picture files as people have them: every format and mode, and what goes wrong with them.

Each entry is a file's bytes and what must come of it: the RGB that its middle shows, or the words
that refuse it. The pictures are 40 x 24 unless they say otherwise. A file is encoded when a test
first asks for it, so that importing this module costs nothing.
"""

import struct
import zlib
from base64 import b85decode
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from io import BytesIO
from typing import Generic, TypeVar

import numpy as np
from PIL import Image

RED, WHITE, GREY = (220, 30, 40), (255, 255, 255), (128, 128, 128)
SIZE = (40, 24)
T = TypeVar("T")


class Files(Mapping[str, tuple[bytes, T]], Generic[T]):
    """Files by name, each with what must come of it.

    >>> files = Files({"nothing": (bytes, "The file is empty")})
    >>> files["nothing"]
    (b'', 'The file is empty')
    """

    def __init__(self, recipes: dict[str, tuple[Callable[[], bytes], T]]) -> None:
        self._recipes = recipes
        self._encoded: dict[str, bytes] = {}

    def __getitem__(self, name: str) -> tuple[bytes, T]:
        encode, expected = self._recipes[name]
        if name not in self._encoded:
            self._encoded[name] = encode()
        return self._encoded[name], expected

    def __iter__(self) -> Iterator[str]:
        return iter(self._recipes)

    def __len__(self) -> int:
        return len(self._recipes)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def plain(mode: str, colour: object, size: tuple[int, int] = SIZE) -> Image.Image:
    return Image.new(mode, size, colour)


def turned() -> bytes:
    """A phone's photo: stored lying, with the orientation that stands it up (EXIF 6)."""
    exif = Image.Exif()
    exif[0x0112] = 6
    image = plain("RGB", RED)
    image.paste(GREY, (0, 0, 12, 24))  # the left part will be the upper part
    return saved(image, "JPEG", exif=exif, quality=95)


def animation() -> bytes:
    frames = [plain("RGB", RED), plain("RGB", (0, 255, 0))]
    return saved(frames[0], "GIF", save_all=True, append_images=frames[1:])


def png_claiming(width: int, height: int) -> bytes:
    """A PNG whose header claims a size that its data do not have: a decompression bomb."""

    def chunk(name: bytes, body: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + crc

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(bytes(1000))
    ends = chunk(b"IDAT", data) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + ends


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def grey_jpeg(side: int, start: int = 0xC0, colours: int = 3) -> bytes:
    """A JPEG up to its first scan: every difference is 0, and written as one bit."""
    parts = [bytes([i + 1, 0x11, 0]) for i in range(colours)]
    tables = b"".join(segment(0xC4, bytes([c, 1, *[0] * 15, 0])) for c in (0, 0x10))
    frame = struct.pack(">BHHB", 8, side, side, colours) + b"".join(parts)
    return b"\xff\xd8" + segment(0xDB, bytes([0, *[1] * 64])) + segment(start, frame) + tables


def colour_by_colour(side: int) -> bytes:
    """A JPEG of one scan for each colour: all of it must be held before it can be scaled."""
    scan = bytes((side // 8) ** 2 * 2 // 8)
    scans = [segment(0xDA, bytes([1, i, 0, 0, 63, 0])) + scan for i in (1, 2, 3)]
    return grey_jpeg(side) + b"".join(scans) + b"\xff\xd9"


def scanned_again(side: int, times: int) -> bytes:
    """A progressive JPEG whose scans say, in a few bytes each, that nothing changes."""
    runs = segment(0xC4, bytes([0x10, 1, *[0] * 15, 0xE0]))  # one bit: at least 16,384 blocks
    first = segment(0xDA, bytes([1, 1, 0, 0, 0, 0])) + bytes((side // 8) ** 2 // 8)
    again = segment(0xDA, bytes([1, 1, 0, 1, 63, 0])) + bytes(-(-((side // 8) ** 2) // 8192))
    return grey_jpeg(side, 0xC2, 1) + runs + first + again * times + b"\xff\xd9"


def tiled_tiff(side: int, tile: int) -> bytes:
    """A TIFF of one grey tile, which may be far larger than the picture."""
    data = zlib.compress(b"\x80" * tile**2)
    tags = {256: side, 257: side, 258: 8, 259: 8, 262: 1, 277: 1, 322: tile, 323: tile}
    tags |= {324: 8 + 2 + 12 * 10 + 4, 325: len(data)}
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items())
    return struct.pack("<2sHIH", b"II", 42, 8, len(tags)) + entries + bytes(4) + data


def skipping_bmp(width: int) -> bytes:
    """An RLE bitmap of one row, whose few bytes skip 255 of them."""
    head = struct.pack("<IiiHHIIiiII", 40, width, 1, 1, 8, 1, 6, 0, 0, 256, 0) + bytes(1024)
    return struct.pack("<2sIHHI", b"BM", 1084, 0, 0, 1078) + head + b"\0\2" + bytes([255] * 4)


LYING_AVIF = (  # claims 64 x 64 pixels, and unpacks into 16,384 x 16,384
    "c-muNU{FXasVqn=%S>Yc0uY^>nP!-qnV9D5Xy^nKdYzkElE?r7iWw<6MNl?FL1uCZ0~+8f$SlbPvlxL`E;A=T8N_"
    "h`@fjhajKT~IJbQs`jm*rvG`LzRASaax%1bOWFm%q($p_n&m03_!0HnP$3zGAJv`A)gK`PWf2PhUO$gIc&2{3bTZ"
    "~!Tu#4<zYMtL5PkZ^K-PElTRP6g0pUIw-XppbZGK`zWsK!>p~GBvXRH66`ONh}d!;Nq75UjP69-$hJPyc|ZWB_)I"
    "fA3iKEx$JAOaRbn8=TB)KpK|EZSCK`Beiv!SFZoat(|*J<^Do1XfJMiq&12|smg)NI>~doMaU-jo1Jhi+ch0T0@s"
    ">R5yG-ex)r7Ut&lL7@pH6<Y-v6%J?~f~=9ddbN+IgqgDke{i>snInB%}BP$>&eGL_5@9_1)$&<I&^8PxgO|zVSt7"
    "UqFVyl_Gu(b7`KH&c;fv4jRjJb8~KNI-mRC&+pq@r>yF4?G5J@>$ARB6V+M2&Z}5TV0L5wwll}#IVZ0R?6CA&Gyi"
    "D$A%Pq57E)VlVj4y*8MS28l2J=WEg7|B)RIw4MlBh&WYiKGT0##y0O5pd_W"
)


def sixteen_bits() -> Image.Image:
    return Image.fromarray(np.full((24, 40), 128 * 257, np.uint16))


@cache
def photo() -> Image.Image:
    return Image.effect_noise((200, 160), 90).convert("RGB")


red = plain("RGB", RED)
half = plain("RGBA", (*RED, 0))
GOOD: Files[tuple[int, int, int]] = Files(
    {
        "png rgb": (lambda: saved(red, "PNG"), RED),
        "png rgba, all clear, on white": (lambda: saved(half, "PNG"), WHITE),
        "png palette": (lambda: saved(red.quantize(4), "PNG"), RED),
        "png palette with a clear colour": (
            lambda: saved(plain("P", 0), "PNG", transparency=0),
            WHITE,
        ),
        "png rgb with a clear colour": (lambda: saved(red, "PNG", transparency=RED), WHITE),
        "png grey": (lambda: saved(plain("L", 128), "PNG"), GREY),
        "png grey and alpha": (lambda: saved(plain("LA", (0, 0)), "PNG"), WHITE),
        "png 16 bits": (lambda: saved(sixteen_bits(), "PNG"), GREY),
        "png 1 bit": (lambda: saved(plain("1", 1), "PNG"), WHITE),
        "png interlaced size 8": (lambda: saved(plain("RGB", RED, (8, 8)), "PNG"), RED),
        "jpeg": (lambda: saved(red, "JPEG", quality=95), RED),
        "jpeg progressive": (lambda: saved(red, "JPEG", progressive=True, quality=95), RED),
        "jpeg grey": (lambda: saved(plain("L", 128), "JPEG"), GREY),
        "jpeg cmyk": (lambda: saved(plain("CMYK", (0, 0, 0, 127)), "JPEG", quality=95), GREY),
        "jpeg with exif that turns it": (turned, RED),
        "jpeg with two pictures (mpo)": (
            lambda: saved(
                red, "MPO", save_all=True, append_images=[plain("RGB", GREY)], quality=95
            ),
            RED,
        ),
        "jpeg colour by colour": (lambda: colour_by_colour(64), GREY),
        "jpeg of 36 megapixels": (
            lambda: saved(plain("RGB", RED, (6000, 6000)), "JPEG", quality=40),
            RED,
        ),
        "webp": (lambda: saved(red, "WEBP", quality=95), RED),
        "webp lossless with alpha": (lambda: saved(half, "WEBP", lossless=True), WHITE),
        "webp animated": (
            lambda: saved(
                red, "WEBP", save_all=True, append_images=[plain("RGB", GREY)], lossless=True
            ),
            RED,
        ),
        "gif": (lambda: saved(red, "GIF"), RED),
        "gif animated, first frame": (animation, RED),
        "bmp": (lambda: saved(red, "BMP"), RED),
        "bmp 1 bit": (lambda: saved(plain("1", 1), "BMP"), WHITE),
        "bmp palette": (lambda: saved(red.quantize(4), "BMP"), RED),
        "tiff": (lambda: saved(red, "TIFF"), RED),
        "tiff lzw": (lambda: saved(red, "TIFF", compression="tiff_lzw"), RED),
        "tiff in one large tile": (lambda: tiled_tiff(40, 256), GREY),
        "tiff cmyk": (lambda: saved(plain("CMYK", (0, 0, 0, 127)), "TIFF"), GREY),
        "tiff 16 bits": (lambda: saved(sixteen_bits(), "TIFF"), GREY),
        "tiff 32 bits": (lambda: saved(plain("I", 128), "TIFF"), GREY),
        "tiff 32 bits holding 16": (lambda: saved(plain("I", 128 * 257), "TIFF"), GREY),
        "tiff float, 0 to 1": (lambda: saved(plain("F", 0.502), "TIFF"), GREY),
        "tiff float, 0 to 255": (lambda: saved(plain("F", 128.0), "TIFF"), GREY),
        "avif": (lambda: saved(red, "AVIF", quality=95), RED),
        "long and flat": (lambda: saved(plain("RGB", RED, (4000, 200)), "PNG"), RED),
    }
)
EMPTY, NONE, DAMAGED = "The file is empty", "no picture that can be read", "damaged or cut short"
RARE = "is damaged, or its pixels are stored in a rare way"
MEGA, SMALL, PARTS = "megapixels; at most", "too small or too narrow", "of too many parts"
BAD: Files[str] = Files(
    {
        "no bytes": (lambda: b"", EMPTY),
        "a text": (lambda: b"hello, this is no picture at all", NONE),
        "a web page": (lambda: b"<!DOCTYPE html><img src=x onerror=alert(1)>", "a web page"),
        "an svg": (
            lambda: b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
            "an SVG",
        ),
        "a pdf": (lambda: b"%PDF-1.7\n1 0 obj << >> endobj", "a PDF"),
        "a zip": (lambda: b"PK\x03\x04" + bytes(60), "a ZIP archive"),
        "an icon": (lambda: saved(red, "ICO"), "an icon"),
        "a ppm": (lambda: saved(red, "PPM"), NONE),
        "an eps": (
            lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
            "a PostScript file",
        ),
        "only a png signature": (lambda: b"\x89PNG\r\n\x1a\n", "This PNG " + RARE),
        "png cut in half": (lambda: saved(photo(), "PNG")[:4000], DAMAGED),
        "jpeg cut before its picture": (lambda: saved(photo(), "JPEG")[:200], "This JPEG " + RARE),
        "webp cut in half": (lambda: saved(photo(), "WEBP")[:4000], "This WebP " + RARE),
        "gif cut in half": (lambda: saved(photo(), "GIF")[:4000], DAMAGED),
        "bmp cut in half": (lambda: saved(photo(), "BMP")[:4000], DAMAGED),
        "tiff cut in half": (lambda: saved(photo(), "TIFF", compression="tiff_lzw")[:4000], RARE),
        "avif cut in half": (lambda: saved(photo(), "AVIF")[:4000], "This AVIF " + RARE),
        "a bomb of 2.5 gigapixels": (lambda: png_claiming(50000, 50000), MEGA),
        "a bomb beyond every limit": (lambda: png_claiming(2**31 - 1, 2**31 - 1), MEGA),
        "no width": (lambda: png_claiming(0, 100), RARE),
        "a header without a picture": (lambda: png_claiming(1000, 1000), DAMAGED),
        "a gif of 4 gigapixels": (lambda: b"GIF89a\xff\xff\xff\xff" + bytes(40), RARE),
        "one pixel": (lambda: saved(plain("RGB", RED, (1, 1)), "PNG"), SMALL),
        "a thread": (lambda: saved(plain("RGB", RED, (4000, 9)), "PNG"), SMALL),
        # These took 689 MB, 862 MB, 339 MB, and two minutes.
        "a jpeg of 22 megapixels, colour by colour": (lambda: colour_by_colour(4704), MEGA),
        "a small tiff in one tile of 36 megapixels": (lambda: tiled_tiff(40, 6000), MEGA),
        "a jpeg of ten thousand comments": (
            lambda: b"\xff\xd8" + segment(0xFE, b"") * 10_001 + saved(red, "JPEG")[2:],
            PARTS,
        ),
        "a jpeg scanned 600 times": (lambda: scanned_again(64, 600), PARTS),
        "a bitmap that skips 255 rows of 18 megapixels": (lambda: skipping_bmp(18_000_000), SMALL),
        "an avif that claims less than it holds": (
            lambda: zlib.decompress(b85decode(LYING_AVIF)),
            DAMAGED,
        ),
        "more than 10 MB": (lambda: bytes(10 * 2**20 + 1), "larger than 10 MB"),
    }
)
