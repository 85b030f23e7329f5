"""What a browser sends to Python, as Streamlit's own messages, under AppTest.

A hostile browser may send anything that is JSON. It knows every component, the keys of its values,
and the revision that Python waits for.
"""

import json
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from streamlit.components.v2.bidi_component.main import _make_trigger_id as trigger
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from tests.hostile.inputs import json_values
from tests.hostile.rules import keeps_the_rules

FOLDED = (
    "Image lab.patch",
    "Receptive field.four",
    "Still a clown?.inside",
    "How it learns.ties",
    "How it learns.unpooling",
)
EVENTS = ("drag", "pick", "tap", "block", "back", "seen")
places = st.integers(-3, 300) | st.sampled_from([10**400, -(2**63), 1.5, -1e308, True, None])
lists = st.lists(places, max_size=4) | st.lists(st.lists(places, max_size=9), max_size=9)
nonsense = places | lists | json_values


def send(app: AppTest, values: dict[str, Any]) -> AppTest:
    """Run the page again after every component has sent the same values.

    Each hears only the names that it knows: "value", and one of EVENTS.
    """
    states = app._tree.get_widget_states()
    text = json.dumps(values)
    events = json.dumps([{"event": name, "value": value} for name, value in values.items()])
    for component in app.get("bidi_component"):
        widget = component.proto.id
        states.widgets.append(WidgetState(id=widget, json_value=text))
        happened = WidgetState(id=trigger(widget, "events"), json_trigger_value=events)
        states.widgets.append(happened)
    return app._run(states)


def click_twice(app: AppTest, place: int) -> AppTest:
    """Press a button, and again before the browser has heard of the run in between."""
    app.button[place].click()
    states = app._tree.get_widget_states()
    app._run(states)
    keeps_the_rules(app)
    return app._run(states)


def revisions(app: AppTest) -> dict[str, int]:
    """The revision that Python waits for, by the key of each value that a component holds."""
    return {
        name.removesuffix(" settled"): memory["revision"]
        for name, memory in app.session_state.items()
        if name.endswith(" settled")
    }


def send_nonsense(open_page: Callable[..., AppTest], stem: str, data: st.DataObject) -> None:
    """Open a page with all it has, let its browser lie, and see that it stays whole."""
    app = open_page(stem, looked=data.draw(st.sampled_from(["0", "1"]), "looked"))
    for key in FOLDED:
        app.session_state[key] = True
    app.run()
    by_key = {
        key: {"now": data.draw(nonsense, key), "revision": revision}
        for key, revision in revisions(app).items()
    }
    slider = {"now": data.draw(nonsense, "now"), "revision": data.draw(st.integers(0, 2))}
    value = data.draw(st.sampled_from([by_key, slider]) | nonsense, "value")
    others = {name: data.draw(nonsense, name) for name in EVENTS}
    keeps_the_rules(send(app, {"value": value, **others}))
    keeps_the_rules(app.run())
