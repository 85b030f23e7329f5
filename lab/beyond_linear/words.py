"""The results of the page on linearity in words. Does not use Streamlit."""

import numpy as np

from lab.words.numbers import NAMES, number, plural
from pooling import Layer
from pooling.arguments import Array, Kind


def sum_cells(layer: Layer, a: Array, b: Array) -> str:
    """Compare f(A) + f(B) with f(A + B), as Markdown with one line for each output."""
    pooled = zip(*(layer(x).ravel().tolist() for x in (a, b, a + b)), strict=True)
    lines = []
    for place, (of_a, of_b, together) in zip(np.ndindex(layer(a).shape), pooled, strict=True):
        alone = of_a + of_b
        sign = "=" if abs(alone - together) < 1e-9 else ">" if alone > together else "<"
        lines.append(
            f"- row {place[0] + 1}, column {place[1] + 1}: f(A) + f(B) = "
            f"{signed(of_a)} + {signed(of_b)} = {number(alone)} **{sign}** {number(together)} = "
            "f(A + B)"
        )
    return "\n".join(lines)


def signed(value: float) -> str:
    return f"({number(value)})" if value < 0 else number(value)


def scaled(layer: Layer, a: Array, times: int) -> str:
    """Say whether f(c A) equals c f(A), and if not, why."""
    same = np.array_equal(layer(times * a), times * layer(a))
    if times >= 0 or layer.kind == "avg":
        every = "for every c" if layer.kind == "avg" else "for every c from 0 up"
        return f"c = {times}: equal, as {every}."
    other = {"max": "smallest", "min": "largest"}[layer.kind]
    if same:
        return f"c = {times}: equal here, but only because every window holds one value."
    return (
        f"c = {times}: **not equal**. A negative c turns the order round: the {other} value of a "
        f"window becomes its {'largest' if layer.kind == 'max' else 'smallest'}."
    )


def added(layer: Layer, a: Array, plus: int) -> str:
    """Say that f(A + c) = f(A) + c, which is true for max, average and min."""
    same = np.allclose(layer(a + plus), layer(a) + plus, atol=1e-9)
    return (
        f"c = {plus}: {'equal' if same else 'not equal'}. A constant added to every pixel moves "
        "every output by as much, whichever pooling."
    )


def commutes(kind: Kind, same: Array) -> str:
    """Say whether the order of ReLU and pooling matters."""
    if kind == "max":
        return (
            f"{int(same.sum())} of {same.size} equal: a maximum of maxima is a maximum, whichever "
            "comes first."
        )
    if same.all():
        return (
            "All equal here, but only because no window mixes signs: give one a negative number "
            "beside a positive."
        )
    different = int((~same).sum())
    return (
        f"{different} of {same.size} {plural(different, 'differs', 'differ')}: a mean lets "
        "negative numbers pull down, ReLU cuts them off first."
    )


def between(same: Array) -> str:
    """Say what max pooling between two convolutions does to a sum of inputs."""
    different = int((~same).sum())
    if not different:
        return "Equal for these two grids; most changes part them."
    return (
        f"{different} of {same.size} {plural(different, 'output differs', 'outputs differ')}: no "
        "single convolution does this. Max pooling between makes the two more than one, as ReLU "
        "would."
    )


def conclusion(kind: Kind, difference: Array) -> str:
    """Say what the two grids prove, and what they do not.

    ``difference`` is f(A) + f(B) - f(A + B).
    """
    name, broken = NAMES[kind], int(np.count_nonzero(difference))
    size = difference.size
    if kind == "avg":
        return (
            f"{name} pooling keeps the sum in all {size} outputs, for any A and B: it **is "
            "linear**, a convolution with equal weights. Two grids alone would not prove that; its "
            "formula does."
        )
    way = "never more" if kind == "max" else "never less"
    if not broken:
        return (
            f"For these two grids {name.lower()} pooling keeps the sum, yet it is **not linear**: "
            "one counterexample is enough, and a search finds it."
        )
    return (
        f"{name} pooling breaks the sum in {broken} of {size} outputs: it is **not linear**. "
        f"f(A + B) is {way} than f(A) + f(B)."
    )
