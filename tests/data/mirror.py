"""Download mirrors on this machine that behave, or misbehave, as told."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Mirror:
    """What a mirror sends, and what it was asked for."""

    files: dict[str, bytes]
    behaviour: str = "good"
    url: str = ""
    asked: list[str] = field(default_factory=list)

    def handler(mirror) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - self is the request's
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                mirror.asked.append(self.headers.get("Range") or "whole")
                try:
                    mirror.answer(self, mirror.files[self.path[1:]])
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def log_message(self, *_args: object) -> None:
                pass

        return Handler

    def answer(self, request: BaseHTTPRequestHandler, data: bytes) -> None:
        if self.behaviour == "missing":
            request.send_error(404)
            return
        if self.behaviour == "silent":
            time.sleep(1)
            return
        if self.behaviour == "wrong":
            data = data[::-1]
        if self.behaviour == "huge":
            data = data + bytes(1 << 20)
        start = 0
        given_range = request.headers.get("Range")
        if given_range and self.behaviour != "no resume":
            start = int(given_range.removeprefix("bytes=").removesuffix("-"))
        request.send_response(206 if start else 200)
        if start:
            request.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        request.send_header("Content-Length", str(len(data) - start))
        request.end_headers()
        self.send(request, data[start:])

    def send(self, request: BaseHTTPRequestHandler, data: bytes) -> None:
        if self.behaviour == "cut off":
            request.wfile.write(data[: len(data) // 2])
        elif self.behaviour == "in halves":
            request.wfile.write(data[: len(data) // 2])
            time.sleep(0.1)
            request.wfile.write(data[len(data) // 2 :])
        elif self.behaviour == "drip":
            for byte in data[:40]:
                request.wfile.write(bytes([byte]))
                time.sleep(0.02)
        else:
            request.wfile.write(data)


@contextmanager
def serve(mirror: Mirror) -> Iterator[Mirror]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), mirror.handler())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    mirror.url = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield mirror
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
