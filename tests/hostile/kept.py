"""Every input that once failed, and what must be said. Files: tests/unit/corpus.py."""

from math import inf
from typing import Any

# page, what stood in its address, what must be said
ADDRESSES: list[tuple[str, dict[str, str], str]] = [
    # int() reads an underscore between digits: 1_6 was taken for 16
    ("receptive_field", {"n": "1_6"}, "it must be a whole number from 4 to 256"),
    # the refusal did not say what is wrong with a decimal comma
    ("grid_lab", {"grid": "*".join(["1,5_2_3_4"] * 4)}, "with points instead of commas"),
    ("beyond_linear", {"a": "*".join(["1,5_2_3_4"] * 4)}, "with points instead of commas"),
]

# page, control, what a browser sent for it: an OverflowError, and a traceback
CONTROLS: list[tuple[str, str, Any]] = [
    ("grid_lab", "Grid lab.grid", [[10**400] * 4] * 4),
    ("grid_lab", "Grid lab.right", inf),
    ("image_lab", "Image lab.rounds", 10**400),
]

# what the table's editor sent in the second row, what must be said
TABLE: list[tuple[dict[str, Any], str]] = [
    # int(inf) is an OverflowError
    ({"channels": inf}, "Layer 2: channels must be a whole number from 1 to 4096."),
    # a column of numbers took 1,5 for 15, and 1e1 for 10
    ({"kernel": "1,5"}, "Layer 2: kernel must be a whole number from 1 to 15."),
    ({"kernel": "2.5"}, "Layer 2: kernel must be a whole number from 1 to 15."),
    ({"kernel": "1e1"}, "Layer 2: kernel must be a whole number from 1 to 15."),
]
