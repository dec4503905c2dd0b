"""What gunicorn has to say, in our log."""

from __future__ import annotations

import logging
from typing import Any

from gunicorn.glogging import Logger

from ..logs import PACKAGE


class ServerLog(Logger):  # type: ignore[misc]
    """Writes where the package's log goes, instead of to standard error in a form of its own."""

    def setup(self, cfg: Any) -> None:
        """Called by gunicorn, once in each of its processes."""
        super().setup(cfg)
        self.error_log.handlers = list(logging.getLogger(PACKAGE).handlers)
