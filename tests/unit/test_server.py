"""What one process does for a class."""

import sys
import types
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from threading import Event
from time import sleep
from types import SimpleNamespace

from streamlit.watcher import local_sources_watcher as watcher

from lab.server import in_turn, others_wait, remember_module_paths
from tests.servers import ROOT


def test_the_watcher_finds_the_files_of_a_module_once(tmp_path):
    """If Streamlit remembers them itself one day, the second part fails: then ours can go."""
    remember_module_paths()
    found = watcher.get_module_paths
    remember_module_paths()
    assert watcher.get_module_paths is found  # once
    for name in ("first.py", "second.py"):
        (tmp_path / name).touch()
    module = types.ModuleType("once")
    module.__file__ = str(tmp_path / "first.py")
    first = found(module)
    module.__file__ = str(tmp_path / "second.py")
    assert found(module) == first
    assert found.__wrapped__(module) != first  # Streamlit's own looks again
    again = types.ModuleType("once")  # as after a push: loaded anew
    again.__file__ = str(tmp_path / "second.py")
    assert found(again) == {str(tmp_path / "second.py")}


def test_the_files_that_streamlit_would_watch_are_still_found():
    remember_module_paths()
    found = watcher.get_module_paths
    modules = dict(sys.modules)
    manager = SimpleNamespace(main_script_path=str(ROOT / "app.py"), get_pages=dict)
    lookout = watcher.LocalSourcesWatcher(manager)
    for name in ("lab.server", "pooling.layer", "tests.servers", "numpy", "plotly", "json"):
        module = modules.get(name) or import_module(name)
        assert found(module) == found.__wrapped__(module)
        kept = lookout._exclude_blacklisted_paths(found.__wrapped__(module))
        wanted = {path for path in kept if lookout._file_should_be_watched(path)}
        assert wanted <= found(module)
        assert bool(wanted) == name.startswith(("lab", "pooling", "tests"))
    lookout.close()


def test_one_draws_at_a_time_and_sees_that_others_wait():
    drawing, go_on, seen = Event(), Event(), []

    @in_turn
    def draw():
        drawing.set()
        go_on.wait()
        seen.append(others_wait())

    assert not others_wait()
    with ThreadPoolExecutor() as pool:
        first = pool.submit(draw)
        drawing.wait()
        second = pool.submit(draw)
        for _ in range(2000):  # until the second has come to the door
            if others_wait():
                break
            sleep(0.005)
        assert others_wait()
        assert not second.done()
        go_on.set()
        first.result(), second.result()
    assert seen[-1] is False
    assert not others_wait()
