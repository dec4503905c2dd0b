"""Runs of letters of office documents as one line of Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..escaping import escaped, tidy

_AUTOMATIC = re.compile(
    r"(?:description|beschreibung|descripci[oó]n|descrição|description g[eé]n[eé]r[eé]e).{0,10}"
    r"(?:automatically generated|automatisch generiert|generada autom[aá]ticamente"
    r"|gerada automaticamente|automatiquement)",
    re.IGNORECASE,
)
_NO_CAPTION = re.compile(
    r"(?:(?:picture|image|grafik|bild|immagine|imagen|imagem|рисунок|图片|図|graphic|content placeholder)\s*\d*"
    r"|.{0,200}\S\.(?:png|jpe?g|gif|emf|wmf|svg|tiff?|bmp|webp|htm)|https?://\S+|(?:[a-z]:|~|\.)?[\\/]\S.*"
    r"|[a-z]{1,4}[-_]?\d{4,}(?:[-_]?\d+)*(?:\[\d+\]|\(\d+\))?)",
    re.IGNORECASE,
)


@dataclass
class RunLine:
    """Collects runs; neighbours of one style are one."""

    _parts: list[tuple[str, str]] = field(default_factory=list)

    def add(self, text: str, *, bold: bool = False, raised: bool = False, lowered: bool = False) -> None:
        """Add letters as they are."""
        style = "sup" if raised else "sub" if lowered else "bold" if bold else ""
        if self._parts and self._parts[-1][0] == style:
            self._parts[-1] = style, self._parts[-1][1] + text
        else:
            self._parts.append((style, text))

    def markdown(self, markdown: str) -> None:
        """Add what is Markdown already."""
        if markdown:
            self._parts.append(("markdown", markdown))

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        styles = {style for style, text in self._parts if text.strip()}
        return styles == {"bold"}

    def line(self) -> str:
        """All of it. Where everything is bold nothing is."""
        plain = self.is_bold
        parts = (_styled("" if plain and style == "bold" else style, text) for style, text in self._parts)
        return " ".join("".join(parts).split())


def caption_of(description: str | None) -> str:
    """What somebody wrote about a picture; nothing of what programs write by themselves."""
    text = _AUTOMATIC.sub("", tidy(description or "")).strip(" .\n")
    return "" if _NO_CAPTION.fullmatch(text) else escaped(text)


def _styled(style: str, text: str) -> str:
    if style == "markdown":
        return text
    written = escaped(tidy(text))
    inner = written.strip()
    before, after = written[: len(written) - len(written.lstrip())], written[len(written.rstrip()) :]
    if style in ("sup", "sub") and inner:
        return f"{before}<{style}>{inner}</{style}>{after}"
    if style == "bold" and len(inner) > 1 and inner[0].isalnum() and inner[-1].isalnum():
        return f"{before}**{inner}**{after}"
    return written
