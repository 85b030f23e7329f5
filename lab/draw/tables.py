"""The numbers of a figure as tables. Does not use Streamlit."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from lab.draw.figure import Figure
from lab.words.numbers import number
from pooling.arguments import Array


class Table(NamedTuple):
    """One table: its name, its column heads and its rows of text."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


def is_line(trace: dict[str, Any]) -> bool:
    """Whether a trace is a line or a group of bars. Markers without a name are not."""
    return bool(trace.get("name")) and trace["type"] in ("scatter", "bar")


def tables_of(figure: Figure) -> list[Table]:
    """Return a table for all lines or bars of a figure."""
    return list(line_tables(figure.to_dict()))


def shift_table(scores: Array) -> Table:
    """A score at every shift, from an array (2m + 1, 2m + 1)."""
    m = len(scores) // 2
    shifts = range(-m, m + 1)
    return Table(
        "Every shift: its columns are shifts to the right, its rows shifts down",
        ["row", *map(str, shifts)],
        [[str(d), *map(number, values)] for d, values in zip(shifts, scores.tolist(), strict=True)],
    )


def line_tables(drawn: dict[str, Any]) -> Iterator[Table]:
    """All lines or bars of a figure as one table."""
    lines = [trace for trace in drawn["data"] if is_line(trace)]
    if not lines:
        return
    across, up = (drawn["layout"][axis]["title"]["text"] for axis in ("xaxis", "yaxis"))
    columns = {t["name"]: dict(zip(t["x"], t["y"], strict=True)) for t in lines}
    values = {name: [found.get(x) for x in lines[0]["x"]] for name, found in columns.items()}
    yield lines_table(up, across, lines[0].get("customdata") or lines[0]["x"], values)


def lines_table(
    up: str, across: str, places: Sequence[Any], lines: Mapping[str, Sequence[float | None]]
) -> Table:
    """A table with a column for each line; both axes have names."""
    columns = zip(places, *lines.values(), strict=True)
    rows = [[str(place), *map(written, values)] for place, *values in columns]
    return Table(f"{up} by {across}", [across, *lines], rows)


def written(value: float | None) -> str:
    """A number as text. Where a line has a gap, the text is empty."""
    return "" if value is None else number(value)
