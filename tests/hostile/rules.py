"""What holds whatever comes in: a sentence, a picture, and nothing of the input shown back."""

import re
from collections.abc import Iterator
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.component_messages import all_alts

MARK = "zq-x"  # is in every text that could be markup; a page that shows it has shown its input
JARGON = re.compile(
    r"Traceback|Exception|Error\b|numpy|dtype|ndarray|\barray|Pillow|\bPIL\b|NoneType|\bNone\b"
    r"|\bnan\b|\binf\b|invalid literal|\bobject\b|\bunhashable\b|_\w+_|\(\)|<|>"
)


def keeps_the_rules(app: AppTest) -> None:
    """Assert them of a page that has just run."""
    assert [e.value for e in app.exception] == []
    for told in [*app.error, *app.warning]:
        is_a_clear_sentence(told.value)
    assert app.title, "the page has its title"
    assert pictures(app), "the page has a picture"
    for proto in protos(app):
        for name, value in fields_of(proto):
            assert name != "allow_html" or not value, "no element takes HTML"
            if isinstance(value, str):
                assert MARK not in value, f"what came in is shown: {value[:200]}"


def is_a_clear_sentence(text: str) -> None:
    assert re.match(r"[A-Z]", text), text
    assert text.endswith("."), text
    assert not JARGON.search(re.sub(r"`\w+`|max_2_2_0_1", "", text)), text


def pictures(app: AppTest) -> list[str]:
    """The alt texts of the charts; a grid of numbers, or a question, where there is none."""
    grids = [c for c in app.get("bidi_component") if c.proto.component_name.endswith("bench")]
    return all_alts(app) or ["a grid of numbers" for _ in grids] or [r.label for r in app.radio]


def protos(app: AppTest) -> Iterator[Any]:
    """What the browser would be told, element by element."""
    for element in app:
        if (proto := getattr(element, "proto", None)) is not None:
            yield proto


def fields_of(proto: Any) -> Iterator[tuple[str, Any]]:
    """Every field that is set, at any depth."""
    if not hasattr(proto, "ListFields"):
        return
    for field, value in proto.ListFields():
        many = hasattr(value, "append") or hasattr(value, "add")
        for one in value if many else [value]:
            yield field.name, one
            yield from fields_of(one)


def told(app: AppTest) -> list[str]:
    """All that a page says, to compare with what another learner is told."""
    return [
        re.sub(r'"session": ?"\w+"', "", value)
        for proto in protos(app)
        for name, value in fields_of(proto)
        if isinstance(value, str) and not name.endswith(("id", "url"))
    ]
