"""Charts on a page: each says in words what it shows, and can be read as a table."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

import streamlit as st

from lab.components.in_sight import in_sight
from lab.components.shift_map import shift_map
from lab.draw.figure import CALM, Figure
from lab.draw.tables import Table, shift_table, tables_of
from lab.page import modes
from lab.words.numbers import markdown_table
from pooling.arguments import Array

Drawn = list[tuple[str, Callable[[], list[Table]]]]  # what the tables' names begin with, the tables

PROJECTED = dict(size=18)  # the font of a chart for a projector, in pixels
ROOM = 260  # pixels kept for a chart that has no height of its own
MOST_COLUMNS = 7  # that a phone has room for

_drawn: ContextVar[Drawn | None] = ContextVar("charts of the section that runs", default=None)


def show_chart(
    figure: Figure, key: str, alt: str, *, about: str = "", config: Any = CALM, **options: Any
) -> None:
    """Show a figure once its place comes into view: Plotly takes longer to load than a stage.

    Parameters
    ----------
    figure : Figure
    key : str
        Of the chart in ``st.session_state``.
    alt : str
        What it shows now, for those who do not see it.
    about : str
        What its tables' names begin with, where the page has several of one name.
    config, options
        For ``st.plotly_chart``.
    """
    layout = figure.to_dict()["layout"]
    if modes.on("large"):
        enlarge(layout)
    if in_sight(f"{key} place", layout.get("height", ROOM)):
        st.plotly_chart(figure, key=key, config=config, alt=alt, **options)
    record(about, partial(tables_of, figure))


def show_map(key: str, scores: Array, *where: Any, **how: Any) -> None:
    """Show a score at every shift: the arguments of :func:`shift_map`."""
    shift_map(key, scores, *where, **how)
    record("", lambda: [shift_table(scores)])


def record(about: str, tables: Callable[[], list[Table]]) -> None:
    """Let a chart stand among the section's tables too."""
    drawn = _drawn.get()
    if drawn is not None:
        drawn.append((about, tables))


def enlarge(layout: dict[str, Any]) -> None:
    """Larger letters for the legend and the axes of a chart."""
    layout["font"] = PROJECTED
    for name in ("xaxis", "yaxis"):
        axis = layout[name]
        axis["tickfont"] = axis["tickfont"] | PROJECTED
        axis["title"]["font"] = axis["title"]["font"] | PROJECTED


@contextmanager
def recorded() -> Iterator[Drawn]:
    """Collect the charts that are shown meanwhile.

    >>> with recorded() as drawn:
    ...     pass
    >>> drawn
    []
    """
    drawn: Drawn = []
    outer = _drawn.set(drawn)
    try:
        yield drawn
    finally:
        _drawn.reset(outer)


def show_tables(drawn: Drawn) -> None:
    """The numbers of charts, as tables."""
    for about, table in ((about, table) for about, tables in drawn for table in tables()):
        st.markdown(f"**{about}{table.name}**")
        if len(table.heads) > MOST_COLUMNS:  # it scrolls, also by keyboard
            columns = zip(table.heads, zip(*table.rows, strict=True), strict=True)
            st.dataframe(dict(columns), hide_index=True, alt=f"{about}{table.name}")
        else:
            st.markdown(markdown_table(table.heads, table.rows))
