"""A component that shows pictures side by side, with the values under the pointer.

A Plotly figure sends all its pictures in every message. Here, some pictures stay the same while a
learner drags a slider. They have a message of their own, and the browser keeps them. The browser
also draws the shifted picture itself.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from lab.components import register
from lab.draw.boxes import Outline
from lab.draw.colours import CASING, WINDOW
from lab.draw.pixels import File, Painted, Pixels, filed, filed_once
from pooling.arguments import Fill

PLAIN = "picture_grid.plain"  # whether this browser changes the pixels that a page reads

_mount = register(
    "decoding", "pointer_note", "following", "pacing", "shifted_picture", "picture_grid"
)


@dataclass(frozen=True)
class Shot:
    """A picture. ``stays`` means that it stays the same while the learner drags a slider."""

    name: str  # shown before the value under the pointer; if empty, no value is shown
    pixels: Pixels | Painted
    stays: bool = False
    outlines: Sequence[Outline] = ()  # may reach outside the picture
    dots: Sequence[tuple[int, int]] = ()  # (row, column) of the pixels to mark, from 0
    taps: bool = False  # whether a click on a pixel is reported


@dataclass(frozen=True)
class Shifted:
    """A picture that stays the same, shifted in the browser as by :func:`pooling.translate`."""

    name: str
    pixels: Pixels
    down: int
    right: int
    fill: Fill
    reach: int = 0  # how far the learner may drag the picture each way; 0, not at all
    sliders: tuple[str, str] = ("", "")  # the keys of the live sliders for down and right


@dataclass(frozen=True)
class ImageRow:
    """Pictures in a row."""

    shots: Sequence[Shot | Shifted]
    alt: str  # what they show now, for learners who cannot see them
    captions: Sequence[str] = ()  # one over each picture
    picked: int | None = None  # if it is a number, the pictures are buttons, and this one is chosen


@dataclass(frozen=True)
class Block:
    """Rows of pictures, one under the other.

    Pictures with the same name in ``cells`` show the same cells. They have the same scale, and the
    pointer reads all of them at once.
    """

    strips: Sequence[ImageRow]
    cells: Sequence[str]  # the name of a cell, one for each column or one for all


@dataclass(frozen=True)
class Part:
    """Blocks under one title, side by side if there is room."""

    blocks: Sequence[Block]
    title: str = ""
    tab: str = ""  # on a phone, one tab is shown at a time, and its third picture on a tap


@dataclass(frozen=True)
class Ahead:
    """What the parts will be where the thumbs of some live sliders may go next."""

    sliders: tuple[str, ...]  # their keys
    at: tuple[int, ...]  # where their thumbs are
    parts: Mapping[tuple[int, ...], Sequence[Part]]  # by where they may be


def show(
    key: str,
    parts: Sequence[Part],
    *,
    across: int = 0,
    ahead: Ahead | None = None,
    on_drag: Callable[[int, int], None] | None = None,
    on_pick: Callable[[int], None] | None = None,
    on_tap: Callable[[int, int], None] | None = None,
) -> None:
    """Show the parts, side by side if there is room.

    Parameters
    ----------
    key : str
        The key of the component in ``st.session_state``.
    parts : sequence of Part
    across : int
        The most that a picture is wide and high, in pixels. 0 is the usual.
    ahead : Ahead, optional
        What the browser shows at once when a thumb gets there.
    on_drag : function of (down, right), optional
        Called when the learner has dragged a :class:`Shifted` picture.
    on_pick : function of a place in the row, optional
        Called when the learner taps a picture of a row with ``picked``.
    on_tap : function of (row, column), optional
        Called when the learner clicks a pixel, counted from 0, of a :class:`Shot` with ``taps``.

    Examples
    --------
    >>> shot = Shot("before", np.eye(2, dtype=np.uint8))  # doctest: +SKIP
    >>> show("two", [Part([Block([ImageRow([shot], "Two pixels are white.")], ["Input"])])])
    ... # doctest: +SKIP
    """
    kept, moving = messages(
        key,
        parts,
        across,
        ahead=ahead,
        plain=st.session_state.get(PLAIN, False),
        held=st.session_state.setdefault(f"{key} files", {}),
    )
    reactions = {"drag": on_drag, "pick": on_pick, "tap": on_tap, "plain": send_plain}
    heard = {
        f"on_{what}_change": partial(told, key, what, react)
        for what, react in reactions.items()
        if react
    }
    with st.container(gap=None):
        if kept:
            _mount(key=f"{key} kept", data=kept, height=1)
        _mount(key=key, data=moving, **heard)


def send_plain() -> None:
    """From now on, send files that the browser can unpack without a canvas."""
    st.session_state[PLAIN] = True


def told(key: str, what: str, react: Callable[..., None]) -> None:
    """Hand on what the browser reports, if it is whole numbers. The last one counts reports."""
    found = dict(st.session_state.get(key) or {}).get(what)
    if isinstance(found, list) and found and all(type(n) is int for n in found):
        with suppress(TypeError):  # too many numbers, or too few
            react(*found[:-1])


def row(
    key: str,
    shots: Sequence[Shot | Shifted],
    alt: str,
    captions: Sequence[str],
    cells: Sequence[str],
) -> None:
    """Show one row of pictures.

    Parameters
    ----------
    key : str
        The key of the component in ``st.session_state``.
    shots, alt, captions
        As in :class:`ImageRow`.
    cells
        As in :class:`Block`.

    Examples
    --------
    >>> eye = np.eye(2, dtype=np.uint8)  # doctest: +SKIP
    >>> row("one", [Shot("value", eye)], "Two pixels are white.", ["Eye"], ["Pixel"])
    ... # doctest: +SKIP
    """
    show(key, [Part([Block([ImageRow(shots, alt, captions=captions)], cells)])])


class Files:
    """The files of a message: those that stay the same, and the others."""

    def __init__(self, plain: bool, held: dict[bytes, File]) -> None:
        self.plain = plain
        self.held = held
        self.kept: dict[str, tuple[str, bytes]] = {}  # name -> (media type, file)
        self.moving: dict[str, tuple[str, bytes]] = {}

    def add(self, pixels: Pixels | Painted, stays: bool) -> str:
        """The name of the file that shows the pixels."""
        if stays:
            name, kind, file = filed_once(pixels, self.held, plain=self.plain)
            self.kept[name] = kind, file
        else:
            name, kind, file = filed(pixels, keep=False, plain=self.plain)
            self.moving[name] = kind, file
        return name


def messages(
    key: str,
    parts: Sequence[Part],
    across: int = 0,
    *,
    ahead: Ahead | None = None,
    plain: bool = False,
    held: dict[bytes, File] | None = None,
) -> tuple[bytes | None, bytes]:
    """Return two messages: the files that stay the same, or None, and everything else.

    ``plain`` makes every file a PNG. ``held`` are files that need not be made again.
    """
    files = Files(plain, {} if held is None else held)
    head: dict[str, Any] = dict(
        grid=key, parts=parts_of(parts, files), across=across, window=WINDOW, casing=CASING
    )
    if ahead:
        head["sliders"], head["at"] = ahead.sliders, place_of(ahead.at)
        head["ahead"] = {place_of(at): parts_of(ahead.parts[at], files) for at in ahead.parts}
    new = {name: file for name, file in files.moving.items() if name not in files.kept}
    return message(files.kept, dict(grid=key)) if files.kept else None, message(new, head)


def place_of(at: tuple[int, ...]) -> str:
    return " ".join(map(str, at))


def parts_of(parts: Sequence[Part], files: Files) -> list[dict[str, Any]]:
    """Describe the parts for the browser, and put their files into ``files``."""
    return [
        dict(
            title=part.title,
            tab=part.tab,
            blocks=[
                dict(
                    cells=list(block.cells),
                    strips=[
                        dict(
                            alt=strip.alt,
                            captions=list(strip.captions),
                            picked=strip.picked,
                            shots=[shot_of(shot, files) for shot in strip.shots],
                        )
                        for strip in block.strips
                    ],
                )
                for block in part.blocks
            ],
        )
        for part in parts
    ]


def shot_of(shot: Shot | Shifted, files: Files) -> dict[str, Any]:
    name = files.add(shot.pixels, isinstance(shot, Shifted) or shot.stays)
    description: dict[str, Any] = dict(file=name, size=shot.pixels.shape[:2], name=shot.name)
    if isinstance(shot, Shifted):
        description["shift"] = [shot.down, shot.right, shot.fill]
        description["sliders"] = shot.sliders
        return description | (dict(drag=shot.reach) if shot.reach else {})
    if shot.taps:
        description["taps"] = True
    if shot.outlines or shot.dots:
        outlines = [(*outline.box, outline.width) for outline in shot.outlines]
        description["marks"] = dict(outlines=outlines, dots=list(shot.dots))
    return description


def message(files: Mapping[str, Sequence[Any]], head: dict[str, Any]) -> bytes:
    """Pack a message: the length of the head in four bytes, the head as JSON, then the files."""
    head = head | dict(files=[(name, kind, len(file)) for name, (kind, file) in files.items()])
    text = json.dumps(head, separators=(",", ":")).encode()
    return b"".join([len(text).to_bytes(4, "little"), text, *(file for _, file in files.values())])
