"""The fonts of the system, without the warnings that its settings give rise to."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import skia

_STDERR = 2
_WARNING = b"Fontconfig warning"


def system_fonts() -> Any:
    """The fonts of the system, as skia knows them."""
    with _filtered():
        return skia.FontMgr()


@contextmanager
def _filtered() -> Iterator[None]:
    """Hold back what is written to stderr meanwhile, and let it through without warnings about the fonts' settings.

    The drawing library brings its own fontconfig, which does not know all that newer systems write into theirs.
    """
    sys.stderr.flush()
    with tempfile.TemporaryFile() as held:
        try:
            stderr = os.dup(_STDERR)
        except OSError:
            # There is no stderr that could be written to.
            yield
            return
        os.dup2(held.fileno(), _STDERR)
        try:
            yield
        finally:
            os.dup2(stderr, _STDERR)
            os.close(stderr)
            held.seek(0)
            for line in held:
                if not line.startswith(_WARNING):
                    os.write(_STDERR, line)
