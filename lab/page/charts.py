"""Charts on a page: each says in words what it shows, and can be read as a table."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import streamlit as st

from lab.draw.figure import CALM, Figure
from lab.draw.tables import tables_of
from lab.page import modes
from lab.words.numbers import markdown_table

Drawn = list[tuple[str, Figure]]  # what its tables' names begin with, and the figure

PROJECTED = dict(size=18)  # the font of a chart for a projector, in pixels
MOST_COLUMNS = 7  # that a phone has room for

_drawn: ContextVar[Drawn | None] = ContextVar("charts of the section that runs", default=None)


def show_chart(
    figure: Figure, key: str, alt: str, *, about: str = "", config: Any = CALM, **options: Any
) -> None:
    """Show a figure.

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
    if modes.on("large"):
        enlarge(figure.to_dict()["layout"])
    st.plotly_chart(figure, key=key, config=config, alt=alt, **options)
    drawn = _drawn.get()
    if drawn is not None:
        drawn.append((about, figure))


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


def show_tables(drawn: Sequence[tuple[str, Figure]]) -> None:
    """The numbers of charts, as tables."""
    for about, table in ((about, t) for about, figure in drawn for t in tables_of(figure)):
        st.markdown(f"**{about}{table.name}**")
        if len(table.heads) > MOST_COLUMNS:  # it scrolls, also by keyboard
            columns = zip(table.heads, zip(*table.rows, strict=True), strict=True)
            st.dataframe(dict(columns), hide_index=True, alt=f"{about}{table.name}")
        else:
            st.markdown(markdown_table(table.heads, table.rows))
