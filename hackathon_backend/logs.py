"""Logging: a file an hour with the job on every line, a console that people read, and no secrets in either."""

from __future__ import annotations

import logging
import re
import sys
import time
from collections.abc import Mapping
from copy import copy
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from .errors import SettingsError
from .jobs.log import current_job
from .settings import Settings

PACKAGE = "hackathon_backend"
CONSOLE = f"{PACKAGE}.console"
_FILE = "model7-%Y-%m-%dT%H.log"
_OURS = re.compile(r"model7-\d{4}-\d\d-\d\dT\d\d\.log", re.ASCII)
_SECRETS = re.compile(r"(?i)\b(authorization\s*[:=]\s*)\S+(?:\s+\S+)?|\b(bearer\s+)\S+|\bsk-[\w-]{8,}")
_CONTROL = re.compile(r"[\0-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Whatever ends a line, moves the cursor, turns the direction of writing, or can't be written."""
_CLEAR = "\r\x1b[2K"


class Redacting(logging.Formatter):
    """Formats a record and then hides keys and authorisation, in tracebacks too."""

    def __init__(self, form: str, secrets: tuple[str, ...], *, tracebacks: bool = True) -> None:
        super().__init__(form)
        self._secrets = secrets
        self._tracebacks = tracebacks

    def format(self, record: logging.LogRecord) -> str:
        """The record as text without secrets; what came from outside can neither begin a line nor move the cursor."""
        record = copy(record)
        record.args = _harmless(record.args)
        record.job = current_job.get()
        if self._tracebacks:
            text = "\n    ".join(map(_on_one_line, super().format(record).split("\n")))
        else:
            text = record.getMessage()
        for secret in self._secrets:
            text = text.replace(secret, "[hidden]")
        return _SECRETS.sub(lambda found: (found[1] or found[2] or "") + "[hidden]", text)


def _on_one_line(text: str) -> str:
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def _harmless(args: Any) -> Any:
    if isinstance(args, Mapping):
        return {name: _harmless((value,))[0] for name, value in args.items()}
    return tuple(each if isinstance(each, int | float) else _on_one_line(str(each)) for each in args or ())


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
        for file in self._folder.iterdir():
            if _OURS.fullmatch(file.name) and not file.is_symlink() and file.stat().st_mtime < oldest:
                file.unlink(missing_ok=True)


class Console(logging.Handler):
    """Lines for people. On a terminal a progress bar moves in place; elsewhere each change of it is a line."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream
        self._moves = stream.isatty()
        self._bar_open = False
        self._last_bar: dict[str, str] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Show one line, or move the bar."""
        try:
            text = self.format(record)
            if getattr(record, "bar", False):
                self._show_bar(text)
            else:
                self._stream.write(("\n" if self._bar_open else "") + text + "\n")
                self._bar_open = False
            self._stream.flush()
        except Exception:
            self.handleError(record)

    def _show_bar(self, text: str) -> None:
        job = current_job.get()
        if self._last_bar.get(job) == text:
            return
        self._last_bar = {job: text}
        self._stream.write(_CLEAR + text if self._moves else text + "\n")
        self._bar_open = self._moves


class _ForPeople(logging.Filter):
    """What belongs on the console: Model 7's own lines, and whatever goes wrong."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.name == CONSOLE or record.levelno >= logging.WARNING


def set_up_logging(settings: Settings, *, console: bool = True, secrets: tuple[str, ...] = ()) -> None:
    """Send this package's log to LOG_DIR and to standard output, without the settings' secrets and those named here.

    Raises `SettingsError` if LOG_DIR can't be.
    """
    hidden = (*settings.secrets(), *secrets)
    logger = logging.getLogger(PACKAGE)
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
    logger.setLevel(settings.log_level)
    logger.propagate = False
    try:
        settings.log_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"LOG_DIR: {settings.log_dir} can't be written to ({error.strerror}).") from error
    file = HourlyFile(settings.log_dir, settings.log_keep_hours)
    file.setFormatter(Redacting("%(asctime)s %(levelname)s %(job)s %(name)s: %(message)s", hidden))
    logger.addHandler(file)
    if console:
        people = Console(sys.stdout)
        people.addFilter(_ForPeople())
        people.setFormatter(Redacting("%(message)s", hidden, tracebacks=False))
        logger.addHandler(people)
