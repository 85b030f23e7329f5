"""The cost of a stack of layers: numbers to store, multiplications and weights."""

from dataclasses import dataclass

from pooling.arguments import integer, pair
from pooling.conv import Conv
from pooling.receptive import Stack, geometry


@dataclass(frozen=True)
class Cost:
    """The cost of one layer for one picture."""

    channels: int
    rows: int
    columns: int
    multiply_adds: int  # 0 for pooling, which only compares or adds
    weights: int  # 0 for pooling; biases are not counted

    @property
    def activations(self) -> int:
        """How many numbers the layer outputs: channels * rows * columns."""
        return self.channels * self.rows * self.columns


def cost(layers: Stack, input_size: int | tuple[int, int], channels: int = 3) -> list[Cost]:
    """Count activations, multiply-adds and weights of every layer, starting with the input.

    >>> from pooling import Layer
    >>> [(c.activations, c.multiply_adds) for c in cost([Layer("max", 2), Conv(3)], 6, 1)]
    [(36, 0), (9, 0), (1, 9)]

    Parameters
    ----------
    layers : sequence of Layer and Conv, from the input to the output
    input_size : int or (rows, cols)
        In pixels.
    channels : int
        Channels of the input, at least 1. The ``out_channels`` of a convolution change the number.

    Returns
    -------
    list of Cost
        The input and then every layer, so one more than there are layers. All counts are for one
        picture.

    Raises
    ------
    TypeError, ValueError
        As in :func:`pooling.trace`.

    Notes
    -----
    Multiply-adds of convolutions are counted as in section 3.1 of Howard et al. 2017,
    https://arxiv.org/abs/1704.04861
    """
    rows, columns = pair("input_size", input_size, 1)
    costs = [Cost(integer("channels", channels, 1), rows, columns, 0, 0)]
    for layer, (down, along) in zip(layers, geometry(layers, input_size), strict=True):
        came, weights = costs[-1].channels, 0
        goes = came
        if isinstance(layer, Conv):
            goes = layer.out_channels or came
            weights = goes * (1 if layer.depthwise else came) * down.kernel * along.kernel
        costs.append(Cost(goes, down.out, along.out, weights * down.out * along.out, weights))
    return costs
