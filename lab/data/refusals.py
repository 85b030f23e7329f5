"""Say what a file is that cannot be opened as a picture. Does not use Streamlit."""

CHOOSE = "Choose a PNG, JPEG, WebP, GIF, BMP, TIFF or AVIF."
HEIC = (
    "This is a HEIC photo, which cannot be read here. Save it as JPEG first. "
    "On an iPhone, copy the photo in Photos and paste it in Files: the copy is a JPEG. "
    "For new photos, open Settings, Camera, Formats and choose Most Compatible. "
    "On a Mac, open the photo in Preview, then choose File, Export and JPEG."
)
BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
OPENED = {  # formats that can be read, by the first bytes of a file or by its bytes 8 to 11
    b"\x89PNG": "PNG",
    b"\xff\xd8": "JPEG",
    b"GIF8": "GIF",
    b"BM": "BMP",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"WEBP": "WebP",
    b"avif": "AVIF",
}
OTHERS = {  # what other files begin with
    b"%PDF": "a PDF",
    b"PK\3\4": "a ZIP archive or an office document",
    b"8BPS": "a Photoshop file",
    b"\0\0\1\0": "an icon",
    b"%!PS": "a PostScript file",
    b"\xff\x0a": "a JPEG XL",
    b"\0\0\0\x0cJXL ": "a JPEG XL",
    b"\xff\x4f\xff\x51": "a JPEG 2000",
    b"\0\0\0\x0cjP": "a JPEG 2000",
}


def not_opened(data: bytes) -> str:
    """Say what the file is, as far as its first bytes tell, and what to do."""
    for start, name in OPENED.items():
        if data.startswith(start) or data[8:12] == start:
            return (
                f"This {name} is damaged, or its pixels are stored in a rare way that cannot be "
                "read here. Open it in another program and save it as PNG."
            )
    if data[4:8] == b"ftyp":
        return HEIC if data[8:12] in BRANDS else f"This is a video, and no picture. {CHOOSE}"
    for start, name in OTHERS.items():
        if data.startswith(start):
            return f"This is {name}, which cannot be read here. {CHOOSE}"
    head = data[:1000].lower()
    if b"<svg" in head:
        return f"This is an SVG, a drawing without pixels. {CHOOSE}"
    if b"<html" in head or head.lstrip().startswith(b"<!doctype html"):
        return f"This is a web page, and no picture. {CHOOSE}"
    return f"This file is no picture that can be read here. {CHOOSE}"
