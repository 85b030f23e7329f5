"""What enters at the border when something is shifted."""

from lab.inputs.widgets import choose
from lab.page.settings import Setting
from pooling.arguments import Fill

FILL_NAMES: dict[Fill, str] = {"zero": "Zeros", "edge": "Edge", "wrap": "Wrap"}


def enters(fill: Setting[Fill]) -> Fill:
    return choose(
        fill,
        "What enters at the border",
        FILL_NAMES,
        "Zeros: zeros enter. Edge: the cells at the edge are repeated. Wrap: what leaves on one "
        "side enters on the other.",
    )
