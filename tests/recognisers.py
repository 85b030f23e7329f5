"""What a recogniser shows, read from its messages as a browser reads them."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from pooling import translate
from tests.benches import opened, posted


@dataclass
class Read:
    """What one recogniser shows."""

    head: dict[str, Any] = field(default_factory=dict)
    state: dict[str, Any] = field(default_factory=dict)  # key: {"now": ..., "revision": ...}
    shares: dict[str, npt.NDArray[np.float32]] = field(default_factory=dict)  # by network
    picture: npt.NDArray[np.uint8] = field(default_factory=lambda: np.zeros((0, 0, 3), np.uint8))
    size: int = 0  # bytes of the picture's message

    def place(self, axis: str) -> int:
        """Where a slider's thumb rests; 0 if there is none."""
        found = [slider for slider in self.head["sliders"] if slider["axis"] == axis]
        return self.state[found[0]["key"]]["now"] if found else 0

    @property
    def covered(self) -> bool:
        ask = self.head["ask"]
        return bool(ask) and not self.state[ask["seen"]]["now"]

    @property
    def shifted(self) -> npt.NDArray[np.uint8]:
        """The picture as it is shown, (height, width, 3)."""
        planes = np.moveaxis(self.picture, -1, 0)
        moved = translate(planes, self.place("down"), self.place("right"), fill=self.head["fill"])
        return np.moveaxis(moved, 0, -1)

    def says(self, name: str) -> tuple[str, float] | None:
        """What a network says of the picture shown, and how sure it is; None while covered."""
        if self.covered:
            return None
        low = next(s["low"] for s in self.head["sliders"] if s["axis"] == "right")
        row = self.shares[name][self.place("right") - low]
        return self.head["kinds"][row.argmax()], float(row.max())


def read(*messages: bytes) -> Read:
    """A recogniser from its messages, in any order."""
    found = Read()
    for message in messages:
        head, body = opened(message)
        if head["kind"] == "state":
            found.state = head["settled"]
            continue
        found.head, found.size = head, len(message)
        reach = next((s["low"], s["high"]) for s in head["sliders"] if s["axis"] == "right")
        shape = (len(head["names"]), reach[1] - reach[0] + 1, len(head["kinds"]))
        floats = np.frombuffer(body, "<f4", int(np.prod(shape))).reshape(shape)
        found.shares = dict(zip(head["names"], floats, strict=True))
        found.picture = np.asarray(Image.open(BytesIO(body[floats.nbytes :])).convert("RGB"))
    return found


def recognisers(app: Any) -> dict[str, Read]:
    """The recognisers of a page under AppTest, by their keys."""
    return {key: read(*parts) for key, parts in posted(app, "picture").items()}
