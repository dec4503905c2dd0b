"""Pictures to send, and a server that hands them out."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import av
import numpy as np
import skia


def png(width: int = 64, height: int = 48, colour: int = skia.ColorBLUE) -> bytes:
    """A picture of one colour."""
    surface = skia.Surface(width, height)
    surface.getCanvas().clear(colour)
    return bytes(surface.makeImageSnapshot().encodeToData())


def gif(frames: int = 1) -> bytes:
    """A GIF that moves if it has several frames."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="gif") as container:
        stream = container.add_stream("gif", rate=5)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "rgb8"
        for number in range(frames):
            pixels = np.full((48, 64, 3), 60 + 90 * number, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format="rgb8")))
        container.mux(stream.encode(None))
    return buffer.getvalue()


def data_url(data: bytes) -> str:
    """The same in an address."""
    return f"data:image/png;base64,{base64.b64encode(data).decode()}"


@contextmanager
def served(files: Mapping[str, bytes]) -> Iterator[str]:
    """A server on the loopback with these files by their paths; anything else is 404."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = files.get(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
