"""The current setting as code: this package, PyTorch and Keras. No Streamlit.

The NumPy text prints what it says it prints (a test runs it). The other two are built from the
rules of RULES, which name the page of the documentation that they come from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pooling import Conv, Layer, shift_sweep, trace, translate
from pooling.arguments import Array


@dataclass(frozen=True)
class Snippet:
    """One framework's text, and what of the setting it does not accept."""

    framework: str
    text: str
    refused: str = ""  # sentences
    source: str = ""  # the page that the rules come from


@dataclass(frozen=True)
class Rules:
    """How a framework calls a kind of pooling, and what it knows."""

    max: str
    avg: str
    source: str


RULES = {
    "PyTorch": Rules(
        "F.max_pool2d",
        "F.avg_pool2d",
        "https://docs.pytorch.org/docs/stable/nn.functional.html#pooling-functions",
    ),
    "Keras": Rules(
        "keras.layers.MaxPooling2D",
        "keras.layers.AveragePooling2D",
        "https://keras.io/api/layers/pooling_layers/",
    ),
}
NO_MIN = "It has no min pooling: the minimum is minus the maximum of minus x."
FUNCTIONS = {"max": "max_pool2d", "avg": "avg_pool2d", "min": "min_pool2d"}


def for_layer(
    layer: Layer, x: Array, down: int = 0, right: int = 0, fill: str = "zero"
) -> list[Snippet]:
    """A grid, moved and pooled, three times."""
    x = whole(x)
    return [
        numpy_layer(layer, x, down, right, fill),
        torch_layer(layer, x, down, right, fill),
        keras_layer(layer, x, down, right, fill),
    ]


def for_layers(
    layers: Sequence[Layer], x: Array, down: int = 0, right: int = 0, fill: str = "zero"
) -> list[Snippet]:
    """The same for several kinds of pooling, one program after the other."""
    found = [for_layer(layer, x, down, right, fill) for layer in layers]
    return [joined(of_one) for of_one in zip(*found, strict=True)]


def joined(snippets: Sequence[Snippet]) -> Snippet:
    """The texts of one framework as one; what it refuses is said once."""
    notes = dict.fromkeys(snippet.refused for snippet in snippets if snippet.refused)
    texts = [snippet.text for snippet in snippets if snippet.text]
    first = snippets[0]
    return Snippet(first.framework, "\n\n".join(texts), " ".join(notes), first.source)


def whole(x: Array) -> Array:
    """Numbers without a fraction as integers: easier to read."""
    return x.astype(int) if (x == np.rint(x)).all() else x


def literal(x: Array) -> str:
    """The array as Python text, a row to a line."""
    rows = ",\n    ".join("[" + ", ".join(f"{v:.12g}" for v in row) + "]" for row in x.tolist())
    return f"[\n    {rows},\n]"


def printed(result: object) -> str:
    """What ``print`` shows, as comments."""
    return "\n".join(f"# {line}" for line in str(result).splitlines())


def arguments(layer: Layer | Conv, names: Sequence[str]) -> str:
    """The layer's settings that differ from the default, as keyword arguments.

    >>> arguments(Layer("max", 3, 2, 1), ("stride", "padding", "dilation"))
    ', stride=2, padding=1'
    """
    usual: dict[str, Any] = dict(
        stride=layer.kernel_size if isinstance(layer, Layer) else 1,
        padding=0,
        dilation=1,
        ceil_mode=False,
        count_include_pad=True,
    )
    given = {n: getattr(layer, n) for n in names if getattr(layer, n) is not None}
    return "".join(f", {n}={v!r}" for n, v in given.items() if v != usual[n])


def own_names(layer: Layer) -> tuple[str, ...]:
    last = "count_include_pad" if layer.kind == "avg" else "dilation"
    return ("stride", "padding", last, "ceil_mode")


def numpy_layer(layer: Layer, x: Array, down: int, right: int, fill: str) -> Snippet:
    name = FUNCTIONS[layer.kind]
    moved = translate(x, down, right, fill=fill)  # type: ignore[arg-type]
    shift = (
        f"x = translate(x, down={down}, right={right}, fill={fill!r})\n" if down or right else ""
    )
    text = (
        f"import numpy as np\n\nfrom pooling import {name}{', translate' * bool(shift)}\n\n"
        f"x = np.array({literal(x)})\n{shift}"
        f"print({name}(x, {layer.kernel_size}{arguments(layer, own_names(layer))}))\n"
        f"{printed(layer(moved))}"
    )
    return Snippet("NumPy", text)


def start(x: Array, down: int, right: int, fill: str) -> str:
    """The input as a NumPy array, moved: the same for both frameworks."""
    text = f"x = np.array({literal(x)}, dtype=np.float32)\n"
    if not (down or right):
        return text
    if fill == "wrap":
        return f"{text}x = np.roll(x, ({down}, {right}), axis=(0, 1))\n"
    height, width = x.shape
    sides = ((max(down, 0), max(-down, 0)), (max(right, 0), max(-right, 0)))
    mode = {"zero": "constant", "edge": "edge"}[fill]
    top, left = sides[0][1], sides[1][1]
    return (
        f"{text}x = np.pad(x, {sides}, mode={mode!r})"
        f"[{top}:{top + height}, {left}:{left + width}]\n"
    )


def torch_layer(layer: Layer, x: Array, down: int, right: int, fill: str) -> Snippet:
    minus = "-" if layer.kind == "min" else ""
    call = RULES["PyTorch"].avg if layer.kind == "avg" else RULES["PyTorch"].max
    result = layer(translate(x, down, right, fill=fill).astype(np.float32))  # type: ignore[arg-type]
    text = (
        "import numpy as np\nimport torch\nimport torch.nn.functional as F\n\n"
        f"{start(x, down, right, fill)}"
        f"t = torch.from_numpy(x)[None, None]  # batch, channels, height, width\n"
        f"y = {minus}{call}({minus}t, {layer.kernel_size}{arguments(layer, own_names(layer))})\n"
        f"print(y[0, 0].numpy())\n{printed(result)}"
    )
    notes = [
        "PyTorch wants batch and channels first, and floats. It refuses padding over half the "
        "kernel."
    ]
    if layer.kind == "min":
        notes.append(NO_MIN)
    return Snippet("PyTorch", text, " ".join(notes), RULES["PyTorch"].source)


def keras_layer(layer: Layer, x: Array, down: int, right: int, fill: str) -> Snippet:
    source = RULES["Keras"].source
    padding = keras_padding(layer, x.shape)
    refused = [
        sentence
        for wrong, sentence in (
            (layer.dilation != 1, "Keras pools without dilation."),
            (layer.ceil_mode, 'Keras has no ceil mode; padding="same" rounds up instead.'),
            (
                padding is None,
                f'Keras knows padding="valid" and "same" alone, and neither is {layer.padding} '
                "here.",
            ),
        )
        if wrong
    ]
    if refused:
        return Snippet("Keras", "", " ".join(refused), source)
    minus = "-" if layer.kind == "min" else ""
    call = RULES["Keras"].avg if layer.kind == "avg" else RULES["Keras"].max
    stride = "" if layer.stride in (None, layer.kernel_size) else f", strides={layer.stride}"
    result = layer(translate(x, down, right, fill=fill).astype(np.float32))  # type: ignore[arg-type]
    text = (
        "import keras\nimport numpy as np\n\n"
        f"{start(x, down, right, fill)}"
        f"pool = {call}({layer.kernel_size}{stride}, padding={padding!r})\n"
        f"y = {minus}pool({minus}x[None, :, :, None])  # batch, height, width, channels\n"
        f"print(keras.ops.convert_to_numpy(y)[0, :, :, 0])\n{printed(result)}"
    )
    notes = ["Keras wants channels last."]
    if layer.kind == "min":
        notes.append(NO_MIN)
    return Snippet("Keras", text, " ".join(notes), source)


def keras_padding(layer: Layer, shape: tuple[int, ...]) -> str | None:
    """Keras's word for the padding; None where it has none.

    >>> keras_padding(Layer("max", 3, 1, 1), (4, 4)), keras_padding(Layer("avg", 3, 1, 1), (4, 4))
    ('same', None)
    """
    if not layer.padding:
        return "valid"
    if layer.kind == "avg" and layer.count_include_pad:
        return None  # Keras never counts padding in a mean
    same = Layer(layer.kind, layer.kernel_size, layer.stride, "same", layer.dilation)
    sides = [(a.before, a.after, a.out) for a in layer.axes((shape[0], shape[1]))]
    theirs = [(a.before, a.after, a.out) for a in same.axes((shape[0], shape[1]))]
    return "same" if sides == theirs else None


# ---------------------------------------------------------------- a sum


def for_sum(layer: Layer, a: Array, b: Array) -> list[Snippet]:
    """f(A + B) and f(A) + f(B) by ours; f(A + B), f(A) and f(B) by the others."""
    a, b = whole(a), whole(b)
    name = FUNCTIONS[layer.kind]
    size = f"{layer.kernel_size}{arguments(layer, own_names(layer))}"
    ours = (
        f"import numpy as np\n\nfrom pooling import {name}\n\n"
        f"a = np.array({literal(a)})\nb = np.array({literal(b)})\n"
        f"print({name}(a + b, {size}))\nprint({name}(a, {size}) + {name}(b, {size}))\n"
        f"{printed(layer(a + b))}\n{printed(layer(a) + layer(b))}"
    )
    theirs = [for_layer(layer, x)[1:] for x in (a + b, a, b)]
    return [Snippet("NumPy", ours), *(joined(of_one) for of_one in zip(*theirs, strict=True))]


# ---------------------------------------------------------------- a sweep

NOISE = "np.random.default_rng(1).random((64, 64), np.float32)"
FARTHEST = 8  # pixels to the right
STEPS = {  # one round of a kind, on a name
    "PyTorch": {
        "max": "F.max_pool2d({0}, 2)",
        "avg": "F.avg_pool2d({0}, 2)",
        "min": "-F.max_pool2d(-{0}, 2)",
        "stride": "{0}[..., ::2, ::2]",
    },
    "Keras": {
        "max": "keras.ops.max_pool({0}, 2)",
        "avg": "keras.ops.average_pool({0}, 2)",
        "min": "-keras.ops.max_pool(-{0}, 2)",
        "stride": "{0}[:, ::2, ::2]",
    },
}


def for_sweep(kind: str, fill: str, score: str, rounds: int) -> list[Snippet]:
    """The curve of a score against distance, on noise; by the others, for one shift."""
    noise = np.random.default_rng(1).random((64, 64), np.float32)
    arguments_ = f"kind={kind!r}, fill={fill!r}, score={score!r}"
    curve = shift_sweep(noise, FARTHEST, rounds, kind=kind, fill=fill, score=score)  # type: ignore[arg-type]
    ours = (
        "import numpy as np\n\nfrom pooling import shift_sweep\n\n"
        f"x = {NOISE}\n"
        f"scores = shift_sweep(x, {FARTHEST}, {rounds}, {arguments_})\n"
        f"print(scores[{rounds - 1}, {FARTHEST}, {FARTHEST}:].round(3))"
        f"  # 0 to {FARTHEST} pixels to the right\n"
        f"{printed(curve[rounds - 1, FARTHEST, FARTHEST:].round(3))}"
    )
    same = shift_sweep(noise, 1, rounds, kind=kind)[rounds - 1, 1, 2]  # type: ignore[arg-type]
    return [
        Snippet("NumPy", ours),
        *(one_shift(name, kind, rounds, f"{same:.3f}") for name in ("PyTorch", "Keras")),
    ]


def one_shift(framework: str, kind: str, rounds: int, same: str) -> Snippet:
    """Same place after a shift by one pixel, wrapped round: what a framework has the parts for."""
    source = RULES[framework].source
    if kind not in STEPS[framework]:
        return Snippet(framework, "", f"{framework} has no {kind} pooling of its own.", source)
    x, y = (STEPS[framework][kind].format(name) for name in "xy")
    if framework == "PyTorch":
        head = (
            "import numpy as np\nimport torch\nimport torch.nn.functional as F\n\n"
            f"x = torch.from_numpy({NOISE})[None, None]\ny = torch.roll(x, 1, -1)\n"
        )
        mean = "(x == y).float().mean().item()"
    else:
        head = (
            "import keras\nimport numpy as np\n\n"
            f"x = keras.ops.convert_to_tensor({NOISE}[None, :, :, None])\n"
            "y = keras.ops.roll(x, 1, axis=2)\n"
        )
        mean = "np.mean(keras.ops.convert_to_numpy(x == y))"
    text = (
        f"{head}for _ in range({rounds}):\n    x, y = {x}, {y}\n"
        f'print(f"{{{mean}:.3f}}")  # same place, one pixel to the right, wrapped round\n# {same}'
    )
    return Snippet(framework, text, "", source)


# ---------------------------------------------------------------- a stack


def for_stack(layers: Sequence[Layer | Conv], n: int, channels: int) -> list[Snippet]:
    """A stack of layers, three times: its fields by ours, its last map's shape by the others."""
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
    """How many maps come out of a stack."""
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
    """The layers, and why not, if one of them cannot be said."""
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
