"""Text of pictures, where Tesseract is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from PIL import Image

_SECONDS = 60.0


def can_recognise() -> bool:
    """Whether something is installed that reads pictures."""
    return shutil.which("tesseract") is not None


def text_of(image: Image.Image) -> list[str] | None:
    """The lines of a picture of a page, with empty ones between paragraphs; None where nothing can read it."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.png"
        image.save(file, "PNG")
        command = [program, str(file), "stdout", "-l", _languages(program)]
        try:
            run = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603
        except (subprocess.SubprocessError, OSError):
            return None
    lines = run.stdout.decode("utf-8", "replace").splitlines()
    return lines if any(line.strip() for line in lines) else None


@cache
def _languages(program: str) -> str:
    """Every language that is installed, at most five."""
    try:
        run = subprocess.run([program, "--list-langs"], capture_output=True, timeout=10, check=True)  # noqa: S603
    except (subprocess.SubprocessError, OSError):
        return "eng"
    names = [line.strip() for line in run.stdout.decode("ascii", "replace").splitlines()[1:]]
    return "+".join([name for name in names if name not in ("osd", "equ", "")][:5]) or "eng"
