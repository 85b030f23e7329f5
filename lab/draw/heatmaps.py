"""Feature maps as Plotly figures, with the numbers in the cells. Does not use Streamlit.

Figures are plain dicts, with the names that Plotly uses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from lab.draw.boxes import Box
from lab.draw.colours import CASING, SAME, SCALE, WINDOW, colour_at, ink_on
from lab.words.numbers import number
from pooling.arguments import Array

GAP = 0.06  # between two panels, as a share of the width of the figure
NARROW = 320  # the width of a figure on a phone, in pixels
DIGIT = 0.62  # the width of a digit, as a share of the font size
SIZES = (9, 20)  # the smallest and largest font size of the numbers, in pixels
SMALL = 44  # pixels: cells narrower than this get thin frames
MOST_WRITTEN = 16  # cells along a side: a larger map shows no numbers
CALM = {"displayModeBar": False}  # Plotly's config for a chart without its toolbar
COLOURSCALE = [[i / (len(SCALE) - 1), colour] for i, colour in enumerate(SCALE)]


class Figure(go.Figure):  # type: ignore[misc]  # Plotly has no types
    """A figure that is sent to the browser without Plotly's checks.

    The constructor of Plotly checks and copies every property, which takes more time than the rest
    of a page. The tests run these checks instead, on every figure that they draw.
    """

    def __init__(self, data: list[dict[str, Any]], layout: dict[str, Any]) -> None:
        self._written = {"data": data, "layout": layout}

    def to_dict(self) -> dict[str, Any]:
        return self._written


@dataclass(frozen=True)
class Panel:
    """One map of a figure."""

    name: str
    values: Array  # (rows, columns)
    titled: bool = True  # whether the name is written over the map
    focus: Sequence[Box] = ()  # outlined as the chosen window
    same: Array | None = None  # (rows, columns) bools: the same value at the same place


def span_of(arrays: Sequence[Array]) -> tuple[float, float]:
    """The lowest and highest finite value of all arrays, for one colour scale.

    >>> span_of([np.array([[1, 2]]), np.array([[0]])])
    (0.0, 2.0)
    """
    finite = np.concatenate([a[np.isfinite(a)].ravel() for a in arrays])
    return (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)


def heatmaps(
    panels: Sequence[Panel],
    span: tuple[float, float],
    *,
    height: int = 300,
    ink: str | None = None,
) -> Figure:
    """Draw maps side by side, with square cells, numbers in the cells and one colour scale.

    Every map also has one invisible marker per cell, so that a learner can click a cell. (Plotly
    can select the points of a scatter trace, but not the cells of a heatmap.)

    Parameters
    ----------
    panels : sequence of Panel
    span : (low, high)
        The values at the two ends of the colour scale.
    height : int
        In pixels.
    ink : str
        The colour of the titles. None leaves it to the theme.
    """
    width = (1 - GAP * (len(panels) - 1)) / len(panels)
    data: list[dict[str, Any]] = []
    layout = bare(height, 28 if any(panel.titled for panel in panels) else 2)
    layout["hoverdistance"] = 100  # so that a marker is found from anywhere in its cell
    for i, panel in enumerate(panels):
        name = str(i + 1) if i else ""
        start = i * (width + GAP)
        layout |= map_axes(name, panel.values.shape, start, start + width)
        room = min(NARROW / len(panels) / panel.values.shape[1], height / panel.values.shape[0])
        data += traces(panel, name, span, room)
        layout["shapes"] += outlines(panel, name, room)
        if panel.titled:
            layout["annotations"].append(title(panel.name, start, ink))
    return Figure(data=data, layout=layout)


def bare(height: int, top: int) -> dict[str, Any]:
    """The layout of maps without axes, on the background of the page.

    ``top`` is the room for titles, in pixels.
    """
    return dict(
        height=height,
        margin=dict(l=2, r=2, t=top, b=2),
        template={"layout": {}},
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        shapes=[],
        annotations=[],
    )


def axis(name: str, ink: str, **more: Any) -> dict[str, Any]:
    """An axis with its title and labels in the text colour of the page.

    The grey of the theme is too faint for small text.
    """
    text = dict(color=ink)
    return dict(title=dict(text=name, font=text), tickfont=text, fixedrange=True) | more


def map_axes(name: str, shape: Sequence[int], left: float, right: float) -> dict[str, Any]:
    """Invisible axes that give a map square cells, from ``left`` to ``right`` (0 to 1)."""
    hidden = dict(visible=False, fixedrange=True, constrain="domain")
    return {
        f"xaxis{name}": dict(
            range=[-0.5, shape[1] - 0.5],
            domain=[left, right],
            anchor=f"y{name}",
            constraintoward="left",
            **hidden,
        ),
        f"yaxis{name}": dict(
            range=[shape[0] - 0.5, -0.5],
            anchor=f"x{name}",
            scaleanchor=f"x{name}",
            constraintoward="top",
            **hidden,
        ),
    }


def traces(panel: Panel, name: str, span: tuple[float, float], room: float) -> list[dict[str, Any]]:
    """The map, and invisible markers that carry its numbers and can be clicked.

    ``room`` is the smallest width of a cell, in pixels.
    """
    rows, columns = panel.values.shape
    axes = dict(xaxis=f"x{name}", yaxis=f"y{name}")
    places = [(r, c) for r in range(rows) for c in range(columns)]
    texts = [number(v) for v in panel.values.ravel().tolist()]
    unseen = dict(marker=dict(opacity=0))
    return [
        dict(
            type="heatmap",
            name=panel.name,
            z=panel.values.tolist(),
            zmin=span[0],
            zmax=span[1] if span[1] > span[0] else span[0] + 1,
            colorscale=COLOURSCALE,
            showscale=False,
            xgap=2,
            ygap=2,
            hoverinfo="skip",
            **axes,
        ),
        dict(
            type="scatter",
            x=[c for _, c in places],
            y=[r for r, _ in places],
            customdata=[
                f"row {r + 1}, column {c + 1}: {text}"
                for (r, c), text in zip(places, texts, strict=True)
            ],
            hovertemplate=f"{panel.name}<br>%{{customdata}}<extra></extra>",
            marker=dict(size=6, opacity=0),
            selected=unseen,
            unselected=unseen,
            **written(panel, texts, span, room),
            **axes,
        ),
    ]


def written(
    panel: Panel, texts: list[str], span: tuple[float, float], room: float
) -> dict[str, Any]:
    """The numbers, in a colour that is readable on each cell. Unchanged numbers are bold."""
    if max(panel.values.shape) > MOST_WRITTEN:
        return dict(mode="markers")
    framed = panel.same is not None
    free = room * 0.76 if framed and room >= SMALL else room - 8
    size = min(max(free / (DIGIT * max(map(len, texts))), SIZES[0]), SIZES[1])
    reach = (span[1] - span[0]) or 1
    inks = [ink_on(colour_at((v - span[0]) / reach)) for v in panel.values.ravel().tolist()]
    if panel.same is not None:
        stayed = panel.same.ravel().tolist()
        texts = [f"<b>{t}</b>" if same else t for t, same in zip(texts, stayed, strict=True)]
    return dict(mode="markers+text", text=texts, textfont=dict(size=size, color=inks))


def title(text: str, x: float, ink: str | None = None) -> dict[str, Any]:
    return dict(
        text=text,
        x=x,
        y=1,
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="bottom",
        yshift=6,
        showarrow=False,
        font=dict(size=15, color=ink),
    )


def outlines(panel: Panel, name: str, room: float) -> list[dict[str, Any]]:
    """The frames: green for equal values, accent for windows."""
    shapes = []
    small = room < SMALL
    inset, width = (0.04, 2) if small else (0.12, 4)
    if panel.same is not None:
        for r, c in np.argwhere(panel.same).tolist():
            shapes += box((r, c, r, c), name, SAME, inset, width)
    return shapes + [s for b in panel.focus for s in box(b, name, WINDOW, 0.02, 3 if small else 4)]


def box(cells: Box, name: str, colour: str, inset: float, width: int) -> list[dict[str, Any]]:
    """A frame around cells. A white line around it makes it stand out on every colour."""
    top, left, bottom, right = cells
    edge = 0.5 - inset
    place = dict(
        type="rect",
        xref=f"x{name}",
        yref=f"y{name}",
        x0=left - edge,
        x1=right + edge,
        y0=top - edge,
        y1=bottom + edge,
    )
    return [
        place | dict(line=dict(color=CASING, width=width + 3)),
        place | dict(line=dict(color=colour, width=width)),
    ]


def described(panels: Sequence[Panel]) -> str:
    """The content of a figure as text, for learners who cannot see it.

    >>> described([Panel("Max", np.array([[8, 8], [9, 7]]))])
    'Max: row 1: 8, 8; row 2: 9, 7.'
    """
    maps = [
        f"{panel.name}: "
        + "; ".join(
            f"row {r + 1}: " + ", ".join(number(v) for v in row)
            for r, row in enumerate(panel.values.tolist())
        )
        + "."
        for panel in panels
    ]
    kept = [f"{p.name} unchanged {places(p.same)}." for p in panels if p.same is not None]
    return " ".join(maps + kept)


def places(mask: Array) -> str:
    """The cells of a mask, as text.

    >>> places(np.array([[True, False], [False, True]])), places(np.zeros((1, 1), bool))
    ('at row 1 column 1, row 2 column 2', 'nowhere')
    """
    found = [f"row {r + 1} column {c + 1}" for r, c in np.argwhere(mask).tolist()]
    return f"at {', '.join(found)}" if found else "nowhere"
