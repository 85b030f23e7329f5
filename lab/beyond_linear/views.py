"""The folded parts of the page on linearity: small grids that are compared on a bench."""

from collections.abc import Mapping

import numpy as np
import streamlit as st

from lab.beyond_linear import linearity
from lab.beyond_linear.linearity import equal
from lab.beyond_linear.settings import PLUS, TIMES
from lab.components import bench
from lab.components.bench import Grid, Row
from lab.draw.colours import span_of
from lab.inputs import widgets
from lab.words.numbers import NAMES
from pooling import Layer
from pooling.arguments import Array

Pair = Mapping[str, Array]  # two grids by their names


def compare(key: str, pairs: Mapping[str, Pair]) -> None:
    """Show pairs of grids with one colour scale, and mark the cells that are equal."""
    rows = []
    for label, pair in pairs.items():
        same = equal(*pair.values())
        names = {name: name if "f(" in name else f"{label}: {name}" for name in pair}
        first, second = names.values()
        partner = {first: second, second: first}
        rows.append(
            Row(
                label,
                [
                    Grid(names[n], n, v, same=same, compare=partner[names[n]])
                    for n, v in pair.items()
                ],
            )
        )
    grids = [values for pair in pairs.values() for values in pair.values()]
    bench.show(f"Beyond linear.{key} bench", rows, span=span_of(grids))


def scale_and_add(layer: Layer, a: Array) -> None:
    """Multiply A by a number, and add a number to A."""
    left, right = st.columns(2, gap="large")
    with left:
        times = widgets.slide(TIMES, "Multiply A by c", -3, 3)
    with right:
        plus = widgets.slide(PLUS, "Add c to A", -9, 9)
    scaled = {"f(c A)": layer(times * a), "c f(A)": times * layer(a)}
    added = {"f(A + c)": layer(a + plus), "f(A) + c": layer(a) + plus}
    compare("scale", {"Multiply": scaled, "Add": added})
    st.markdown(
        "If c is 0 or more, every output is multiplied by c, whichever pooling you choose. A "
        "negative c reverses the order: the smallest value of a window becomes its largest. "
        "Only average pooling keeps f(c A) = c f(A) for every c. Adding c to every pixel adds c "
        "to every output."
    )


def order_of_relu(a: Array) -> None:
    """Compare ReLU before and after pooling."""
    layers = Layer("max", 2), Layer("avg", 2)
    pairs = {
        NAMES[layer.kind]: {
            "ReLU, then pool": layer(linearity.relu(a)),
            "Pool, then ReLU": linearity.relu(layer(a)),
        }
        for layer in layers
    }
    compare("relu", pairs)
    st.markdown(
        "With max pooling both orders give the same, because ReLU keeps the order of the values. "
        "With average pooling they can differ: a negative number lowers the mean, unless ReLU has "
        "set it to 0 before."
    )


def two_convolutions(a: Array, b: Array) -> None:
    """Without a nonlinear step between them, two convolutions equal one."""
    both = linearity.merged(linearity.SHARPEN, linearity.SMOOTH)
    between = linearity.pooled_between
    st.markdown(
        "Two 2 × 2 convolutions in a row equal one 3 × 3 convolution. With max pooling between "
        "them, they can do what no single convolution can. The second row compares the output for "
        "A + B with the sum of the outputs for A and for B."
    )
    compare(
        "convs",
        {
            "Two convolutions of A": {
                "Two 2 × 2": linearity.twice(a),
                "One 3 × 3": linearity.convolved(a, both),
            },
            "Max pooling between": {
                "of A + B": between(a + b),
                "of A and of B, added": np.add(between(a), between(b)),
            },
        },
    )
