"""A bench: small grids of numbers that belong together, and how one is made from another.

Python computes the grids for every position of the sliders and sends them once. The browser shows
the position under the thumb at once, links outputs and windows under a pointer, and lets the
learner type, drag, bet and play. It does not pool: after an edit the outputs are dimmed until
Python has answered.

Three messages travel. The component itself has the large script and never changes. ``frames``
changes with an edit, and not with a shift. ``state`` is small: where the thumbs rest, and the bets.

A page first asks what the learner did (:func:`numbers`, :func:`bets`,
:func:`position`, :func:`seen`), computes, and then calls :func:`show`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import streamlit as st

from lab.components import register
from lab.components.bench.links import Arrivals as Arrivals
from lab.components.bench.links import Shape as Shape
from lab.components.bench.links import Windows as Windows
from lab.components.bench.links import arrivals_of as arrivals_of
from lab.components.bench.links import windows_of as windows_of
from lab.components.learner import Slider as Slider
from lab.components.learner import heard, message, send, settled, state_of
from lab.components.learner import position as position
from lab.components.learner import seen as seen
from lab.data.cells import LIMIT, read_cells
from lab.draw.colours import CASING, SAME, WINDOW, colour_at, ink_on
from pooling.arguments import Array

SIDES = range(4, 9)  # of a pasted block that may become the grid
SHADES = 256

_mount = register("elements", "resting", "bench")


@dataclass(frozen=True)
class Grid:
    """One grid of numbers.

    Raises
    ------
    ValueError
        From :func:`show`: for a name that is not unique or not there, and for values of a wrong
        shape.
    """

    name: str  # accessible, unique on the bench: "Max after the shift"
    title: str = ""  # what stands above it: "Max"
    values: npt.ArrayLike | None = None  # (h, w), or (downs, rights, h, w) for every position
    windows: Windows | None = None  # how its cells come from another grid
    under: str = ""  # the grid below which it stands on a phone
    edit: Literal["", "number", "answer"] = ""  # text fields; an answer may be blank, NaN
    key: str = ""  # of what is typed, as in numbers()
    locked: bool = False  # text fields that take no typing
    marks: npt.NDArray[np.bool_] | None = None  # (h, w): each answer right or wrong
    compare: str = ""  # its counterpart in the other row; they light together
    same: npt.NDArray[np.bool_] | None = None  # as values: the counterpart's value, same cell
    elsewhere: npt.NDArray[np.bool_] | None = None  # as values: the counterpart's, another cell
    note: str = ""  # stands in its place where it has no values
    arrivals: Arrivals | None = None  # which gradients its cells receive
    right: npt.NDArray[np.bool_] | None = None  # as values: where a bet is right, if not at same


@dataclass(frozen=True)
class Row:
    """Grids side by side, with their sliders below the first row."""

    label: str
    grids: Sequence[Grid]


@dataclass(frozen=True)
class Ask:
    """A question before the answer: some grids are covered until the learner asks to see them."""

    question: str
    covers: Sequence[str]  # names of grids
    seen: str  # key, as in seen()
    bets: str = ""  # key, as in bets(); none, no bets
    on: Sequence[str] = ()  # names of the covered grids whose cells can be bet on
    show: str = "Show me"  # on the button; none, no button
    then: str = ""  # what stands in the place of the question once the learner has looked
    needs_bet: bool = False  # whether to show only after a bet
    about: tuple[str, int] | None = None  # an output; its window is lit until the learner looks


# ---------------------------------------------------------------- what the learner did


def numbers(bench: str, key: str, start: npt.ArrayLike, *, blank: bool = False) -> Array:
    """What is typed in an editable grid: float64 of the shape of ``start``.

    Parameters
    ----------
    bench : str
        The key of the bench.
    key : str
        The key of this grid's numbers.
    start : (h, w) numbers
        What it begins with; the last numbers of this shape stay in force.
    blank : bool
        Whether a cell may be empty; it is NaN then.
    """
    first = np.asarray(start, np.float64)

    def accept(found: object) -> Array:
        return read_cells(found, first.shape if blank else None, blank)

    now = heard(bench, key, first, accept)
    return now if now.shape == first.shape else first


def bets(bench: str, key: str, count: int) -> tuple[int, ...]:
    """The cells bet on: from 0, row by row, counted on from one grid of the bets to the next."""

    def accept(found: object) -> tuple[int, ...]:
        if not isinstance(found, (list, tuple)) or any(type(cell) is not int for cell in found):
            raise ValueError("not cells")
        return tuple(sorted({cell for cell in found if cell >= 0}))

    none: tuple[int, ...] = ()
    return tuple(cell for cell in heard(bench, key, none, accept) if cell < count)


# ---------------------------------------------------------------- showing


def show(
    key: str,
    rows: Sequence[Row],
    *,
    span: tuple[float, float],
    sliders: Sequence[Slider] = (),
    ask: Ask | None = None,
    play: bool = False,
    lines: Sequence[str] = (),
    lit: tuple[str, int] | None = None,
    on_block: Callable[[Array], None] | None = None,
) -> None:
    """Show the bench.

    Parameters
    ----------
    key : str
        Of the component in ``st.session_state``.
    rows : sequence of Row
    span : (low, high)
        The numbers at the two ends of the colour scale, for all grids.
    sliders : up to one of each axis
    ask : Ask, optional
    play : bool
        Whether the windows can be played and stepped through.
    lines : sequence of str, optional
        What is said of each position of the sliders, row by row, while nothing is pointed at.
    lit : (name, cell), optional
        The output whose window is lit at first; cells are counted from 0, row by row.
    on_block : callable, optional
        Called with a pasted square block of another size when the learner wants it as the grid.

    Examples
    --------
    >>> x = numbers("bench", "x", np.eye(4))  # doctest: +SKIP
    >>> right = position("bench", "right", 0, -1, 1)  # doctest: +SKIP
    >>> layer = Layer("max", 2)  # doctest: +SKIP
    >>> shifts = np.stack([[translate(x, 0, r) for r in (-1, 0, 1)]])  # doctest: +SKIP
    >>> pooled = windows_of(layer, "Shifted", x.shape)  # doctest: +SKIP
    >>> show(
    ...     "bench",
    ...     [
    ...         Row("Before", [Grid("Input", values=x, edit="number", key="x")]),
    ...         Row("After", [Grid("Shifted", values=shifts),
    ...                       Grid("Max", values=layer(shifts), windows=pooled)]),
    ...     ],
    ...     span=(0, 1),
    ...     sliders=[Slider("Shift right", "right", -1, 1, "right")],
    ... )  # doctest: +SKIP
    """
    more: dict[str, Any] = dict(
        span=span, sliders=sliders, ask=ask, play=play, lines=lines, lit=lit
    )
    frames, state = messages(key, rows, **more)
    inks = dict(window=WINDOW, same=SAME, casing=CASING)
    with st.container(gap=None):
        send(key, "frames", frames)
        send(key, "state", state)
        _mount(
            key=key,
            data=dict(key=key, palette=palette(), inks=inks, limit=LIMIT),
            on_value_change=lambda: None,
            on_block_change=lambda: blocked(key, on_block),
        )


def blocked(key: str, on_block: Callable[[Array], None] | None) -> None:
    """Hand a pasted block on, if it is one."""
    try:
        block = read_cells(st.session_state[key].get("block"), None, blank=False)
    except ValueError:
        return
    if on_block and block.shape[0] == block.shape[1] and block.shape[0] in SIDES:
        on_block(block)


@cache
def palette() -> list[tuple[str, str]]:
    """The colours of the scale, each with the ink that reads better on it."""
    fills = [colour_at(shade / (SHADES - 1)) for shade in range(SHADES)]
    return [(fill, ink_on(fill)) for fill in fills]


# ---------------------------------------------------------------- messages


def messages(
    key: str,
    rows: Sequence[Row],
    *,
    span: tuple[float, float],
    sliders: Sequence[Slider] = (),
    ask: Ask | None = None,
    play: bool = False,
    lines: Sequence[str] = (),
    lit: tuple[str, int] | None = None,
) -> tuple[bytes, bytes]:
    """What a shift leaves unchanged, the frames among it; and what it changes.

    A number travels as its place in a table of the distinct ones: pooled maps repeat few numbers
    many times, so a frame's number takes one or two bytes, and is exact.
    """
    check(rows, sliders, ask)
    arrays = [frames_of(grid) for row in rows for grid in row.grids]
    table = np.unique(np.concatenate([a.ravel() for a in arrays if a is not None] or [np.zeros(1)]))
    size = 1 if len(table) <= 2**8 else 2 if len(table) <= 2**16 else 4
    body = [table.astype("<f8").tobytes()]
    for grid, array in zip((grid for row in rows for grid in row.grids), arrays, strict=True):
        if array is not None:
            body.append(np.searchsorted(table, array).astype(f"<u{size}").tobytes())
            body += [np.packbits(mask).tobytes() for mask in masks_of(grid).values()]
    head = dict(
        rows=[dict(label=row.label, grids=[described(grid) for grid in row.grids]) for row in rows],
        sliders=[vars(slider) for slider in sliders],
        ask=ask and vars(ask),
        span=span,
        play=play,
        lines=list(lines),
        lit=lit,
        table=len(table),
        place=size,
    )
    keys = [*(slider.key for slider in sliders), *((ask.seen, ask.bets) if ask else ())]
    return message(key, "frames", head, *body), state_of(key, *keys)


def frames_of(grid: Grid) -> Array | None:
    return None if grid.values is None else np.asarray(grid.values, np.float64) + 0.0  # no -0


def masks_of(grid: Grid) -> dict[str, npt.NDArray[np.bool_]]:
    """The masks that a grid has, by name."""
    found = dict(same=grid.same, elsewhere=grid.elsewhere, right=grid.right)
    return {name: mask for name, mask in found.items() if mask is not None}


def described(grid: Grid) -> dict[str, Any]:
    """A grid without its numbers; what is usual is left out."""
    shape = None if grid.values is None else np.shape(grid.values)
    told = dict(
        name=grid.name,
        title=grid.title,
        shape=shape and shape[-2:],
        frames=shape and int(np.prod(shape[:-2])),
        windows=grid.windows and vars(grid.windows),
        arrivals=grid.arrivals and vars(grid.arrivals),
        under=grid.under,
        edit=grid.edit,
        key=grid.key,
        revision=settled(grid.key)["revision"] if grid.key else 0,
        locked=grid.locked,
        marks=None if grid.marks is None else grid.marks.ravel().astype(int).tolist(),
        compare=grid.compare,
        masks=list(masks_of(grid)),
        note=grid.note,
    )
    return {name: value for name, value in told.items() if value}


def check(rows: Sequence[Row], sliders: Sequence[Slider], ask: Ask | None) -> None:
    """Refuse grids that do not fit together."""
    grids = [grid for row in rows for grid in row.grids]
    names = [grid.name for grid in grids]
    if len(set(names)) < len(names):
        raise ValueError(f"grids need names of their own, got {names}")
    named = [g.compare for g in grids] + [g.under for g in grids]
    named += [g.windows.source for g in grids if g.windows]
    named += [name for g in grids if g.arrivals for name in (g.arrivals.source, g.arrivals.outputs)]
    named += [*ask.covers, *ask.on, *(ask.about or ())[:1]] if ask else []
    for name in filter(None, named):
        if name not in names:
            raise ValueError(f"there is no grid {name!r}")
    reach = {slider.axis: slider.high - slider.low + 1 for slider in sliders}
    positions = (reach.get("down", 1), reach.get("right", 1))
    for grid in grids:
        shape = np.shape(grid.values) if grid.values is not None else positions
        if len(shape) not in (2, 4) or (len(shape) == 4 and shape[:2] != positions):
            raise ValueError(f"{grid.name!r} needs (h, w) or {positions} + (h, w), got {shape}")
        for mask in masks_of(grid).values():
            if mask.shape != shape:
                raise ValueError(f"the masks of {grid.name!r} need its shape {shape}")
