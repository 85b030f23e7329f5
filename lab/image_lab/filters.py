"""What the pooling layer sees: the photo, or a filter's feature map. Does not use Streamlit."""

import numpy as np

from pooling import convolve
from pooling.arguments import Array

SEES = {
    "photo": "Photo",
    "vertical": "Vertical edges",
    "horizontal": "Horizontal edges",
    "spots": "Spots",
}
FILTERS = {
    "vertical": np.array([[-1, 0, 1]] * 3),
    "horizontal": np.array([[-1] * 3, [0] * 3, [1] * 3]),
    "spots": np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]),
}


def feature_map(plane: Array, name: str) -> Array:
    """The filter over one channel, then ReLU. The edge is repeated, so the size stays the same.

    >>> step = np.array([[0, 0, 9, 9]] * 3)
    >>> feature_map(step, "vertical")[1], feature_map(-step, "vertical")[1]
    (array([ 0., 27., 27.,  0.]), array([0., 0., 0., 0.]))
    """
    padded = np.pad(plane.astype(np.float64), 1, mode="edge")
    found = convolve(padded[None], FILTERS[name][None, None])[0]
    response: Array = np.maximum(found, 0)
    return response


def written(name: str) -> str:
    """The filter as a matrix in LaTeX."""
    rows = r" \\ ".join(" & ".join(map(str, row)) for row in FILTERS[name].tolist())
    return rf"\begin{{bmatrix}} {rows} \end{{bmatrix}}"
