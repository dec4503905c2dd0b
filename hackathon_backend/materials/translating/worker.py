"""Puts lessons into further languages, in threads of whichever process is there for it, a few at a time."""

from __future__ import annotations

import logging
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ...access.moderation.verdict import Moderator
from ...errors import (
    LeaseLost,
    Model7Error,
    PromptRefused,
    WriterError,
)
from ...lessons import Lesson
from ...storage.building import StoragePlaces
from ...tracing import job_context
from ...translations.checks import Rules
from ...translations.draft import TranslationDraft
from ...translations.front_words import front_words, translated_front
from ...translations.markdown import TranslatedText, translate_markdown
from ...translations.translator import Translator
from ..converting import cut_to_fit, left_out
from ..files import is_picture, picture_name, type_of
from ..imports import MOST_TRIES, LessonImports
from ..leftovers import LessonLeftovers
from ..materials import Materials
from ..models import LessonFileKind
from ..taking import Takers, beating
from ..writing import LessonToKeep
from .models import LessonTranslation
from .rows import LessonTranslations

log = logging.getLogger(__name__)

THREADS = 2
"""Lessons that one process translates at once."""
_BEAT_SECONDS = 5.0
_AGAIN_SECONDS = 10.0
_WAITS = 3
"""How often a translation waits for a language model that can't be had; each time three times as long."""
_FIRST_WAIT = 5.0
_GIVEN_UP = "The translation has broken off again and again. Try it once more; what was translated is kept."


class RowDraft:
    """Keeps the draft of one claimed translation: what is kept is committed, and costs no call twice."""

    def __init__(self, rows: LessonTranslations, claimed: LessonTranslation) -> None:
        self._rows = rows
        self._claimed = claimed
        self.draft = claimed.draft or TranslationDraft()
        self.is_done = False
        self.has_grown = False

    def keep(self, draft: TranslationDraft, told: str, part: float) -> None:
        """Commit it, and how far it is. Raises `LeaseLost` if it was cancelled or taken over meanwhile."""
        done = len(draft.texts) + len(draft.kept)
        # Whoever gets on with it does not break off again and again at the same place.
        total = round(done / part) if part else 0
        self._rows.hold(self._claimed, draft=draft, done=done, tries=1, **({"total": total} if total else {}))
        self.draft, self.is_done, self.has_grown = draft, part >= 1, True


@dataclass
class LessonTranslator:
    """Takes translations, one a thread. Nothing moves before `start`, and nothing without a language model."""

    rows: LessonTranslations
    materials: Materials
    imports: LessonImports
    places: StoragePlaces
    moderator: Moderator
    leftovers: LessonLeftovers
    translator: Translator | None
    threads: int = THREADS
    first_wait: float = _FIRST_WAIT
    _takers: Takers = field(default_factory=partial(Takers, "lesson-translation"))

    def start(self) -> None:
        """Begin to look for translations."""
        if self.translator is None:
            return
        self.rows.on_new.append(self._takers.wake)
        self._takers.start(self.threads, partial(self._takers.go_on, self.take))

    def stop(self) -> None:
        """Take no more. What is under way is taken up again by whoever looks next."""
        self._takers.stop(2.0)

    def take(self) -> bool:
        """Work on the one whose turn it is, if there is one, and tell whether there was."""
        if self.translator is None or (claimed := self.rows.claim()) is None:
            return False
        with suppress(LeaseLost), job_context(claimed.id, claimed.owner):
            self._worked_on(claimed, self.translator)
        return True

    def _worked_on(self, claimed: LessonTranslation, translator: Translator) -> None:
        keeper = RowDraft(self.rows, claimed)
        put_off = partial(self.rows.put_off, claimed, _AGAIN_SECONDS, claimed.waits)
        with self._takers.ending(put_off, partial(self._broken_off, claimed, keeper)):
            if claimed.tries > MOST_TRIES:
                raise WriterError(_GIVEN_UP)
            hold = partial(self.rows.hold, claimed)
            with beating(f"translation {claimed.id}", _BEAT_SECONDS, hold, _on_its_way):
                kept = self._made(claimed, translator, keeper)
            self.rows.complete(claimed, kept)

    def _broken_off(self, claimed: LessonTranslation, keeper: RowDraft, error: Model7Error) -> None:
        waits = 0 if keeper.has_grown else claimed.waits
        may_come = isinstance(error, WriterError) and claimed.tries <= MOST_TRIES and not keeper.is_done
        if may_come and waits < _WAITS:
            log.info("The translation %s waits for the language model (%s).", claimed.id, error.code)
            self.rows.put_off(claimed, self.first_wait * 3.0**waits, waits + 1)
            return
        log.info("The translation %s has failed: %s", claimed.id, error.message)
        self.rows.fail(claimed, error)
        self.leftovers.discard_strays(claimed.lesson_id)

    def _made(self, claimed: LessonTranslation, translator: Translator, keeper: RowDraft) -> LessonToKeep:
        source = {"id": claimed.source_id, "version": str(claimed.source_version)}
        lesson = self.materials.lesson(source, of=None, ordered=True)
        rules = Rules(lesson.language, claimed.language, tuple(claimed.keep))
        made = translate_markdown(lesson.title, lesson.text, rules, translator, keeper, front_words(lesson))
        text, losses = _text_of(made, lesson, claimed.language)
        read = self.materials.read(claimed.lesson_id, "", text, claimed.language)
        if not (review := self.moderator.review_document(f"{read.title}\n\n{text}")).is_allowed:
            raise PromptRefused(review.told, param="lessonId")
        for picture in pictures_in(lesson):
            self._keep(claimed, picture)
        self.places.work.clear_here(claimed.id)
        return LessonToKeep(text, read, losses)

    def _keep(self, claimed: LessonTranslation, picture: Path) -> None:
        name = picture_name(claimed.lesson_id, picture.name)
        # What is kept is gone from its place, and the lesson that is translated still needs its pictures.
        copy = Path(shutil.copyfile(picture, self.places.work.folder(claimed.id) / picture.name))
        size, type_ = copy.stat().st_size, type_of(picture.name)
        self.imports.note_file(claimed, name, LessonFileKind.PICTURE, picture.name, type_, size)
        self.places.storage.keep(copy, name)


def _on_its_way() -> None:
    """What was sent to the model is not called back: it is found out with the next word to be kept."""


def pictures_in(lesson: Lesson) -> list[Path]:
    """The files of the pictures that a lesson shows."""
    if lesson.folder is None:
        return []
    here = [each for each in sorted(lesson.folder.iterdir()) if is_picture(each.name) and each.is_file()]
    return [each for each in here if each.name in lesson.text]


def _text_of(made: TranslatedText, lesson: Lesson, language: str) -> tuple[str, tuple[str, ...]]:
    """The whole text of the lesson, and what is to be said of it."""
    body, losses = cut_to_fit(made.text), made.notes
    if len(body) < len(made.text):
        losses = (left_out("translation", len(made.text), len(body)), *losses)
    return f"{translated_front(lesson, made, language)}{body}\n", losses
