"""The home page: why pool, and the way to the labs."""

import streamlit as st

from lab.frame import frame

frame("Why pool")
st.markdown(
    "A picture holds a clown. Move the clown a little to the right: it is still the same clown, "
    "but every pixel has changed. A good model should not mind. Withstanding such small moves is "
    "called **translation invariance**, and **pooling layers** bring some of it into a network.\n\n"
    "A pooling layer looks at a picture through small windows and keeps one number of each: the "
    "largest (*max pooling*) or the mean (*average pooling*). That a picture may then move a "
    "little without the output changing is half true. Here you find out which half."
)
for script, label, icon in (
    (
        "pages/grid_lab.py",
        "Start in the grid lab: change sixteen numbers, move them, see what survives",
        ":material/grid_on:",
    ),
    (
        "pages/image_lab.py",
        "Then the image lab: the same arithmetic on a photo, round after round",
        ":material/image:",
    ),
    (
        "pages/shift_sweep.py",
        "Then the shift sweep: how invariant, really? Every shift, measured",
        ":material/open_with:",
    ),
):
    st.page_link(script, label=label, icon=icon)
