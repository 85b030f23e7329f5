"""What every test shares."""

import os

import plotly.graph_objects as go
import pytest
from hypothesis import settings

from lab.draw.heatmaps import Figure

settings.register_profile("lab", deadline=None)  # a busy machine is no fault of the code
settings.register_profile("long", deadline=None)  # tests/hostile tries ten times as much
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "lab"))


@pytest.fixture(autouse=True, scope="session")
def checked_figures():
    """Let Plotly check every figure that a test draws; the app sends them unchecked."""
    written = Figure.to_dict

    def checked(self):
        go.Figure(written(self))
        return written(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Figure, "to_dict", checked)
        yield
