"""The gradient of pooling as code: ours, and PyTorch's autograd. Does not use Streamlit."""

from collections.abc import Sequence

import numpy as np

from lab.code.layers import FUNCTIONS, RULES, Snippet, arguments, literal, own_names, printed, whole
from pooling import Layer
from pooling.arguments import Array

NO_KERAS = (
    "Keras leaves gradients to what runs below it: TensorFlow's `GradientTape`, PyTorch's autograd "
    "or `jax.grad`."
)
AUTOGRAD = "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.backward.html"


def for_gradient(layers: Sequence[Layer], x: Array, gradient: Array) -> list[Snippet]:
    """Return the code that passes a gradient back through each of the layers.

    The layers differ in nothing but their kind, which is max or avg.
    """
    return [
        numpy_gradient(layers, whole(x), whole(gradient)),
        torch_gradient(layers, x.astype(np.float32), gradient.astype(np.float32)),
        Snippet("Keras", "", NO_KERAS, "https://keras.io/getting_started/"),
    ]


def size_of(layer: Layer) -> str:
    return f"{layer.kernel_size}{arguments(layer, own_names(layer))}"


def numpy_gradient(layers: Sequence[Layer], x: Array, gradient: Array) -> Snippet:
    names = [f"{FUNCTIONS[layer.kind]}_backward" for layer in layers]
    calls = "".join(
        f"print({name}(gradient, x, {size_of(layer)}))\n"
        for name, layer in zip(names, layers, strict=True)
    )
    results = "\n".join(printed(layer.gradient(gradient, x)) for layer in layers)
    text = (
        f"import numpy as np\n\nfrom pooling import {', '.join(sorted(names))}\n\n"
        f"x = np.array({literal(x)})\n"
        f"gradient = np.array({literal(gradient)})  # at the outputs\n{calls}{results}"
    )
    return Snippet("NumPy", text)


def torch_gradient(layers: Sequence[Layer], x: Array, gradient: Array) -> Snippet:
    theirs = RULES["PyTorch"]
    names = [theirs.avg if layer.kind == "avg" else theirs.max for layer in layers]
    results = "\n".join(printed(layer.gradient(gradient, x).round(4)) for layer in layers)
    text = (
        "import torch\nimport torch.nn.functional as F\n\n"
        f"x = torch.tensor({literal(x)}, dtype=torch.float32)\n"
        f"gradient = torch.tensor({literal(gradient)}, dtype=torch.float32)  # at the outputs\n"
        f"for pool in ({', '.join(names)}):\n"
        "    t = x[None, None].requires_grad_()  # batch, channels, height, width\n"
        f"    pool(t, {size_of(layers[0])}).backward(gradient[None, None])\n"
        "    print(t.grad[0, 0].numpy().round(4))\n"
        f"{results}"
    )
    return Snippet("PyTorch", text, "", AUTOGRAD)
