"""The numbers of a figure as tables. Does not use Streamlit."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from lab.draw.figure import Figure
from lab.words.numbers import number


class Table(NamedTuple):
    """One table: its name, its column heads and its rows of text."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


def is_line(trace: dict[str, Any]) -> bool:
    """Whether a trace is a line or a group of bars. Markers without a name are not."""
    return bool(trace.get("name")) and trace["type"] in ("scatter", "bar")


def tables_of(figure: Figure) -> list[Table]:
    """Return a table for each map of a figure, and one for all its lines or bars."""
    drawn = figure.to_dict()
    maps = [map_table(trace) for trace in drawn["data"] if trace["type"] == "heatmap"]
    return maps + list(line_tables(drawn))


def map_table(trace: dict[str, Any]) -> Table:
    """A map as a table. Rows and columns count from 1, unless the axes have numbers."""
    columns = trace.get("x") or range(1, len(trace["z"][0]) + 1)
    rows = trace.get("y") or range(1, len(trace["z"]) + 1)
    return Table(
        trace["name"],
        ["row", *map(str, columns)],
        [[str(r), *map(number, values)] for r, values in zip(rows, trace["z"], strict=True)],
    )


def line_tables(drawn: dict[str, Any]) -> Iterator[Table]:
    """All lines or bars of a figure as one table, with a column for each."""
    lines = [trace for trace in drawn["data"] if is_line(trace)]
    if not lines:
        return
    places = lines[0].get("customdata") or lines[0]["x"]
    across, up = (drawn["layout"][axis]["title"]["text"] for axis in ("xaxis", "yaxis"))
    columns = [dict(zip(t["x"], t["y"], strict=True)) for t in lines]
    yield Table(
        f"{up} by {across}",
        [across, *(t["name"] for t in lines)],
        [
            [str(place), *(written(column.get(x)) for column in columns)]
            for place, x in zip(places, lines[0]["x"], strict=True)
        ],
    )


def written(value: float | None) -> str:
    """A number as text. Where a line has a gap, the text is empty."""
    return "" if value is None else number(value)
