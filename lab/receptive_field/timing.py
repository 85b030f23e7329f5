"""Measure how long a convolution takes, before and after pooling. Does not use Streamlit."""

from collections.abc import Callable
from statistics import median
from time import perf_counter

import numpy as np

from pooling import max_pool2d
from pooling.arguments import Array

CHANNELS = 8  # in and out of the convolution
TURNS = 9


def convolved(x: Array, weights: Array) -> Array:
    """Convolve without padding: (in, H, W), (out, in, k, k) -> (out, H - k + 1, W - k + 1).

    It does not use a matrix product, because a library may spread one over several threads. Then a
    small map would take as long as a large one.

    >>> convolved(np.ones((1, 3, 3)), np.ones((2, 1, 3, 3))).tolist()
    [[[9.0]], [[9.0]]]
    """
    out, channels, k, _ = weights.shape
    height, width = x.shape[1] - k + 1, x.shape[2] - k + 1
    result: Array = np.zeros((out, height, width), x.dtype)
    for c, i, j in np.ndindex(channels, k, k):
        result += weights[:, c, i, j, None, None] * x[c, i : i + height, j : j + width]
    return result


def before_and_after(
    plane: Array, report_progress: Callable[[float], object]
) -> tuple[float, float]:
    """Measure a 3 x 3 convolution on a picture, and on the same picture after 2 x 2 max pooling.

    Parameters
    ----------
    plane : (height, width) array
    report_progress : callable
        Called with the share that is done, 0 to 1.

    Returns
    -------
    (float, float)
        Seconds: medians of several turns. The two measurements alternate, so that a busy machine
        slows both.
    """
    rng = np.random.default_rng(0)
    whole = np.repeat(plane[None].astype(np.float32), CHANNELS, 0)
    half = max_pool2d(whole, 2)
    weights = rng.standard_normal((CHANNELS, CHANNELS, 3, 3), np.float32)
    times: list[tuple[float, float]] = []
    for turn in range(TURNS):
        start = perf_counter()
        convolved(whole, weights)
        middle = perf_counter()
        convolved(half, weights)
        times.append((middle - start, perf_counter() - middle))
        report_progress((turn + 1) / TURNS)
    return median(t for t, _ in times), median(t for _, t in times)
