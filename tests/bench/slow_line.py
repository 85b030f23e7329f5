"""A line between browser and server that takes its time, as from far away."""

import queue
import socket
import threading
from contextlib import suppress
from time import monotonic, sleep


class SlowLine:
    """Everything that reaches ``address`` goes on to the server's port after ``way`` seconds.

    >>> line = SlowLine(8501, 0.075)  # a round trip of 150 ms  # doctest: +SKIP
    """

    def __init__(self, port: int, way: float) -> None:
        self.port = port
        self.way = way
        self.door = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.door.getsockname()[1]}"
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        with suppress(OSError):  # closed
            while True:
                near, _ = self.door.accept()
                far = socket.create_connection(("127.0.0.1", self.port))
                for one, other in ((near, far), (far, near)):
                    under_way: queue.Queue[tuple[float, bytes]] = queue.Queue()
                    for work, end in ((self.take, one), (self.hand_on, other)):
                        threading.Thread(target=work, args=(end, under_way), daemon=True).start()

    def take(self, end: socket.socket, under_way: "queue.Queue[tuple[float, bytes]]") -> None:
        data = b"-"
        with suppress(OSError):
            while data:
                data = end.recv(65536)
                under_way.put((monotonic() + self.way, data))
        if data:
            under_way.put((monotonic() + self.way, b""))

    def hand_on(self, end: socket.socket, under_way: "queue.Queue[tuple[float, bytes]]") -> None:
        while True:
            due, data = under_way.get()
            sleep(max(0.0, due - monotonic()))
            with suppress(OSError):
                if not data:
                    end.shutdown(socket.SHUT_RDWR)
                    return
                end.sendall(data)

    def close(self) -> None:
        self.door.close()
