"""What a stack of layers costs: numbers to keep, multiplications to do, weights to learn."""

from dataclasses import dataclass

from pooling.arguments import integer, pair
from pooling.conv import Conv
from pooling.receptive import Stack, geometry


@dataclass(frozen=True)
class Cost:
    """What one layer costs for one picture."""

    channels: int
    rows: int
    columns: int
    multiply_adds: int  # of a convolution; pooling compares or adds, and multiplies nothing
    weights: int  # of a convolution, biases left out

    @property
    def activations(self) -> int:
        """Numbers that the layer hands on."""
        return self.channels * self.rows * self.columns


def cost(layers: Stack, input_size: int | tuple[int, int], channels: int = 3) -> list[Cost]:
    """Activations, multiply-adds and weights of every layer, the input itself first.

    >>> from pooling import Layer
    >>> [(c.activations, c.multiply_adds) for c in cost([Layer("max", 2), Conv(3)], 6, 1)]
    [(36, 0), (9, 0), (1, 9)]

    Parameters
    ----------
    layers : sequence of Layer and Conv, from the input to the output
    input_size : int or (rows, cols)
        In pixels.
    channels : int
        Of the input, at least 1. A convolution's ``out_channels`` changes it.

    Raises
    ------
    TypeError, ValueError
        As :func:`pooling.trace`.
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
