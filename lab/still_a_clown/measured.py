"""What the networks recognise among faces that nobody trained on."""

import numpy as np
import streamlit as st

from lab.data.faces import FACES, faces
from lab.data.trained import MEASURED, TRAINED, recognise
from lab.draw import charts
from lab.page.charts import show_chart
from lab.page.frame import ink
from lab.still_a_clown.recognised import shifted
from lab.words.numbers import curve_text, markdown_table, percent

INKS = ("#aa8aa3", "#e0761a", "#1f77c9", "#12a683", "#c0228b", "#6c6707")
OWN, COUNT, FRESH_SEED = "Still a clown?.measured here", 200, 77
STRIDE = 8  # of all three layers together

STORY = f"""
Look at the network with strided convolutions and global max pooling. It loses the faces after a
few pixels, and recognises them again at {STRIDE} pixels. Its three strides of 2 make {STRIDE} in
all. So a shift by {STRIDE} pixels shifts the last feature map by exactly one unit: that is
**equivariance**. Global max pooling asks only how large the largest value is, not where. At the
shifts in between, the strides read other pixels.
"""


def show_measured() -> None:
    """Recognised against shift: one curve for each network, five trainings as a band."""
    shifts = next(iter(MEASURED.values())).shifts
    lines = {name: list(m.all.recognised) for name, m in MEASURED.items()}
    bands = {name: (m.all.lowest, m.all.highest) for name, m in MEASURED.items()}
    show_chart(
        charts.curves(
            lines,
            INKS,
            x=shifts,
            x_name="pixels to the right",
            y_name="recognised",
            ink=ink(),
            bands=bands,
            height=420,
        ),
        "Still a clown?.curves",
        f"Share of 1,000 faces recognised, by shift. {curve_text(lines)}",
    )
    st.caption(
        "Each network was trained five times. The line is the first training. The band reaches "
        "from the lowest to the highest of the five."
    )
    st.markdown(STORY)
    measure_here(list(shifts))


def measure_here(shifts: list[int]) -> None:
    """Measure again, on fresh faces and on this machine."""
    if st.button("Measure it here, on 200 fresh faces", icon=":material/timer:"):
        pictures, labels = faces(COUNT, FRESH_SEED)
        bar = st.progress(0.0, "Measuring …")
        table = {}
        for i, (name, net) in enumerate(TRAINED.items()):
            table[name] = [
                float(np.mean(recognise(net, moved(pictures, right)).argmax(-1) == labels))
                for right in shifts[::2]
            ]
            bar.progress((i + 1) / len(TRAINED), "Measuring …")
        bar.empty()
        st.session_state[OWN] = table
    if OWN in st.session_state:
        heads = ["network", *(f"{s} px" for s in shifts[::2])]
        rows = [[n, *map(percent, shares)] for n, shares in st.session_state[OWN].items()]
        st.markdown(markdown_table(heads, rows))


def moved(pictures: np.ndarray, right: int) -> np.ndarray:
    return np.stack([shifted(picture, 0, right) for picture in pictures])


def show_limits() -> None:
    """What pooling does not do: turning and scaling, measured."""
    first = next(iter(MEASURED.values()))
    st.markdown(
        "Pooling helps against shifts. It does not make a network recognise a face that is turned "
        "or that has another size:"
    )
    turned = [[name, *map(percent, m.turned.recognised)] for name, m in MEASURED.items()]
    st.markdown(markdown_table(["turned by", *(f"{d:g}°" for d in first.degrees)], turned))
    scaled = [[name, *map(percent, m.scaled.recognised)] for name, m in MEASURED.items()]
    st.markdown(markdown_table(["size", *(percent(f) for f in first.factors)], scaled))
    st.markdown(
        "There is another way: train on shifted faces. The last network did that. It works only as "
        "far as those faces were shifted, here up to 6 pixels."
    )
    st.caption(
        "All networks were trained with PyTorch on 5,000 drawn faces in 8 passes. "
        f"The four kinds are {', '.join(FACES)}."
    )
