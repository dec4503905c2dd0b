"""Collections and what is in them, as whoever asks may see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from ...access.links import SHARE
from ...access.principal import Scope
from ...film_collections.contents import ItemState, ShownItem
from ...film_collections.models import Collection, CollectionKind
from ...film_collections.posters import poster_films
from ...jobs import Job
from ...times import iso
from ..current import current_container, current_principal
from ..guards.prefix import root
from ..library.view import card_title
from ..sharing.routes import absolute
from ..shown import ending_of_files, ending_of_pages, is_stranger
from ..videos.view import seconds_of
from .schemas import CollectionCard, CollectionItemView, CollectionView, CoursePlanning

_ORDERED_ANEW = (ItemState.FAILED, ItemState.EXPIRED, ItemState.DELETED, ItemState.REFUSED)


def contents_of(found: Collection) -> list[ShownItem]:
    """What is in it, as the caller may see it."""
    return current_container().contents.of(found, current_principal())


def collection_view(found: Collection, sent: str | None) -> CollectionView:
    """The collection with all that is in it, for whoever has sent this token."""
    items = contents_of(found)
    films = [each.job for each in items if each.job is not None and each.state is ItemState.READY]
    ending, may_edit = ending_of_collection(found, sent), current_principal().owns(found.owner)
    return CollectionView(
        id=found.id,
        object="collection",
        kind=found.kind,
        title=found.title,
        description=found.description,
        count=len(items),
        seconds=round(sum(seconds_of(job) or 0.0 for job in films), 1),
        poster_url=_poster(found, items),
        poster_item=found.poster_item,
        may_edit=may_edit,
        url=absolute(f"/collections/{found.id}{ending}"),
        embed_url=absolute(f"/embed/collections/{found.id}{ending}"),
        zip_url=f"{root()}/api/collections/{found.id}/zip{_query(token_for_now(found, sent))}",
        created_at=iso(found.created_at),
        updated_at=iso(found.updated_at),
        planning=_planning(found, may_edit=may_edit),
        items=[item_view(each, may_edit=may_edit) for each in items],
    )


def _planning(found: Collection, *, may_edit: bool) -> CoursePlanning | None:
    if found.kind is not CollectionKind.COURSE or (plan := current_container().course_plans.of(found.id)) is None:
        return None
    error = plan.error_message if may_edit else None
    if plan.ended_at is not None and error is None:
        return None
    of: Literal["lessons", "films"] = "lessons" if plan.order.films is None else "films"
    return CoursePlanning(of=of, done=plan.done, total=plan.total, error=error)


def cards_of(collections: Sequence[Collection], holding: Mapping[str, str] | None) -> list[CollectionCard]:
    """Cards of the caller's own collections; `holding` has the item of what was asked for, by their ids."""
    container = current_container()
    ids = [each.id for each in collections]
    counts, films = container.collections.counts(ids), poster_films(container.database, ids)
    jobs = container.store.many(films.values())
    return [_card(each, counts[each.id], jobs.get(films.get(each.id, "")), holding) for each in collections]


def item_view(shown: ShownItem, *, may_edit: bool) -> CollectionItemView:
    """One of its items. What it was called that is gone is told to those who have put it there."""
    item, job = shown.item, shown.job
    is_told = shown.state is not ItemState.HIDDEN and (may_edit or shown.state is not ItemState.DELETED)
    making = job if shown.state is ItemState.MAKING else None
    return CollectionItemView(
        id=item.id,
        type=item.kind,
        state=shown.state,
        title=title_of_item(shown) if is_told else "",
        target=item.target if is_told else None,
        url=_page_of(shown),
        poster_url=poster_of(job) if job else None,
        seconds=_seconds_of(shown),
        progress=round(making.progress, 1) if making else None,
        activity=making.activity if making else item.refusal if may_edit and item.is_planned else None,
        count=shown.count if shown.collection else None,
        sections=list(item.plan.sections) if item.plan and is_told else [],
        may_order=may_edit and item.plan is not None and shown.state in _ORDERED_ANEW,
        share=_share_of(job) if job else None,
    )


def _seconds_of(shown: ShownItem) -> float | None:
    """How long a film is, or is likely to be as long as nothing tells better."""
    plan = shown.item.plan
    known = seconds_of(shown.job) if shown.job is not None else None
    return known or (plan.seconds if plan is not None else None)


def title_of_item(shown: ShownItem) -> str:
    """What it is called now, or was when it was added."""
    if shown.job is not None:
        return card_title(shown.job)
    if shown.lesson is not None:
        return shown.lesson.title
    return shown.collection.title if shown.collection is not None else shown.item.title


def poster_of(job: Job) -> str | None:
    """The address of a finished film's poster."""
    path = job.reply.thumbnail_url if job.reply and job.expired_at is None else None
    return f"{root()}{path}{ending_of_files()(job)}" if path else None


def ending_of_collection(found: Collection, sent: str | None) -> str:
    """What the addresses of its pages end in, to be passed on."""
    return _query(current_container().links.of_page(found, current_principal(), sent))


def token_for_now(found: Collection, sent: str | None) -> str | None:
    """What opens it for whoever asks, for some hours if it can't be passed on; None if nobody has to be let in."""
    return current_container().links.of_files(found, current_principal(), sent)


def _page_of(shown: ShownItem) -> str | None:
    caller = current_principal()
    if shown.collection is not None:
        return f"{root()}/collections/{shown.collection.id}{_query(token_for_now(shown.collection, None))}"
    if shown.lesson is not None:
        return f"{root()}/?lesson={shown.lesson.id}" if caller.may(Scope.CHAT) else None
    if shown.job is None or not shown.has_page:
        return None
    return f"{root()}/watch/{shown.job.id}{ending_of_pages(shown.job, None)}"


def _share_of(job: Job) -> str | None:
    """The token that a player asks for the film with; None if nobody has to be let in."""
    return current_container().links.passing(job) if is_stranger(current_principal(), job) else None


def _poster(found: Collection, items: Sequence[ShownItem]) -> str | None:
    films = [each for each in items if each.job is not None and each.state is ItemState.READY]
    chosen = [each for each in films if each.item.id == found.poster_item]
    return next((url for each in chosen + films if each.job and (url := poster_of(each.job))), None)


def _card(found: Collection, count: int, film: Job | None, holding: Mapping[str, str] | None) -> CollectionCard:
    card = CollectionCard(
        id=found.id,
        object="collection",
        kind=found.kind,
        title=found.title,
        description=found.description,
        count=count,
        poster_url=poster_of(film) if film else None,
        url=f"{root()}/collections/{found.id}",
        created_at=iso(found.created_at),
        updated_at=iso(found.updated_at),
    )
    if holding is not None:
        card.item = holding.get(found.id)
    return card


def _query(token: str | None) -> str:
    return f"?{SHARE}={token}" if token else ""
