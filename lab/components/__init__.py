"""What Streamlit lacks: a few controls, and pictures that follow a thumb.

Each folder holds its Python, HTML, CSS and JavaScript; those without Python hold what several
share. learner.py asks what a learner did in those that hold several values, and ``resting`` is
its side in the browser.

A component's state travels two ways that must not fight. What the learner does in the browser is
reported as ``{"value": {"now": ..., "revision": r}}``. What Python decides (a link, a preset, a
reset, a test) is written as ``{"value": ...}`` before the component is mounted, and raises the
revision. The browser takes a value from Python only with a revision it has not seen, so that an
echo of an older edit never moves the thumb; Python takes a report only with the revision it
issued, so that a stale report never undoes a reset.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import streamlit as st

from lab.data.cells import plain

T = TypeVar("T")


def register(*folders: str) -> Callable[..., Any]:
    """Make the component of the last folder, from all files in it.

    What the folders before it hold comes first: they are what several components share.
    """

    def text(kind: str) -> str | None:
        here = Path(__file__).parent
        files = [file for name in folders for file in sorted((here / name).glob(f"*.{kind}"))]
        return "\n".join(file.read_text("utf-8") for file in files) or None

    return st.components.v2.component(
        f"pooling_lab.{folders[-1]}", html=text("html"), css=text("css"), js=text("js")
    )


def settle(key: str, start: T, accept: Callable[[object], T]) -> tuple[T, int]:
    """The value a component shows now, and its revision.

    ``accept`` turns what came from outside into a value, or raises ValueError: then the last good
    value stays. An order of None forgets that value and begins again at ``start``.
    """
    last: dict[str, Any] = st.session_state.setdefault(f"{key} settled", {"revision": 0})
    state = dict(st.session_state.get(key) or {})
    reported = state.get("value")
    if isinstance(reported, dict):
        if reported.get("revision") == last["revision"]:
            take(last, accept, reported.get("now"))
    elif "value" in state:
        last["revision"] += 1
        if reported is None:
            last.pop("value", None)
        else:
            take(last, accept, reported)
        now = plain(last.get("value", start))
        st.session_state[key] = {"value": {"now": now, "revision": last["revision"]}}
    return last.setdefault("value", start), last["revision"]


def take(last: dict[str, Any], accept: Callable[[object], Any], found: object) -> None:
    """Let a value from outside in, if it is one."""
    with suppress(ValueError):
        last["value"] = accept(found)
