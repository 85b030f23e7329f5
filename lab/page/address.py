"""What a page shows, kept through reloads, sent links and visits to other pages.

A page declares its settings as a list of :class:`Setting` and hands it to ``frame``. On entering
the page the address is read, once; after that the session remembers, and every run ends with
:func:`publish`, which writes what differs from the default into the address bar. Nothing else
reads or writes the address.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

import streamlit as st

from lab.components.address_bar import write_address
from lab.data.cells import plain
from lab.page.settings import LONGEST, Setting, T, page


def _memory() -> dict[str, Any]:
    pages: dict[str, dict[str, Any]] = st.session_state.setdefault("address", {})
    return pages.setdefault(page(), {})


def enter(label: str, settings: Sequence[Setting[Any]], address: Mapping[str, str]) -> list[str]:
    """Begin a run of a page; on arrival, take over what its address says.

    Returns a sentence for each setting that the address had wrong; it has its default then.
    """
    arrived = page() != label
    st.session_state["address page"] = label
    st.session_state["address settings"] = settings
    if not arrived:
        return list(st.session_state["address refusals"])
    refusals = []
    linked = any(setting.name in address for setting in settings)
    for setting in settings:
        value = setting.default if linked else _memory().get(setting.name, setting.default)
        if setting.name in address:
            try:
                value = _read(setting, address[setting.name])
            except ValueError as rule:
                refusals.append(
                    f"The link's `{setting.name}` could not be used: it must be {rule}. "
                    "The page shows its usual value instead."
                )
        put(setting, value)
    st.session_state["address refusals"] = refusals
    return refusals


def _read(setting: Setting[T], text: str) -> T:
    if len(text) > LONGEST:
        raise ValueError(f"at most {LONGEST} characters")
    return setting.read(text)


def get(setting: Setting[T]) -> T:
    """The setting's value now."""
    return _memory().get(setting.name, setting.default)  # type: ignore[no-any-return]


def elsewhere(label: str, setting: Setting[T]) -> T:
    """The setting as another page was left."""
    pages = st.session_state.get("address", {})
    return pages.get(label, {}).get(setting.name, setting.default)  # type: ignore[no-any-return]


def keep(setting: Setting[T], value: T) -> T:
    """Remember what a control has just returned, and hand it on."""
    _memory()[setting.name] = value
    return value


def put(setting: Setting[T], value: T) -> None:
    """Change a setting from Python, before its control is shown: in a callback, or on arrival."""
    if setting.component:
        st.session_state[setting.key] = {"value": plain(value)}
    elif st.session_state.get(setting.key, value) != value:
        turn = f"{page()}.{setting.name} turn"
        st.session_state[turn] = st.session_state.get(turn, 0) + 1
    keep(setting, value)


def start(setting: Setting[T]) -> tuple[str, T]:
    """The key of a native widget, and the value that it begins with.

    The browser may mount a widget long after it was made (in a popover, say), and then shows what
    it was made with: so that stays the same as long as the widget lives, and is never the bare
    default of its kind.
    """
    key = setting.key
    began = f"{key} began"
    if key not in st.session_state:
        st.session_state[began] = get(setting)
    return key, st.session_state[began]


def publish() -> None:
    """End a run: write what differs from the defaults into the address bar."""
    settings: Sequence[Setting[Any]] = st.session_state["address settings"]
    texts = {s.name: s.write(get(s)) for s in settings}
    usual = {s.name: s.write(s.default) for s in settings}
    turn = st.session_state["address turn"] = st.session_state.get("address turn", 0) + 1
    session = st.session_state.setdefault("address session", uuid4().hex)
    told = st.session_state.get("address told", "")
    write_address({n: t if t != usual[n] else None for n, t in texts.items()}, turn, session, told)


def tell(text: str) -> None:
    """What a run comes to, in words: read out to who does not see it."""
    st.session_state["address told"] = re.sub(r"[*`$]|\[([^]]*)\]\([^)]*\)", r"\1", text)


# ---------------------------------------------------------------- kinds of settings
