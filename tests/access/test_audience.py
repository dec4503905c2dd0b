"""Who may watch: the same answers from every database, each found by one look."""

from __future__ import annotations

import pytest

from hackathon_backend.access.audience import Audience
from hackathon_backend.access.links import Links, VideoAccess, lasting
from hackathon_backend.access.principal import LOCAL, NOBODY, Principal, Proof, Scope, UserRole
from hackathon_backend.access.shares import Shares
from hackathon_backend.jobs import Database, Job, JobStore, LessonRequest, TranslationRequest
from tests.clock import START


def somebody(owner: str, proof: Proof = Proof.KEY, only: str | None = None) -> Principal:
    return Principal(owner, owner, UserRole.STUDENT, frozenset({Scope.READ}), proof, only=only)


OWNER, FRIEND, STRANGER = somebody("key:1"), somebody("user:2"), somebody("user:3")
GUEST, GUEST_OF_CHAT = somebody("key:1", Proof.GUEST, "vid_1"), somebody("", Proof.GUEST, "conv_1")
GUEST_OF_ANOTHER = somebody("key:1", Proof.GUEST, "vid_2")


@pytest.fixture
def job(store: JobStore, database: Database) -> Job:
    request = LessonRequest(message="The moon", conversation_id="conv_1")
    made = store.create(Job(id="vid_1", owner="key:1", created_at=START, wake_at=START, engines=["a"], request=request))
    Shares(database).set_names("vid_1", ["user:2"])
    return made


@pytest.mark.parametrize("access", [VideoAccess.LINK, VideoAccess.PRIVATE])
def test_those_who_may_watch_are_let_in_and_nobody_else(database: Database, job: Job, access: VideoAccess) -> None:
    audience = Audience(database, Links(access))

    def let_in(caller: Principal, video_id: str = "vid_1") -> bool:
        return audience.may_watch(caller, video_id, None)

    assert all(map(let_in, (OWNER, FRIEND, LOCAL, GUEST, GUEST_OF_CHAT)))
    assert not any(map(let_in, (STRANGER, NOBODY, GUEST_OF_ANOTHER)))
    assert not any(let_in(caller, id_) for caller in (OWNER, LOCAL) for id_ in ("vid_none", "vid_\0", "vid_é", ""))


def test_a_token_lets_anybody_in_and_only_to_its_video(database: Database, store: JobStore, job: Job) -> None:
    other = store.create(
        Job(id="vid_2", owner="key:1", created_at=START, wake_at=START, engines=["a"], request=LessonRequest())
    )
    audience = Audience(database, Links(VideoAccess.LINK))
    token = lasting("vid_1", job.share_key)
    assert audience.may_watch(NOBODY, "vid_1", token)
    assert not audience.may_watch(NOBODY, other.id, token)
    Shares(database).renew("vid_1")
    assert not audience.may_watch(NOBODY, "vid_1", token)


def test_a_deleted_video_is_for_nobody(database: Database, store: JobStore, job: Job) -> None:
    store.mark_expired("vid_1", deleted=True)
    audience = Audience(database, Links(VideoAccess.PRIVATE))
    assert not any(audience.may_watch(caller, "vid_1", None) for caller in (OWNER, FRIEND, LOCAL))


def test_whoever_may_watch_a_film_may_watch_its_translations_and_not_the_other_way(
    database: Database, store: JobStore, job: Job
) -> None:
    def translated(id_: str, owner: str) -> Job:
        request = TranslationRequest(language="es", source=job.id)
        more = {"created_at": START, "wake_at": START, "engines": ["a"], "request": request, "remixed_from": job.id}
        return store.create(Job(id=id_, owner=owner, **more))

    spanish, of_another = translated("vid_es", "key:1"), translated("vid_es_2", "key:9")
    for access in (VideoAccess.LINK, VideoAccess.PRIVATE):
        audience = Audience(database, Links(access))
        assert all(audience.may_watch(caller, spanish.id, None) for caller in (OWNER, FRIEND, GUEST, GUEST_OF_CHAT))
        assert not any(audience.may_watch(caller, spanish.id, None) for caller in (STRANGER, NOBODY))
        assert not audience.may_watch(FRIEND, of_another.id, None)
    links = Audience(database, Links(VideoAccess.LINK))
    assert links.may_watch(NOBODY, spanish.id, lasting(job.id, job.share_key))
    assert not links.may_watch(NOBODY, of_another.id, lasting(job.id, job.share_key))
    assert not links.may_watch(NOBODY, job.id, lasting(spanish.id, spanish.share_key))
    store.mark_expired(job.id, deleted=True)
    assert not links.may_watch(NOBODY, spanish.id, lasting(job.id, job.share_key))
