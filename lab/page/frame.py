"""The frame round every page: its configuration, the way through the lab, its title."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from lab.components.copy_link import copy_link
from lab.components.reconnect import reconnect
from lab.components.teacher_link import teacher_link
from lab.page import address, modes
from lab.page.course import PAGES, Page, groups
from lab.page.settings import Setting
from lab.page.settings import page as current_page
from lab.server import remember_module_paths, save_memory

TAKEAWAY = ":material/lightbulb:"
ASSETS = Path(__file__).parents[2] / "assets"

remember_module_paths()
save_memory()


def frame(label: str, settings: Sequence[Setting[Any]] = (), secret: str = "") -> bool:
    """Begin a page; the first call of every script.

    >>> frame("Grid lab", SETTINGS)  # doctest: +SKIP

    Parameters
    ----------
    label : str
        A label of PAGES.
    settings : sequence of Setting
        What the page keeps in the address bar; each section ends by writing it there.
    secret : str
        The name of a setting that only a teacher's link carries.

    Returns
    -------
    bool
        Whether the learner has just arrived on the page.
    """
    arrived = current_page() != label
    st.set_page_config(
        page_title=f"{label} · Pooling Lab",
        page_icon=str(ASSETS / "icon.png"),
        layout="wide",
        initial_sidebar_state=240,
    )
    st.html(Path(__file__).with_name("look.css"))
    refusals = modes.enter(st.query_params)
    st.html(Path(__file__).with_name("print.css"))
    for sheet, wanted in (("large", modes.on("large")), ("frame", st.context.is_embedded)):
        if wanted:
            st.html(Path(__file__).with_name(f"{sheet}.css"))
    with st.sidebar:
        st.markdown("**Pooling Lab**")
        for group, pages in groups().items():
            st.caption(group)
            for page in pages:
                page_link(page, page.label)
        reconnect()
    with st.container(horizontal=True, vertical_alignment="center", key="title-bar"):
        st.title(label, width="stretch")
        personal = [setting.name for setting in settings if setting.personal]
        copy_link(personal)
        for_teachers(personal, secret)
    if refusals := refusals + address.enter(label, settings, st.query_params):
        st.warning("  \n".join(refusals), icon=":material/link_off:")
    return arrived


def for_teachers(personal: Sequence[str], secret: str) -> None:
    """The menu that builds a teacher's link."""
    if st.context.is_embedded or modes.on("plain"):
        return
    menu = st.popover(
        "For teachers", icon=":material/school:", key="app.for teachers", on_change="rerun"
    )
    if menu.open:
        with menu:
            teacher_link(personal, [mode for mode in modes.MODES if modes.on(mode)], secret)


def page_link(page: Page, label: str, **setting: str) -> None:
    """A way to a page, with a setting, and shown as this one is."""
    st.page_link(page.script, label=label, icon=page.icon, query_params={**setting, **modes.link()})


def next_page() -> None:
    """The way to the page that follows in the course; the last call of a page."""
    labels = [page.label for page in PAGES]
    place = labels.index(current_page()) + 1
    if place < len(PAGES):
        page_link(PAGES[place], f"Next: {PAGES[place].label}")


def takeaway(text: str) -> None:
    """What follows from what is on the screen; folded where a teacher wants answers hidden."""
    if modes.on("questions"):
        with st.expander("Takeaway: open it once you have your own", icon=TAKEAWAY):
            st.markdown(text)
    else:
        st.info(text, title="Takeaway", icon=TAKEAWAY)
        address.announce(text)


def ink() -> str:
    """The theme's text colour, for what a figure writes beside its maps."""
    return str(st.get_option(f"theme.{st.context.theme.type or 'light'}.textColor"))
