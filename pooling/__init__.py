"""Pooling layers in NumPy: the arithmetic behind Pooling Lab.

Arrays have the shape ``(..., height, width)``. Leading dimensions, such as batch and channels, are
kept, and each map is pooled alone. The rules are PyTorch's, plus the ``"same"`` and ``"valid"``
padding of Keras. The package imports only NumPy and the standard library.

>>> import numpy as np
>>> grid = np.array([[8, 4, 6, 8], [1, 2, 0, 1], [3, 1, 7, 5], [7, 9, 1, 4]])
>>> max_pool2d(grid, 2)
array([[8, 8],
       [9, 7]])
>>> avg_pool2d(grid, 2)
array([[3.75, 3.75],
       [5.  , 4.25]])
"""

from pooling.blur import blur_pool2d, max_blur_pool2d, polyphase_pool2d
from pooling.conv import Conv
from pooling.convnet import ConvNet, Filters, convolve, global_pool
from pooling.cost import Cost, cost
from pooling.geometry import output_size
from pooling.gradient import avg_pool2d_backward, max_pool2d_backward, max_unpool2d
from pooling.layer import Layer, pool_rounds
from pooling.networks import NETWORKS, Network
from pooling.pool2d import avg_pool2d, max_pool2d, min_pool2d
from pooling.receptive import Field, influence, layer_maps, trace
from pooling.shift import Comparison, compare, translate
from pooling.sweep import shift_sweep, unchanged_probability

__all__ = [
    "NETWORKS",
    "Comparison",
    "Conv",
    "ConvNet",
    "Cost",
    "Field",
    "Filters",
    "Layer",
    "Network",
    "avg_pool2d",
    "avg_pool2d_backward",
    "blur_pool2d",
    "compare",
    "convolve",
    "cost",
    "global_pool",
    "influence",
    "layer_maps",
    "max_blur_pool2d",
    "max_pool2d",
    "max_pool2d_backward",
    "max_unpool2d",
    "min_pool2d",
    "output_size",
    "polyphase_pool2d",
    "pool_rounds",
    "shift_sweep",
    "trace",
    "translate",
    "unchanged_probability",
]
