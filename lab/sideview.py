"""A stack from the side, in one dimension: every layer a row of units, and what one unit sees.

The horizontal axis is the input's, in pixels; a unit stands at the centre of its field. Few units
are drawn one by one, with a line to each tap; many thin out to bars and one shaded cone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import numpy as np

from lab.colours import WINDOW
from lab.figures import Figure, axis, bare
from pooling import Field
from pooling.geometry import Axis

MOST_UNITS = 70  # of a row, drawn one by one,
MOST_SQUARES = 500  # unless there are so many in all: then
FEW_UNITS = 16
MOST_LINES = 700  # from unit to tap
MOST_NAMES = 22  # rows that are named
ROW_HEIGHT = (13, 60)  # in pixels
MOST_HEIGHT = 620
WIDTH = 560  # pixels that the rows have, about
SQUARE = (3, 11)  # a unit's side in pixels
LETTER = 7  # a name's letter in pixels, about
BELOW = 57  # pixels for the input's numbers and their name
GREY = "#8a94a3"  # units that are not taken, and padding


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
        inside = np.array(
            [u for u in taken[-1] if 0 <= u < layer.out], int
        )  # padding takes nothing
        below = inside[:, None] * layer.stride + taps  # (units, taps)
        drawn += below.size
        taken.append(np.unique(below).tolist())
        few = drawn <= MOST_LINES
        ends = zip(inside.tolist(), below.tolist(), strict=True) if few else ()
        lines.append([(unit, tap) for unit, row in ends for tap in row])
    return Cone(taken[::-1], lines[::-1] if drawn <= MOST_LINES else [[] for _ in lines])


def side_view(
    fields: Sequence[Field],
    names: Sequence[str],
    found: Cone,
    *,
    ink: str,
    quiet: bool = False,
) -> Figure:
    """The picture; a click on a unit gives its row and number as customdata.

    Parameters
    ----------
    fields : sequence of Field
        Of the whole stack, the input first.
    names : sequence of str
        One for each row, the input first.
    found : Cone
        Of a unit of layer ``len(found.taken) - 1``.
    ink : str
        The colour of what is written.
    quiet : bool
        Leave out what the unit sees.
    """
    top, n = len(found.taken) - 1, fields[0].output_size
    first, last = (0, 0) if quiet else fields[top].span(found.taken[top][0])
    low, high = min(first, 0) - 0.8, max(last, n - 1) + 0.8
    height = min(max(MOST_HEIGHT / len(fields), ROW_HEIGHT[0]), ROW_HEIGHT[1])
    sides = [
        min(max(min(WIDTH / (high - low) * f.jump, height) * 0.7, SQUARE[0]), SQUARE[1])
        for f in fields
    ]
    most = MOST_UNITS if sum(f.output_size for f in fields) <= MOST_SQUARES else FEW_UNITS
    every = [range(f.output_size) if f.output_size <= most else () for f in fields]
    whole = [
        () if row else (0, field.output_size - 1) for row, field in zip(every, fields, strict=True)
    ]
    data = [] if quiet else paths(fields, found)
    data.append(bars(fields, whole, GREY, sides))
    orange = [] if quiet else map(set, found.taken)
    idle = [
        [unit for unit in row if unit not in above]  # which would hide it
        for row, above in zip_longest(every, orange, fillvalue=())
    ]
    data.append(squares(fields, idle, sides, dict(color=GREY), names))
    if not quiet:
        data += taken_units(fields, found, [bool(row) for row in every], sides, names)
    look = layout(names, top, height, (low, high), ink)
    if not quiet:
        look |= dict(
            shapes=[*outside(low, high, n), *bracket(first, last, n)],
            annotations=[size_text(first, last)],
        )
    return Figure(data=[trace for trace in data if trace["x"]], layout=look)


def taken_units(
    fields: Sequence[Field],
    found: Cone,
    single: Sequence[bool],  # per row: drawn one by one, not as a bar
    sides: Sequence[float],
    names: Sequence[str],
) -> list[dict[str, Any]]:
    """What the chosen unit takes, in orange; the padding among it hollow."""
    real = [
        [u for u in row if 0 <= u < field.output_size]
        for row, field in zip(found.taken, fields, strict=False)
    ]
    ends = [
        () if one or not row else (row[0], row[-1]) for row, one in zip(real, single, strict=False)
    ]
    units = [row if one else [] for row, one in zip(real, single, strict=False)]
    padding = [
        sorted({*row} - {*inside}) if one else []
        for row, inside, one in zip(found.taken, real, single, strict=False)
    ]
    hollow = dict(color=GREY, symbol="square-open")
    return [
        bars(fields, ends, WINDOW, sides),
        squares(fields, units, [side + 1 for side in sides], dict(color=WINDOW), names),
        squares(fields, padding, sides, hollow, [f"{name}, padding" for name in names]),
    ]


def layout(
    names: Sequence[str], top: int, height: float, ends: tuple[float, float], ink: str
) -> dict[str, Any]:
    """Rows named at the left, the input's pixels below; long names thin out."""
    quiet = dict(showgrid=False, zeroline=False)
    step = -(-len(names) // MOST_NAMES)
    always = {0, top, len(names) - 1}  # and what is not too near to them
    named = sorted(
        always | {r for r in range(0, len(names), step) if min(abs(r - a) for a in always) >= step}
    )
    longest = max(len(names[row]) for row in named)
    look = bare(84 + round(height * len(names)), 4)
    look["margin"] |= dict(l=8 + LETTER * longest, b=BELOW)  # Plotly would draw twice to find them
    return look | dict(
        font=dict(color=ink),
        xaxis=axis("input pixel, counted from 0", ink, range=list(ends), automargin=False, **quiet),
        yaxis=axis(
            "",
            ink,
            range=[-0.5 - 34 / height, len(names) - 0.4],
            tickvals=named,
            ticktext=[names[row] for row in named],
            automargin=False,
            **quiet,
        ),
    )


def outside(low: float, high: float, n: int) -> list[dict[str, Any]]:
    """What lies beside the input: padding."""
    look = dict(type="rect", y0=0, y1=1, yref="paper", fillcolor=GREY, opacity=0.16, layer="below")
    return [
        look | dict(x0=left, x1=right, line=dict(width=0))
        for left, right in ((low, -0.5), (n - 0.5, high))
        if right - left > 1
    ]


def bracket(first: int, last: int, n: int) -> list[dict[str, Any]]:
    """The field under the input's row; dotted where it reaches out of the picture."""
    line = dict(type="line", y0=-0.5, y1=-0.5)
    dotted = line | dict(
        x0=first - 0.5, x1=last + 0.5, line=dict(color=WINDOW, width=2, dash="dot")
    )
    left, right = max(first, 0), min(last, n - 1)
    solid = line | dict(x0=left - 0.5, x1=right + 0.5, line=dict(color=WINDOW, width=4))
    return [dotted, solid] if left <= right else [dotted]


def size_text(first: int, last: int) -> dict[str, Any]:
    return dict(
        x=(first + last) / 2,
        y=-0.5,
        text=f"<b>field: {last - first + 1} px</b>",
        showarrow=False,
        yanchor="top",
    )


def centre(field: Field, unit: int) -> float:
    return field.start + unit * field.jump


def paths(fields: Sequence[Field], found: Cone) -> list[dict[str, Any]]:
    """A line for every tap, or one shaded cone where there are too many."""
    if any(found.lines):
        x: list[float | None] = []
        y: list[float | None] = []
        for layer, pairs in enumerate(found.lines, 1):
            for unit, tap in pairs:
                x += [centre(fields[layer], unit), centre(fields[layer - 1], tap), None]
                y += [layer, layer - 1, None]
        return [
            dict(
                type="scatter",
                mode="lines",
                x=x,
                y=y,
                line=dict(color=WINDOW, width=1),
                hoverinfo="skip",
                opacity=0.75,
            )
        ]
    ends = [
        (centre(f, t[0]), centre(f, t[-1])) for f, t in zip(fields, found.taken, strict=False) if t
    ]
    rows = list(range(len(ends)))
    return [
        dict(
            type="scatter",
            mode="lines",
            x=[left for left, _ in ends] + [right for _, right in reversed(ends)],
            y=rows + rows[::-1],
            fill="toself",
            fillcolor="rgba(242,105,13,0.25)",
            line=dict(color=WINDOW, width=1),
            hoverinfo="skip",
        )
    ]


def bars(
    fields: Sequence[Field], ends: Sequence[Sequence[int]], colour: str, sides: Sequence[float]
) -> dict[str, Any]:
    """From one unit to another of a row, as one line; no ends, no line."""
    x: list[float | None] = []
    y: list[int | None] = []
    for row, units in enumerate(ends):
        if units:
            x += [centre(fields[row], units[0]), centre(fields[row], units[-1]), None]
            y += [row, row, None]
    line = dict(color=colour, width=min(sides) + (colour == WINDOW))
    return dict(type="scatter", mode="lines", x=x, y=y, line=line, hoverinfo="skip")


def squares(
    fields: Sequence[Field],
    chosen: Sequence[Sequence[int]],
    sides: Sequence[float],
    marker: dict[str, Any],
    names: Sequence[str],
) -> dict[str, Any]:
    """Some units of every row; one trace for all of them, for each costs the browser dear."""
    places = [(row, unit) for row, units in enumerate(chosen) for unit in units]
    return dict(
        type="scatter",
        mode="markers",
        x=[centre(fields[row], unit) for row, unit in places],
        y=[row for row, _ in places],
        marker=dict(symbol="square", size=[sides[row] for row, _ in places], opacity=1) | marker,
        customdata=places,
        text=[told(fields[row], unit, names[row]) for row, unit in places],
        hovertemplate="%{text}<extra></extra>",
    )


def told(field: Field, unit: int, name: str) -> str:
    if not 0 <= unit < field.output_size:
        return name
    first, last = field.span(unit)
    pixels = f"pixel {first}" if first == last else f"pixels {first} to {last}"
    return f"{name}<br>unit {unit} sees {pixels}"
