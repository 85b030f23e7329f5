"""A Plotly figure that is sent as it was written, and its axes. Does not use Streamlit.

Figures are plain dicts, with the names that Plotly uses.
"""

from typing import Any

import plotly.graph_objects as go

CALM = {"displayModeBar": False}  # Plotly's config for a chart without its toolbar


class Figure(go.Figure):  # type: ignore[misc]  # Plotly has no types
    """A figure that is sent to the browser without Plotly's checks.

    The constructor of Plotly checks and copies every property, which takes more time than the rest
    of a page. The tests run these checks instead, on every figure that they draw.
    """

    def __init__(self, data: list[dict[str, Any]], layout: dict[str, Any]) -> None:
        self._written = {"data": data, "layout": layout}

    def to_dict(self) -> dict[str, Any]:
        return self._written


def axis(name: str, ink: str, **more: Any) -> dict[str, Any]:
    """An axis with its title and labels in the text colour of the page.

    The grey of the theme is too faint for small text.
    """
    text = dict(color=ink)
    return dict(title=dict(text=name, font=text), tickfont=text, fixedrange=True) | more
