"""A line between browser and server that a test can cut, and mend."""

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

    def close(self) -> None:
        self.cut()
        self.door.close()
