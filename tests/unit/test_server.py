"""What one process does for a class."""

import sys
import types

from streamlit.watcher import local_sources_watcher as watcher

from lab.server import remember_module_paths


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


def test_every_module_that_is_loaded_has_the_same_files_as_before():
    remember_module_paths()
    found = watcher.get_module_paths
    for module in list(sys.modules.values()):
        assert found(module) == found.__wrapped__(module)
        assert found(module) == found.__wrapped__(module)  # remembered
