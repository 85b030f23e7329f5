"""A bench's grids, read from its messages as a browser reads them."""

import json
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt


@dataclass
class Read:
    """What one bench shows."""

    head: dict[str, Any] = field(default_factory=dict)
    state: dict[str, Any] = field(default_factory=dict)  # key: {"now": ..., "revision": ...}
    values: dict[str, npt.NDArray[Any]] = field(default_factory=dict)  # (positions, h, w), by name
    masks: dict[str, dict[str, npt.NDArray[np.bool_]]] = field(default_factory=dict)  # by name
    size: int = 0  # bytes of the frames

    def spec(self, name: str) -> dict[str, Any]:
        """A grid without its numbers."""
        specs = [grid for row in self.head["rows"] for grid in row["grids"]]
        return next(spec for spec in specs if spec["name"] == name)

    @property
    def position(self) -> int:
        """Which of the frames is shown."""
        place, count = {"down": 0, "right": 0}, {"down": 1, "right": 1}
        for slider in self.head["sliders"]:
            place[slider["axis"]] = self.state[slider["key"]]["now"] - slider["low"]
            count[slider["axis"]] = slider["high"] - slider["low"] + 1
        return place["down"] * count["right"] + place["right"]

    @property
    def covered(self) -> list[str]:
        """The names of the grids that a question covers now."""
        ask = self.head["ask"]
        return ask["covers"] if ask and not self.state[ask["seen"]]["now"] else []

    def shown(self, name: str) -> Any:
        """A grid as nested lists, at the position shown; None while it is covered."""
        if name in self.covered:
            return None
        frames = self.values[name]
        return frames[self.position if len(frames) > 1 else 0].tolist()


def opened(message: bytes) -> tuple[dict[str, Any], bytes]:
    """The head, and the rest."""
    end = 4 + int.from_bytes(message[:4], "little")
    return json.loads(message[4:end]), message[end:]


def read(*messages: bytes) -> Read:
    """A bench from its messages, in any order."""
    found = Read()
    for message in messages:
        head, body = opened(message)
        if head["kind"] == "state":
            found.state = head["settled"]
            continue
        found.head, found.size = head, len(message)
        table = np.frombuffer(body, "<f8", head["table"])
        at = 8 * head["table"]
        for spec in (grid for row in head["rows"] for grid in row["grids"]):
            if "shape" not in spec:
                continue
            shape = (spec["frames"], *spec["shape"])
            count = int(np.prod(shape))
            places = np.frombuffer(body, f"<u{head['place']}", count, at)
            found.values[spec["name"]] = table[places].reshape(shape)
            at += count * head["place"]
            for mask in spec.get("masks", ()):
                bits = np.frombuffer(body, np.uint8, -(-count // 8), at)
                kept = np.unpackbits(bits, count=count).astype(bool).reshape(shape)
                found.masks.setdefault(spec["name"], {})[mask] = kept
                at += len(bits)
        assert at == len(body)
    return found


def posted(app: Any, kind: str) -> dict[str, list[bytes]]:
    """The messages to each component of a page that gets some of this kind, by its key."""
    messages: dict[str, list[bytes]] = {}
    wanted = set()
    for component in app.get("bidi_component"):
        if component.proto.component_name.endswith(".post"):
            head, _ = opened(component.proto.bytes)
            messages.setdefault(head["to"], []).append(component.proto.bytes)
            wanted |= {head["to"]} if head["kind"] == kind else set()
    return {key: parts for key, parts in messages.items() if key in wanted}


def benches(app: Any) -> dict[str, Read]:
    """The benches of a page under AppTest, by their keys."""
    return {key: read(*parts) for key, parts in posted(app, "frames").items()}
