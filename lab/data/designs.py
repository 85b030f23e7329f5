"""The six networks of "Still a clown?": how each is built, and how to ask one. No Streamlit here.

All have three 3 x 3 convolutions with 8, 12 and 16 filters, ReLU, and a dense layer with one score
for each kind of face. They differ in how they shrink the feature maps, and in what comes after.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from lab.data.faces import FACES
from lab.data.sketches import SIDE
from pooling import ConvNet, Filters, Layer, translate
from pooling.convnet import GlobalKind

CHANNELS = (3, 8, 12, 16)
SHIFTS = tuple(range(11))  # pixels to the right


class Design(NamedTuple):
    """What one network has besides its three convolutions and its dense layer."""

    file: str  # of its weights, in assets/networks
    pooling: Layer | None  # after each ReLU; None: the convolutions have stride 2 instead
    last: GlobalKind | None = None  # global pooling before the dense layer
    trained_up_to: int = 0  # pixels by which the faces were shifted while it learned

    @property
    def stride(self) -> int:
        return 1 if self.pooling else 2

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        """The arrays of its weights by name."""
        found: dict[str, tuple[int, ...]] = {}
        for number, (before, after) in enumerate(pairwise(CHANNELS), 1):
            found[f"convolution_{number}"] = (after, before, 3, 3)
            found[f"convolution_{number}_bias"] = (after,)
        values = CHANNELS[-1] * (1 if self.last else (SIDE // 8) ** 2)
        return {**found, "dense": (len(FACES), values), "dense_bias": (len(FACES),)}


DESIGNS = {
    "Strided convolutions, no pooling": Design("strided.npz", None),
    "Average pooling": Design("average.npz", Layer("avg", 2)),
    "Max pooling": Design("max.npz", Layer("max", 2)),
    "Max pooling, then global max pooling": Design("max_global.npz", Layer("max", 2), "max"),
    "Strided convolutions, then global max pooling": Design("strided_global.npz", None, "max"),
    "Strided, trained on shifted faces": Design("strided_shifted.npz", None, trained_up_to=6),
}


def built(design: Design, arrays: Mapping[str, npt.NDArray[Any]]) -> ConvNet:
    """The network with these weights, float16 as in the files. They become float32 and read-only.

    Raises
    ------
    ValueError
        If an array is missing, has another shape or dtype, or holds a number that is not finite.
    """
    found = {}
    for name, shape in design.shapes.items():
        if name not in arrays:
            raise ValueError(f"`{name}` is missing")
        weights = arrays[name]
        if weights.shape != shape or weights.dtype != np.float16:
            raise ValueError(
                f"`{name}` must be float16 in the shape {shape}, got {weights.dtype} in "
                f"{weights.shape}"
            )
        odd = weights[~np.isfinite(weights)]
        if odd.size:
            raise ValueError(f"`{name}` must hold finite numbers, got {odd[0]}")
        found[name] = weights.astype(np.float32)
        found[name].flags.writeable = False
    filters = tuple(
        Filters(found[name], found[f"{name}_bias"], design.stride, padding=1)
        for name in found
        if name.startswith("convolution") and not name.endswith("bias")
    )
    return ConvNet(filters, design.pooling, design.last, found["dense"], found["dense_bias"])


def as_input(pictures: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """What the networks see: (..., 32, 32, 3) from 0 to 255 -> (..., 3, 32, 32), -0.5 to 0.5."""
    shares = np.moveaxis(pictures, -1, -3) / np.float32(255)
    return np.ascontiguousarray(shares - np.float32(0.5))


def recognise(net: ConvNet, pictures: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """How sure a network is of each kind, in the order of :data:`lab.data.faces.FACES`.

    Parameters
    ----------
    net : ConvNet
    pictures : (..., 32, 32, 3) uint8 array

    Returns
    -------
    (..., 4) float32 array
        From 0 to 1. The four add up to 1.
    """
    scores = net(as_input(pictures))
    grown = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(grown / grown.sum(-1, keepdims=True))


def right_at(
    net: ConvNet, pictures: npt.NDArray[np.uint8], labels: npt.NDArray[np.int64], shift: int
) -> npt.NDArray[np.bool_]:
    """Which faces the network recognises after a shift to the right, with edge pixels repeated."""
    maps = np.moveaxis(pictures, -1, -3)
    shifted = np.moveaxis(translate(maps, right=shift, fill="edge"), -3, -1)
    return np.asarray(recognise(net, shifted).argmax(-1) == labels)
