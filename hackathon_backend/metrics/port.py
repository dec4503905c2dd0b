"""/metrics on a port of its own, for networks where only Prometheus can reach it."""

from __future__ import annotations

from typing import Any

from prometheus_client import start_http_server

from .metrics import Metrics


class MetricsPort:
    """Serves the numbers to whoever reaches the port: nobody is asked who they are."""

    def __init__(self, metrics: Metrics, host: str, port: int) -> None:
        self._metrics, self._host, self._port = metrics, host, port
        self._server: Any = None

    def open(self) -> None:
        """Listen. Raises `OSError` if it can't."""
        self._server, _thread = start_http_server(self._port, self._host, self._metrics.registry)

    def close(self) -> None:
        """Listen no longer."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
