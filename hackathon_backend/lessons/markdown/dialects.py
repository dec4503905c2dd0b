"""What programs for notes, books and web sites add to Markdown, as plain Markdown: with as many lines, and all text.

[[cell|a cell]]          a cell          links of Obsidian and of wikis
{{Glossary("DOM")}}      DOM             macros, shortcodes and tags of templates
{: .callout}                             attributes of Kramdown and Pandoc
```{note}                                directives of MyST, whose text is no program
<div markdown>                           tags alone on their lines, around Markdown
## 📚 Contents           ## Contents     pictures in front of a text
> ## Careful            > **Careful.**  headings of boxes
• one                    - one           bullets of other programs
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_FENCE = re.compile(r"(?P<before>(?: {0,3}+>)*+ {0,3}+)(?P<fence>`{3,}+|~{3,}+)[ \t]*+(?P<info>.*)")
_DIRECTIVE = re.compile(r"\{(?P<name>[\w:.-]+)(?:[ ,][^{}]*)?\}[ \t]*(?P<rest>.*)")
_LISTINGS = frozenset({"code", "code-block", "code-cell", "sourcecode", "parsed-literal", "literalinclude"})
_UNSAID = frozenset(
    {"figure", "image", "toctree", "contents", "tableofcontents", "bibliography", "raw", "include", "iframe"}
)
_FEWEST = 2
"""Letters of a directive's name; R has listings of its own, as {r}."""
_OPTION = re.compile(r"\s*:[\w-]+:.*")
_ATTRIBUTES = re.compile(r"(?P<before>(?:\s*+>)*+\s*+)\{:\s*(?P<inside>[^{}]*)\}\s*")
_CLASS = re.compile(r"\.(?:language-)?([\w+-]+)")
_INLINE_ATTRIBUTES = re.compile(r"(?<=[`)\]*0-9A-Za-z\u00c0-\uffff])\s?\{(?::\s*)?[.#][^{}$\\]*\}")
_WIKI = re.compile(r"(?P<shown>!?)\[\[(?P<target>(?=[^\]\[]{0,100}[^\W\d_])[^\]\[|]*)(?:\|(?P<text>[^\]\[]*))?\]\]")
_MACRO = re.compile(
    r"\{\{(?P<sign>[<%])?(?P<inside>(?(sign)|\s*(?:(?:site|page|layout)\.|[A-Z]\w+\s*[({}]|\w+\())[^{}]*?)[>%]?\}\}"
    r"|\{%[^{}%]*%\}|(?<!\\)\[(?:toc|TOC)\]|^\\(?:toc|newpage|pagebreak)\s*$"
)
"""Braces in pairs stand in formulas and in templates that a lesson is about, too: only what is known is a macro."""
_VERBATIM = re.compile(
    r"(?<!`)(?P<ticks>`+)(?!`).{1,500}?(?<!`)(?P=ticks)(?!`)"
    r"|\$\$.{1,500}?\$\$|\$(?=\S)[^$]{1,500}?(?<=\S)\$|\\\(.{1,500}?\\\)"
)
"""Programs and formulas within a line."""
_FORMULA = re.compile(r"\s*(?:>\s*)*\$\$\s*(?P<rest>.*)")
_KEPT = re.compile(r"\ue000(\d+)\ue001")
"""What stands for one of them meanwhile."""
_QUOTED = re.compile(r"""["']([^"']*)["']""")
_WORDLESS = re.compile(
    r"[^(]*(?:menu|next|previous|prev|sidebar|embed|compat|spec|include|figure|image|video|youtube)", re.I
)
_MODULE = re.compile(r"import\s+[\w{}*,\s]+\sfrom\s+['\"].*|import\s+['\"].*['\"];?|export\s+(?:default|const)\s.*")
_CONTAINERS = "div|details|section|article|aside|center|main|header|footer|nav|span|font|fieldset|[A-Z][A-Za-z.]*"
_TAGS = re.compile(rf"\s*(?:</?(?:{_CONTAINERS})(?:\s[^<>]*)?/?>\s*)+")
_SUMMARY = re.compile(r"(?P<before>\s*)<summary[^<>]*>(?P<text>.*?)</summary>\s*", re.IGNORECASE)
_DASHED = re.compile(r"#{1,6}\s+--(?:description|instructions|text)--\s*")
_TAB = re.compile(r'\s*={3}\s+"[^"]*"\s*')
_EMOJI = (
    r"(?:[\U0001f1e6-\U0001f64f\U0001f680-\U0001faff\u2600-\u2604\u2607-\u26ff\u2702-\u270f\u2728\u274c-\u2757"
    r"\u2795-\u2797\u2b50\u2b55\u231a\u231b\u23e9-\u23f3]|\u2705|[0-9#*]\ufe0f?\u20e3)"
    r"[\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff]*+"
)
_MARKER = r"\s*+(?:>\s*+)*+(?:#{1,6}\s++|[-*+]\s++|\d{1,3}[.)]\s++)?+(?:\[[ xX]\]\s++)?+(?:\*\*|__)?+"
_LEADING = re.compile(rf"\A(?P<before>{_MARKER})(?:{_EMOJI}\s*+)++(?=\S)")
_TRAILING = re.compile(rf"(?P<before>^(?=.*\w).{{1,200}}?)(?:\s*+{_EMOJI})++(?P<after>(?:\*\*|__)?)\s*$")
_BOXED = re.compile(r"(?P<before>(?:\s*+>)++\s*+)#{1,6}\s++(?P<text>.*?[^\s#])[\s#]*")
_BULLET = re.compile(r"\A(?P<before> {0,3}(?:> ?)*)[•●▪◦‣∙]\s+(?=\S)")
_STOPS = (".", "!", "?", ":", "。", "！", "？", "：", "।", "؟")


def plain_markdown(lines: Sequence[str]) -> list[str]:
    """The lines as Markdown that every program reads alike, as many as there were."""
    sheet = _PlainLines()
    for line in lines:
        sheet.take(line)
    return sheet.lines


class _PlainLines:
    """Takes the lines one by one; `fence` is what ends the listing or directive that is open."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._fence = ""
        self._role = ""
        self._opened = -1
        self._in_formula = False

    def take(self, line: str) -> None:
        """Add the next line."""
        fence = _FENCE.fullmatch(line)
        if self._fence:
            self._take_inside(line, fence)
        elif fence:
            self._open(line, fence)
        elif self._is_of_formula(line):
            self.lines.append(line)
        elif named := _ATTRIBUTES.fullmatch(line):
            self._name_listing(named["inside"])
            self.lines.append(named["before"].rstrip())
        else:
            self.lines.append(_text(line))

    def _is_of_formula(self, line: str) -> bool:
        """Whether a line is one of a formula that has lines of its own, from "$$" to "$$"."""
        sign = _FORMULA.fullmatch(line)
        if self._in_formula:
            self._in_formula = "$$" not in line
            return True
        self._in_formula = sign is not None and "$$" not in sign["rest"]
        return self._in_formula

    def _open(self, line: str, fence: re.Match[str]) -> None:
        self._fence, self._opened, self._role = fence["fence"], len(self.lines), "code"
        if (named := _DIRECTIVE.fullmatch(fence["info"])) is None:
            self.lines.append(line)
            return
        name, before = named["name"], f"{fence['before']}{fence['fence']}"
        if name == "math":
            self.lines.append(f"{before}math")
        elif name in _LISTINGS or len(name) < _FEWEST:
            language = named["rest"] if name in _LISTINGS else name
            self.lines.append(f"{before}{language.partition(' ')[0]}")
        else:
            self._role = "unsaid" if name.rpartition(":")[2] in _UNSAID else "text"
            is_title = self._role == "text" and " " in named["rest"]
            self.lines.append(f"**{named['rest']}**" if is_title else "")

    def _take_inside(self, line: str, fence: re.Match[str] | None) -> None:
        is_end = fence is not None and fence["fence"].startswith(self._fence) and not fence["info"].strip()
        if self._role == "code":
            self.lines.append(line)
        elif is_end or self._role == "unsaid" or _OPTION.fullmatch(line):
            self.lines.append("")
        else:
            self.lines.append(_text(line))
        self._fence = "" if is_end else self._fence

    def _name_listing(self, attributes: str) -> None:
        """What stands below a listing says what it is: a program of some language, or what one has put out."""
        name = _CLASS.match(attributes.strip())
        is_below = self._opened >= 0 and _ends_with_fence(self.lines)
        if name and is_below and not self.lines[self._opened].strip(" >`~"):
            self.lines[self._opened] = f"{self.lines[self._opened].rstrip()}{name[1]}"


def _ends_with_fence(lines: Sequence[str]) -> bool:
    return bool(lines) and _FENCE.fullmatch(lines[-1]) is not None


def _text(line: str) -> str:
    """A line of text; "" if there is nothing in it but what steers a program."""
    if not line.startswith(("    ", "\t")):
        # What stands further in may be a program.
        if _MODULE.fullmatch(line) or _TAGS.fullmatch(line) or _DASHED.fullmatch(line) or _TAB.fullmatch(line):
            return ""
        line = _BULLET.sub(r"\g<before>- ", line, count=1)
        if summary := _SUMMARY.fullmatch(line):
            line = summary["before"] + summary["text"]
        if boxed := _BOXED.fullmatch(line):
            stop = "" if boxed["text"].endswith(_STOPS) else "."
            line = f"{boxed['before']}**{boxed['text']}{stop}**"
        if "[[" in line or "{" in line or "[" in line or line.startswith("\\"):
            line = _without_signs(line)
    return line if line.isascii() else without_emoji(line)


def _without_signs(line: str) -> str:
    """A line with what links and macros show, but for programs and formulas, which stay as they are."""
    kept: list[str] = []

    def keep(verbatim: re.Match[str]) -> str:
        kept.append(verbatim[0])
        return f"\ue000{len(kept) - 1}\ue001"

    line = _WIKI.sub(_linked, _VERBATIM.sub(keep, line))
    line = _INLINE_ATTRIBUTES.sub("", _MACRO.sub(_expanded, line))
    return _KEPT.sub(lambda mark: kept[int(mark[1])] if int(mark[1]) < len(kept) else mark[0], line)


def without_emoji(line: str) -> str:
    """A line without the pictures that it begins or ends with."""
    return _TRAILING.sub(r"\g<before>\g<after>", _LEADING.sub(r"\g<before>", line, count=1), count=1)


def _linked(link: re.Match[str]) -> str:
    """What a link in two brackets shows; nothing of what is embedded."""
    if link["shown"]:
        return ""
    target = link["target"].rpartition("/")[2].partition("#")
    return (link["text"] or target[0] or target[2]).strip()


def _expanded(macro: re.Match[str]) -> str:
    """What a macro shows: the last of the texts that it is given, if it shows any."""
    inside = macro["inside"] or ""
    texts = [text for text in _QUOTED.findall(inside) if text]
    return "" if not texts or _WORDLESS.match(inside) else str(texts[-1])
