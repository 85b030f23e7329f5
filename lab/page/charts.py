"""Charts on a page: each says in words what it shows, and all of them come as tables on demand."""

from typing import Any

import streamlit as st

from lab.draw.heatmaps import CALM, Figure
from lab.draw.tables import twins
from lab.page import settings
from lab.page.sections import folded
from lab.words.numbers import markdown_table

DRAWN = "drawn charts"
MOST_COLUMNS = 7  # that a phone has room for


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
    st.plotly_chart(figure, key=key, config=config, alt=alt, **options)
    st.session_state.setdefault(DRAWN, {})[key] = (about, figure)


def begin() -> None:
    """Forget what was drawn; the first call of whatever draws all of a page's charts."""
    st.session_state[DRAWN] = {}


def as_tables() -> None:
    """The page's charts as tables, folded; after the last of them is drawn."""
    with folded(
        "The charts as tables", f"{settings.page()} tables", ":material/table_chart:"
    ) as opened:
        if not opened:
            return
        drawn: dict[str, tuple[str, Figure]] = st.session_state.get(DRAWN, {})
        for about, twin in ((about, t) for about, figure in drawn.values() for t in twins(figure)):
            st.markdown(f"**{about}{twin.name}**")
            if len(twin.heads) > MOST_COLUMNS:  # it scrolls, also by keyboard
                columns = zip(twin.heads, zip(*twin.rows, strict=True), strict=True)
                st.dataframe(dict(columns), hide_index=True, alt=f"{about}{twin.name}")
            else:
                st.markdown(markdown_table(twin.heads, twin.rows))
