"""Photos and pooled photos as Plotly figures: their pixels travel as files. No Streamlit."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from lab.colours import WINDOW, channels, colour_at
from lab.figures import COLOURSCALE, Figure, axis, bare, map_axes, title

Array = npt.NDArray[Any]
Pixels = npt.NDArray[np.uint8]  # (height, width) or (height, width, 3)

DARKER, SAME, BRIGHTER = "#1d5c9b", "#f2f2f2", "#c2500a"  # of a difference
SHADES = 32  # of darker and of brighter; more look the same, and weigh a quarter more
GAP = 0.012  # between two panels, as a share of the figure


@dataclass(frozen=True)
class Painted:
    """Numbers as colours of a palette: no values that may be read out."""

    places: Pixels  # (height, width), each a place in the palette
    palette: bytes  # red, green and blue of each colour

    @property
    def shape(self) -> tuple[int, ...]:
        return self.places.shape


@dataclass(frozen=True)
class Shot:
    """One picture of a film."""

    name: str  # for the hover
    pixels: Pixels | Painted


def png(pixels: Pixels) -> bytes:
    """The pixels as a PNG file, packed quickly rather than tightly."""
    return saved(Image.fromarray(pixels), "png", compress_level=1)


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def sent(pixels: Pixels | Painted) -> str:
    """The pixels as a browser takes them; in colour, WebP is a fifth smaller and quicker to make.

    >>> sent(np.zeros((1, 1), np.uint8))[:22], sent(np.zeros((1, 1, 3), np.uint8))[:23]
    ('data:image/png;base64,', 'data:image/webp;base64,')
    """
    if isinstance(pixels, Painted):
        return packed(pixels.places.tobytes(), pixels.shape, pixels.palette)
    return packed(pixels.tobytes(), pixels.shape)


@lru_cache(maxsize=32)  # what stands still while a thumb moves, and the gallery's for a whole class
def packed(data: bytes, shape: tuple[int, ...], palette: bytes = b"") -> str:
    image = Image.fromarray(np.frombuffer(data, np.uint8).reshape(shape))
    if palette:
        image.putpalette(palette)
    if len(shape) == 3:
        kind, file = "webp", saved(image, "webp", lossless=True, method=0, quality=0)
    else:
        kind, file = "png", saved(image, "png", compress_level=1)
    return f"data:image/{kind};base64,{b64encode(file).decode('ascii')}"


def shown(values: Array) -> Pixels:
    """Pooled values as pixels: (..., height, width) with three leading channels or none.

    >>> shown(np.array([[3.75, 300.0]]))
    array([[  4, 255]], dtype=uint8)
    """
    pixels = values
    if values.dtype != np.uint8:
        pixels = np.clip(np.rint(values), 0, 255).astype(np.uint8)
    return np.ascontiguousarray(np.moveaxis(pixels, 0, -1)) if pixels.ndim == 3 else pixels


def stretched(values: Array, low: float, high: float) -> Pixels:
    """Values as pixels, low as black and high as white.

    >>> stretched(np.array([[0.0, 4.5, 9.0]]), 0, 9)
    array([[  0, 128, 255]], dtype=uint8)
    """
    return shown((np.asarray(values, np.float64) - low) * (255 / ((high - low) or 1)))


def enlarged(pixels: Pixels, side: int) -> Pixels:
    """The pixels as squares that can be seen, at least ``side`` in all.

    >>> enlarged(np.array([[0, 255]], np.uint8), 4)
    array([[  0,   0, 255, 255],
           [  0,   0, 255, 255]], dtype=uint8)
    """
    times = -(-side // max(pixels.shape[:2]))
    return pixels.repeat(times, 0).repeat(times, 1)


def difference(before: Array, after: Array) -> Array:
    """After minus before; channels are averaged."""
    apart = np.asarray(after, np.float32) - np.asarray(before, np.float32)
    return apart.mean(0) if apart.ndim == 3 else apart


def diverging(values: Array, reach: float) -> Painted:
    """A difference as colours: blue below zero, orange above, full at +-reach.

    Rounded away from zero: the least difference has a colour, and only equals are pale.

    >>> diverging(np.array([[-9.0, 0.0, 0.001, 2.0]]), 2).places
    array([[ 0, 32, 33, 64]], dtype=uint8)
    """
    shades = np.clip(values / max(reach, 1e-9), -1, 1) * SHADES
    shades = np.copysign(np.ceil(np.abs(shades)), shades)
    return Painted((shades + SHADES).astype(np.uint8), blue_to_orange())


@cache
def blue_to_orange() -> bytes:
    low, middle, high = (np.array(channels(c), np.float32) for c in (DARKER, SAME, BRIGHTER))
    table = np.concatenate(
        [np.linspace(low, middle, SHADES + 1), np.linspace(middle, high, SHADES + 1)[1:]]
    )
    return table.round().astype(np.uint8).tobytes()


def sequential(values: Array, top: float) -> Painted:
    """Values from 0 to ``top`` in the house's colours, dark to bright.

    >>> sequential(np.array([[0.0, 1.0]]), 1.0).places
    array([[  0, 255]], dtype=uint8)
    """
    shares = np.clip(values / max(top, 1e-300), 0, 1)
    return Painted(np.rint(shares * 255).astype(np.uint8), dark_to_bright())


@cache
def dark_to_bright() -> bytes:
    return bytes(part for i in range(256) for part in channels(colour_at(i / 255)))


def two_colours(mask: Array, yes: tuple[int, ...], no: tuple[int, ...]) -> Painted:
    """A mask as colours.

    >>> two_colours(np.array([[True, False]]), (0, 0, 0), (9, 9, 9))
    Painted(places=array([[1, 0]], dtype=uint8), palette=b'\\t\\t\\t\\x00\\x00\\x00')
    """
    return Painted(mask.astype(np.uint8), bytes([*no, *yes]))


def film(
    rows: Mapping[str, Sequence[Shot]],
    columns: Sequence[str],
    *,
    fit: int,
    height: int,
    ink: str | None = None,
) -> Figure:
    """Rows of pictures, each at its own resolution, all drawn at the same size.

    Parameters
    ----------
    rows : mapping of a row's name to its shots, one for each column
    columns : sequence of str
        Written over the first row; none leaves it bare.
    fit : int
        For how many columns there is room; at least as many as are given.
    height : int
        Of one row, in pixels.
    ink : str
        The colour of the columns' names; None leaves it to the theme.
    """
    data: list[dict[str, Any]] = []
    top_margin = 24 if columns else 2
    layout = bare(top_margin + len(rows) * height, top_margin)
    wide, tall = (1 - GAP * (fit - 1)) / fit, (1 - GAP * (len(rows) - 1)) / len(rows)
    for r, shots in enumerate(rows.values()):
        top = 1 - r * (tall + GAP)
        for c, shot in enumerate(shots):
            name = str(len(data) + 1) if data else ""
            left = c * (wide + GAP)
            layout |= map_axes(name, shot.pixels.shape, left, left + wide)
            layout[f"yaxis{name}"]["domain"] = [top - tall, top]
            data.append(picture(shot, name))
            if r == 0 and columns:
                layout["annotations"].append(title(columns[c], left, ink) | dict(yshift=2))
    return Figure(data=data, layout=layout)


def picture(shot: Shot, name: str) -> dict[str, Any]:
    value = ""
    if not isinstance(shot.pixels, Painted):
        grey = shot.pixels.ndim == 2
        value = ": %{z[0]}" if grey else ": red %{z[0]}, green %{z[1]}, blue %{z[2]}"
    return dict(
        type="image",
        source=sent(shot.pixels),
        hovertemplate=f"{shot.name}<br>row %{{y}}, column %{{x}}{value}<extra></extra>",
        xaxis=f"x{name}",
        yaxis=f"y{name}",
    )


def sweep_map(
    scores: Array, here: tuple[int, int], span: tuple[float, float], ink: str, *, height: int = 380
) -> Figure:
    """A score at every shift: (2m + 1, 2m + 1), the shift ``here`` = (down, right) outlined."""
    m = scores.shape[0] // 2
    shifts = list(range(-m, m + 1))
    down, right = here
    even = dict(dtick=2, showgrid=False, zeroline=False)
    places = [(d, r) for d in shifts for r in shifts]
    return Figure(
        data=[
            dict(
                type="heatmap",
                name="Every shift: right along, down below",
                z=np.round(scores, 4).tolist(),
                x=shifts,
                y=shifts,
                zmin=span[0],
                zmax=span[1] if span[1] > span[0] else span[0] + 1,
                colorscale=COLOURSCALE,
                showscale=False,
                hoverinfo="skip",
            ),
            dict(
                type="scatter",
                mode="markers",
                x=[r for _, r in places],
                y=[d for d, _ in places],
                customdata=np.round(scores, 4).ravel().tolist(),
                hovertemplate="right %{x}, down %{y}: %{customdata:.3g}<extra></extra>",
                marker=dict(size=6, opacity=0),
                selected=dict(marker=dict(opacity=0)),
                unselected=dict(marker=dict(opacity=0)),
            ),
        ],
        layout=dict(
            height=height,
            margin=dict(l=8, r=8, t=8, b=8),
            template={"layout": {}},
            showlegend=False,
            dragmode=False,
            hoverdistance=40,  # a marker stands for its whole cell
            xaxis=axis(
                "shift right",
                ink,
                range=[-m - 0.5, m + 0.5],
                constrain="domain",
                **even,
            ),
            yaxis=axis(
                "shift down",
                ink,
                range=[m + 0.5, -m - 0.5],
                scaleanchor="x",
                constrain="domain",
                **even,
            ),
            shapes=[
                dict(
                    type="rect",
                    x0=right - 0.5,
                    x1=right + 0.5,
                    y0=down - 0.5,
                    y1=down + 0.5,
                    line=dict(color=WINDOW, width=3),
                )
            ],
        ),
    )
