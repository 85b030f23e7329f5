"""Well-known networks as stacks of layers: the longest path from the picture to the last map.

ReLU, normalisation and biases are left out, because they do not change a receptive field. Global
pooling and dense layers at the end are left out too. Each of their units depends on the whole map.
"""

from typing import NamedTuple

from pooling.conv import Conv
from pooling.layer import Layer


class Network(NamedTuple):
    """A stack of layers, and the input that it was made for."""

    layers: tuple[Layer | Conv, ...]
    input_size: int  # pixels along a side
    channels: int  # of the input
    source: str  # the paper or the library that the layers come from


def convs(*channels: int) -> tuple[Conv, ...]:
    """3 x 3 convolutions that keep the size of the map."""
    return tuple(Conv(3, padding=1, out_channels=c) for c in channels)


def pooled(*channels: int) -> tuple[Layer | Conv, ...]:
    """A block of VGG: convolutions, then pooling that halves the map."""
    return *convs(*channels), Layer("max", 2)


def separable(channels: int, stride: int = 1) -> tuple[Conv, ...]:
    """A pair of MobileNet: 3 x 3 on every channel alone, then 1 x 1 over all channels."""
    return Conv(3, stride, padding=1, depthwise=True), Conv(1, out_channels=channels)


def basic(channels: int, stride: int = 1) -> tuple[Conv, ...]:
    """A residual block of ResNet-18: two 3 x 3 convolutions. The first has the stride."""
    return Conv(3, stride, padding=1, out_channels=channels), *convs(channels)


def bottleneck(channels: int, stride: int = 1) -> tuple[Conv, ...]:
    """A residual block of ResNet-50: 1 x 1, 3 x 3, 1 x 1.

    The 3 x 3 convolution has the stride, as in torchvision.
    """
    return (
        Conv(1, out_channels=channels),
        Conv(3, stride, padding=1, out_channels=channels),
        Conv(1, out_channels=4 * channels),
    )


OVERLAPPING = Layer("max", 3, 2)
STEM = (Conv(7, 2, padding=3, out_channels=64), Layer("max", 3, 2, 1))  # conv1, maxpool

NETWORKS = {
    "LeNet-5": Network(
        layers=(
            Conv(5, out_channels=6),  # C1
            Layer("avg", 2),  # S2
            Conv(5, out_channels=16),  # C3
            Layer("avg", 2),  # S4
            Conv(5, out_channels=120),  # C5
        ),
        input_size=32,
        channels=1,
        source="LeCun et al. 1998, Gradient-Based Learning Applied to Document Recognition, "
        "figure 2",
    ),
    "AlexNet": Network(
        layers=(
            Conv(11, 4, padding=2, out_channels=64),  # features.0
            OVERLAPPING,
            Conv(5, padding=2, out_channels=192),  # features.3
            OVERLAPPING,
            *convs(384, 256, 256),  # features.6, 8, 10
            OVERLAPPING,
        ),
        input_size=224,
        channels=3,
        source="torchvision.models.alexnet (Krizhevsky 2014, One weird trick, arXiv:1404.5997)",
    ),
    "VGG-16": Network(
        layers=(
            *pooled(64, 64),  # conv1_1, conv1_2, pool1
            *pooled(128, 128),
            *pooled(256, 256, 256),
            *pooled(512, 512, 512),
            *pooled(512, 512, 512),  # conv5_1 .. conv5_3, pool5
        ),
        input_size=224,
        channels=3,
        source="Simonyan & Zisserman 2014, arXiv:1409.1556, table 1, column D",
    ),
    "MobileNet v1": Network(
        layers=(
            Conv(3, 2, padding=1, out_channels=32),
            *separable(64),
            *(*separable(128, 2), *separable(128)),
            *(*separable(256, 2), *separable(256)),
            *(*separable(512, 2), *separable(512) * 5),
            *(*separable(1024, 2), *separable(1024)),
        ),
        input_size=224,
        channels=3,
        source="Howard et al. 2017, arXiv:1704.04861, table 1 (the last stride read as 1, so that "
        "the map stays 7 x 7)",
    ),
    "ResNet-18": Network(
        layers=(
            *STEM,
            *(*basic(64), *basic(64)),  # layer1
            *(*basic(128, 2), *basic(128)),
            *(*basic(256, 2), *basic(256)),
            *(*basic(512, 2), *basic(512)),  # layer4
        ),
        input_size=224,
        channels=3,
        source="torchvision.models.resnet18 (He et al. 2015, arXiv:1512.03385, table 1)",
    ),
    "ResNet-50": Network(
        layers=(
            *STEM,
            *bottleneck(64) * 3,  # layer1
            *(*bottleneck(128, 2), *bottleneck(128) * 3),
            *(*bottleneck(256, 2), *bottleneck(256) * 5),
            *(*bottleneck(512, 2), *bottleneck(512) * 2),  # layer4
        ),
        input_size=224,
        channels=3,
        source="torchvision.models.resnet50 (He et al. 2015, arXiv:1512.03385, table 1; strides in "
        "the 3 x 3)",
    ),
}
