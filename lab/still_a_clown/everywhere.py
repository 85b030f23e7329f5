"""Where a network recognises the face: a map of all shifts."""

import streamlit as st

from lab.data.faces import FACES, face
from lab.page import address
from lab.page.charts import show_map
from lab.still_a_clown.recognised import everywhere
from lab.still_a_clown.settings import DOWN, RIGHT
from lab.words.numbers import percent


def show_everywhere(number: int, network: str, down: int, right: int) -> None:
    """How sure the network is of the right kind at every shift. A click goes there."""
    kind = face(number)[1]
    shares = everywhere(number, network)
    sure = shares[..., FACES.index(kind)]
    known = shares.argmax(-1) == FACES.index(kind)

    count = int(known.sum())
    show_map(
        "Still a clown?.map",
        sure,
        (down, right),
        (0.0, 1.0),
        alt=f"How sure the network is of “{kind}” at every shift. It recognises the face at "
        f"{count} of {known.size} shifts.",
        texts=percent,
        pick=pick,
    )
    st.markdown(f"**{network}** recognises this face at {count} of {known.size} shifts.")
    st.caption(
        f"Bright: sure that it is a {kind}. Dark: sure that it is something else. Click a shift."
    )


def pick(down: int, right: int) -> None:
    address.put(RIGHT, right)
    address.put(DOWN, down)
    st.rerun()  # the stage stands in another section
