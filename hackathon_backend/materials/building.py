"""All that lessons of people's own need, wired together."""

from __future__ import annotations

from dataclasses import dataclass

from ..access.moderation.verdict import Moderator
from ..clock import Clock
from ..confined import Confined
from ..jobs.database import Database
from ..lessons import Library
from ..settings import Settings
from ..storage.building import StoragePlaces
from ..translations.translator import Translator
from .importer import Importer
from .imports import LessonImports
from .keys import LessonKeys
from .leftovers import LessonLeftovers
from .materials import Materials
from .pictures import LessonPictures
from .sharing import LessonSharing
from .translating.rows import LessonTranslations
from .translating.worker import LessonTranslator

_PICTURES = "lessons"
"""The folder in `work_dir` for pictures of lessons."""


@dataclass(frozen=True)
class LessonRooms:
    """Lessons, what makes them of documents, who may read them, and what removes what is left of them."""

    materials: Materials
    imports: LessonImports
    keys: LessonKeys
    importer: Importer
    sharing: LessonSharing
    leftovers: LessonLeftovers
    pictures: LessonPictures
    translations: LessonTranslations


def lesson_rooms(
    settings: Settings,
    database: Database,
    library: Library,
    confined: Confined,
    places: StoragePlaces,
    moderator: Moderator,
    clock: Clock,
) -> LessonRooms:
    """Build them. Nothing moves before `importer.start`."""
    most = settings.max_owner_lessons
    pictures = LessonPictures(database, places.storage, settings.work_dir / _PICTURES)
    leftovers = LessonLeftovers(database, places.storage, pictures, clock=clock)
    materials = Materials(database, library, confined, pictures=pictures, most_lessons=most, clock=clock)
    imports = LessonImports(database, most_lessons=most, clock=clock)
    importer = Importer(imports, materials, places.storage, places.work, moderator, leftovers)
    sharing = LessonSharing(database, clock=clock)
    translations = LessonTranslations(database, most_lessons=most, clock=clock)
    keys = LessonKeys(database, clock)
    return LessonRooms(materials, imports, keys, importer, sharing, leftovers, pictures, translations)


def lesson_translator(
    rooms: LessonRooms, places: StoragePlaces, moderator: Moderator, translator: Translator | None
) -> LessonTranslator:
    """What puts lessons into further languages. Nothing moves before its `start`."""
    return LessonTranslator(
        rooms.translations, rooms.materials, rooms.imports, places, moderator, rooms.leftovers, translator
    )
