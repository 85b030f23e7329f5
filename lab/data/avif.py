"""AVIF, reduced in a process of its own with little memory. No Streamlit.

Its header may say 64 x 64 pixels of what unpacks into 16,384 x 16,384, and Pillow believes it. Run
as a program, this reads a file from its input and writes it, reduced, as a PNG.
"""

import subprocess
import sys
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from PIL import AvifImagePlugin, Image

ROOT = Path(__file__).parents[2]
MEMORY = 384 * 2**20  # bytes; twice what the largest honest picture takes
PATIENCE = 30  # seconds


def reduced_apart(data: bytes) -> Image.Image:
    """The picture at most 256 pixels long; an exception if it could not be read."""
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

    with suppress(ImportError, ValueError, OSError):  # not on Windows; or stricter already
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # each would want memory of its own
    image = Image.open(BytesIO(sys.stdin.buffer.read()), formats=["AVIF"])
    reduced(image).save(sys.stdout.buffer, "PNG")


if __name__ == "__main__":
    main()
