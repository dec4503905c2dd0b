"""Logging: a file an hour with request, owner and job on each line, a console for people, and no secrets in either."""

from __future__ import annotations

import logging
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import TextIO

from .errors import SettingsError
from .log_lines import JsonLines, Redacting
from .net.loopback import is_loopback
from .settings import Settings
from .tracing import current_job

PACKAGE = "hackathon_backend"
CONSOLE = f"{PACKAGE}.console"
_LOGGERS = (PACKAGE, "apscheduler", "celery", "kombu")
"""Ours, and those of libraries that do our work."""
_FILE = "model7-%Y-%m-%dT%H.log"
_GLOB = "model7-[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9].log"
_LINE = "%(asctime)s %(levelname)s %(request)s %(owner)s %(job)s %(name)s: %(message)s"
_CLEAR = "\r\x1b[2K"


class HourlyFile(logging.Handler):
    """Appends to a file named for the hour and removes those older than `keep_hours`; safe for several processes."""

    def __init__(self, folder: Path, keep_hours: int) -> None:
        super().__init__()
        self._folder = folder
        self._keep = keep_hours * 3600
        self._path: Path | None = None
        self._stream: TextIO | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        try:
            stream = self._open(datetime.fromtimestamp(record.created))
            stream.write(self.format(record) + "\n")
            stream.flush()
        except Exception:
            self.handleError(record)

    def close(self) -> None:
        """Close the file."""
        if self._stream:
            self._stream.close()
        super().close()

    def _open(self, now: datetime) -> TextIO:
        path = self._folder / now.strftime(_FILE)
        if self._stream is None or path != self._path:
            if self._stream:
                self._stream.close()
            self._path, self._stream = path, path.open("a", encoding="utf-8")
            self._remove_old()
        return self._stream

    def _remove_old(self) -> None:
        oldest = time.time() - self._keep
        for file in self._folder.glob(_GLOB):
            if not file.is_symlink() and file.stat().st_mtime < oldest:
                file.unlink(missing_ok=True)


class Console(logging.Handler):
    """Lines for people. On a terminal a progress bar moves in place; elsewhere each change of it is a line.

    Without a `stream` it is standard output, whatever that is at the time. What can't be shown any more is not.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        super().__init__()
        self._given = stream
        self._bar_open = False
        self._last_bar: dict[str, str] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Show one line, or move the bar."""
        stream = self._given or sys.stdout
        if stream is None or stream.closed:
            return
        try:
            text = self.format(record)
            if getattr(record, "bar", False):
                self._show_bar(stream, text)
            else:
                stream.write(("\n" if self._bar_open else "") + text + "\n")
                self._bar_open = False
            stream.flush()
        except BrokenPipeError:
            return
        except Exception:
            self.handleError(record)

    def _show_bar(self, stream: TextIO, text: str) -> None:
        job = current_job.get()
        if self._last_bar.get(job) == text:
            return
        self._last_bar = {job: text}
        moves = stream.isatty()
        stream.write(_CLEAR + text if moves else text + "\n")
        self._bar_open = moves


class _ForPeople(logging.Filter):
    """What belongs on the console: Model 7's own lines, and whatever goes wrong."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.name == CONSOLE or record.levelno >= logging.WARNING


class _NoBars(logging.Filter):
    """Machines do not look at bars."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not getattr(record, "bar", False)


class _NoWords(logging.Filter):
    """What somebody asked for is nobody else's to read: such lines are marked `words`."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not getattr(record, "words", False)


def set_up_logging(settings: Settings, *, console: bool = True, secrets: tuple[str, ...] = ()) -> None:
    """Send this package's log to LOG_DIR and to standard output, without the settings' secrets and those named here.

    Raises `SettingsError` if LOG_DIR can't be.
    """
    hidden = (*settings.secrets(), *secrets)
    try:
        settings.log_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"LOG_DIR: {settings.log_dir} can't be written to ({error.strerror}).") from error
    handlers = [_to_file(settings, hidden), *([_to_console(settings, hidden)] if console else [])]
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        for handler in list(logger.handlers):
            logger.removeHandler(handler)
            handler.close()
        logger.setLevel(settings.log_level if name == PACKAGE else logging.WARNING)
        logger.propagate = False
        for each in handlers:
            logger.addHandler(each)


def _to_file(settings: Settings, hidden: tuple[str, ...]) -> logging.Handler:
    file = HourlyFile(settings.log_dir, settings.log_keep_hours)
    file.setFormatter(JsonLines(hidden) if settings.log_format == "json" else Redacting(_LINE, hidden))
    if settings.log_level != "DEBUG":
        file.addFilter(_NoWords())
    return file


def _to_console(settings: Settings, hidden: tuple[str, ...]) -> logging.Handler:
    shown = Console()
    as_json = settings.log_format == "json"
    shown.addFilter(_NoBars() if as_json else _ForPeople())
    shown.setFormatter(JsonLines(hidden) if as_json else Redacting("%(message)s", hidden, tracebacks=False))
    # Whoever runs it for themselves reads their own words; what others ask for is not printed.
    if settings.log_level != "DEBUG" and (as_json or not is_loopback(settings.host)):
        shown.addFilter(_NoWords())
    return shown
