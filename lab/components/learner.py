"""What the learner did in a component that holds several values, each under a key of its own.

A page asks before it shows the component, or in a callback, and names the component's key first.
Python, or a test, sets a value with ``st.session_state[key] = {"value": ...}``. The component
reports all its values together: ``{key: {"now": ..., "revision": ...}}``. Messages bring what it
shows (:func:`send`).
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st

from lab.components import register, settle

_post = register("post")


@dataclass(frozen=True)
class Slider:
    """What chooses the position; pulling the picture or grid that it shifts moves it too."""

    name: str
    axis: Literal["right", "down"]
    low: int
    high: int
    key: str  # as in position()


@dataclass(frozen=True)
class Ask:
    """A question before the answer, which is covered until the learner asks to see it."""

    question: str
    seen: str  # key, as in seen()
    choices: Sequence[str] = ()  # to bet on: ("1", "2", "never")
    bet: str = ""  # key, as in bet(); none, no bet
    answer: str = ""  # the choice that is right; none, no choice is judged
    then: str = ""  # takes the place of the question; "You said 5." follows it
    show: str = "Show me"  # on the button
    needs_bet: bool = False  # whether to show only after a bet


def position(component: str, key: str, start: int, low: int, high: int) -> int:
    """Where a slider's thumb rests; a place outside is moved to the nearer end."""

    def accept(found: object) -> int:
        if isinstance(found, bool) or not isinstance(found, (int, float)) or found != found:
            raise ValueError("not a number")
        return round(sorted((low, found, high))[1])

    return int(sorted((low, heard(component, key, start, accept), high))[1])


def seen(component: str, key: str, start: bool = False) -> bool:
    """Whether what a question covers has been uncovered."""

    def accept(found: object) -> bool:
        if not isinstance(found, bool):
            raise ValueError("neither yes nor no")
        return found

    return bool(heard(component, key, start, accept))


def bet(component: str, key: str, choices: Sequence[str]) -> str:
    """The choice that the learner bets on; an empty text is none.

    Python, or a test, sets it with ``st.session_state[key] = {"value": "5"}``.
    """

    def accept(found: object) -> str:
        if not isinstance(found, str):
            raise ValueError("not a choice")
        return found

    found: str = heard(component, key, "", accept)
    return found if found in choices else ""


def heard(component: str, key: str, start: Any, accept: Callable[[object], Any]) -> Any:
    """Settle one value of a component; an order of Python's goes before a report."""
    reports = dict(st.session_state.get(component) or {}).get("value")
    report = reports.get(key) if isinstance(reports, Mapping) else None
    waiting = dict(st.session_state.get(key) or {})
    ordered = "value" in waiting and not isinstance(waiting["value"], dict)
    if isinstance(report, Mapping) and not ordered:
        st.session_state[key] = {"value": dict(report)}
    return settle(key, start, accept)[0]


def settled(key: str) -> dict[str, Any]:
    """What the learner, or Python, chose last, and its revision."""
    last = st.session_state.get(f"{key} settled", {})
    return dict(now=last.get("value"), revision=last.get("revision", 0))


def state_of(component: str, *keys: str) -> bytes:
    """The message of what was chosen last under these keys; an empty one is none."""
    return message(component, "state", dict(settled={key: settled(key) for key in keys if key}))


def send(component: str, kind: str, content: bytes) -> None:
    """Bring a message to a component, which keeps the last one of each kind."""
    _post(key=f"{component} {kind}", data=content, height=1)


def message(to: str, kind: str, head: dict[str, Any], *body: bytes) -> bytes:
    """The length of the head in four bytes, the head as JSON, and the rest."""
    text = json.dumps(dict(to=to, kind=kind) | head, separators=(",", ":")).encode()
    return b"".join([len(text).to_bytes(4, "little"), text, *body])
