"""`lesson translate`: a lesson in another language, by the language model of the settings."""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from rich.console import Console

from ..access.moderation.building import moderator_of
from ..errors import RequestError, SettingsError
from ..files import replaced
from ..lessons import Lesson
from ..model7.chat_models import chat_model_of
from ..settings import Settings
from ..translations.checks import Rules
from ..translations.draft import TranslationDraft
from ..translations.front_words import front_words, translated_front
from ..translations.markdown import translate_markdown
from ..translations.naming import is_language, normal_code
from ..translations.translator import Translator

_DRAFT = TypeAdapter(TranslationDraft)


class _KeptInFile:
    """Keeps the draft in a file beside the output until that is there."""

    def __init__(self, file: Path, console: Console) -> None:
        self._file = file
        self._console = console
        try:
            self.draft = _DRAFT.validate_json(file.read_bytes())
        except (OSError, ValidationError):
            self.draft = TranslationDraft()

    def keep(self, draft: TranslationDraft, told: str, part: float) -> None:
        """Write it down."""
        self.draft = draft
        with replaced(self._file) as half:
            half.write_bytes(_DRAFT.dump_json(draft))
        self._console.print(f"{told} ({part:.0%})")

    def forget(self) -> None:
        """It is not needed any more."""
        self._file.unlink(missing_ok=True)


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Translate the lesson, and say what stays as it was."""
    console = Console(highlight=False, markup=False, soft_wrap=True)
    if not options.file.is_file():
        raise RequestError(f"FILE: there is no file {options.file}")
    language = normal_code(options.to)
    if not is_language(language):
        raise RequestError(f"--to: {language!r} is no language that is known here")
    if (model := chat_model_of(settings)) is None:
        raise SettingsError("A language model translates: set OPENAI_API_KEY or OPENAI_BASE_URL.")
    source = options.file.read_text("utf-8")
    lesson = Lesson.inline("", source)
    moderator = moderator_of(settings)
    translator = Translator(model, lambda texts: moderator.review(texts).is_allowed)
    output: Path = options.output or options.file.with_suffix(f".{language}.md")
    names = tuple(name.strip() for name in options.keep.split(",") if name.strip())
    keeper = _KeptInFile(_draft_of(output, source, language, names), console)
    rules, words = Rules(lesson.language, language, names), front_words(lesson)
    made = translate_markdown(lesson.title, lesson.text, rules, translator, keeper, words)
    with replaced(output) as half:
        half.write_text(translated_front(lesson, made, language) + made.text + "\n", "utf-8")
    keeper.forget()
    for note in made.notes:
        console.print(f"Note: {note}")
    console.print(f"{output} ({language})")
    return 0


def _draft_of(output: Path, source: str, language: str, names: tuple[str, ...]) -> Path:
    """Where the draft of this translation is kept: of another text, it is another file."""
    mark = hashlib.sha256("\0".join([source, language, *names]).encode()).hexdigest()[:12]
    return output.with_name(f".{output.name}.{mark}.draft")
