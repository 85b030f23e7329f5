"""What the components that draw are told, read back as a browser reads it."""

import json
from collections.abc import Iterator
from typing import Any


def opened(message: bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The head, and the files by their names."""
    start = 4 + int.from_bytes(message[:4], "little")
    head = json.loads(message[4:start])
    files = {}
    for name, _, size in head["files"]:
        files[name] = message[start : start + size]
        start += size
    return head, files


def strips(proto: Any) -> Iterator[dict[str, Any]]:
    """The strips of pictures that a component shows, if it is a picture grid."""
    if proto.component_name.endswith(".picture_grid"):
        head, _ = opened(proto.bytes)
        for part in head.get("parts", ()):
            for block in part["blocks"]:
                yield from block["strips"]


def told(proto: Any) -> Iterator[str]:
    """What a component says to those who do not see its pictures; nothing, if it has none."""
    yield from (strip["alt"] for strip in strips(proto))
    if proto.component_name.endswith(".post"):  # of what draws itself, the stage has a text
        length = int.from_bytes(proto.bytes[:4], "little")
        head = json.loads(proto.bytes[4 : 4 + length])
        if head["kind"] == "field":
            yield head["alt"]
    if proto.component_name.endswith(".shift_map"):
        yield json.loads(proto.json)["alt"]


def shift_maps(app: Any) -> list[dict[str, Any]]:
    """What every map of shifts on a page is told, under AppTest."""
    protos = (c.proto for c in app.get("bidi_component"))
    return [json.loads(p.json) for p in protos if p.component_name.endswith(".shift_map")]


def alts(app: Any) -> list[str]:
    """The texts of what a page's components draw, under AppTest."""
    return [alt for c in app.get("bidi_component") for alt in told(c.proto)]


def all_alts(app: Any) -> list[str]:
    """The texts of whatever a page draws: its figures, then its components."""
    return [chart.proto.alt for chart in app.get("plotly_chart")] + alts(app)


def ahead(app: Any, key: str) -> dict[str, Any]:
    """What a picture grid would show where a thumb may go next, by place, under AppTest."""
    return dict(head_of(app, key)["ahead"])


def head_of(app: Any, key: str) -> dict[str, Any]:
    """The head of the picture grid with this key."""
    protos = (c.proto for c in app.get("bidi_component") if c.proto.bytes)
    heads = (opened(p.bytes)[0] for p in protos if p.component_name.endswith(".picture_grid"))
    return next(head for head in heads if head["grid"] == key and "parts" in head)
