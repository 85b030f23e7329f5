"""A stack from the side, in one dimension: a row of units per layer, and what one unit depends on.

Units count from 0. A number outside the row is padding. Does not use Streamlit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lab.draw.boxes import within
from pooling import Field
from pooling.geometry import Axis

# A row of up to MOST_UNITS units is drawn as squares, and a longer row as a bar. If all rows
# together have more than MOST_SQUARES units, only rows of up to FEW_UNITS are drawn as squares.
MOST_UNITS = 70
MOST_SQUARES = 500
FEW_UNITS = 16
MOST_LINES = 700  # lines from units to the units that they read


@dataclass(frozen=True)
class Cone:
    """What one unit depends on, row by row, starting with the input. Padding is included."""

    taken: list[list[int]]  # per row: sorted units; a number outside the row is padding
    # Per layer: pairs (unit, unit of the row below that it reads). Empty if there are too many.
    lines: list[list[tuple[int, int]]]


def cone(axes: Sequence[Axis], unit: int) -> Cone:
    """Find what a unit of the last layer depends on, from that layer down to the input.

    >>> from pooling import Conv, Layer
    >>> from pooling.receptive import geometry
    >>> rows = [axes[0] for axes in geometry([Layer("max", 2), Conv(2)], 8)]
    >>> cone(rows, 1).taken
    [[2, 3, 4, 5], [1, 2], [1]]
    """
    taken: list[list[int]] = [[unit]]
    lines: list[list[tuple[int, int]]] = []
    drawn = 0
    for layer in reversed(axes):
        taps = np.arange(layer.kernel) * layer.dilation - layer.before
        units = np.array(within(taken[-1], layer.out), int)  # padding depends on nothing
        below = units[:, None] * layer.stride + taps  # (units, taps)
        drawn += below.size
        taken.append(np.unique(below).tolist())
        few = drawn <= MOST_LINES
        pairs = zip(units.tolist(), below.tolist(), strict=True) if few else ()
        lines.append([(unit, tap) for unit, row in pairs for tap in row])
    return Cone(taken[::-1], lines[::-1] if drawn <= MOST_LINES else [[] for _ in lines])


def seen_from(fields: Sequence[Field], names: Sequence[str], found: Cone | None) -> dict[str, Any]:
    """Describe for the browser what to draw: the rows, and what the chosen unit depends on.

    A short row is drawn as squares, with lines to the units that each unit reads. A long row is a
    bar, so only its two ends are sent. If there are too many lines, they become one shaded cone.

    Parameters
    ----------
    fields : sequence of Field
        Of the whole stack, starting with the input.
    names : sequence of str
        One for each row, starting with the input.
    found : Cone, optional
        Of a unit of layer ``len(found.taken) - 1``. With None, the result does not reveal any
        receptive field.

    Returns
    -------
    dict that can be sent as JSON

    Examples
    --------
    >>> from pooling import Layer, trace
    >>> from pooling.receptive import geometry
    >>> layers = [Layer("max", 2)]
    >>> found = cone([axes[0] for axes in geometry(layers, 4)], 1)
    >>> view = seen_from(trace(layers, 4), ["input", "pool"], found)
    >>> view["rows"][1]
    {'name': 'pool', 'units': 2, 'size': 2, 'jump': 2, 'start': 0.5, 'single': True}
    >>> view["taken"], view["lines"], view["field"]
    ([[2, 3], [1]], [[(1, 2), (1, 3)]], (2, 3))
    """
    most = MOST_UNITS if sum(f.output_size for f in fields) <= MOST_SQUARES else FEW_UNITS
    rows = [
        dict(
            name=name,
            units=f.output_size,
            size=None if found is None else f.size,
            jump=f.jump,
            start=f.start,
            single=f.output_size <= most,
        )
        for name, f in zip(names, fields, strict=True)
    ]
    if found is None:
        return dict(rows=rows, taken=[], lines=[], ends=[], field=None)
    taken = [
        units if row["single"] or len(units) == 1 else ends(within(units, field.output_size))
        for row, field, units in zip(rows, fields, found.taken, strict=False)
    ]
    (unit,) = found.taken[-1]
    return dict(
        rows=rows,
        taken=taken,
        lines=found.lines,
        ends=[] if any(found.lines) else [ends(units) for units in found.taken],
        field=fields[len(taken) - 1].span(unit),
    )


def ends(units: Sequence[int]) -> Sequence[int]:
    """The first and the last unit, or nothing if there are none."""
    return (units[0], units[-1]) if units else ()
