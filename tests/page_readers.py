"""What a page shows, as meaning and not as layout: its settings, its warnings, its main numbers.

tests/pages/links.json holds what these functions read. When a page is redesigned, its reader here
changes, and the numbers in links.json stay.
"""

import json
import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from streamlit.testing.v1 import AppTest

from tests.benches import benches
from tests.component_messages import all_alts, shift_maps
from tests.field_stages import field_stages
from tests.opened_pages import open_page
from tests.recognisers import recognisers

DIGITS = 4  # decimals of the numbers that are kept


def open_link(link: str) -> AppTest:
    """Open ``/grid_lab?right=1`` as a browser does that comes with this link."""
    parts = urlsplit(link)
    return open_page(parts.path.strip("/"), **dict(parse_qsl(parts.query, keep_blank_values=True)))


def shown_by(app: AppTest, link: str) -> dict[str, Any]:
    """All that is kept of a page that was opened by a link."""
    reader = READERS[urlsplit(link).path]
    stages = (*benches(app).values(), *recognisers(app).values(), *field_stages(app).values())
    found = {
        "settings": settings_of(app),
        "warned": bool(app.warning),
        "refused": bool(app.error),
        "asks first": any(button.label == "Lock my answer" for button in app.button)
        or any(s.covered for s in stages),
        "numbers": reader(app),
    }
    return json.loads(json.dumps(found))  # as the file will hold it


def settings_of(app: AppTest) -> dict[str, str]:
    """Every setting of the page, written as its address writes it."""
    state = app.session_state
    memory = state["app.settings"][state["app.page"]]
    return {
        setting.name: setting.write(memory.get(setting.name, setting.default))
        for setting in state["app.page settings"]
    }


# ---------------------------------------------------------------- one reader for each page


def read_face(app: AppTest) -> dict[str, Any]:
    """How far the face is shifted. (What a network says of it may change with its training.)"""
    (shown,) = recognisers(app).values()
    return {axis: shown.place(axis) for axis in ("right", "down")}


def read_grids(app: AppTest) -> dict[str, Any]:
    """The grid lab's maps before and after the shift; none while it asks for them.

    >>> read_grids(app)  # doctest: +SKIP
    {"Max": [[[8, 8], [9, 7]], [[8, 6], [7, 9]]], "Shifted input": [...]}
    """
    found: dict[str, Any] = {}
    stage = benches(app).get("Grid lab.stage")
    for name in stage.values if stage else ():
        short = name.replace(" after the shift", "")
        if short != "Input" and "again" not in short and stage.shown(name) is not None:
            found.setdefault(short, []).append(rounded(stage.shown(name)))
    return found


def read_maps(app: AppTest) -> dict[str, Any]:
    """Every small map that is drawn, by its name: ``{"Max": [[[8, 8], [9, 7]]]}``."""
    found: dict[str, Any] = {}
    for bench in benches(app).values():
        for name in bench.values:
            found.setdefault(name, []).append(rounded(bench.shown(name)))
    return found


def read_sums(app: AppTest) -> dict[str, Any]:
    """The maps that are pooled from A and B, and not those of the sections below."""
    return {name: values for name, values in read_maps(app).items() if "f(" in name}


def read_curves(app: AppTest) -> dict[str, Any]:
    """The score of every round up to the one that is shown, by the kind of pooling."""
    count = int(settings_of(app)["rounds"])
    curves = {
        trace["name"]: rounded(trace["y"])[: count + 1]
        for _, traces in charts(app)
        for trace in traces
        if trace["type"] == "scatter" and trace.get("name") in ("Max", "Average", "Min")
    }
    return {"by round": curves}


def read_sweep(app: AppTest) -> dict[str, Any]:
    """The score at the chosen shift, and its least and its largest at any shift."""
    (sweep,) = (rounded(shown["scores"]) for shown in shift_maps(app))
    settings = settings_of(app)
    middle = len(sweep) // 2
    every = [value for row in sweep for value in row]
    here = sweep[middle + int(settings["down"])][middle + int(settings["right"])]
    return {"here": here, "least": min(every), "largest": max(every)}


def read_field(app: AppTest) -> dict[str, Any]:
    """How many units each layer has, what the chosen unit depends on, what the poked pixel changes.

    Pixels are counted from 0 here, as they were when the first links were recorded.
    """
    (stage,) = field_stages(app).values()
    if stage.covered:
        return {"units": [], "sees": [], "poked": []}
    app.session_state["Receptive field.poke"] = True  # it is folded
    told = everything_told(app.run())
    poked = re.search(
        r"of the ([\d,]+) outputs of [^.]+\. Of these outputs, ([\d,]+) changed", told
    )
    return {
        "units": [row["units"] for row in stage.head["rows"]],
        "sees": sorted(set(stage.span("column"))),
        "poked": [int(count.replace(",", "")) for count in poked.groups()] if poked else [],
    }


def progress(app: AppTest) -> str:
    return next(c.value for c in app.main.caption if re.search("^Lock|right", c.value))


def read_test(app: AppTest) -> dict[str, Any]:
    """How many questions are answered and right, and what the shown one is about."""
    return {"progress": progress(app), "question": app.header[0].value}


READERS = {
    "/": read_face,
    "/still_a_clown": read_face,
    "/grid_lab": read_grids,
    "/image_lab": read_curves,
    "/shift_sweep": read_sweep,
    "/receptive_field": read_field,
    "/beyond_linear": read_sums,
    "/check_yourself": read_test,
    "/backward": read_maps,
}


def charts(app: AppTest) -> list[tuple[str, list[dict[str, Any]]]]:
    """The alt text and the traces of every chart."""
    return [(c.proto.alt, json.loads(c.proto.spec)["data"]) for c in app.get("plotly_chart")]


def everything_told(app: AppTest) -> str:
    return "\n".join([*all_alts(app), *(element.value for element in app.main.markdown)])


def rounded(values: Any) -> Any:
    """Numbers to a few decimals, at any depth; others as they are."""
    if isinstance(values, list):
        return [rounded(value) for value in values]
    return round(values, DIGITS) if isinstance(values, float) else values
