"""A line between browser and server that a test can cut and mend, or hold up."""

import socket
import threading
from contextlib import suppress


class Line:
    """Everything that reaches ``address`` goes on to the server's port, while the line holds.

    >>> line = Line(8501)  # doctest: +SKIP
    >>> line.cut(); line.mend()  # doctest: +SKIP
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.holds = True
        self.flows = threading.Event()  # whether what is sent arrives now, or later
        self.flows.set()
        self.ends: set[socket.socket] = set()
        self.door = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.door.getsockname()[1]}"
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        with suppress(OSError):  # closed
            while True:
                near, _ = self.door.accept()
                if not self.holds:
                    near.close()
                    continue
                try:
                    far = socket.create_connection(("127.0.0.1", self.port))
                except OSError:
                    near.close()
                    continue
                self.ends |= {near, far}
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self.carry, args=(one, other), daemon=True).start()

    def carry(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                self.flows.wait()
                other.sendall(data)
        for end in (one, other):
            self.ends.discard(end)
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def cut(self) -> None:
        self.holds = False
        for end in list(self.ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        self.holds = True

    def hold_up(self) -> None:
        """Let nothing arrive until it is let go."""
        self.flows.clear()

    def let_go(self) -> None:
        self.flows.set()

    def close(self) -> None:
        self.let_go()
        self.cut()
        self.door.close()
