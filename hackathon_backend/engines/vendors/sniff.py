"""Telling files by their first bytes: what servers call them is often wrong."""

from __future__ import annotations

from pathlib import Path

HEAD = 32
"""Bytes that are enough to tell a file by."""

_STILLS = (b"avif", b"avis", b"heic", b"heix", b"mif1")
_ATOMS = (b"moov", b"mdat", b"wide", b"free", b"skip")


def video_kind(head: bytes) -> str | None:
    """ "mp4", "mov" or "webm", None if it is no video (an HTML page, JSON, a picture)."""
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        if brand in _STILLS:
            return None
        return "mov" if brand == b"qt  " else "mp4"
    if head[4:8] in _ATOMS:
        return "mov"
    return "webm" if head.startswith(b"\x1a\x45\xdf\xa3") else None


def image_kind(head: bytes) -> str | None:
    """ "jpg", "png" or "webp", None if it is no picture."""
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    return "webp" if head[:4] == b"RIFF" and head[8:12] == b"WEBP" else None


def is_cut_off(path: Path) -> bool:
    """Whether the last box of an MP4 or QuickTime file reaches beyond its end.

    A box is a 32-bit size, a type and its content; size 1 means that 64 bits of size follow, 0 that it reaches to the
    end (ISO/IEC 14496-12, 4.2).
    """
    size, at = path.stat().st_size, 0
    with path.open("rb") as file:
        while at < size:
            file.seek(at)
            head = file.read(16)
            length = int.from_bytes(head[:4], "big")
            if length == 1:
                length = int.from_bytes(head[8:16], "big")
            if length == 0:
                return False
            at += max(length, 8)
    return at > size
