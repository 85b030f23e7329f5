"""Choosing a picture: the gallery, an upload or the camera. An upload stays in its session."""

import numpy as np
import numpy.typing as npt
import streamlit as st
from starlette.formparsers import MultiPartParser
from streamlit.delta_generator import DeltaGenerator

from lab.data.pictures import GALLERY, gallery_picture, grey
from lab.data.shrink import Picture
from lab.data.uploads import LARGEST_FILE, read_image
from lab.inputs import widgets
from lab.page import settings

YOURS = "Yours"
PICTURE = settings.choice("picture", "Clown", (*GALLERY, YOURS))
CHANNELS = {"colour": "Colour", "grey": "Grey", "red": "Red", "green": "Green", "blue": "Blue"}
CHANNEL = settings.choice("channel", "colour", tuple(CHANNELS))
MEMORY, PROBLEM = "app.own picture", "app.picture problem"

# An upload is in memory alone: beyond 1 MB Streamlit's server would put it into a file on the way.
MultiPartParser.spool_max_size = LARGEST_FILE


def choose_picture(own: DeltaGenerator) -> Picture:
    """The picture shown, (height, width, 3); the way to one's own stands in the container."""
    name = widgets.choose(PICTURE, "Picture", {n: n for n in (*GALLERY, YOURS)})
    if name == YOURS:
        with own:
            return own_picture()
    st.session_state.pop(PROBLEM, None)
    return gallery_picture(name)


def own_picture() -> Picture:
    """Upload or camera; a bad file is explained and changes nothing."""
    left, right = st.columns(2, gap="medium")
    file = left.file_uploader(
        "Your picture",
        type=["png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff", "avif"],
        help="At most 10 MB. It stays in this browser tab's session, and is forgotten with it.",
    )
    with right.popover("Take a photo", icon=":material/photo_camera:"):
        photo = st.camera_input("Take a photo")
    for found in (file, photo):
        if found is not None and found.file_id not in st.session_state.get("app.pictures read", ()):
            take(found.file_id, found.getvalue())
    if problem := st.session_state.get(PROBLEM):
        st.error(f"{problem} The last picture stays.", icon=":material/image_not_supported:")
    if MEMORY not in st.session_state:
        st.caption(
            "Until you choose a picture, you see the clown. A link never contains your picture."
        )
    picture: Picture = st.session_state.get(MEMORY, gallery_picture("Clown"))
    return picture


def take(file_id: str, data: bytes) -> None:
    """Read a file once; what was shown stays if it cannot be read."""
    st.session_state.setdefault("app.pictures read", set()).add(file_id)
    st.session_state.pop(PROBLEM, None)
    try:
        st.session_state[MEMORY] = read_image(data)
    except ValueError as problem:
        st.session_state[PROBLEM] = str(problem)


def channel_of(picture: Picture, channel: str) -> npt.NDArray[np.uint8]:
    """(3, height, width) in colour, (height, width) for one channel or grey."""
    if channel == "colour":
        return np.moveaxis(picture, 2, 0)
    if channel == "grey":
        return grey(picture)
    return picture[:, :, ("red", "green", "blue").index(channel)]
