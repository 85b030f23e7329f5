"""The frame round every page: its configuration, the way through the lab, its title."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import streamlit as st

from lab import address

ASSETS = Path(__file__).parent.parent / "assets"


class Page(NamedTuple):
    """One row of the sidebar."""

    label: str
    script: str
    icon: str


PAGES = (  # in the order of the course
    Page("Why pool", "app.py", ":material/home:"),
    Page("Grid lab", "pages/grid_lab.py", ":material/grid_on:"),
    Page("Image lab", "pages/image_lab.py", ":material/image:"),
    Page("Shift sweep", "pages/shift_sweep.py", ":material/open_with:"),
    Page("Receptive field", "pages/receptive_field.py", ":material/filter_center_focus:"),
)


def frame(label: str, settings: Sequence[address.Setting[Any]] = ()) -> None:
    """Begin a page; the first call of every script.

    >>> frame("Grid lab", SETTINGS)  # doctest: +SKIP

    Parameters
    ----------
    label : str
        A label of PAGES.
    settings : sequence of Setting
        What the page keeps in the address bar; :func:`lab.address.publish` ends the run.
    """
    st.set_page_config(
        page_title=f"{label} · Pooling Lab",
        page_icon=str(ASSETS / "icon.png"),
        layout="wide",
        initial_sidebar_state=240,
    )
    with st.sidebar:
        st.markdown("**Pooling Lab**")
        for page in PAGES:
            st.page_link(page.script, label=page.label, icon=page.icon)
    st.title(label)
    if refusals := address.enter(label, settings, st.query_params):
        st.warning("  \n".join(refusals), icon=":material/link_off:")


def ink() -> str:
    """The theme's text colour, for what a figure writes beside its maps."""
    return str(st.get_option(f"theme.{st.context.theme.type or 'light'}.textColor"))
