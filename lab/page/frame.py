"""The frame round every page: its configuration, the way through the lab, its title."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import streamlit as st

from lab.components.copy_link import copy_link
from lab.components.large_type import large_type
from lab.components.reconnect import reconnect
from lab.memory import settle
from lab.page import address, modes

TAKEAWAY = ":material/lightbulb:"
ASSETS = Path(__file__).parents[2] / "assets"

settle()


class Page(NamedTuple):
    """One row of the sidebar, and of the way through the course."""

    label: str
    script: str
    icon: str
    question: str = ""  # what it answers
    minutes: int = 0  # that it takes


PAGES = (  # in the order of the course
    Page("Why pool", "app.py", ":material/home:"),
    Page(
        "Grid lab",
        "pages/grid_lab.py",
        ":material/grid_on:",
        "What do max and average pooling do to sixteen numbers, and what survives a shift?",
        10,
    ),
    Page(
        "Image lab",
        "pages/image_lab.py",
        ":material/image:",
        "What is left of a photo, round after round? Of yours, too.",
        10,
    ),
    Page(
        "Shift sweep",
        "pages/shift_sweep.py",
        ":material/open_with:",
        "How invariant is it, really? Every shift, measured.",
        10,
    ),
    Page(
        "Receptive field",
        "pages/receptive_field.py",
        ":material/filter_center_focus:",
        "What does one unit see, and what does pooling add to it?",
        15,
    ),
    Page(
        "Beyond linear",
        "pages/beyond_linear.py",
        ":material/show_chart:",
        "Why does max pooling bend, and average pooling not?",
        10,
    ),
    Page(
        "Check yourself",
        "pages/check_yourself.py",
        ":material/quiz:",
        "Ten questions, and the key points.",
        10,
    ),
)


def frame(label: str, settings: Sequence[address.Setting[Any]] = ()) -> None:
    """Begin a page; the first call of every script.

    >>> frame("Grid lab", SETTINGS)  # doctest: +SKIP

    Parameters
    ----------
    label : str
        A label of PAGES.
    settings : sequence of Setting
        What the page keeps in the address bar; :func:`lab.page.address.publish` ends the run.
    """
    st.set_page_config(
        page_title=f"{label} · Pooling Lab",
        page_icon=str(ASSETS / "icon.png"),
        layout="wide",
        initial_sidebar_state=240,
    )
    st.html(Path(__file__).with_name("look.css"))
    refusals = modes.enter(st.query_params)
    with st.sidebar:
        st.markdown("**Pooling Lab**")
        for page in PAGES:
            page_link(page, page.label)
        reconnect()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(label, width="stretch")
        copy_link()
    if modes.on("large"):
        large_type()
    if refusals := refusals + address.enter(label, settings, st.query_params):
        st.warning("  \n".join(refusals), icon=":material/link_off:")


def page_link(page: Page, label: str, **setting: str) -> None:
    """A way to a page, with a setting, and shown as this one is."""
    st.page_link(page.script, label=label, icon=page.icon, query_params={**setting, **modes.link()})


def page_of(script: str) -> Page:
    return next(page for page in PAGES if page.script == script)


def takeaway(text: str) -> None:
    """What follows from what is on the screen; folded where a teacher wants answers hidden."""
    if modes.on("questions"):
        with st.expander("Takeaway: open it once you have your own", icon=TAKEAWAY):
            st.markdown(text)
    else:
        st.info(text, title="Takeaway", icon=TAKEAWAY)
        address.tell(text)


def ink() -> str:
    """The theme's text colour, for what a figure writes beside its maps."""
    return str(st.get_option(f"theme.{st.context.theme.type or 'light'}.textColor"))
