"""Serve the app from several processes at one address, behind the nginx of Debian.

    .venv/bin/python deploy/serve.py --replicas 2 --listen 0.0.0.0:8080

Other machines can reach the copies of the app only through nginx. Ctrl+C or SIGTERM stops all of
them. If a copy ends by itself, it is started again.
"""

import argparse
import base64
import hashlib
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import streamlit

ROOT = Path(__file__).parents[1]
INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
MIME = ("/etc/nginx/mime.types", "/usr/local/etc/nginx/mime.types")
PATIENCE = 60  # seconds to wait until a copy answers
Process = subprocess.Popen[bytes]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def configuration(listen: str, ports: Sequence[int]) -> str:
    """The text of nginx.conf for copies on these ports."""
    scripts = re.findall(r"<script>(.*?)</script>", INDEX.read_text("utf-8"), re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts]
    filled = {
        "listen": listen,
        "servers": " ".join(f"server 127.0.0.1:{p} max_fails=1 fail_timeout=2s;" for p in ports),
        "inline": " ".join(f"'sha256-{digest}'" for digest in digests),
        "mime": next(filter(os.path.exists, MIME), MIME[0]),
    }
    text = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    return re.sub(r"@(\w+)@", lambda found: filled[found[1]], text)


def start_replica(port: int, secret: str) -> Process:
    """Start one copy of the app. All share one secret, so that they accept each other's cookies."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    command += ["--server.address=127.0.0.1", "--server.headless=true"]
    command += ["--server.fileWatcherType=none"]  # watching files makes opening a session slow
    environment = os.environ | {"STREAMLIT_SERVER_COOKIE_SECRET": secret}
    # The same setting as save_memory in lab/server.py, but from the first thread on.
    environment.setdefault("MALLOC_ARENA_MAX", "1")
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)


def answers(address: str, process: Process) -> bool:
    """Wait until the address answers. Return False if its process ends first, or if it hangs."""
    for _ in range(PATIENCE * 10):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=5).close()
        except OSError:
            if process.poll() is not None:
                return False
            time.sleep(0.1)  # a server sends no signal when it is ready, so ask again
        else:
            return True
    return False


@contextmanager
def served(replicas: int, listen: str) -> Iterator[dict[int, Process]]:
    """Start the copies and nginx. Give a dict from ports to copies, and stop all at the end."""
    ports = [free_port() for _ in range(replicas)]
    secret = os.environ.get("STREAMLIT_SERVER_COOKIE_SECRET") or secrets.token_hex(32)
    copies = {port: start_replica(port, secret) for port in ports}
    nginx: Process | None = None
    folder = Path(tempfile.mkdtemp(prefix="pooling_lab_"))
    try:
        folder.chmod(0o755)  # the workers of nginx may run as another user
        (folder / "nginx.conf").write_text(configuration(listen, ports), "utf-8")
        for port, copy in copies.items():
            if not answers(f"http://127.0.0.1:{port}", copy):
                raise RuntimeError(f"the copy on port {port} did not come up")
        command = ["nginx", "-p", str(folder), "-c", "nginx.conf", "-e", "stderr"]
        nginx = subprocess.Popen([*command, "-g", "daemon off;"])
        if not answers(f"http://127.0.0.1:{listen.rpartition(':')[2]}", nginx):
            raise RuntimeError("nginx did not come up")
        yield copies
    finally:
        for process in filter(None, (nginx, *copies.values())):
            process.terminate()
        for process in filter(None, (nginx, *copies.values())):
            process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replicas", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--listen", default="127.0.0.1:8080", help="address:port")
    asked = parser.parse_args(arguments)
    secret = os.environ.setdefault("STREAMLIT_SERVER_COOKIE_SECRET", secrets.token_hex(32))

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    try:
        with served(asked.replicas, asked.listen) as copies:
            print(f"{asked.replicas} copies serve http://{asked.listen}", flush=True)
            while True:
                time.sleep(1)  # often enough: the other copies serve the learners meanwhile
                for port, copy in copies.items():
                    if copy.poll() is not None:
                        print(f"the copy on port {port} ended; starting it again", flush=True)
                        copies[port] = start_replica(port, secret)
    except KeyboardInterrupt:
        print("stopped")


if __name__ == "__main__":
    main()
