"""The home page: why pool, and the way to the labs."""

import numpy as np
import streamlit as st
from PIL import Image

from lab.frame import PAGES, frame
from lab.images import gallery_picture
from pooling import max_pool2d, translate

MOVED = 32  # pixels to the right
WINDOW = 16  # four rounds of 2 x 2

frame("Why pool")
st.markdown(
    "A picture holds a clown. Move the clown a little to the right: it is still the same clown, "
    "but the pixels have changed. A good model should not mind. Withstanding such small moves is "
    "called **translation invariance**, and **pooling layers** bring some of it into a network."
)

clown = np.moveaxis(gallery_picture("Clown"), 2, 0)
moved = translate(clown, right=MOVED, fill="edge")
changed = np.mean((clown != moved).any(axis=0))
pictures = st.container(horizontal=True)
for channels, caption, alt in (
    (clown, "A clown.", "A clown's head, left of the middle."),
    (
        moved,
        f"The same clown, {MOVED} pixels to the right: {changed:.0%} of the pixels changed.",
        "The same clown, farther to the right.",
    ),
    (
        max_pool2d(clown, WINDOW),
        "What four rounds of max pooling keep of the first,",
        "16 by 16 large pixels: a pale shape where the clown is.",
    ),
    (
        max_pool2d(moved, WINDOW),
        "and of the second: the same values, moved along.",
        "The same large pixels, two columns farther to the right.",
    ),
):
    small = Image.fromarray(np.moveaxis(channels, 0, 2))
    picture = small.resize((256, 256), Image.Resampling.NEAREST)
    pictures.image(picture, caption, width=168, alt=alt)

st.markdown(
    "A pooling layer looks at a picture through small windows and keeps one number of each: the "
    "largest (*max pooling*) or the mean (*average pooling*). That a picture may then move a "
    "little without the output changing is half true. Here you find out which half."
)
QUESTIONS = (  # one for each page after this one
    "Change sixteen numbers, move them, and see what survives.",
    "The same arithmetic on a photo, round after round; on yours too.",
    "How invariant, really? Every shift, measured.",
    "What one unit sees, and what pooling adds to it.",
)
for column, page, question in zip(st.columns(len(QUESTIONS)), PAGES[1:], QUESTIONS, strict=True):
    with column.container(border=True, height="stretch"):
        st.page_link(page.script, label=f"**{page.label}**", icon=page.icon)
        st.markdown(question)
