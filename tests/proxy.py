"""A small proxy between a client and a server that freezes, as a stopped server does, or cuts the line."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import make_url


class Proxy:
    """Passes on what both sides say; frozen, it keeps all connections open, takes new ones, and says nothing."""

    def __init__(self, host: str, port: int):
        self.server = (host, port)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.flowing = threading.Event()
        self.flowing.set()
        self.left: int | None = None
        self.lines: list[socket.socket] = []
        self.pumps: list[threading.Thread] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def freeze(self, after: int = 0) -> None:
        """Now, or when so many more bytes of the server's have passed."""
        if after:
            self.left = after
        else:
            self.flowing.clear()

    def thaw(self) -> None:
        self.left = None
        self.flowing.set()

    def cut(self) -> None:
        """Ends every connection, as a broken network does."""
        for line in self.lines:
            _end(line)

    def close(self) -> None:
        self.listener.close()
        self.thaw()
        self.cut()
        for pump in self.pumps:
            pump.join()
        for line in self.lines:
            line.close()

    def _accept(self) -> None:
        with suppress(OSError):  # closed
            while True:
                client, _ = self.listener.accept()
                server = socket.create_connection(self.server)
                self.lines += [client, server]
                for one, other, counted in ((client, server, False), (server, client, True)):
                    pump = threading.Thread(target=self._pump, args=(one, other, counted), daemon=True)
                    self.pumps.append(pump)
                    pump.start()

    def _pump(self, source: socket.socket, target: socket.socket, counted: bool) -> None:
        with suppress(OSError):
            while heard := source.recv(4096):
                if counted and self.left is not None:
                    self.left -= len(heard)
                    if self.left < 0:
                        self.flowing.clear()
                self.flowing.wait()
                target.sendall(heard)
        # Not closed: the other direction still waits for one of them, and would for ever, with the server's session.
        _end(source)
        _end(target)


def _end(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


@contextmanager
def through_proxy(url: str) -> Iterator[tuple[str, Proxy]]:
    """The address of a database by way of a proxy, and the proxy."""
    address = make_url(url)
    assert address.host
    assert address.port
    proxy = Proxy(address.host, address.port)
    try:
        yield address.set(port=proxy.port).render_as_string(hide_password=False), proxy
    finally:
        proxy.close()
