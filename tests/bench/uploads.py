"""Reading an upload in the server's process, against a limited process of its own for each.

.venv/bin/python -m tests.bench.uploads
"""

import re
import statistics
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from time import perf_counter

import numpy as np
from PIL import Image

from lab.data.avif import MEMORY
from lab.data.uploads import read_image
from tests.servers import ROOT

FILES = {"JPEG": (4000, 3000), "PNG": (4000, 3000), "WEBP": (4000, 3000), "GIF": (400, 300)}
TIMES = 5
APART = f"""
import resource, sys
from io import BytesIO
from PIL import Image
from lab.data.shrink import reduced
resource.setrlimit(resource.RLIMIT_DATA, ({MEMORY}, {MEMORY}))
Image.MAX_IMAGE_PIXELS = None
reduced(Image.open(BytesIO(sys.stdin.buffer.read()))).save(sys.stdout.buffer, "PNG")
print(open("/proc/self/status").read(), file=sys.stderr)
"""


def picture_file(kind: str, size: tuple[int, int]) -> bytes:
    few = np.random.default_rng(0).integers(0, 256, (size[1] // 64, size[0] // 64, 3), np.uint8)
    file = BytesIO()
    Image.fromarray(few).resize(size, Image.Resampling.BICUBIC).save(file, kind)
    return file.getvalue()


def read_apart(data: bytes) -> str:
    """Read it in a process of its own, and return what that took, as /proc has it."""
    command = [sys.executable, "-c", APART]
    done = subprocess.run(command, input=data, capture_output=True, cwd=ROOT, check=True)
    return done.stderr.decode()


def milliseconds(read: Callable[[bytes], object], data: bytes) -> float:
    start = perf_counter()
    read(data)
    return 1e3 * (perf_counter() - start)


def main() -> None:
    print(f"{'':16}{'here':>8}{'apart':>8}{'ratio':>8}{'its peak':>10}")
    for kind, size in FILES.items():
        data = picture_file(kind, size)
        pairs = [
            (milliseconds(read_image, data), milliseconds(read_apart, data)) for _ in range(TIMES)
        ]
        here, apart = (statistics.median(times) for times in zip(*pairs, strict=True))
        peak = int(re.findall(r"VmHWM:\s+(\d+)", read_apart(data))[0]) // 1024
        name = f"{kind}, {size[0] * size[1] / 1e6:g} MP"
        print(f"{name:16}{here:>5.0f} ms{apart:>5.0f} ms{apart / here:>8.1f}{peak:>7} MB")


if __name__ == "__main__":
    main()
