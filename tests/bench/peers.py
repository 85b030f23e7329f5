"""What a user would pick instead of this package, where it is installed.

    .venv/bin/pip install -r tests/bench/requirements.txt

Each peer gives a function without arguments that does the very same work, or None where it cannot;
what is set up once (tensors, structuring elements) is set up outside that function.
"""

import importlib.util
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from pooling.arguments import Array

Work = Callable[[], Any]
THREADS = 2


def torch(x: Array, k: int, s: int, p: int, kind: str) -> Work | None:
    """PyTorch on the CPU, with two threads and no gradient."""
    import torch as t
    import torch.nn.functional as f

    t.set_num_threads(THREADS)
    t.set_grad_enabled(False)
    if kind == "avg" and x.dtype.kind != "f":
        return None  # it refuses, or cuts the mean to an integer
    tensor = t.from_numpy(x)[None] if x.ndim == 3 else t.from_numpy(x)[None, None]
    return partial(f.max_pool2d if kind == "max" else f.avg_pool2d, tensor, k, s, p)


def opencv(x: Array, k: int, s: int, p: int, kind: str) -> Work | None:
    """A dilation or a box blur of every pixel, of which every s-th is kept."""
    import cv2

    cv2.setNumThreads(THREADS)
    if x.ndim > 2 or (kind == "avg" and x.dtype.kind != "f"):
        return None
    kept = slice(k // 2 - p, x.shape[0] + p - (k - 1) // 2, s)
    anchor = (k // 2, k // 2)
    if kind == "avg":
        work = partial(cv2.blur, x, (k, k), anchor=anchor, borderType=cv2.BORDER_CONSTANT)
    else:
        work = partial(cv2.dilate, x, np.ones((k, k), np.uint8), anchor=anchor)
    return lambda: np.ascontiguousarray(work()[kept, kept])


def scipy(x: Array, k: int, s: int, p: int, kind: str) -> Work | None:
    """A filter of every pixel, of which every s-th is kept."""
    from scipy import ndimage

    if x.ndim > 2 or (kind == "avg" and x.dtype.kind != "f"):
        return None
    kept = slice(k // 2 - p, x.shape[0] + p - (k - 1) // 2, s)
    low = 0 if kind == "avg" or x.dtype.kind == "u" else -np.inf
    filters = {"avg": ndimage.uniform_filter, "max": ndimage.maximum_filter}
    work = partial(filters[kind], x, k, mode="constant", cval=low)
    return lambda: np.ascontiguousarray(work()[kept, kept])


def skimage(x: Array, k: int, s: int, p: int, kind: str) -> Work | None:
    """Blocks side by side."""
    from skimage.measure import block_reduce

    if p or k != s or any(side % k for side in x.shape[-2:]):
        return None
    block = (1,) * (x.ndim - 2) + (k, k)
    return partial(block_reduce, x, block, np.max if kind == "max" else np.mean)


MODULES = {"torch": torch, "cv2": opencv, "scipy": scipy, "skimage": skimage}
PEERS = {name: peer for name, peer in MODULES.items() if importlib.util.find_spec(name)}
