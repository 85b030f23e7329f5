"""What a window computes, written out with its numbers."""

from collections.abc import Sequence

import numpy as np

from lab.words.numbers import NAMES, equals, number, plural
from pooling import Layer
from pooling.arguments import Array
from pooling.geometry import Axis

LONGEST_SUM = 16  # a longer sum is cut short


def cell_list(window: Array, joint: str, chosen: int | None = None) -> str:
    """Join the values of a window. A long window is cut short, but keeps the ``chosen`` value."""
    terms = [f"({number(v)})" if joint == " + " and v < 0 else number(v) for v in window]
    left_out = len(terms) - LONGEST_SUM + 1
    if left_out > 1:
        end = [f"… {left_out} more"]
        if chosen is not None and chosen >= LONGEST_SUM - 1:
            end = [f"… {terms[chosen]}", f"… {left_out - 1} more"]
        terms = [*terms[: LONGEST_SUM - 1], *end]
    return joint.join(terms)


def written_out(layer: Layer, x: Array, row: int, column: int) -> str:
    """How one output is computed, written out with its numbers.

    >>> grid = np.array([[8, 4], [1, 2]])
    >>> written_out(Layer("max", 2), grid, 0, 0)
    'max(8, 4, 1, 2) = 8'
    >>> written_out(Layer("avg", 2), grid, 0, 0)
    '(8 + 4 + 1 + 2) / 4 = 3.75'
    """
    result = float(layer(x)[row, column])
    down, along = layer.window((x.shape[0], x.shape[1]), row, column)
    rows, columns = (
        [i for i in places if 0 <= i < n] for places, n in zip((down, along), x.shape, strict=True)
    )
    inside = x[np.ix_(rows, columns)].ravel()
    axes = layer.axes((x.shape[0], x.shape[1]))
    framed = int(axes[0].counts(True)[row] * axes[1].counts(True)[column])
    padding, overhang = framed - inside.size, len(down) * len(along) - framed
    left_out = f"; {cells(overhang)} past the edge {plural(overhang, 'is', 'are')} left out"
    if layer.kind != "avg":
        winner = int(np.argmax(inside == result)) if inside.size else None
        empty = f"; {cells(padding)} of padding {plural(padding, 'is', 'are')} left out"
        return (
            f"{layer.kind}({cell_list(inside, ', ', winner)}) = {number(result)}"
            f"{empty * bool(padding)}{left_out * bool(overhang)}"
        )
    zeros = padding if layer.count_include_pad else 0
    padded = np.concatenate([inside, np.zeros(zeros)])
    added = f"; {cells(zeros)} of padding {plural(zeros, 'counts as a zero', 'count as zeros')}"
    return (
        f"({cell_list(padded, ' + ')}) / {padded.size} {equals(result)} {number(result)}"
        f"{added * bool(zeros)}{left_out * bool(overhang)}"
    )


def refused(
    refusal: ValueError, kernel: int, padding: int, dilation: int, shape: tuple[int, int]
) -> str:
    """Tell a learner why a layer does not fit, and what to do.

    The messages of the package are for programmers, so they are not shown here.

    >>> refused(ValueError("`padding` must be at most 1"), 2, 2, 1, (4, 4))
    'Padding can be at most 1 here: half of the kernel size. Choose 1, or a larger kernel.'
    """
    if str(refusal).startswith("`padding`"):
        return (
            f"Padding can be at most {kernel // 2} here: half of the kernel size"
            f"{', rounded down' * (kernel % 2)}. Choose {kernel // 2}, or a larger kernel."
        )
    if str(refusal).startswith("`dilation`"):
        return "Average pooling has no dilation. Set dilation to 1, or pool with max or min alone."
    span = dilation * (kernel - 1) + 1
    height, width = (n + 2 * padding for n in shape)
    return (
        f"A window that is {span} cells wide does not fit the {height} × {width} input"
        f"{', padding included' * bool(padding)}. Choose a smaller kernel"
        f"{' or dilation' * (dilation > 1)}, or a larger input."
    )


def cells(count: int) -> str:
    return f"{count} {plural(count, 'cell', 'cells')}"


SIZE_FORMULA = (
    "\\text{output} = \\left\\lfloor \\frac{\\text{input} + \\text{padding} - "
    "\\text{dilation}\\,(\\text{kernel} - 1) - 1}{\\text{stride}} \\right\\rfloor + 1"
)


def size_formula(name: str, axis: Axis) -> str:
    """The lesson's formula for the output size as LaTeX, with the numbers of an axis."""
    pads = f"{axis.before} + {axis.after}"
    room = f"{axis.n} + {pads} - {axis.dilation}\\,({axis.kernel} - 1) - 1"
    exact = (axis.n + axis.before + axis.after - axis.span) / axis.stride
    low, high = ("lfloor", "rfloor") if axis.out == int(exact) + 1 else ("lceil", "rceil")
    return (
        f"\\text{{{name}: }}\\left\\{low} \\frac{{{room}}}{{{axis.stride}}} \\right\\{high} + 1 "
        f"= {axis.out}"
    )


def sums(layers: Sequence[Layer], grid: Array, cell: tuple[int, int]) -> str:
    """One output written out for each kind of pooling, as Markdown."""
    return "  \n".join(
        f"{NAMES[layer.kind]}: `{written_out(layer, grid, *cell)}`" for layer in layers
    )
