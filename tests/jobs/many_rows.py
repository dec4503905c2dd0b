"""A big school's database: 100,000 videos that have ended and 10,000 that wait, made by the database itself."""

from __future__ import annotations

from sqlalchemy import text

from hackathon_backend.jobs import Database
from tests.clock import START

ENDED, WAITING = 100_000, 10_000
OWNERS = 500
DAY = 86_400
#: Ended jobs are of the last 300 days, a third of a thousand each day; `i` counts from 1, the newest last.
_AT = f"({START} - ({ENDED} - i) * 260.0)"
_ONE = f"'o' || (i % {OWNERS})"
_REQUEST = '{"kind": "prompt", "message": "Why does the moon shine, and what has that to do with the sun?"}'
_BRIEF = (
    '{"title": "The moon", "visual_prompt": "The moon.", "narration": "The moon goes round the earth.", '
    '"takeaways": ["It is round.", "It goes round.", "It shines."]}'
)
_REPLY = (
    '{"format": "video", "status": "completed", "messageId": null, "conversationId": null, "lessonId": null, '
    '"generatedAt": "2026-11-30T00:00:00Z", "durationSeconds": 31.5}'
)
_JOB = (
    "insert into jobs (id, created_at, state, version, progress, activity, wake_at, faults, request, brief, notes, "
    "engines, turn, attempts, engine_floor, tries, owner, share_key, fingerprint, model, seconds, at_engine, "
    "submitted_at, operation_id, ended_at, expired_at, filename, reply, lease_owner) "
)
_COMMON = (
    f"0, '{_REQUEST}', '{_BRIEF}', '[]', '[\"sora\"]', 0, '[]', 0, 0, {_ONE}, 'key' || i, 'print' || i, 'sora-2', 8.0"
)
STATEMENTS = (
    f"{_JOB} select 'vid_' || i, {_AT}, case when i % 20 = 0 then 'failed' else 'completed' end, 9, 100, 'done', "
    f"{_AT}, "
    f"{_COMMON}, null, {_AT}, 'sora:v' || i, {_AT} + 60, case when i < {ENDED // 2} then {_AT} + {30 * DAY} end, "
    f"'vid_' || i || '.mp4', '{_REPLY}', null from n where i <= {ENDED}",
    # Of those that wait half are of one owner, and a tenth is being rendered elsewhere.
    f"{_JOB} select 'wait_' || i, {START} + i * 0.01, case when i % 10 = 0 then 'rendering' else 'queued' end, "
    "1, 0, '', "
    f"{START} + i * 0.01, 0, '{_REQUEST}', null, '[]', '[\"sora\"]', 0, '[]', 0, 0, "
    f"case when i % 2 = 0 then 'big' else {_ONE} end, 'key', 'wait' || i, 'sora-2', 8.0, "
    "case when i % 10 = 0 then 'sora' end, "
    f"case when i % 10 = 0 then {START} end, case when i % 10 = 0 then 'sora:w' || i end, null, null, null, null, null "
    f"from n where i <= {WAITING}",
    "insert into job_events (job_id, at, state, status, progress, activity) "
    f"select 'vid_' || i, {_AT}, 'completed', 'completed', 100, 'done' from n where i <= {ENDED}",
    f"insert into conversations (id, created_at, owner) select 'c' || i, {_AT}, {_ONE} from n where i <= {ENDED // 2}",
    "insert into messages (id, conversation_id, created_at, role, content, job_id) select 'm' || i, "
    f"'c' || ((i + 1) / 2), {_AT}, 'assistant', 'The moon', 'vid_' || i from n where i <= {ENDED // 2}",
    "insert into charges (job_id, engine, part, owner, model, seconds, price_per_second, micros, at, state) select "
    f"'vid_' || i, 'sora', '', {_ONE}, 'sora-2', 8, 0.1, 800000, cast({_AT} as bigint), 'spent' from n "
    f"where i <= {ENDED}",
    "insert into deliveries (id, event_id, job_id, type, created_at, url, host, from_settings, state, next_at, tries, "
    f"attempts) select 'd' || i, 'e' || i, 'vid_' || i, 'video.completed', {_AT}, 'https://a.example/', 'a.example', "
    f"true, case when i > {ENDED - 1000} then 'pending' else 'delivered' end, "
    f"case when i > {ENDED - 1000} then {_AT} end, 1, '[]' from n where i <= {ENDED}",
    "insert into audit_log (at, owner, name, proof, action, kind, object_id, result, detail, address, agent, "
    f"request_id) select {_AT}, {_ONE}, 'Mo', 'key', 'video.create', 'video', 'vid_' || i, 'ok', '', '', '', '' from n "
    f"where i <= {ENDED}",
)


def fill(database: Database) -> None:
    """Write them all, and have the database count what it has."""
    numbers = f"with recursive n(i) as (select 1 union all select i + 1 from n where i < {ENDED}) "
    with database.engine.execution_options(writes=True).begin() as connection:
        for statement in STATEMENTS:
            connection.execute(text(numbers + statement))
    if database.engine.dialect.name == "postgresql":
        with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.exec_driver_sql("vacuum analyze")
    else:
        with database.engine.execution_options(writes=True).begin() as connection:
            connection.exec_driver_sql("analyze")
