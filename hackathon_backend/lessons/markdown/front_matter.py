"""What stands between the first two lines of `---` of a lesson: its title, its language, its summary, its other names,
and what is to be remembered of it.

People write it by hand, so every value is read as text: 1984 is a title, 2026-02-31 is no fault, "no" is Norwegian.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import yaml
from babel import Locale

_FENCED = re.compile(
    r"\A\s*^(?P<fence>-{3,}|\+{3})[ \t]*\n(?P<head>.*?)^(?:(?P=fence)|\.{3})[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_LIMIT = 20_000
"""Characters that are read as front matter; what is longer is text between two lines."""
_NAME_LIMIT = 200
_LINE = re.compile(r"(?P<name>[^\W\d][\w .-]{0,40}?)\s*:(?:\s+(?P<value>.*))?")
_FIELDS = {
    "title": ("title", "name", "titel", "titre", "título", "titulo", "titolo"),
    "language": ("language", "lang", "locale", "sprache", "langue", "idioma", "lingua"),
    "summary": ("summary", "description", "abstract", "subtitle"),
    "question": ("question",),
    "keywords": ("keywords", "keyword", "tags", "tag", "topics"),
    "things": ("things",),
    "remember": ("remember",),
    "takeaways": ("takeaways", "keypoints", "key_points", "key-points"),
    "document": ("document",),
}
_ORDINARY = frozenset(["author", "authors", "date", "draft", "id", "image", "layout", "level", "slug", "subject"])
"""Other fields by which front matter is known; what they say is nothing that a lesson needs."""
_BETWEEN = re.compile(r"[,;\n，、；،]")
_COMMON = {
    *("ar", "bn", "cs", "da", "de", "el", "es", "fa", "fi", "fr", "he", "hi", "hu", "id", "it", "ja", "ko", "nb", "nl"),
    *("pl", "pt", "ro", "ru", "sv", "th", "tr", "uk", "ur", "vi", "zh"),
}
_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


@dataclass(frozen=True)
class FrontMatter:
    """Its fields; those that are empty or make no sense are "" or (). `document` is the name of the file that the
    lesson was made of; `notes` say what was not understood."""

    title: str = ""
    language: str = ""
    summary: str = ""
    question: str = ""
    keywords: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    remember: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    document: str = ""
    takeaways: tuple[str, ...] = ()

    @property
    def more(self) -> dict[str, str | tuple[str, ...]]:
        """Its fields that only the author of a lesson can have written."""
        names = ("summary", "question", "keywords", "things", "remember", "takeaways")
        return {name: value for name in names if (value := getattr(self, name))}


def front_matter(fields: Mapping[str, str | Sequence[str]]) -> str:
    """What stands above a lesson's text; fields without a value are left out."""
    lines = [
        f"{field}: {_quoted(value) if isinstance(value, str) else '[' + ', '.join(map(_quoted, value)) + ']'}"
        for field, value in fields.items()
        if value
    ]
    return "\n".join(["---", *lines, "---", "", ""])


def _quoted(value: str) -> str:
    return json.dumps(" ".join(value.split()), ensure_ascii=False)


def read_front_matter(text: str) -> tuple[FrontMatter, str]:
    """The front matter of `text`, and the text below it: all of it if there is none."""
    fenced = _FENCED.match(text.removeprefix("\ufeff"))
    if fenced is None or len(fenced["head"]) > _LIMIT:
        return FrontMatter(), text
    values, fault = _values(fenced["head"], is_toml=fenced["fence"] == "+++")
    if not _is_front_matter(values):
        return FrontMatter(), text
    found = {name: _field(values, names) for name, names in _FIELDS.items()}
    keywords, things, remember = (
        tuple(dict.fromkeys(word for each in found[name] for word in _listed(each)))
        for name in ("keywords", "things", "remember")
    )
    written = " ".join(found["language"])
    language = language_code(written)
    unknown = f"its language '{written[:40]}' is not one that we know" if written and not language else ""
    title, summary, question, document = (
        ", ".join(found[name]) for name in ("title", "summary", "question", "document")
    )
    notes = tuple(filter(None, (fault, unknown)))
    takeaways = tuple(dict.fromkeys(found["takeaways"]))
    front = FrontMatter(
        title, language, summary, question, keywords, things, remember, notes, document[:_NAME_LIMIT], takeaways
    )
    return front, text.removeprefix("\ufeff")[fenced.end() :]


def language_code(written: str) -> str:
    """The code of a language as people write it: "en_US", "EN", "English" or "Deutsch"; "" if it is none we know."""
    plain = " ".join(written.split())
    names = Locale("en").languages
    if _CODE.fullmatch(plain) and plain.replace("_", "-").split("-")[0].lower() in names:
        first, *rest = plain.replace("_", "-").split("-")
        return "-".join([first.lower(), *(part.upper() if len(part) == 2 else part for part in rest)])
    wanted = plain.casefold()
    english = (code for code, name in names.items() if name.casefold() == wanted and len(code) <= 3)
    return next(english, "") or _own_names().get(wanted, "")


@cache
def _own_names() -> dict[str, str]:
    """The codes of common languages by what those who speak them call them."""
    return {(Locale(code).get_language_name() or code).casefold(): code for code in _COMMON}


def _values(head: str, *, is_toml: bool) -> tuple[Mapping[str, object], str]:
    """The fields by their names, as text, lists of texts, or whatever else was written; and what is wrong with them."""
    fault = ""
    try:
        read = tomllib.loads(head) if is_toml else yaml.load(head, yaml.BaseLoader)  # noqa: S506 - makes texts only
    except (ValueError, TypeError, RecursionError, yaml.YAMLError) as error:
        read, fault = None, f"its front matter is not {'TOML' if is_toml else 'YAML'}: {' '.join(str(error).split())}"
    if isinstance(read, dict):
        return {str(name).strip().casefold(): value for name, value in read.items()}, ""
    # "title: Newton: his laws" is no YAML, but whoever reads it knows what it means.
    lines = [found for line in head.splitlines() if (found := _LINE.fullmatch(line.strip()))]
    plain = {line["name"].casefold(): _value(line["value"] or "") for line in lines}
    return plain, "" if len(lines) == len(head.splitlines()) and None not in plain.values() else fault[:300]


def _value(written: str) -> object:
    """What stands behind the colon of a line; None if it is a list, or something else, that is broken."""
    if not written.startswith(("[", "{", "&", "*", "!")):
        return written.strip("\"' ")
    try:
        return yaml.load(written, yaml.BaseLoader)  # noqa: S506 - makes texts only
    except (RecursionError, yaml.YAMLError):
        return None


def _is_front_matter(values: Mapping[str, object]) -> bool:
    """Whether it is that, rather than text between two rules that happens to have a colon."""
    known = {name for names in _FIELDS.values() for name in names} | _ORDINARY
    are_names = bool(values) and all(re.fullmatch(r"[\w-]+", name) for name in values)
    return not known.isdisjoint(values) or (are_names and (len(values) > 1 or any(map(_is_data, values.items()))))


def _is_data(field: tuple[str, object]) -> bool:
    """Whether a field is one of a program: nobody writes such a line into a text."""
    name, value = field
    return "_" in name or isinstance(value, list | dict)


def _field(values: Mapping[str, object], names: tuple[str, ...]) -> list[str]:
    return next((found for name in names if (found := list(_texts(values.get(name))))), [])


def _texts(value: object) -> Iterator[str]:
    """The texts of a value or of the list that it is; nothing of what is nested deeper."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str | int | float) and (text := " ".join(str(each).split())) and text not in ("null", "~"):
            yield text


def _listed(text: str) -> list[str]:
    return [word for each in _BETWEEN.split(text) if (word := each.strip().strip("#"))]
