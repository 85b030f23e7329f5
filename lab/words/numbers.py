"""Numbers, shifts and scores as text, and the names of scores. Does not use Streamlit."""

from collections.abc import Mapping, Sequence

from pooling.sweep import Score, SweepKind

SCORES: dict[Score, str] = {  # fields of pooling.Comparison -> the names that learners see
    "same_place": "Same place",
    "survivors": "Survive somewhere",
    "same_maximum": "Largest output",
    "error": "Mean squared error",
}
NAMES: dict[SweepKind, str] = {
    "max": "Max",
    "avg": "Average",
    "min": "Min",
    "stride": "Strided subsampling",
    "blur": "Blur pooling",
    "max_blur": "Max, then blur",
    "aps": "Adaptive polyphase sampling",
}
DECIMALS = 9  # numbers that are equal on paper are equal to so many decimals
CLOSE = 0.005 + 10.0**-DECIMALS  # an answer this close is right: two decimals are enough


def number(value: float) -> str:
    """A number with at most two decimals and no trailing zeros.

    >>> number(3.75), number(8.0), number(1 / 3), number(-0.0)
    ('3.75', '8', '0.33', '0')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def equals(value: float) -> str:
    """An equals sign, or "≈" if two decimals do not show the value exactly."""
    return "=" if abs(value - float(number(value))) < 1e-9 else "≈"


def plural(count: int, one: str, many: str) -> str:
    return one if count == 1 else many


def markdown_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown. st.table uses pandas and Arrow, and takes twenty times as long.

    >>> markdown_table(["n"], [["1"]])
    '| n |\\n| --- |\\n| 1 |'
    """
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def direction(down: int, right: int) -> str:
    """A shift in words.

    >>> direction(0, 1), direction(-2, 3), direction(0, 0)
    ('1 to the right', '3 to the right and 2 up', 'nowhere')
    """
    parts = []
    if right:
        parts.append(f"{abs(right)} to the {'right' if right > 0 else 'left'}")
    if down:
        parts.append(f"{abs(down)} {'down' if down > 0 else 'up'}")
    return " and ".join(parts) or "nowhere"


def percent(share: float) -> str:
    """A share in percent. 100% means exactly all, and 0% exactly none.

    >>> percent(1.0), percent(0.99999), percent(0.0004), percent(0.0), percent(0.25)
    ('100%', '99.9%', '0.1%', '0%', '25%')
    """
    text = f"{min(max(share * 100, 0.1), 99.9):.1f}" if 0 < share < 1 else f"{share * 100:.0f}"
    return text.removesuffix(".0") + "%"


def curve_text(lines: Mapping[str, Sequence[float]]) -> str:
    """The content of a line chart as text.

    >>> curve_text({"Max": [0.5, 1.0]})
    'Max: 0.5, 1.'
    """
    return " ".join(f"{n}: {', '.join(number(v) for v in vs)}." for n, vs in lines.items())
