"""Line charts as Plotly figures. Does not use Streamlit."""

from collections.abc import Mapping, Sequence
from typing import Any

from lab.draw.colours import WINDOW
from lab.draw.figure import Figure, axis

# Readers with any kind of colour blindness can tell these apart, on a light or a dark page:
# tests/unit/test_colours.py checks it. The symbols help readers who see no colour at all.
INK = {"max": "#1f77c9", "avg": "#e0761a", "min": "#c0228b"}
OTHER_INKS = ("#aa8aa3", "#6c6707")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross")


def curves(
    lines: Mapping[str, Sequence[float]],
    inks: Sequence[str],
    *,
    x: Sequence[float],
    x_name: str,
    y_name: str,
    ink: str,
    modes: Sequence[str] = (),
    share: bool = True,
    tick: int | None = 1,
    steps: bool = False,
    dashed: str = "",
    here: float | None = None,
    bands: Mapping[str, tuple[Sequence[float], Sequence[float]]] | None = None,
    height: int = 260,
) -> Figure:
    """Draw one line for each name.

    Parameters
    ----------
    lines : mapping from a name to the y values
    inks : sequence of str
        One colour for each line.
    x : sequence of numbers
        Shared by all lines.
    x_name, y_name : str
        The titles of the axes.
    ink : str
        The colour of text on the page.
    modes : sequence of str
        Plotly's mode for each line; empty gives lines with markers. Markers without a line are
        left out of the legend, because they belong to a line.
    share : bool
        Fix the y axis from 0 to 100 %.
    tick : int, optional
        The step between labels on the x axis. None leaves it to Plotly.
    steps : bool
        Draw each value as a step that is one place wide.
    dashed : str
        The name of a line that lies on another one, so it is dashed.
    here : float, optional
        The x of a dotted vertical line.
    bands : mapping from a name to (lowest, highest), optional
        A pale area around a line, for example the range of several measurements.
    height : int
        In pixels.
    """
    colours = dict(zip(lines, inks, strict=False))
    around = [
        dict(
            type="scatter",
            mode="lines",
            x=[*x, *reversed(x)],
            y=[*low, *reversed(high)],
            fill="toself",
            fillcolor=colours[name],
            opacity=0.15,
            line=dict(width=0),
            hoverinfo="skip",
            showlegend=False,
        )
        for name, (low, high) in (bands or {}).items()
    ]
    return Figure(
        data=around
        + [
            dict(
                type="scatter",
                mode=mode,
                name=name,
                showlegend=mode != "markers",
                x=list(x),
                y=list(y),
                line=dict(
                    color=colour,
                    width=2,
                    shape="hvh" if steps else "linear",
                    dash="dash" if name == dashed else "solid",
                ),
                marker=dict(symbol=SYMBOLS[i % len(SYMBOLS)], size=7),
                hovertemplate=f"{name}<br>{x_name} %{{x}}: %{{y}}<extra></extra>",
            )
            for i, ((name, y), colour, mode) in enumerate(
                zip(lines.items(), inks, modes or ["lines+markers"] * len(lines), strict=True)
            )
        ],
        layout=simple(height)
        | dict(
            xaxis=axis(x_name, ink, dtick=tick),
            yaxis=axis(y_name, ink)
            | (dict(range=[-0.03, 1.03], tickformat=".0%") if share else dict(rangemode="tozero")),
            shapes=[] if here is None else [upright(here)],
        ),
    )


def upright(x: float) -> dict[str, Any]:
    """A dotted vertical line from the bottom of a plot to its top."""
    line = dict(color=WINDOW, width=2, dash="dot")
    return dict(type="line", x0=x, x1=x, yref="y domain", y0=0, y1=1, line=line)


def simple(height: int) -> dict[str, Any]:
    """The layout of every chart: a legend above, a small margin, and the theme of the page."""
    return dict(
        height=height,
        margin=dict(l=8, r=8, t=8, b=8),
        template={"layout": {}},
        dragmode=False,  # a finger that swipes over it scrolls the page
        showlegend=True,
        legend=dict(orientation="h", y=1.02, yanchor="bottom", x=0),
    )
