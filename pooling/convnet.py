"""A small convolutional network with trained weights: convolutions, ReLU, pooling, scores.

The products use ``np.einsum``, which runs on the thread that calls it. Matrix products would take a
quarter of its time, but NumPy runs the large ones on threads of their own. Those then wait for the
next one, awake, and take a processor from the other learners.
"""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt

from pooling.arguments import Array, as_array, as_image, check_image, choice, numbers, pair
from pooling.kernels import averaging_dtypes, without_warnings
from pooling.layer import Layer

GlobalKind = Literal["max", "avg"]
GLOBAL_KINDS: tuple[GlobalKind, ...] = get_args(GlobalKind)

# Numbers that the windows of one step may take: a megabyte stays in the cache of the processor.
TOGETHER = 2**18


def convolve(
    x: object, weights: object, bias: object = None, stride: Any = 1, padding: Any = 0
) -> Array:
    """Slide filters over ``x``: each output is a weighted sum over one window of all channels.

    >>> picture = np.array([[[1, 2, 4], [1, 2, 4], [1, 2, 4]]])  # one channel
    >>> edges = np.array([[[[-1, 1], [-1, 1]]]])  # one filter: right minus left
    >>> convolve(picture, edges)
    array([[[2., 4.],
            [2., 4.]]])

    Parameters
    ----------
    x : (..., channels, height, width) array of any real dtype
        The input. It is not changed.
    weights : (filters, channels, kernel height, kernel width) array
        The filters are not flipped, as in PyTorch.
    bias : (filters,) array, optional
        Added to each output of a filter. None adds nothing.
    stride : int or (rows, cols)
        In pixels, at least 1.
    padding : int or (rows, cols)
        Zeros on each side, in pixels.

    Returns
    -------
    (..., filters, out_height, out_width) array
        Of ``x``'s dtype if it is a float, else float64. float16 is added up in float32.

    Raises
    ------
    TypeError, ValueError
        The message names the argument, the rule and the value.

    Notes
    -----
    https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html
    """
    x, filters = as_image(x), as_array(weights, "weights")
    check_filters(filters)
    if x.ndim < 3 or x.shape[-3] != filters.shape[1]:
        raise ValueError(
            f"`x` must have the shape (..., {filters.shape[1]}, height, width) for these weights, "
            f"got {x.shape}"
        )
    strides, sides = pair("stride", stride, 1), pair("padding", padding, 0)
    kernel = filters.shape[2:]
    if any(n + 2 * p < k for n, p, k in zip(x.shape[-2:], sides, kernel, strict=True)):
        raise ValueError(
            f"`weights` must fit the padded input: they span {kernel[0]} x {kernel[1]} pixels, got "
            f"{x.shape[-2] + 2 * sides[0]} x {x.shape[-1] + 2 * sides[1]}"
        )
    work, result = averaging_dtypes(x.dtype)
    added = None if bias is None else numbers(bias, "bias", (len(filters),)).astype(work)
    pictures = x.reshape(-1, *x.shape[-3:])
    out = slide(pictures, filters.astype(work), added, strides, sides)
    return out.astype(result, copy=False).reshape(*x.shape[:-3], *out.shape[1:])


def check_filters(weights: Array) -> None:
    """Raise an error unless these are filters of at least one pixel."""
    check_image(weights.shape, weights.dtype, "weights")
    if weights.ndim != 4 or not weights.size:
        raise ValueError(
            "`weights` must have the shape (filters, channels, height, width), each at least 1, "
            f"got {weights.shape}"
        )


@without_warnings
def slide(
    x: Array,
    weights: Array,
    bias: Array | None,
    strides: tuple[int, int],
    padding: tuple[int, int],
) -> Array:
    """The convolution itself: (pictures, channels, height, width), in the dtype of the weights.

    The windows of a few pictures at a time are laid side by side, (pictures, values of a window,
    outputs). Then every output is one product of a row of weights and a column.
    """
    count, channels, height, width = x.shape
    filters, _, *kernel = weights.shape
    (down, along), (above, left) = strides, padding
    rows = (height + 2 * above - kernel[0]) // down + 1
    columns = (width + 2 * left - kernel[1]) // along + 1
    flat = weights.reshape(filters, -1)
    out = np.empty((count, filters, rows * columns), weights.dtype)
    each = max(TOGETHER // (flat.shape[1] * rows * columns), 1)
    padded = np.zeros(
        (min(each, count), channels, height + 2 * above, width + 2 * left), weights.dtype
    )
    windows = np.empty((len(padded), channels, *kernel, rows, columns), weights.dtype)
    for first in range(0, count, each):
        part = x[first : first + each]
        here, side_by_side = padded[: len(part)], windows[: len(part)]
        here[:, :, above : above + height, left : left + width] = part
        for i in range(kernel[0]):
            for j in range(kernel[1]):
                tap = here[:, :, i : i + (rows - 1) * down + 1 : down]
                side_by_side[:, :, i, j] = tap[..., j : j + (columns - 1) * along + 1 : along]
        columns_of = side_by_side.reshape(len(part), -1, rows * columns)
        np.einsum("fk,pkn->pfn", flat, columns_of, out=out[first : first + each])
    if bias is not None:
        out += bias[:, None]
    return out.reshape(count, filters, rows, columns)


def global_pool(x: object, kind: GlobalKind = "max") -> Array:
    """Replace each feature map by one number: its largest value or its mean.

    >>> global_pool([[[8, 4], [1, 2]], [[3, 1], [7, 5]]])
    array([8, 7])

    Parameters
    ----------
    x : (..., height, width) array of any real dtype
    kind : "max" or "avg"

    Returns
    -------
    (...) array, dtype as in :func:`max_pool2d` or :func:`avg_pool2d`
    """
    x = as_image(x)
    if choice("kind", kind, GLOBAL_KINDS) == "max":
        return np.asarray(x.max((-2, -1)))
    work, result = averaging_dtypes(x.dtype)
    return np.asarray(x.mean((-2, -1), dtype=work).astype(result, copy=False))


@dataclass(frozen=True, eq=False)
class Filters:
    """The filters of one convolution. Calling it convolves an array, as :func:`convolve` does.

    Parameters
    ----------
    weights : (filters, channels, kernel height, kernel width) array
    bias : (filters,) array
    stride, padding : int or (rows, cols)

    Raises
    ------
    TypeError, ValueError
        The message names the argument, the rule and the value.
    """

    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    stride: int | tuple[int, int] = 1
    padding: int | tuple[int, int] = 0

    def __post_init__(self) -> None:
        check_filters(as_array(self.weights, "weights"))
        numbers(self.bias, "bias", (len(self.weights),))
        pair("stride", self.stride, 1)
        pair("padding", self.padding, 0)

    def __call__(self, x: object) -> Array:
        return convolve(x, self.weights, self.bias, self.stride, self.padding)


@dataclass(frozen=True, eq=False)
class ConvNet:
    """A network in rounds: each convolves, applies ReLU, and pools. Then come the scores.

    >>> spot = Filters(np.ones((1, 1, 2, 2), np.float32), np.zeros(1, np.float32))
    >>> net = ConvNet((spot,), Layer("max", 2), "max", np.array([[1.0], [-1.0]]), np.zeros(2))
    >>> net(np.array([[[0, 0, 0], [0, 9, 1], [0, 0, 0]]]))
    array([ 10., -10.])

    Parameters
    ----------
    filters : Filters, one for each round
    pooling : Layer, optional
        Applied after each ReLU. None pools nothing: then the strides of the filters shrink the
        maps.
    last : "max", "avg" or None
        Global pooling after the last round. None keeps the last maps as they are.
    weights : (classes, values) array
        Of the dense layer. The values are those of the last maps, channel by channel.
    bias : (classes,) array

    Raises
    ------
    ValueError
        If a convolution does not fit the one before it. Whether all fits one input is checked when
        the network is called.

    Notes
    -----
    In PyTorch: ``nn.Sequential(nn.Conv2d(...), nn.ReLU(), nn.MaxPool2d(2), ..., nn.Flatten(),
    nn.Linear(...))``.
    """

    filters: tuple[Filters, ...]
    pooling: Layer | None
    last: GlobalKind | None
    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]

    def __post_init__(self) -> None:
        for number, (before, after) in enumerate(pairwise(self.filters), 2):
            given, expected = len(before.weights), after.weights.shape[1]
            if given != expected:
                raise ValueError(
                    f"`filters` must fit each other: convolution {number} expects {expected} "
                    f"channels, got {given}"
                )
        if self.last is not None:
            choice("last", self.last, GLOBAL_KINDS)
        numbers(self.bias, "bias", (len(self.weights),))

    def __call__(self, x: object) -> Array:
        """The scores of each picture: (..., channels, height, width) -> (..., classes)."""
        return self.maps(x)["scores"]

    def maps(self, x: object) -> dict[str, Array]:
        """Every feature map on the way to the scores, by name.

        Returns
        -------
        dict
            "convolution 1", "ReLU 1", "pooling 1", "convolution 2", ..., each (..., channels,
            height, width); then "global pooling" (..., channels), and "scores" (..., classes).
            What the network does not have is left out.
        """
        found: dict[str, Array] = {}
        x = values = as_image(x)
        for number, filters in enumerate(self.filters, 1):
            values = found[f"convolution {number}"] = filters(values)
            values = found[f"ReLU {number}"] = np.maximum(values, 0)
            if self.pooling is not None:
                values = found[f"pooling {number}"] = self.pooling(values)
        if self.last is not None:
            flat = found["global pooling"] = global_pool(values, self.last)
        else:
            flat = values.reshape(*values.shape[:-3], math.prod(values.shape[-3:]))
        if flat.shape[-1] != self.weights.shape[1]:
            raise ValueError(
                f"`x` must give {self.weights.shape[1]} values to the dense layer, "
                f"got {flat.shape[-1]} from the shape {x.shape}"
            )
        found["scores"] = np.einsum("cv,...v->...c", self.weights, flat) + self.bias
        return found

    @property
    def size(self) -> int:
        """How many weights and biases the network has."""
        arrays = [a for f in self.filters for a in (f.weights, f.bias)]
        return sum(a.size for a in (*arrays, self.weights, self.bias))
