"""Pictures side by side, with boxes that may reach out of them. No Streamlit.

Boxes are (top, left, bottom, right) in pixels, both ends included, as everywhere in the lab.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lab.colours import CASING, WINDOW
from lab.figures import Box, Figure, bare, map_axes, title
from lab.paint import Painted, Pixels, sent

GAP = 0.03  # between two plates, as a share of the figure


@dataclass(frozen=True)
class Outline:
    """A box, and how thick its frame is."""

    box: Box
    width: int = 3  # pixels


@dataclass(frozen=True)
class Plate:
    """One picture."""

    name: str
    pixels: Pixels | Painted
    outlines: Sequence[Outline] = ()
    dots: Sequence[tuple[int, int]] = ()  # (row, column) of pixels to mark


def plates(shown: Sequence[Plate], *, height: int, ink: str | None = None) -> Figure:
    """The plates side by side, all in one figure.

    Parameters
    ----------
    shown : sequence of Plate
    height : int
        In pixels, titles included.
    ink : str
        The colour of the titles; None leaves it to the theme.
    """
    data: list[dict[str, Any]] = []
    layout = bare(height, 28)
    wide = (1 - GAP * (len(shown) - 1)) / len(shown)
    for i, plate in enumerate(shown):
        name = str(i + 1) if i else ""
        left = i * (wide + GAP)
        layout |= map_axes(name, plate.pixels.shape, left, left + wide)
        layout[f"xaxis{name}"]["range"], layout[f"yaxis{name}"]["range"] = room(plate)
        data.append(picture(plate, name))
        if plate.dots:
            data.append(dots(plate, name))
        layout["shapes"] += [s for o in plate.outlines for s in outline(o, name)]
        layout["annotations"].append(title(plate.name, left, ink))
    return Figure(data=data, layout=layout)


def picture(plate: Plate, name: str) -> dict[str, Any]:
    value = ""
    if not isinstance(plate.pixels, Painted):
        grey = plate.pixels.ndim == 2
        value = ": %{z[0]}" if grey else ": red %{z[0]}, green %{z[1]}, blue %{z[2]}"
    return dict(
        type="image",
        source=sent(plate.pixels),
        hovertemplate=f"{plate.name}<br>row %{{y}}, column %{{x}}{value}<extra></extra>",
        xaxis=f"x{name}",
        yaxis=f"y{name}",
    )


def room(plate: Plate) -> tuple[list[float], list[float]]:
    """The axes' ranges (x, then y from top to bottom): the picture, and what reaches out of it."""
    rows, columns = plate.pixels.shape[:2]
    boxes = [o.box for o in plate.outlines]
    top, left = (min([0, *(b[i] for b in boxes)]) for i in (0, 1))
    bottom, right = (
        max([side - 1, *(b[i] for b in boxes)]) for side, i in ((rows, 2), (columns, 3))
    )
    edge = 0.5 + 0.01 * max(rows, columns)  # so that a frame at the border is seen whole
    return [left - edge, right + edge], [bottom + edge, top - edge]


def outline(o: Outline, name: str) -> list[dict[str, Any]]:
    """A frame, cased in white so that it stands out from every picture."""
    top, left, bottom, right = o.box
    place = dict(
        type="rect",
        xref=f"x{name}",
        yref=f"y{name}",
        x0=left - 0.5,
        x1=right + 0.5,
        y0=top - 0.5,
        y1=bottom + 0.5,
    )
    return [
        place | dict(line=dict(color=CASING, width=o.width + 2)),
        place | dict(line=dict(color=WINDOW, width=o.width)),
    ]


def dots(plate: Plate, name: str) -> dict[str, Any]:
    return dict(
        type="scatter",
        mode="markers",
        x=[c for _, c in plate.dots],
        y=[r for r, _ in plate.dots],
        marker=dict(
            symbol="circle", size=9, color=WINDOW, line=dict(color=CASING, width=2), opacity=1
        ),
        hovertemplate="row %{y}, column %{x}<extra></extra>",
        xaxis=f"x{name}",
        yaxis=f"y{name}",
    )
