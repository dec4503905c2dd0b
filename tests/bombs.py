"""Small files that claim to be large, or that take for ever to read."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import av

from tests.media.clips import make_clip


def png(side: int, *, whole: bool = False) -> bytes:
    """A picture of `side` x `side` pixels in one bit each: a few kilobytes of it, or all, which are 1/1000 of that."""
    row = b"\0" * (1 + (side + 7) // 8)
    packer = zlib.compressobj(9)
    rows = side if whole else 2000
    data = b"".join(packer.compress(row) for _ in range(rows)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def gif(frames: int, side: int = 1) -> bytes:
    """A picture that moves: so many frames of a pixel each, on a screen of `side` x `side`."""
    screen = b"GIF89a" + struct.pack("<HHBBB", side, side, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = b"," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    return screen + frame * frames + b";"


def film(folder: Path) -> bytes:
    """A film of a second that is what it says."""
    return make_clip(folder / "film.mp4", seconds=1.0, codec="mpeg4").read_bytes()


def long_film(folder: Path) -> bytes:
    """One whose only picture is shown for years."""
    data = bytearray(film(folder))
    for box, place in ((b"mvhd", 20), (b"tkhd", 24), (b"mdhd", 20)):
        struct.pack_into(">I", data, data.index(box) + place, 0x7FFF0000)
    struct.pack_into(">I", data, data.index(b"elst") + 12, 0x7FFF0000)
    struct.pack_into(">I", data, data.index(b"stts") + 16, 0x04000000)
    return bytes(data)


def wide_film(folder: Path, side: int = 60_000) -> bytes:
    """One whose picture is `side` pixels wide and high, in a few kilobytes."""
    path = folder / "wide.mov"
    with av.open(str(path), "w") as container:
        video = container.add_stream("png", rate=1)
        video.width, video.height, video.pix_fmt = 64, 64, "gray"
        packet = av.Packet(png(side))
        packet.stream, packet.pts, packet.dts, packet.duration = video, 0, 0, 1
        packet.is_keyframe = True
        container.mux(packet)
    return path.read_bytes()


def film_of_many_tracks(folder: Path, tracks: int) -> bytes:
    """One with so many tracks, all of them the same."""
    data = film(folder)
    moov, trak = data.index(b"moov") - 4, data.index(b"trak") - 4
    size = struct.unpack_from(">I", data, trak)[0]
    track = data[trak : trak + size]
    grown = struct.unpack_from(">I", data, moov)[0] + len(track) * (tracks - 1)
    head = data[:moov] + struct.pack(">I", grown) + data[moov + 4 : trak]
    return head + track * tracks + data[trak + size :]


SVG_ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + ']><svg xmlns="http://www.w3.org/2000/svg"><text>&a11;</text></svg>'
).encode()
SVG_OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://169.254.169.254/latest/meta-data/"/><text>&x;</text></svg>'
)

NESTED = {
    "quotes": ">" * 100_000,
    "quoted lists": "> - " * 25_000,
    "lists": "".join("  " * depth + "- a\n" for depth in range(400)),
    "brackets": "[" * 100_000,
    "pictures": "![" * 50_000,
    "links": "[a](" * 25_000,
    "stars": "*a **b " * 14_000,
    "backticks": "".join("`" * n + " " for n in range(1, 440)),
    "footnotes": "".join(f"[^{n}]: [^{n + 1}]\n\n" for n in range(6000)),
    "table": "|" * 50_000 + "\n" + "|-" * 25_000,
    "entities": "&#x" * 33_000,
    "formula": "$" + "\\frac{" * 20_000 + "$",
    "formulas": "$x_{" * 20_000,
    "roots": "$" + "\\sqrt{" * 3000 + "x" + "}" * 3000 + "$",
}
"""Markdown that is deep, 100,000 characters of each."""

LISTINGS = {
    "chapel": '"' + "\\" * 600,
    "cddl": '"' + "\\" * 600,
    "autoit": " " * 600 + "\n" + " " * 600,
    "html+ng2": "(" * 700,
}
"""Code at which lexers do not come to an end, or only after long."""

ALIASES = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)
)
"""YAML that is 9^30 words long when its references are followed."""
