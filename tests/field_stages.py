"""What the stage of the receptive field shows, read from its messages as a browser reads them."""

from dataclasses import dataclass, field
from typing import Any

from tests.benches import opened, posted


@dataclass
class Read:
    """What one stage shows."""

    head: dict[str, Any] = field(default_factory=dict)
    state: dict[str, Any] = field(default_factory=dict)  # key: {"now": ..., "revision": ...}

    @property
    def covered(self) -> bool:
        ask = self.head["ask"]
        return bool(ask) and not self.state[ask["seen"]]["now"]

    @property
    def layer(self) -> int:
        return min(self.state[self.head["keys"]["layer"]]["now"], len(self.head["rows"]) - 1)

    @property
    def row(self) -> dict[str, Any]:
        """What is told of the chosen layer."""
        return self.head["rows"][self.layer]

    def place(self, axis: str) -> int:
        """The chosen unit's row or column, counted from 1."""
        return min(self.state[self.head["keys"][axis]]["now"], self.row["units"])

    def span(self, axis: str) -> tuple[int, int]:
        """The first and the last pixel that the chosen unit depends on, counted from 0."""
        first = (self.place(axis) - 1) * self.row["jump"] - self.row["padding"]
        return first, first + self.row["size"] - 1


def field_stages(app: Any) -> dict[str, Read]:
    """The stages of a page under AppTest, by their keys."""
    found = {}
    for key, messages in posted(app, "field").items():
        heads = {head["kind"]: head for head, _ in map(opened, messages)}
        found[key] = Read(heads["field"], heads["state"]["settled"])
    return found
