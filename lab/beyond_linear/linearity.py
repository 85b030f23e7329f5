"""Computations that show whether pooling is linear. Does not use Streamlit."""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations, product

import numpy as np
import numpy.typing as npt

from lab.data.cells import Cells
from lab.data.grids import LESSON
from lab.words.numbers import DECIMALS
from pooling import Layer, max_pool2d
from pooling.arguments import Kind

Function = Callable[[Cells], Cells]

SIDE = 4
OTHERS = (2.0, 1.0, -3.0)  # the other pixels in the window of the pixel that the learner changes
A: Cells = LESSON - 4  # it has negative numbers, which ReLU sets to 0
B: Cells = np.array([[-2, 3, 1, -4], [4, 0, -1, 2], [1, -3, 2, 0], [-1, 2, 3, -2]], np.float64)
SHARPEN: Cells = np.array([[1, -1], [0, 1]], np.float64)
SMOOTH: Cells = np.array([[1, 2], [-1, 1]], np.float64)


def relu(x: Cells) -> Cells:
    return np.maximum(x, 0)


def nonlinearity(f: Function, a: Cells, b: Cells) -> Cells:
    """Compute f(A) + f(B) - f(A + B). It is 0 everywhere if f is linear, and at least 0 for max.

    >>> a, b = np.array([[1, 0], [0, 0]]), np.array([[0, 1], [0, 0]])
    >>> nonlinearity(Layer("max", 2), a, b).tolist()
    [[1]]
    """
    return np.round(f(a) + f(b) - f(a + b), DECIMALS)


def equal(a: Cells, b: Cells) -> npt.NDArray[np.bool_]:
    """Compare two grids cell by cell. Tiny differences from rounding do not count."""
    return np.isclose(a, b, rtol=0, atol=10.0**-DECIMALS)


def few_cells(count: int) -> Iterator[tuple[Cells, Cells]]:
    """Every pair of grids with ``count`` cells of 1 or -1 in the two together, and 0 elsewhere."""
    for places in combinations(range(2 * SIDE * SIDE), count):
        for signs in product((1, -1), repeat=count):
            both = np.zeros(2 * SIDE * SIDE)
            both[list(places)] = signs
            yield both[: SIDE * SIDE].reshape(SIDE, SIDE), both[SIDE * SIDE :].reshape(SIDE, SIDE)


@cache
def smallest_counterexample(kind: Kind, most: int = 2) -> tuple[Cells, Cells] | None:
    """Find two grids with few non-zero cells for which f(A + B) is not f(A) + f(B).

    >>> a, b = smallest_counterexample("max")
    >>> int(np.count_nonzero(a)), int(np.count_nonzero(b))
    (1, 1)
    >>> smallest_counterexample("avg") is None
    True

    Parameters
    ----------
    kind : "max", "avg" or "min"
        f is 2 x 2 pooling of this kind.
    most : int
        The most non-zero cells to try, in both grids together. They are 1 or -1.

    Returns
    -------
    (A, B), or None if there is no such pair
        Two read-only 4 x 4 grids, with as few non-zero cells as possible.
    """
    layer = Layer(kind, 2)
    for count in range(1, most + 1):
        for a, b in few_cells(count):
            if nonlinearity(layer, a, b).any():
                a.flags.writeable = b.flags.writeable = False  # the cache shares them
                return a, b
    return None


def convolved(x: Cells, weights: Cells) -> Cells:
    """Convolve as networks do, without padding and bias. The kernel is not flipped.

    >>> convolved(np.array([[1, 2], [3, 4]]), np.array([[1, 0], [0, 1]])).tolist()
    [[5]]
    """
    windows = np.lib.stride_tricks.sliding_window_view(x, weights.shape)
    result: Cells = np.einsum("ijkl,kl->ij", windows, weights)
    return result


def merged(first: Cells, second: Cells) -> Cells:
    """Combine two kernels into one that does the same as the two, one after the other.

    >>> merged(np.array([[1, 2]]), np.array([[3, 4]])).tolist()
    [[3.0, 10.0, 8.0]]
    """
    (h, w), (p, q) = first.shape, second.shape
    both = np.zeros((h + p - 1, w + q - 1))
    for i, j in np.ndindex(p, q):
        both[i : i + h, j : j + w] += second[i, j] * first
    return both


def twice(x: Cells) -> Cells:
    """Apply two convolutions, one after the other."""
    return convolved(convolved(x, SHARPEN), SMOOTH)


def pooled_between(x: Cells) -> Cells:
    """Apply the same two convolutions, with max pooling (2 x 2, stride 1) between them."""
    pooled: Cells = max_pool2d(convolved(x, SHARPEN), 2, 1)
    return convolved(pooled, SMOOTH)
