"""Pooling as a student would write it: one loop over the windows, one over each window's cells."""

import math

import numpy as np


def windows(n, kernel, stride, before, after, dilation, ceil_mode):
    """The input positions of each window's taps along one axis, padding included."""
    found = []
    start = -before
    while True:
        taps = [start + t * dilation for t in range(kernel)]
        fits = taps[-1] < n + after
        left_over = taps[-1] - stride + 1 < n + after  # cells behind the window before this one
        if not fits and not (ceil_mode and left_over and start < n):
            return found
        found.append(taps)
        if not fits:
            return found
        start += stride


def pool(x, kind, kernel, stride, sides, dilation=(1, 1), ceil_mode=False, include_pad=True):
    """One plane; ``kernel``, ``stride``, ``dilation`` are pairs, ``sides`` two (before, after)."""
    height, width = x.shape
    down, along = (
        windows(x.shape[i], kernel[i], stride[i], *sides[i], dilation[i], ceil_mode) for i in (0, 1)
    )
    result = []
    for rows in down:
        line = []
        for cols in along:
            inside = [x[i, j] for i in rows for j in cols if 0 <= i < height and 0 <= j < width]
            if kind == "avg":
                counted = [
                    (i, j)
                    for i in rows
                    for j in cols
                    if i < height + sides[0][1] and j < width + sides[1][1]
                ]
                line.append(math.fsum(inside) / (len(counted) if include_pad else len(inside)))
            else:
                line.append(max(inside) if kind == "max" else min(inside))
        result.append(line)
    return np.array(result)
