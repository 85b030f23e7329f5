"""Max, average and min pooling, one output at a time: the specification.

Read this file to learn what pooling does. :mod:`pooling.kernels` computes the same values much
faster, and the tests compare the two.
"""

from typing import Any

import numpy as np

from pooling.arguments import Array, Kind, as_image
from pooling.geometry import plan
from pooling.kernels import lowest_and_highest


def plain_pool2d(
    x: object,
    kind: Kind,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    *,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> Array:
    """Pool ``x`` one output at a time.

    >>> plain_pool2d([[8, 4, 6, 8], [1, 2, 0, 1], [3, 1, 7, 5], [7, 9, 1, 4]], "max", 2)
    array([[8., 8.],
           [9., 7.]])

    Parameters
    ----------
    x : (..., height, width) array of real numbers
    kind : "max", "avg" or "min"
    kernel_size, stride, padding, dilation, ceil_mode, count_include_pad
        As in :func:`pooling.max_pool2d` and :func:`pooling.avg_pool2d`.

    Returns
    -------
    (..., out_height, out_width) float64 array

    Raises
    ------
    TypeError, ValueError
        The message names the argument, the rule and the value.

    Notes
    -----
    The definitions of https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html and
    https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html
    """
    x = as_image(x)
    rows, columns, shape, _ = plan(
        x.shape, x.dtype, kernel_size, stride, padding, dilation, ceil_mode
    )
    zeros_count = count_include_pad and padding != "same"
    counts = np.outer(rows.counts(zeros_count), columns.counts(zeros_count))
    lowest, highest = lowest_and_highest(x.dtype)
    pooled = np.empty(shape)
    for *plane, row, column in np.ndindex(shape):
        down = [i for i in rows.window(row) if 0 <= i < rows.n]  # the rest is padding
        along = [j for j in columns.window(column) if 0 <= j < columns.n]
        window = [x[(*plane, i, j)] for i in down for j in along]
        if kind == "max":
            value = np.max(window, initial=lowest)
        elif kind == "min":
            value = np.min(window, initial=highest)
        else:
            value = np.sum(window, dtype=np.float64) / counts[row, column]
        pooled[(*plane, row, column)] = value
    return pooled
