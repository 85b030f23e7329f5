"""What a learner reads in a question: the facts in its text, and the sums in its reason."""

import math
import re
from collections.abc import Iterator

import numpy as np

from lab.check_yourself.questions import Question
from lab.words.numbers import number
from tests.unit.plain_answers import before_and_after, flat, right_answer
from tests.unit.plain_slips import slip_value, windows_with

PATTERNS = (
    r"(?P<kind>max|average) pooling with (?P<kernel>\d) × (?P=kernel) windows and stride "
    r"(?P<stride>\d)",
    r"Shift the grid by (?P<by>\d) pixels? (?P<way>[a-z ]+)[:;] (?P<fill>[^.]+)\.",
    r"with (?P<case>padding 1.*|the padding “same” of Keras)\. What .* "
    r"(?P<corner>top left|bottom right) corner",
    r"has (?P<n>\d+) rows\. Pool it with (?P<kernel>\d) × (?P=kernel) windows, stride "
    r"(?P<stride>\d)",
    r"has (?P<n>\d+) pixels .* kernel size (?P<kernel>\d), stride (?P<stride>\d), padding "
    r"(?P<padding>\d) and ceil mode (?P<ceil>on|off)\.",
    r"a (?P<last>\d) × (?P=last) convolution with stride 1\. How many pixels wide is the region",
    r"so that its outputs shift by exactly (?P<outputs>\d) cells?\?",
    r"gradient of (?P<upstream>\d) arrives at each output",
    r"input (?P<value>\d+) in row (?P<row>\d), column (?P<column>\d) get",
    r"grid A holds (?P<a>[^.]+)\.",
    r"grid B holds (?P<b>[^.]+)\.",
    r"What does (?P<kind>max|average) pooling of −(?P<minus>\d) · A give",
    r"What does (?P<kind>max|average) pooling of A \+ B give",
    r"holds x and 2, 1, -3\. x grows from (?P<start>-?\d) to (?P<end>-?\d)\. .* output of "
    r"(?P<kind>max|average) pooling rise",
)
MEANT = {
    "average": "avg",
    "on": True,
    "off": False,
    "zeros enter at the border": "zero",
    "the cells at the edge are repeated": "edge",
    "what leaves on one side enters on the other": "wrap",
    "padding 1": "max",
    "padding 1, counted in the mean": "counted",
    "padding 1, not counted in the mean": "uncounted",
    "the padding “same” of Keras": "same",
    "to the right": (0, 1),
    "to the left": (0, -1),
    "down": (1, 0),
    "up": (-1, 0),
    "top left": 0,
    "bottom right": -1,
}
SIGNS = {"·": "*", "−": "-", "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")"}


def facts_in(question: Question) -> dict[str, object]:
    """The facts that the text of a question tells."""
    text = question.text.replace("**", "")
    found: dict = {}
    for pattern in PATTERNS:
        if match := re.search(pattern, text):
            found |= {name: meaning(said) for name, said in match.groupdict().items()}
    if layers := re.findall(r"(\d) × \1 max pooling with stride (\d)", text):
        found["sizes" if "outputs" in found else "pools"] = [(int(k), int(s)) for k, s in layers]
    if "way" in found:
        by, way = found.pop("by"), found.pop("way")
        found["down"], found["right"] = (by * step for step in way)
    if "row" in found:
        found["place"] = (found.pop("row") - 1, found.pop("column") - 1)
    if "minus" in found:
        found["c"] = -found.pop("minus")
    return found


def meaning(said: str) -> object:
    if re.fullmatch(r"-?\d+", said):
        return int(said)
    if re.fullmatch(r"[-\d, ]+", said):
        return [float(value) for value in said.split(", ")]
    return MEANT.get(said, said)


def sums_in(question: Question) -> Iterator[list[float]]:
    """The value of each side of the sums in a reason: 2 and 2 for "4 · 2 / 4 = 2"."""
    windows = {
        name.upper(): question.facts[name].ravel() for name in "ab" if name in question.facts
    }
    known = {"max": largest, "mean": np.mean, "floor": math.floor, "ceil": math.ceil, **windows}
    for part in re.split(r"[:;`\n]|, and |\. |\.$", question.why):
        sides = [side.split(" pixels")[0] for side in re.split(" [=≈] ", part)]
        if len(sides) > 1:
            sums = ["".join(SIGNS.get(sign, sign) for sign in side) for side in sides]
            yield [float(eval(text, {}, known)) for text in sums]


def told_answer(question: Question) -> str:
    """What the reason says about a right number, and about the numbers on the way to it."""
    f, right = question.facts, number(right_answer(question))
    grid = None if question.grid is None else question.grid.tolist()
    match question.topic, f.get("case"), f.get("kind"):
        case "What stays", _, _:
            return f" {right} of {len(flat(before_and_after(grid, f)[0]))} stay."
        case "Padding and “same”", "size", _:
            return f" {f['n']} / {f['stride']}, rounded up: {right}."
        case "Padding and “same”", _, _:
            return f" {right}{'`' if '; ' not in question.why else '; '}"
        case "Output size", _, _:
            formula = slip_value(question, "dropped")
            late = f" The last window would start after the input, so {right} are left."
            return f"⌉ + 1 = {formula}.{late}" if number(formula) != right else f" + 1 = {right}."
        case "Invariant or equivariant", _, _:
            jump = math.prod(stride for _, stride in f["sizes"])
            return f" = {jump} pixels for each output, so {right} for {f['outputs']}."
        case _, "gradient", kind:
            windows, wins = (windows_with(grid, f, x) for x in ("avg", "max"))
            start = f"in {wins}" if kind == "max" else f"1/{f['kernel'] ** 2} from each"
            return f"{start} of its {windows} windows: "
        case _, "sum", "max":
            both = (f["a"] + f["b"]).ravel()
            return f" holds {', '.join(map(number, both))}. Its maximum is {right},"
        case _, "factor", "max":
            return f" holds {', '.join(map(number, (f['c'] * f['a']).ravel()))}: "
        case _, "hinge", "max" if f["end"] <= 2:
            return "The maximum stays 2: x never grows past it."
        case _, "hinge", "max":
            return f"The maximum is {max(f['start'], 2)} at first and {f['end']} at the end."
    return f" = {right}."


def places_in(reason: str) -> list[tuple[int, int, str, str, str]]:
    """The outputs that a reason points out: row and column from 0, what was there, and what is."""
    found = re.findall(
        r"row (\d), column (\d),? (?:(\S+) (becomes|stays)|(would) hold (\S+), but it holds) "
        r"(\S+)\.",
        reason,
    )
    return [
        (int(row) - 1, int(column) - 1, was or hold, word or would, is_now)
        for row, column, was, word, would, hold, is_now in found
    ]


def largest(*values: object) -> float:
    return float(np.max(values))  # of some numbers, or of a window
