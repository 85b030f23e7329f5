"""A sweep of shifts as code for three packages: ours, PyTorch and Keras."""

import numpy as np

from lab.code.layers import RULES, Snippet, printed
from pooling import shift_sweep
from pooling.arguments import Fill
from pooling.sweep import Score, SweepKind

NOISE = "np.random.default_rng(1).random((64, 64), np.float32)"
FARTHEST = 8  # pixels: the largest shift


STEPS = {  # the code of one round, by framework and kind; {0} is the name of the input
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


def for_sweep(kind: SweepKind, fill: Fill, score: Score, rounds: int) -> list[Snippet]:
    """Return the code that measures how much noise changes under a shift.

    Our code prints the score for every distance. PyTorch and Keras print it for one shift only.
    """
    noise = np.random.default_rng(1).random((64, 64), np.float32)
    arguments_ = f"kind={kind!r}, fill={fill!r}, score={score!r}"
    curve = shift_sweep(noise, FARTHEST, rounds, kind=kind, fill=fill, score=score)
    ours = (
        "import numpy as np\n\nfrom pooling import shift_sweep\n\n"
        f"x = {NOISE}\n"
        f"scores = shift_sweep(x, {FARTHEST}, {rounds}, {arguments_})\n"
        f"print(scores[{rounds - 1}, {FARTHEST}, {FARTHEST}:].round(3))"
        f"  # 0 to {FARTHEST} pixels to the right\n"
        f"{printed(curve[rounds - 1, FARTHEST, FARTHEST:].round(3))}"
    )
    same = shift_sweep(noise, 1, rounds, kind=kind)[rounds - 1, 1, 2]
    return [
        Snippet("NumPy", ours),
        *(one_shift(name, kind, rounds, f"{same:.3f}") for name in ("PyTorch", "Keras")),
    ]


def one_shift(framework: str, kind: SweepKind, rounds: int, same: str) -> Snippet:
    """The code for one framework: the score "same place" after a shift by one pixel, wrapped.

    If the framework lacks this kind of pooling, the snippet says so.
    """
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
