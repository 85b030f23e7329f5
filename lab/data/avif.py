"""Read an AVIF picture in a separate process with little memory. Does not use Streamlit.

The header of a crafted file may say 64 x 64 pixels where 16,384 x 16,384 are unpacked. Pillow
trusts the header. Run as a program, this module reads an AVIF file from standard input. It writes
the reduced picture to standard output as a PNG.
"""

import subprocess
import sys
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from PIL import AvifImagePlugin, Image

ROOT = Path(__file__).parents[2]
MEMORY = 384 * 2**20  # bytes; twice what the largest accepted picture takes
PATIENCE = 30  # seconds


def reduced_apart(data: bytes) -> Image.Image:
    """Return the picture, at most 256 pixels on its long side, or raise an exception."""
    result = subprocess.run(
        [sys.executable, "-m", "lab.data.avif"],
        input=data,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        timeout=PATIENCE,
        check=True,
    )
    return Image.open(BytesIO(result.stdout), formats=["PNG"])


def main() -> None:
    from lab.data.shrink import reduced

    # Windows cannot set the limit, and elsewhere it may be stricter already.
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # each thread would need memory of its own
    image = Image.open(BytesIO(sys.stdin.buffer.read()), formats=["AVIF"])
    reduced(image).save(sys.stdout.buffer, "PNG")


if __name__ == "__main__":
    main()
