"""Topics about sizes: of the output, and of the receptive field. Does not use Streamlit."""

from collections.abc import Sequence
from itertools import accumulate
from math import prod
from operator import mul

from lab.check_yourself.question import (
    FIELD_LAB,
    GRID_LAB,
    Draft,
    Question,
    Random,
    Slip,
    one_of,
    settings_of,
    with_numbers,
)
from lab.data.cells import grid_text
from lab.data.grids import LESSON, resized
from lab.receptive_field import stacks
from lab.receptive_field.stacks import Row
from pooling import Layer, output_size, trace

SIDE = 256  # pixels of an input that every stack fits


def size(rng: Random) -> Question:
    """Ask for the output size, with ceil_mode or without."""
    ceil = bool(rng.integers(2))
    return with_numbers(rng, lambda: draft_size(rng, ceil))


def draft_size(rng: Random, ceil: bool) -> Draft:
    """Draft one. Only the grid lab has ceil mode, so those inputs are as small as its grids."""
    n, k, s = int(rng.integers(5, 9 if ceil else 31)), int(rng.integers(2, 6)), one_to_three(rng)
    p = int(rng.integers(0, k // 2 + 1))
    right = output_size(n, k, s, p, ceil_mode=ceil)

    def windows(room: int) -> int:
        return (-(-room // s) if ceil else room // s) + 1

    formula = windows(n + 2 * p - k)
    part = "a last window that fits only in part is"
    mode = f"With ceil mode, {part} kept." if ceil else f"Without ceil mode, {part} left out."
    slips = [
        Slip("rounding", output_size(n, k, s, p, ceil_mode=not ceil), mode),
        Slip("no one", formula - 1, "The first window counts too: add 1 after the division."),
        Slip("one side", windows(n + p - k), "Padding is added on both sides."),
        Slip("kernel", windows(n + 2 * p), "The kernel size is subtracted before the division."),
        Slip("stride 1", n + 2 * p - k + 1, "That is for stride 1."),
        Slip("padded", n + 2 * p, "That is the input with its padding, before pooling."),
        Slip("divided", n // s, "That is only the input divided by the stride."),
        Slip("no padding", output_size(n, k, s, ceil_mode=ceil), "That leaves out the padding."),
    ]
    if k != s:
        told = "That divides by the kernel size, but windows start a stride apart."
        slips.append(Slip("by kernel", (n + 2 * p) // k, told))
    left, end = "⌈⌉" if ceil else "⌊⌋"
    why = f"{left}({n} + 2 · {p} − {k}) / {s}{end} + 1 = {formula}."
    if formula > right:
        dropped = "A last window that would start after the input is left out."
        slips.insert(0, Slip("dropped", formula, dropped))
        why += f" The last window would start after the input, so {right} are left."
    question = Question(
        topic="Output size",
        text=f"An input has {n} pixels along a side. Pool it with kernel size {k}, stride {s}, "
        f"padding {p} and ceil mode **{'on' if ceil else 'off'}**. **How many outputs are there "
        "along a side?**",
        why=why,
        page=GRID_LAB if ceil else FIELD_LAB,
        link=grid_of_side(n, k, s, p=str(p), ceil="1")
        if ceil
        else dict(stack=f"max_{k}_{s}_{p}_1", n=str(n), layer="1"),
        facts=dict(n=n, kernel=k, stride=s, padding=p, ceil=ceil),
    )
    return question, right, slips


def one_to_three(rng: Random) -> int:
    return int(rng.integers(1, 4))


def grid_of_side(n: int, kernel: int, stride: int, **more: str) -> dict[str, str]:
    """The grid lab's settings for a size alone: the opening grid, cut or filled with zeros."""
    layer = settings_of(Layer("max", kernel, stride))
    return dict(grid=grid_text(resized(LESSON, n)), **layer, **more)


# ---------------------------------------------------------------- receptive field


def receptive_field(rng: Random) -> Question:
    """Ask how wide the region is that one unit depends on, after pooling and a convolution.

    With a stride larger than its kernel, a layer skips pixels. So not every pixel of the region
    counts, and the question is how wide the region is.
    """
    return with_numbers(rng, lambda: draft_field(rng))


def draft_field(rng: Random) -> Draft:
    pools = [(one_of(rng, (2, 2, 3)), one_to_three(rng)) for _ in range(int(rng.integers(1, 4)))]
    last = int(rng.integers(2, 6))
    stack = (*(Row("max", k, s) for k, s in pools), Row("conv", last))
    layers = stacks.layers_of(stack, SIDE)
    kernels, strides = [*(k for k, _ in pools), last], [s for _, s in pools]
    _, *before, right = (field.size for field in trace(layers, SIDE))
    jump = prod(strides)
    jumps = [1, *accumulate(strides, mul)]
    slips = [
        Slip("no strides", 1 + sum(k - 1 for k in kernels), "That leaves out the strides."),
        Slip("added", sum(kernels), "Kernel sizes do not simply add up."),
        Slip("multiplied", prod(kernels), "Kernel sizes do not multiply."),
        Slip("last", last, "That is its window in the last feature map, not in the input."),
        Slip(
            "points",
            (last - 1) * jump + 1,
            f"Each value that the convolution reads depends on a region {before[-1]} pixels wide, "
            "not on one pixel.",
        ),
        Slip(
            "early",
            1 + sum((k - 1) * j * s for k, j, s in zip(kernels, jumps, [*strides, 1], strict=True)),
            "A stride widens the steps of later layers, not of its own.",
        ),
        Slip("gaps", last * before[-1], "Neighbouring receptive fields overlap here."),
        Slip("jumps", last * jump, "That is the kernel size of the convolution times the strides."),
        Slip("pooling", before[-1], "That is before the convolution."),
        Slip("doubled", 2 * right, "That is twice too wide."),
    ]
    if before[-1] <= jump:
        slips = [slip for slip in slips if slip.name != "gaps"]
    sum_text = " + ".join(f"({k} − 1) · {j}" for k, j in zip(kernels, jumps, strict=True))
    question = Question(
        topic="Receptive field",
        text=f"Layers in this order, without padding: {layers_text(pools)}; then a {last} × {last} "
        "convolution with stride 1. **How many pixels wide is the region of the input that one "
        "output depends on?**",
        why="Each layer adds (kernel size − 1) times the jump, the product of the strides before "
        f"it: 1 + {sum_text} = {right}.",
        page=FIELD_LAB,
        link=dict(stack=stacks.write(stack), n=str(SIDE), layer=str(len(stack))),
        facts=dict(pools=pools, last=last),
    )
    return question, right, slips


def layers_text(sizes: Sequence[tuple[int, int]]) -> str:
    """Pooling layers in words.

    >>> layers_text([(2, 2), (3, 1)])
    '2 × 2 max pooling with stride 2; 3 × 3 max pooling with stride 1'
    """
    return "; ".join(f"{k} × {k} max pooling with stride {s}" for k, s in sizes)
