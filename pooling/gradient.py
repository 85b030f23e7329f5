"""How a gradient goes back through pooling, and what unpooling brings back.

A gradient says how much the loss grows for each output that grows by 1. Going back, a layer turns
the gradient of its outputs into the gradient of its inputs.
"""

import math
from typing import Any

import numpy as np

from pooling.arguments import Array, as_array, as_planes, flag, numbers, pair
from pooling.clip import spread
from pooling.geometry import plan
from pooling.kernels import averaging_dtypes, window_counts, without_warnings
from pooling.pool2d import max_pool2d


def max_pool2d_backward(
    upstream: object,
    x: object,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    *,
    ceil_mode: bool = False,
) -> Array:
    """The gradient at the inputs of max pooling: each output sends its own to its largest input.

    >>> x = [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
    >>> max_pool2d_backward([[1, 1], [1, 1]], x, 2, stride=1)
    array([[0., 0., 0.],
           [0., 1., 1.],
           [0., 1., 1.]])

    Where windows overlap, an input can win several of them. Then their gradients add up:

    >>> max_pool2d_backward([[1, 10]], [[0, 9, 0], [0, 0, 0]], 2, stride=1)
    array([[ 0., 11.,  0.],
           [ 0.,  0.,  0.]])

    Parameters
    ----------
    upstream : (..., out_height, out_width) array of any real dtype
        The gradient that arrives at the outputs.
    x : (..., height, width) array of any real dtype
        What was pooled. Neither array is changed.
    kernel_size, stride, padding, dilation, ceil_mode
        As in :func:`pooling.max_pool2d`.

    Returns
    -------
    (..., height, width) array
        Of upstream's dtype if it is a float, else float64. float16 is added up in float32. A window
        that covers only padding has no largest input, so its gradient goes nowhere.

    Raises
    ------
    TypeError, ValueError
        The message names the argument, the rule and the value.

    Notes
    -----
    At a tie the gradient goes to the first of the largest inputs in row-major order, and if there
    are NaNs, to the last NaN. Both rules are those of torch.max_pool2d
    (https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html). A maximum has no
    derivative at a tie; this is one of its subgradients.
    """
    x = as_array(x)
    size = (kernel_size, stride, padding, dilation)
    places = max_pool2d(x, *size, ceil_mode=ceil_mode, return_indices=True)[1]
    return send_back(upstream, places, x.shape)


@without_warnings
def send_back(upstream: object, places: Array, shape: tuple[int, ...]) -> Array:
    """Add each output's gradient at the place of its winner, in an array of ``shape``.

    ``places`` are ``row * width + column`` of the winners, or -1 for windows without one.
    """
    arrived = numbers(upstream, "upstream", places.shape)
    work, result = averaging_dtypes(arrived.dtype)
    count = math.prod(shape[:-2])
    planes = np.zeros((count, shape[-2] * shape[-1]), work)
    winners = places.reshape(count, places.shape[-2] * places.shape[-1])
    plane, output = np.nonzero(winners >= 0)
    arrived = arrived.reshape(winners.shape).astype(work, copy=False)
    np.add.at(planes, (plane, winners[plane, output]), arrived[plane, output])
    return planes.reshape(shape).astype(result, copy=False)


@without_warnings
def avg_pool2d_backward(
    upstream: object,
    x: object,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    *,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> Array:
    """The gradient at the inputs of average pooling: each output shares its own equally.

    >>> x = [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
    >>> avg_pool2d_backward([[1, 1], [1, 1]], x, 2, stride=1)
    array([[0.25, 0.5 , 0.25],
           [0.5 , 1.  , 0.5 ],
           [0.25, 0.5 , 0.25]])

    Parameters
    ----------
    upstream : (..., out_height, out_width) array of any real dtype
        The gradient that arrives at the outputs.
    x : (..., height, width) array of any real dtype
        What was pooled. Only its shape matters, because average pooling is linear. Neither array is
        changed.
    kernel_size, stride, padding, ceil_mode, count_include_pad
        As in :func:`pooling.avg_pool2d`.

    Returns
    -------
    (..., height, width) array
        Of upstream's dtype if it is a float, else float64. float16 is added up in float32. The
        share of what counts as padding goes nowhere.

    Raises
    ------
    TypeError, ValueError
        The message names the argument, the rule and the value.

    Notes
    -----
    The rules are those of https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html
    """
    x = as_array(x)
    rows, cols, shape, _ = p = plan(x.shape, x.dtype, kernel_size, stride, padding, 1, ceil_mode)
    include = flag("count_include_pad", count_include_pad) and padding != "same"
    arrived = numbers(upstream, "upstream", shape)
    work, result = averaging_dtypes(arrived.dtype)
    share = as_planes(arrived) / window_counts(p, include).astype(work)
    found = spread(spread(share, rows, 1), cols, 2)
    return found.astype(result, copy=False).reshape(x.shape)


def max_unpool2d(values: object, indices: object, shape: tuple[int, int]) -> Array:
    """Unpooling: put each value back where it came from, and zeros everywhere else.

    >>> x = np.arange(1, 17).reshape(4, 4)
    >>> values, indices = max_pool2d(x, 2, return_indices=True)
    >>> max_unpool2d(values, indices, x.shape)
    array([[ 0,  0,  0,  0],
           [ 0,  6,  0,  8],
           [ 0,  0,  0,  0],
           [ 0, 14,  0, 16]])

    Parameters
    ----------
    values : (..., out_height, out_width) array of any real dtype
    indices : (..., out_height, out_width) array of integers
        Where each value goes: ``row * width + column``, from 0. -1 goes nowhere. Both are what
        ``max_pool2d(x, ..., return_indices=True)`` returns. The arrays are not changed.
    shape : (height, width)
        Of the maps to return, each at least 1.

    Returns
    -------
    (..., height, width) array of the dtype of values
        If several values go to the same place, the last in row-major order stays. Those of
        overlapping windows are equal.

    Raises
    ------
    TypeError, ValueError
        The message names the argument, the rule and the value.

    Notes
    -----
    https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxUnpool2d.html
    """
    height, width = pair("shape", shape, 1)
    places = as_array(indices, "indices")
    if places.dtype.kind not in "iu":
        raise TypeError(f"`indices` must hold integers, got dtype {places.dtype}")
    if places.ndim < 2:
        raise ValueError(f"`indices` must have at least two dimensions, got {places.ndim}")
    found = numbers(values, "values", places.shape)
    wrong = places[(places < -1) | (places >= height * width)]
    if wrong.size:
        raise ValueError(
            f"`indices` must be from -1 to {height * width - 1} for the shape "
            f"{(height, width)}, got {wrong[0]}"
        )
    planes = as_planes(places)
    maps = np.zeros((len(planes), height * width), found.dtype)
    for one, values_of, places_of in zip(maps, as_planes(found), planes, strict=True):
        one[places_of[places_of >= 0]] = values_of[places_of >= 0]
    return maps.reshape(*places.shape[:-2], height, width)
