"""Choosing a picture: the gallery, an upload or the camera. An upload stays in its session."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
import streamlit as st
from starlette.formparsers import MultiPartParser
from streamlit.delta_generator import DeltaGenerator

from lab.data.pictures import GALLERY, gallery_picture, grey
from lab.data.shrink import Picture
from lab.data.uploads import LARGEST_FILE, read_image
from lab.draw.pixels import as_css
from lab.inputs import widgets
from lab.page import settings
from lab.page.settings import Setting

YOURS = "Yours"
PICTURE = settings.choice("picture", "Clown", (*GALLERY, YOURS))
CHANNELS = {"colour": "Colour", "grey": "Grey", "red": "Red", "green": "Green", "blue": "Blue"}
CHANNEL = settings.choice("channel", "colour", tuple(CHANNELS))
PATTERNS = ("Fine stripes", "Checkerboard")  # a small part of them says more than the whole
MEMORY, PROBLEM = "app.own picture", "app.picture problem"

# An upload is in memory alone: beyond 1 MB Streamlit's server would put it into a file on the way.
MultiPartParser.spool_max_size = LARGEST_FILE


def choose_name(setting: Setting[str], names: Sequence[str]) -> str:
    """The name of a picture: the gallery's are chosen by thumbnails, the others by name."""
    with st.container(key="gallery", width="content"):
        st.html(thumbnails())
        return widgets.choose(setting, "Picture", {n: n for n in names})


@cache
def thumbnails() -> str:
    """The gallery's buttons show its pictures. Their names stay for those who cannot see them."""
    rules = []
    for i, name in enumerate(GALLERY, 1):
        picture = gallery_picture(name)
        if name in PATTERNS:
            picture = picture[120:136, 120:136]
        rules.append(
            f".st-key-gallery button:nth-of-type({i}) {{ background: {as_css(picture)}; }}"
        )
    return "\n<style>" + "\n".join(rules) + "</style>"


def choose_picture(own: DeltaGenerator) -> Picture:
    """The picture shown, (height, width, 3). The container ``own`` gets the upload."""
    name = choose_name(PICTURE, (*GALLERY, YOURS))
    if name == YOURS:
        with own:
            return own_picture()
    st.session_state.pop(PROBLEM, None)
    return gallery_picture(name)


def own_picture() -> Picture:
    """Upload or camera; a bad file is explained and changes nothing."""
    offer_new_tab()
    left, right = st.columns(2, gap="medium")
    file = left.file_uploader(
        "Your picture",
        help="A PNG, JPEG, WebP, GIF, BMP, TIFF or AVIF of at most 10 MB. "
        "It stays in this browser tab's session, and is forgotten with it.",
    )
    with right.popover("Take a photo", icon=":material/photo_camera:"):
        photo = st.camera_input(
            "Take a photo",
            help="Some browsers give a page noise instead of the photo, to protect you. "
            "If you see noise, take the photo with another app, and choose its file.",
        )
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


def offer_new_tab() -> None:
    """In the frame of another site the browser may withhold the cookie that an upload needs."""
    if st.context.is_embedded and st.context.url:
        page = st.context.url.partition("?")[0].replace("/~/+/", "/")
        st.markdown(
            "If this frame refuses your picture, "
            f"[open the page in a new tab]({page}?{PICTURE.name}={YOURS}) and choose it there."
        )


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
