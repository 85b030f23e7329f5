"""A stack of layers as code for three packages: ours, PyTorch and Keras."""

from collections.abc import Sequence

from lab.code.layers import RULES, Snippet, arguments, own_names, printed
from pooling import Conv, Layer, trace


def for_stack(layers: Sequence[Layer | Conv], n: int, channels: int) -> list[Snippet]:
    """Return the code that builds a stack, for each of the three frameworks.

    Our code prints the receptive fields. PyTorch and Keras print the shape of the last map.
    """
    fields = trace(layers, n)
    lines = ",\n    ".join(own_layer(layer) for layer in layers)
    ours = (
        "from pooling import Conv, Layer, trace\n\n"
        f"stack = [\n    {lines},\n]\n"
        f"print([field.size for field in trace(stack, {n})])\n"
        f"{printed([field.size for field in fields])}"
    )
    side, last = fields[-1].output_size, out_channels(layers, channels)
    torch = (
        "import torch\nfrom torch import nn\n\nmodel = nn.Sequential(\n    "
        + ",\n    ".join(torch_modules(layers, channels))
        + f",\n)\nprint(tuple(model(torch.zeros(1, {channels}, {n}, {n})).shape))\n"
        + printed((1, last, side, side))
    )
    keras, refused = keras_modules(layers, channels)
    theirs = (
        "import keras\nfrom keras import layers\n\nmodel = keras.Sequential([\n    "
        + ",\n    ".join([f"keras.Input(({n}, {n}, {channels}))", *keras])
        + ",\n])\nprint(model.output_shape)\n"
        + printed((None, side, side, last))
    )
    least = "It has no min pooling." if any(kind_of(layer) == "min" for layer in layers) else ""
    return [
        Snippet("NumPy", ours),
        Snippet("PyTorch", "" if least else torch, least, RULES["PyTorch"].source),
        Snippet("Keras", "" if refused else theirs, refused, RULES["Keras"].source),
    ]


def kind_of(layer: Layer | Conv) -> str:
    return layer.kind if isinstance(layer, Layer) else "conv"


def out_channels(layers: Sequence[Layer | Conv], channels: int) -> int:
    """How many channels the last map of a stack has."""
    for layer in layers:
        if isinstance(layer, Conv):
            channels = layer.out_channels or channels
    return channels


def own_layer(layer: Layer | Conv) -> str:
    if isinstance(layer, Layer):
        return f"Layer({layer.kind!r}, {layer.kernel_size}{arguments(layer, own_names(layer))})"
    extra = f", out_channels={layer.out_channels}" if layer.out_channels else ""
    extra += ", depthwise=True" if layer.depthwise else ""
    names = ("stride", "padding", "dilation")
    return f"Conv({layer.kernel_size}{arguments(layer, names)}{extra})"


def torch_modules(layers: Sequence[Layer | Conv], channels: int) -> list[str]:
    lines = []
    for layer in layers:
        if isinstance(layer, Layer):
            name = {"max": "nn.MaxPool2d", "avg": "nn.AvgPool2d", "min": ""}[layer.kind]
            given = arguments(layer, own_names(layer))
            lines.append(f"{name}({layer.kernel_size}{given})")
            continue
        goes = layer.out_channels or channels
        groups = f", groups={channels}" if layer.depthwise and channels > 1 else ""
        given = arguments(layer, ("stride", "padding", "dilation"))
        lines.append(f"nn.Conv2d({channels}, {goes}, {layer.kernel_size}{given}{groups})")
        channels = goes
    return lines


def keras_modules(layers: Sequence[Layer | Conv], channels: int) -> tuple[list[str], str]:
    """Return (the lines, "") or, if Keras lacks a layer, ([], the reason)."""
    lines: list[str] = []
    for number, layer in enumerate(layers, 1):
        stride = "" if layer.stride in (None, 1) else f", strides={layer.stride}"
        if isinstance(layer, Conv):
            if layer.padding:
                lines.append(f"layers.ZeroPadding2D({layer.padding})")
            spread = "" if layer.dilation == 1 else f", dilation_rate={layer.dilation}"
            if spread and stride:
                return [], f"Layer {number}: Keras has no convolution with stride and dilation."
            if layer.depthwise:
                lines.append(f"layers.DepthwiseConv2D({layer.kernel_size}{stride}{spread})")
                continue
            channels = layer.out_channels or channels
            lines.append(f"layers.Conv2D({channels}, {layer.kernel_size}{stride}{spread})")
            continue
        if layer.kind == "min" or layer.dilation != 1 or (layer.padding and layer.kind == "max"):
            return [], (
                f"Layer {number}: Keras has no min pooling, no dilation of a pool, and no padding "
                'by a number (only "valid" and "same").'
            )
        if layer.padding:
            lines.append(f"layers.ZeroPadding2D({layer.padding})")
        name = {"max": "layers.MaxPooling2D", "avg": "layers.AveragePooling2D"}[layer.kind]
        given = "" if layer.stride in (None, layer.kernel_size) else f", strides={layer.stride}"
        lines.append(f"{name}({layer.kernel_size}{given})")
    return lines, ""
