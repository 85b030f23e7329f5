"""What every test shares."""

import os
import pickle
import shutil
from collections.abc import Iterator

import plotly.graph_objects as go
import pytest
from hypothesis import settings

from deploy.serve import Process, free_port, served
from lab.draw.figure import Figure
from tests.chromium import do_without

settings.register_profile("lab", deadline=None)  # a busy machine is no fault of the code
settings.register_profile("long", deadline=None)  # tests/hostile tries ten times as much
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "lab"))


@pytest.fixture(autouse=True, scope="session")
def checked_figures():
    """Let Plotly check every figure that a test draws; the app sends them unchecked."""
    written = Figure.to_dict
    right = set()  # most pages draw the same figures again and again

    def checked(self):
        figure = written(self)
        content = pickle.dumps(figure)
        if hash(content) not in right:
            go.Figure(pickle.loads(content))  # a copy: Plotly changes what it is given
            right.add(hash(content))
        return figure

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Figure, "to_dict", checked)
        yield


@pytest.fixture(autouse=True, scope="session")
def charts_in_sight():
    """Nothing comes into view without a browser: tests of pages see every chart at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lab.page.charts.in_sight", lambda key, height: True)
        yield


@pytest.fixture
def replicas() -> Iterator[tuple[str, dict[int, Process]]]:
    """Two copies of the app behind nginx: their address, and the copies by their port."""
    if shutil.which("nginx") is None:
        do_without("no nginx found (`apt-get install nginx-light` on Debian)")
    listen = f"127.0.0.1:{free_port()}"
    with served(2, listen) as copies:
        yield f"http://{listen}", copies
    assert all(copy.poll() is not None for copy in copies.values())
