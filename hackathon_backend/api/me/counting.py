"""What was counted of somebody's films, and how their lessons came into other languages or out of documents."""

from __future__ import annotations

from collections.abc import Iterator

from ...analytics.outline import FilmOutline
from ...container import Container
from ...errors import Conflict, NotFound, StorageAway
from ...net.camel import CamelModel
from ..analytics.schemas import FilmAnalytics
from ..analytics.view import film_view
from ..lessons.imports import import_view
from ..lessons.schemas import ImportView
from ..lessons.translated import LessonInLanguage
from ..lessons.translations import translation_view

_NOT_KNOWN = FilmOutline(0.0, (), ())
"""Of a film whose files are gone and that nobody has watched: what was taken along of it is known all the same."""


class OrderedTranslation(LessonInLanguage):
    """A translation, and the lesson that it was ordered of."""

    source_id: str


class LessonsOnTheirWay(CamelModel):
    """Translations and imports, the oldest first."""

    translations: list[OrderedTranslation]
    imports: list[ImportView]


def analytics_of(container: Container, owner: str) -> Iterator[FilmAnalytics]:
    """What was counted of each film since it is there. Names of those who watched are theirs, and not in it."""
    for video_id in container.analytics.counted(owner):
        try:
            outline = container.views.outline(video_id)
        except (Conflict, NotFound, StorageAway):
            outline = _NOT_KNOWN
        report = container.analytics.whole_film(video_id, outline)
        try:
            job = container.store.get(video_id)
        except NotFound:  # removed by another at this moment
            continue
        yield film_view(job, report, ())


def lessons_on_their_way(container: Container, owner: str) -> LessonsOnTheirWay:
    """All rows of an owner that made lessons, or are about to."""
    rooms = container.lessons
    return LessonsOnTheirWay(
        translations=[
            OrderedTranslation(source_id=row.source_id, **dict(translation_view(row, None)))
            for row in rooms.translations.of_owner(owner)
        ],
        imports=[import_view(row) for row in reversed(rooms.imports.of_owner(owner))],
    )
