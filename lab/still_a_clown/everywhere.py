"""Where a network recognises the face: a map of all shifts."""

import streamlit as st

from lab.data.faces import FACES, face
from lab.draw import charts
from lab.page import address
from lab.page.charts import show_chart
from lab.page.frame import ink
from lab.still_a_clown.recognised import everywhere
from lab.still_a_clown.settings import DOWN, RIGHT


def show_everywhere(number: int, network: str, down: int, right: int) -> None:
    """How sure the network is of the right kind at every shift. A click goes there."""
    kind = face(number)[1]
    shares = everywhere(number, network)
    sure = shares[..., FACES.index(kind)]
    known = shares.argmax(-1) == FACES.index(kind)

    def picked() -> None:
        points = st.session_state["Still a clown?.map"].selection.points
        if points:
            address.put(RIGHT, int(points[0]["x"]))
            address.put(DOWN, int(points[0]["y"]))
            st.rerun()  # the stage stands in another section

    count = int(known.sum())
    show_chart(
        charts.sweep_map(sure, (down, right), (0.0, 1.0), ink()),
        "Still a clown?.map",
        f"How sure the network is of “{kind}” at every shift. It recognises the face at {count} of "
        f"{known.size} shifts.",
        on_select=picked,
        selection_mode="points",
    )
    st.markdown(f"**{network}** recognises this face at {count} of {known.size} shifts.")
    st.caption(
        f"Bright: sure that it is a {kind}. Dark: sure that it is something else. Click a shift."
    )
