"""Pictures side by side, as before and after a shift; a pointer reads one cell of them all.

A figure of Plotly's carries all its pictures in every message. Here a picture that stays while a
thumb moves travels in a message of its own, which the browser keeps, and the shifted picture and
its difference are drawn in the browser from the picture itself: a noisy photo's message is a third
as long.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from lab.components import register
from lab.draw.boxes import Outline
from lab.draw.colours import CASING, WINDOW
from lab.draw.pixels import Painted, Pixels, blue_to_orange, filed
from pooling.arguments import Fill

_mount = register("pointer_note", "picture_grid")


@dataclass(frozen=True)
class Shot:
    """A picture; ``stays`` if what the learner drags leaves it as it is."""

    name: str  # before its value, where a pointer is; none, no value
    pixels: Pixels | Painted
    stays: bool = False
    outlines: Sequence[Outline] = ()  # may reach out of the picture
    dots: Sequence[tuple[int, int]] = ()  # (row, column) of pixels to mark


@dataclass(frozen=True)
class Shifted:
    """A picture that stays, moved as :func:`pooling.translate` moves it."""

    name: str
    pixels: Pixels
    down: int
    right: int
    fill: Fill


@dataclass(frozen=True)
class Apart:
    """What the shift changed, as :func:`lab.draw.pixels.diverging` draws it with this ``reach``."""

    shifted: Shifted
    reach: float


@dataclass(frozen=True)
class Strip:
    """Pictures in a row."""

    shots: Sequence[Shot | Shifted | Apart]
    alt: str  # what they show now, for those who do not see them
    label: str = ""  # at the left
    captions: Sequence[str] = ()  # over each


@dataclass(frozen=True)
class Block:
    """Rows under each other. Pictures whose cells have one name show the same, to one scale."""

    strips: Sequence[Strip]
    cells: Sequence[str]  # what the cells of each column are of; or one for all columns


@dataclass(frozen=True)
class Part:
    """Blocks under one title, side by side where there is room."""

    blocks: Sequence[Block]
    title: str = ""


def show(key: str, parts: Sequence[Part]) -> None:
    """Show the parts, side by side where there is room.

    Parameters
    ----------
    key : str
        Of the component in ``st.session_state``.
    parts : sequence of Part

    Examples
    --------
    >>> shot = Shot("before", np.eye(2, dtype=np.uint8))  # doctest: +SKIP
    >>> show("two", [Part([Block([Strip([shot], "Two pixels are white.")], ["Input"])])])
    ... # doctest: +SKIP
    """
    kept, moving = messages(key, parts)
    with st.container(gap=None):
        if kept:
            _mount(key=f"{key} kept", data=kept, height=1)
        _mount(key=key, data=moving)


def row(
    key: str,
    shots: Sequence[Shot | Shifted | Apart],
    alt: str,
    captions: Sequence[str],
    cells: Sequence[str],
) -> None:
    """A picture grid that is one row of pictures.

    Examples
    --------
    >>> eye = np.eye(2, dtype=np.uint8)  # doctest: +SKIP
    >>> row("one", [Shot("value", eye)], "Two pixels are white.", ["Eye"], ["Pixel"])
    ... # doctest: +SKIP
    """
    show(key, [Part([Block([Strip(shots, alt, captions=captions)], cells)])])


Files = dict[str, tuple[str, bytes]]  # name: (kind, file)


def messages(key: str, parts: Sequence[Part]) -> tuple[bytes | None, bytes]:
    """The files that stay, if there are any; and all else."""
    kept: Files = {}
    moving: Files = {}
    head = [
        dict(title=part.title, blocks=[block_of(block, kept, moving) for block in part.blocks])
        for part in parts
    ]
    new = {name: file for name, file in moving.items() if name not in kept}
    inks = dict(palette=blue_to_orange().hex(), window=WINDOW, casing=CASING)
    return (
        message(kept, dict(grid=key)) if kept else None,
        message(new, dict(grid=key, parts=head) | inks),
    )


def block_of(block: Block, kept: Files, moving: Files) -> dict[str, Any]:
    return dict(
        cells=list(block.cells),
        strips=[
            dict(
                alt=strip.alt,
                label=strip.label,
                captions=list(strip.captions),
                shots=[shot_of(shot, kept, moving) for shot in strip.shots],
            )
            for strip in block.strips
        ],
    )


def shot_of(shot: Shot | Shifted | Apart, kept: Files, moving: Files) -> dict[str, Any]:
    """What the browser draws; the file goes where it belongs."""
    source = shot.shifted if isinstance(shot, Apart) else shot
    stays = not isinstance(source, Shot) or source.stays
    name, kind, file = filed(source.pixels, keep=stays)
    (kept if stays else moving)[name] = kind, file
    told: dict[str, Any] = dict(file=name, size=source.pixels.shape[:2])
    if isinstance(source, Shifted):
        told["shift"] = [source.down, source.right, source.fill]
    if isinstance(shot, Apart):
        return told | dict(reach=shot.reach)
    if isinstance(shot, Shot) and (shot.outlines or shot.dots):
        outlines = [(*outline.box, outline.width) for outline in shot.outlines]
        told["marks"] = dict(outlines=outlines, dots=list(shot.dots))
    return told | dict(name=shot.name)


def message(files: Files, head: dict[str, Any]) -> bytes:
    """The length of the head in four bytes, the head as JSON, and the files."""
    head = head | dict(files=[(name, kind, len(file)) for name, (kind, file) in files.items()])
    text = json.dumps(head, separators=(",", ":")).encode()
    return b"".join([len(text).to_bytes(4, "little"), text, *(file for _, file in files.values())])
