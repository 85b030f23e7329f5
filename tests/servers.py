"""Servers that tests start: this app, or one script, on a port of their own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from deploy.serve import answers, free_port

ROOT = Path(__file__).parents[1]


def start_server(
    *options: str,
    script: str = "app.py",
    folder: str | Path = ROOT,
    port: int = 0,
    before: Sequence[str] = (),
    python: str = sys.executable,
    **process_options: Any,
) -> tuple[subprocess.Popen[bytes], str]:
    """Serve the app; returns the process and the address once it answers.

    Without a port a free one is taken; ``before`` is a command that starts the server.
    """
    if not port:
        port = free_port()
    command = [*before, python, "-m", "streamlit", "run", script, "--server.headless=true"]
    command += ["--server.address=127.0.0.1", f"--server.port={port}", *options]
    quiet = dict(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    process = subprocess.Popen(command, cwd=folder, **quiet | process_options)
    address = f"http://127.0.0.1:{port}"
    if not answers(address, process):
        process.kill()
        raise RuntimeError("the server stopped before it answered, or never did")
    return process, address


@contextmanager
def running(**options: Any) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Serve the app as ``start_server`` does, and stop it at the end."""
    process, address = start_server("--server.fileWatcherType=none", **options)
    try:
        yield process, address
    finally:
        process.terminate()
        process.wait()


def as_nobody() -> list[str]:
    """What to start a server with, so that it may not write where it may not; root may anywhere."""
    if os.getuid():
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root may write anywhere, and there is no setpriv to be another")
    return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]


def starts(*python: str) -> bool:
    """Whether this command starts a Python."""
    return not subprocess.run([*python, "-c", ""], capture_output=True).returncode
