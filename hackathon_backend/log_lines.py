"""How a line of the log is written: where it belongs, without secrets, and so that nothing in it passes for another."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from copy import copy
from typing import Any

from .times import iso
from .tracing import current_job, current_origin, current_owner

_SECRETS = re.compile(
    r"(?i)\b(authorization\s*[:=]\s*)\S+(?:\s+\S+)?|\b(bearer\s+)\S+|\bsk-[\w-]{8,}|\bwhsec_[\w+/=-]{8,}"
    r"|\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*"
)
_WORDS = re.compile(r"(input_value=).*(, input_type=)")
"""What errors of pydantic show of what came from outside."""
_CONTROL = re.compile(r"[\0-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Whatever ends a line, moves the cursor, turns the direction of writing, or can't be written."""


class Redacting(logging.Formatter):
    """Formats a record and then hides keys, authorisation and what somebody wrote, in tracebacks too."""

    def __init__(self, form: str, secrets: tuple[str, ...], *, tracebacks: bool = True) -> None:
        super().__init__(form)
        self._secrets = secrets
        self._tracebacks = tracebacks

    def format(self, record: logging.LogRecord) -> str:
        """The record as text without secrets; what came from outside can neither begin a line nor move the cursor."""
        record = copy(record)
        record.args = _harmless(record.args)
        for name, value in _place().items():
            setattr(record, name, value)
        if self._tracebacks:
            text = "\n    ".join(map(_on_one_line, super().format(record).split("\n")))
        else:
            text = record.getMessage()
        return self.hidden(text)

    def hidden(self, text: str) -> str:
        """The text without what nobody shall read."""
        for secret in self._secrets:
            text = text.replace(secret, "[hidden]")
        text = _WORDS.sub(lambda found: f"{found[1]}[hidden]{found[2]}", text)
        return _SECRETS.sub(lambda found: (found[1] or found[2] or "") + "[hidden]", text)


class JsonLines(Redacting):
    """A record as a JSON object on one line, for programs that gather logs."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__("%(message)s", secrets)

    def format(self, record: logging.LogRecord) -> str:
        """The line: `at`, `level`, `logger`, `message`, `request`, `owner`, `job`; `error` is a traceback."""
        record = copy(record)
        record.args = _harmless(record.args)
        line = {
            "at": iso(record.created),
            "level": record.levelname,
            "logger": record.name,
            "message": self.hidden(_on_one_line(record.getMessage())),
            **_place(),
        }
        if record.exc_info:
            line["error"] = self.hidden(_writable(self.formatException(record.exc_info)))
        return json.dumps(line, ensure_ascii=False)


def _place() -> dict[str, str]:
    """Where the line belongs."""
    return {"request": current_origin.get().request_id, "owner": current_owner.get(), "job": current_job.get()}


def _on_one_line(text: str) -> str:
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def _writable(text: str) -> str:
    return "\n".join(map(_on_one_line, text.split("\n")))


def _harmless(args: Any) -> Any:
    if isinstance(args, Mapping):
        return {name: _harmless((value,))[0] for name, value in args.items()}
    return tuple(each if isinstance(each, int | float) else _on_one_line(str(each)) for each in args or ())
