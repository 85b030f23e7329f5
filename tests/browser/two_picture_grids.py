"""A page for a test: two picture grids whose pictures move at once; each keeps its own."""

import numpy as np
import streamlit as st

from lab.components import picture_grid
from lab.components.picture_grid import Shifted

st.title("Two picture grids")
right = int(st.number_input("Right", 0, 3))
for name, shade in (("dark", 60), ("bright", 200)):
    picture = np.full((4, 4, 3), shade, np.uint8)
    picture[:, 0] = 255
    shots = [Shifted("picture", picture, 0, right, "wrap")]
    picture_grid.row(name, shots, f"The {name} one moved by {right}.", [name], ["Pixel"])
