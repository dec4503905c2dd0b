"""A program's prompt: what of it asks for a video, and what of it is to be shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..intent.intent import findings_in
from ..intent.language import detect
from ..intent.roles import Role
from ..intent.tokenise import clean
from ..intent.topic import topic_of
from ..intent.verdict import Finding, Verdict
from ..lessons.sentences import sentences

_LONG = 1000
"""Characters from which on a prompt is a text, whatever its sentences say."""
_SHORT_TOPIC = 4
"""Words of a topic; "an animation of" more than these describes pictures rather than asking for a lesson."""
_PICTURED = re.compile(r"\bof\b", re.IGNORECASE)
_EXPLAINING = ({Role.EXPLAIN}, {Role.ASK, Role.EXPLAIN}, {Role.SHOW, Role.WHAT}, {Role.POLITE, Role.EXPLAIN})


@dataclass(frozen=True)
class Prompt:
    """`topic` is what a video is asked for about ("" if it is not said), `content` the rest, which is to be shown. A
    prompt that asks for nothing has no topic (None) and is content as it stands.
    """

    topic: str | None
    content: str


def read_prompt(prompt: str) -> Prompt:
    """Part the sentences at the beginning and at the end that ask for a video from what stands between them."""
    if len(prompt) > _LONG or "\n" in prompt.strip():
        return Prompt(None, prompt)
    left, topics = sentences(" ".join(prompt.split())), list[str]()
    for end in (0, -1):
        while left and (topic := _asked_for(left[end])) is not None:
            topics.append(topic)
            del left[end]
    return Prompt(next(filter(None, topics), ""), " ".join(left)) if topics else Prompt(None, prompt)


def _asked_for(sentence: str) -> str | None:
    """The topic of a sentence that asks for a video or an explanation; None if it is not such a one."""
    text = clean(sentence)
    findings = findings_in(text, detect(text))
    asking = next((f for f in findings if f.verdict in (Verdict.ASKS, Verdict.HINTS)), None)
    if asking is not None:
        topic = topic_of(text, findings)
        pictured = _PICTURED.search(text) is not None or len(topic.split()) > _SHORT_TOPIC
        return None if asking.rule == "stands_alone" and pictured else topic
    return text if _explains(findings) else None


def _explains(findings: Sequence[Finding]) -> bool:
    first = findings[0].clause.roles if findings else ()
    return any(wanted == set(first[: len(wanted)]) for wanted in _EXPLAINING)
