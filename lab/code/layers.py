"""Layers as code for three packages: ours, PyTorch and Keras. Does not use Streamlit.

A test runs the NumPy code and compares its output with the comments in it. The code for PyTorch and
Keras follows RULES, which names the page of the documentation behind each rule.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from pooling import Conv, Layer, translate
from pooling.arguments import Array, Fill


@dataclass(frozen=True)
class Snippet:
    """The code for one framework, and the settings that it does not accept."""

    framework: str
    text: str
    refused: str = ""  # sentences about what it does not accept, or needs
    source: str = ""  # the page of documentation that the rules come from


@dataclass(frozen=True)
class Rules:
    """The names of the pooling functions in a framework, and the page that explains them."""

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
    layer: Layer, x: Array, down: int = 0, right: int = 0, fill: Fill = "zero"
) -> list[Snippet]:
    """Return the code that shifts and pools a grid, for each of the three frameworks."""
    x = whole(x)
    return [
        numpy_layer(layer, x, down, right, fill),
        torch_layer(layer, x, down, right, fill),
        keras_layer(layer, x, down, right, fill),
    ]


def for_layers(
    layers: Sequence[Layer], x: Array, down: int = 0, right: int = 0, fill: Fill = "zero"
) -> list[Snippet]:
    """As :func:`for_layer`, for several kinds of pooling, one program after the other."""
    found = [for_layer(layer, x, down, right, fill) for layer in layers]
    return [joined(of_one) for of_one in zip(*found, strict=True)]


def joined(snippets: Sequence[Snippet]) -> Snippet:
    """Join the snippets of one framework. A note that occurs several times is kept once."""
    notes = dict.fromkeys(snippet.refused for snippet in snippets if snippet.refused)
    texts = [snippet.text for snippet in snippets if snippet.text]
    first = snippets[0]
    return Snippet(first.framework, "\n\n".join(texts), " ".join(notes), first.source)


def whole(x: Array) -> Array:
    """Turn whole numbers into integers, which are easier to read. Leave fractions as they are."""
    return x.astype(int) if (x == np.rint(x)).all() else x


def literal(x: Array) -> str:
    """The array as Python code, one line for each row."""
    rows = ",\n    ".join("[" + ", ".join(f"{v:.12g}" for v in row) + "]" for row in x.tolist())
    return f"[\n    {rows},\n]"


def printed(result: object) -> str:
    """The output of ``print``, as comment lines."""
    return "\n".join(f"# {line}" for line in str(result).splitlines())


def arguments(layer: Layer | Conv, names: Sequence[str]) -> str:
    """The settings of a layer that differ from the default, as keyword arguments.

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


def numpy_layer(layer: Layer, x: Array, down: int, right: int, fill: Fill) -> Snippet:
    name = FUNCTIONS[layer.kind]
    moved = translate(x, down, right, fill=fill)
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


def start(x: Array, down: int, right: int, fill: Fill) -> str:
    """The code that makes the input and shifts it. PyTorch and Keras share it."""
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


def torch_layer(layer: Layer, x: Array, down: int, right: int, fill: Fill) -> Snippet:
    minus = "-" if layer.kind == "min" else ""
    call = RULES["PyTorch"].avg if layer.kind == "avg" else RULES["PyTorch"].max
    result = layer(translate(x, down, right, fill=fill).astype(np.float32))
    shape = (x.shape[0], x.shape[1])
    plain = replace(layer, padding=0) if layer.padding == "same" else layer
    size = f"{layer.kernel_size}{arguments(plain, own_names(layer))}"
    pooled = f"y = {minus}{call}({minus}t, {size})\n"
    text = (
        "import numpy as np\nimport torch\nimport torch.nn.functional as F\n\n"
        f"{start(x, down, right, fill)}"
        f"t = torch.from_numpy(x)[None, None]  # batch, channels, height, width\n"
        f"{padded_same(layer, shape, size, pooled) if layer.padding == 'same' else pooled}"
        f"print(y[0, 0].numpy())\n{printed(result)}"
    )
    notes = [
        "PyTorch wants batch and channels first, and floats. It refuses padding over half the "
        "kernel."
    ]
    if layer.kind == "min":
        notes.append(NO_MIN)
    return Snippet("PyTorch", text, " ".join(notes), RULES["PyTorch"].source)


def padded_same(layer: Layer, shape: tuple[int, int], size: str, pooled: str) -> str:
    """PyTorch code for "same" padding, which its pooling lacks: pad first, then pool.

    Padding never wins a maximum, and never counts in a mean.
    """
    rows, columns = layer.axes(shape)
    sides = (columns.before, columns.after, rows.before, rows.after)
    if layer.kind != "avg":
        least = "-inf" if layer.kind == "max" else "inf"
        return f't = F.pad(t, {sides}, value=float("{least}"))\n{pooled}'
    return (
        f"pad, size = {sides}, dict(kernel_size={size}, divisor_override=1)  # sums, not means\n"
        "y = F.avg_pool2d(F.pad(t, pad), **size)\n"
        "y = y / F.avg_pool2d(F.pad(torch.ones_like(t), pad), **size)\n"
    )


def keras_layer(layer: Layer, x: Array, down: int, right: int, fill: Fill) -> Snippet:
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
    result = layer(translate(x, down, right, fill=fill).astype(np.float32))
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
    """The name that Keras has for a padding, or None if it has none.

    >>> keras_padding(Layer("max", 3, 1, 1), (4, 4)), keras_padding(Layer("avg", 3, 1, 1), (4, 4))
    ('same', None)
    """
    if layer.padding in (0, "valid"):
        return "valid"
    if layer.padding == "same":
        return "same"
    if layer.kind == "avg" and layer.count_include_pad:
        return None  # Keras never counts padding in an average
    same = Layer(layer.kind, layer.kernel_size, layer.stride, "same", layer.dilation)
    sides = [(a.before, a.after, a.out) for a in layer.axes((shape[0], shape[1]))]
    theirs = [(a.before, a.after, a.out) for a in same.axes((shape[0], shape[1]))]
    return "same" if sides == theirs else None


def for_sum(layer: Layer, a: Array, b: Array) -> list[Snippet]:
    """Return the code for "Beyond linear": pool the sum of two grids, and sum the pooled grids.

    Our code prints f(A + B) and f(A) + f(B). PyTorch and Keras print f(A + B), f(A) and f(B).
    """
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
