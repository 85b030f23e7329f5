"""What a page shows, kept through reloads, sent links and visits to other pages.

A page declares its settings as a list of :class:`Setting` and hands it to ``frame``. On entering
the page the address is read, once. After that the session remembers, and every section of a page
ends with :func:`publish`, which writes into the address bar what a link must say. Nothing else
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


def _memory(label: str) -> dict[str, Any]:
    pages: dict[str, dict[str, Any]] = st.session_state.setdefault("app.settings", {})
    return pages.setdefault(label, {})


def enter(label: str, settings: Sequence[Setting[Any]], address: Mapping[str, str]) -> list[str]:
    """Begin a run of a page; on arrival, take over what its address says.

    Returns a sentence for each setting that the address had wrong; it has its default then.
    """
    arrived = page() != label
    st.session_state["app.page"] = label
    st.session_state["app.page settings"] = settings
    if not arrived:
        return list(st.session_state["app.refusals"])
    refusals = []
    linked = any(s.name in address for s in settings if not s.personal)
    for setting in settings:
        value = setting.default if linked else get(setting)
        if setting.name in address:
            try:
                value = _read(setting, address[setting.name])
            except ValueError as rule:
                refusals.append(
                    f"The link's `{setting.name}` could not be used: it must be {rule}. "
                    "The page shows its usual value instead."
                )
        put(setting, value)
    st.session_state["app.refusals"] = refusals
    return refusals


def _read(setting: Setting[T], text: str) -> T:
    if len(text) > LONGEST:
        raise ValueError(f"at most {LONGEST} characters")
    return setting.read(text)


def get(setting: Setting[T]) -> T:
    """The setting's value now."""
    return left_on(page(), setting)


def left_on(label: str, setting: Setting[T]) -> T:
    """The setting as a page was left."""
    value: T = _memory(label).get(setting.name, setting.opens)
    return value


def keep(setting: Setting[T], value: T) -> T:
    """Remember what a control has just returned, and hand it on."""
    _memory(page())[setting.name] = value
    return value


def put(setting: Setting[T], value: T) -> None:
    """Change a setting from Python, before its control is shown: in a callback, or on arrival."""
    st.session_state[setting.key] = {"value": plain(value)} if setting.component else value
    keep(setting, value)


def key_of(setting: Setting[Any]) -> str:
    """The key of a native widget, which shows the setting's value when it appears."""
    st.session_state.setdefault(setting.key, get(setting))
    return setting.key


def publish(section: str) -> None:
    """End a section's run: write into the address bar what a link to this very page must say."""
    settings: Sequence[Setting[Any]] = st.session_state["app.page settings"]
    texts = {setting.name: setting.write(get(setting)) for setting in settings}
    turn = st.session_state["app.turn"] = st.session_state.get("app.turn", 0) + 1
    session = st.session_state.setdefault("app.session", uuid4().hex)
    write_address(
        in_address(settings, texts), turn, session, st.session_state.get("app.said", ""), section
    )


def in_address(settings: Sequence[Setting[Any]], texts: Mapping[str, str]) -> dict[str, str | None]:
    """What the address says of each setting; None where it need not be named.

    A bare address, which names at most what is a learner's own, opens the page as a newcomer finds
    it. Any other one names what differs from the defaults, and what a newcomer finds different.
    """
    bare = all(texts[s.name] == s.write(s.opens) for s in settings if not s.personal)
    said: dict[str, str | None] = {}
    for setting in settings:
        text, opens, default = (
            texts[setting.name],
            *map(setting.write, (setting.opens, setting.default)),
        )
        usual = opens if bare else default
        ambiguous = opens != default and not (bare or setting.personal)
        said[setting.name] = text if ambiguous or text != usual else None
    return said


def announce(text: str, *, also: bool = False) -> None:
    """What a run comes to, in words; screen readers say it once nothing changes any more.

    ``also`` adds it to what the run has announced before.
    """
    if also:
        text = f"{st.session_state.get('app.said', '')} {text}"
    st.session_state["app.said"] = re.sub(r"[*`$]|\[([^]]*)\]\([^)]*\)", r"\1", text)
