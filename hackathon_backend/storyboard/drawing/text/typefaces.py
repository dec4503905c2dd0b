"""Typefaces: ours from files, other scripts from packages and from what the system has.

Source Sans Pro comes in a wheel and Source Code Pro beside this file, both under the SIL Open Font License 1.1. So
pictures in Latin, Greek and Cyrillic are the same everywhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import skia

from ....errors import StoryboardError
from .package_fonts import emoji_face, package_face
from .system_fonts import system_fonts

TEXT, MONO = "text", "mono"
REGULAR, SEMIBOLD = 400, 600
_FILES = {
    (TEXT, REGULAR): "Regular",
    (TEXT, SEMIBOLD): "Semibold",
    (MONO, REGULAR): "Regular",
    (MONO, SEMIBOLD): "Semibold",
}

#: By the first word of a character's Unicode name: the families to try before the system's own choice. Noto is drawn to
#: sit beside Source Sans; what a system picks by itself is often a bitmap-era face.
_PREFERRED = {
    "ARABIC": ("Noto Sans Arabic", "Noto Naskh Arabic"),
    "HEBREW": ("Noto Sans Hebrew",),
    "DEVANAGARI": ("Noto Sans Devanagari",),
    "BENGALI": ("Noto Sans Bengali",),
    "TAMIL": ("Noto Sans Tamil",),
    "THAI": ("Noto Sans Thai",),
    "HANGUL": ("Noto Sans CJK KR", "Noto Sans KR"),
    "HIRAGANA": ("Noto Sans CJK JP", "Noto Sans JP"),
    "KATAKANA": ("Noto Sans CJK JP", "Noto Sans JP"),
}
_HAN = {"ja": ("Noto Sans CJK JP", "Noto Sans JP"), "ko": ("Noto Sans CJK KR", "Noto Sans KR")}
_CHINESE = ("Noto Sans CJK SC", "Noto Sans SC")
_SYMBOLS = ("Noto Sans Math", "Noto Sans Symbols", "Noto Sans Symbols2", "Noto Emoji", "DejaVu Sans")

_EAST_ASIAN = ("fonts-noto-cjk",)
_PACKAGES = {
    **dict.fromkeys(("CJK", "Hangul", "Hiragana", "Katakana", "Bopomofo"), _EAST_ASIAN),
    "Symbols": ("fonts-noto-core", "fonts-noto-color-emoji"),
}
"""Packages of Debian with the letters of a script; all others are in fonts-noto-core."""

#: Scripts whose letters reach higher or lower than a line of Latin has room for.
_HIGH = frozenset({"ARABIC", "DEVANAGARI", "BENGALI", "TAMIL", "THAI", "KHMER", "LAO", "MYANMAR", "TELUGU", "KANNADA"})


_FIRST_SIGN, _SIGNS = 0x2190, frozenset({"So", "Sk"})
"""From where there are signs that fonts may lack, and their categories."""


def script_of(char: str) -> str:
    """The script of a sign as the first word of its Unicode name; "SYMBOLS" if it belongs to no script."""
    if "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uffef":
        return "CJK"
    first = unicodedata.name(char, "UNKNOWN").split(" ")[0].split("-")[0]
    return first if unicodedata.category(char)[0] in "LM" or first in _PREFERRED else "SYMBOLS"


def is_high(text: str) -> bool:
    """Whether lines of `text` need more room between them than lines of Latin."""
    return any(ord(char) > 0x0590 and script_of(char) in _HIGH for char in text)


class Typefaces:
    """All typefaces in use by this process, and which of them a text needs."""

    def __init__(self) -> None:
        self._system = system_fonts()
        self._provider = skia.textlayout.TypefaceFontProvider()
        self._ours = {key: self._register_file(*key) for key in _FILES}
        self._known: set[str] = set()
        self.collection = skia.textlayout.FontCollection()
        self.collection.setDefaultFontManager(self._provider)
        self.unicode = skia.Unicodes.ICU.Make()

    def _register_file(self, family: str, weight: int) -> Any:
        face = skia.Typeface.MakeFromFile(str(_file(family, weight)))
        if face is None:
            raise StoryboardError(
                f"The font file {_file(family, weight).name} can't be read: install the package again."
            )
        self._provider.registerTypeface(face, family)
        return face

    def families(self, text: str, family: str, weight: int, language: str) -> list[str]:
        """The names of the families that draw `text`, first choice first."""
        names = [family] if family == TEXT else [family, TEXT]
        for char in dict.fromkeys(text):
            if ord(char) < 0x250 or self._covers_ourselves(char, names):
                continue
            fallback = self.fallback(char, weight, language)
            if fallback and fallback not in names:
                names.append(fallback)
        return names

    def _covers_ourselves(self, char: str, names: list[str]) -> bool:
        return any(
            self._ours[name, REGULAR].unicharToGlyph(ord(char)) for name in names if (name, REGULAR) in self._ours
        )

    @lru_cache(maxsize=4096)  # noqa: B019 - there is one instance, and it lives as long as the process
    def fallback(self, char: str, weight: int, language: str) -> str | None:
        """The name of a family of a package or of the system that has `char`, or None if there is none."""
        faces = self._fallbacks(char, weight, language)
        found = next((face for face in faces if face is not None and face.unicharToGlyph(ord(char))), None)
        return self._register(found, weight) if found else None

    def _fallbacks(self, char: str, weight: int, language: str) -> Iterator[Any]:
        """The faces that may have `char`, the best one first; None for those that are not here."""
        yield package_face(script_of(char), language, weight)
        yield from (self._face(family, weight) for family in _candidates(char, language))
        # Its arrows and numerals stand in boxes, so it is for what nothing else has.
        yield emoji_face(weight)
        yield self._system.matchFamilyStyleCharacter("", _style(weight), [language], ord(char))

    @lru_cache(maxsize=256)  # noqa: B019 - as above
    def _face(self, family: str, weight: int) -> Any:
        """The face of exactly this family, or None if the system has none."""
        face = self._system.matchFamilyStyle(family, _style(weight))
        return face if face is not None and face.getFamilyName() == family else None

    def _register(self, face: Any, weight: int) -> str:
        name = f"{face.getFamilyName()} {weight}"
        if name not in self._known:
            self._known.add(name)
            self._provider.registerTypeface(face, name)
        return name

    @lru_cache(maxsize=4096)  # noqa: B019 - as above
    def draws_all(self, text: str) -> bool:
        """Whether there is a drawing for every sign of `text`; letters count as drawn, since they can't be left out."""
        return all(
            ord(char) < _FIRST_SIGN or unicodedata.category(char) not in _SIGNS or self.has(char) for char in text
        )

    def drawable(self, text: str) -> str:
        """`text` without signs and emoji that no font here has: nothing is better than an empty box."""
        kept = ""
        for index, char in enumerate(text):
            is_gap = char == " " and index > 0 and not self.draws_all(text[index - 1]) and kept[-1:] in ("", " ")
            if self.draws_all(char) and not is_gap:
                kept += char
        return kept

    @lru_cache(maxsize=4096)  # noqa: B019 - as above
    def has(self, char: str) -> bool:
        """Whether `char` can be drawn: by us, by the system, or by drawing nothing."""
        if char.isspace() or unicodedata.category(char) in {"Cf", "Mn", "Me", "Mc"}:
            return True
        return self._covers_ourselves(char, [TEXT, MONO]) or self.fallback(char, REGULAR, "en") is not None


def _style(weight: int) -> Any:
    return skia.FontStyle(weight, skia.FontStyle.kNormal_Width, skia.FontStyle.kUpright_Slant)


def _candidates(char: str, language: str) -> tuple[str, ...]:
    script = script_of(char)
    if script == "CJK":
        return _HAN.get(language[:2], _CHINESE)
    return _SYMBOLS if script == "SYMBOLS" else _PREFERRED.get(script, (f"Noto Sans {script.capitalize()}",))


def _file(family: str, weight: int) -> Path:
    if family == MONO:
        return Path(__file__).parent / "fonts" / f"SourceCodePro-{_FILES[family, weight]}.ttf"
    spec = find_spec("font_source_sans_pro")
    if spec is None or spec.origin is None:
        raise StoryboardError("The text font is missing: pip install font-source-sans-pro")
    return Path(spec.origin).parent / "files" / f"SourceSansPro-{_FILES[family, weight]}.ttf"


@cache
def typefaces() -> Typefaces:
    """The typefaces of this process, read on first use."""
    return Typefaces()


def missing_scripts(text: str) -> list[str]:
    """The scripts of `text` that no font here has letters for, such as "Thai"; "Symbols" stands for signs and emoji."""
    faces = typefaces()
    missing = {script_of(char).capitalize() for char in dict.fromkeys(text) if not faces.has(char)}
    return sorted("CJK" if name == "Cjk" else name for name in missing)


def font_packages(scripts: Iterable[str]) -> str:
    """What to install for these scripts, named as `missing_scripts` does, such as "apt-get install fonts-noto-core"
    (Debian and Ubuntu) or a package of Python's.
    """
    wanted = list(scripts)
    packages = sorted({name for script in wanted for name in _PACKAGES.get(script, ("fonts-noto-core",))})
    system = f"apt-get install {' '.join(packages)}"
    if all(_PACKAGES.get(script) == _EAST_ASIAN for script in wanted):
        return f"pip install manimgx-fonts-cjk, or {system}"
    return system
