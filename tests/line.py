"""A line between browser and server that can be cut and mended, held up, or long."""

import math
import queue
import socket
import threading
from contextlib import suppress
from time import monotonic, sleep

PIECE = 4096  # bytes that travel together


class Line:
    """Everything that reaches ``address`` goes on to the server's port, while the line holds.

    It arrives ``way`` seconds later, in both directions. At most ``rate`` bytes a second, of all
    connections together, come towards the browser.

    >>> line = Line(8501, way=0.075)  # a round trip of 150 ms  # doctest: +SKIP
    >>> line.cut(); line.mend()  # doctest: +SKIP
    """

    def __init__(self, port: int, way: float = 0.0, rate: float = math.inf) -> None:
        self.port = port
        self.way = way
        self.rate = rate
        self.free = 0.0  # when what is on the narrow way has passed
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
                for end in (near, far):  # a router does not hold small pieces back either
                    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.ends |= {near, far}
                for one, other, rate in ((near, far, math.inf), (far, near, self.rate)):
                    carrier = threading.Thread(target=self.carry, args=(one, other, rate))
                    carrier.daemon = True
                    carrier.start()

    def carry(self, one: socket.socket, other: socket.socket, rate: float) -> None:
        under_way: queue.Queue[tuple[float, bytes]] = queue.Queue()
        threading.Thread(target=self.hand_on, args=(other, one, under_way), daemon=True).start()
        data = b"-"
        while data:
            try:
                data = one.recv(PIECE)
            except OSError:
                data = b""
            passed = monotonic()
            if rate < math.inf:
                passed = self.free = max(self.free, passed) + len(data) / rate
            under_way.put((passed + self.way, data))

    def hand_on(
        self,
        other: socket.socket,
        one: socket.socket,
        under_way: "queue.Queue[tuple[float, bytes]]",
    ) -> None:
        """Send what has been under way long enough; nothing means that the line has ended."""
        with suppress(OSError):
            while True:
                due, data = under_way.get()
                sleep(max(0.0, due - monotonic()))
                self.flows.wait()
                if not data:
                    break
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
