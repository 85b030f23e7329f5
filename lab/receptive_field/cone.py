"""A stack from the side, in one dimension: every layer a row of units, and what one unit sees.

Units are numbered from 0; a number outside its row is padding. No Streamlit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lab.draw.boxes import within
from pooling import Field
from pooling.geometry import Axis

MOST_UNITS = 70  # of a row, drawn one by one,
MOST_SQUARES = 500  # unless there are so many in all: then
FEW_UNITS = 16
MOST_LINES = 700  # from unit to tap


@dataclass(frozen=True)
class Cone:
    """What feeds one unit: per row, the input first, the units it takes, padding included."""

    taken: list[list[int]]  # sorted; numbers outside a row are padding
    lines: list[list[tuple[int, int]]]  # per layer: (unit, tap); empty where there are too many


def cone(axes: Sequence[Axis], unit: int) -> Cone:
    """Walk down from a unit of the last layer to the input.

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
        units = np.array(within(taken[-1], layer.out), int)  # padding takes nothing
        below = units[:, None] * layer.stride + taps  # (units, taps)
        drawn += below.size
        taken.append(np.unique(below).tolist())
        few = drawn <= MOST_LINES
        pairs = zip(units.tolist(), below.tolist(), strict=True) if few else ()
        lines.append([(unit, tap) for unit, row in pairs for tap in row])
    return Cone(taken[::-1], lines[::-1] if drawn <= MOST_LINES else [[] for _ in lines])


def seen_from(fields: Sequence[Field], names: Sequence[str], found: Cone | None) -> dict[str, Any]:
    """What is to be drawn, for a browser: the rows, and what the chosen unit takes of them.

    Few units are drawn one by one, with a line to each tap; a long row is a bar, of which only
    the ends are told, and too many lines are one shaded cone.

    Parameters
    ----------
    fields : sequence of Field
        Of the whole stack, the input first.
    names : sequence of str
        One for each row, the input first.
    found : Cone
        Of a unit of layer ``len(found.taken) - 1``; None tells nothing of what units see.

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
    """The first and the last, if there are any."""
    return (units[0], units[-1]) if units else ()
