"""Does a message ask for a video, and about what? Word lists and a small grammar decide, no language model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from .clauses import Clause, clauses
from .grammar import indices, is_live
from .language import DEFAULT, detect, languages
from .more import one_more
from .roles import Role
from .rules import judge
from .tokenise import clean
from .topic import shortened, topic_of
from .verdict import Finding, Verdict


@dataclass(frozen=True)
class Intent:
    """What a message asks for.

    `topic` is what the video should be about, without the words that ask ("React hooks"; empty for "make a video of
    this"); of a message that asks for no video it is the message itself, cleaned. `language` is an ISO 639-1 code.
    """

    wants_video: bool
    topic: str
    language: str


def read_intent(message: str) -> Intent:
    """What `message` asks for. Takes any string, in time bounded by `READ_LIMIT`, and never raises."""
    text = clean(message)
    language = detect(text)
    if (more := one_more(text)) is not None:
        return Intent(True, more, language)
    findings = findings_in(text, language)
    wanted = wants_video(findings)
    return Intent(wanted, topic_of(text, findings) if wanted else shortened(text), language)


def findings_in(text: str, language: str) -> tuple[Finding, ...]:
    """What each clause of a cleaned text says, and by which rule: the reasons behind `read_intent`."""
    findings: list[Finding] = []
    parts = clauses(text, language if language in languages() else DEFAULT)
    spoken_of = any({Role.VIDEO, Role.VIDEOS} & set(clause.roles) for clause in parts)
    for clause in parts:
        findings.append(_in_context(judge(clause, spoken_of=spoken_of), findings))
    return tuple(findings)


def wants_video(findings: Sequence[Finding]) -> bool:
    """The last clear word counts: "a video, no, just text". A hint counts if nothing else is asked."""
    clear = [f.verdict for f in findings if f.verdict in {Verdict.ASKS, Verdict.REFUSES}]
    return clear[-1] is Verdict.ASKS if clear else _hints_at_video(findings)


def _hints_at_video(findings: Sequence[Finding]) -> bool:
    hints = {f.rule for f in findings if f.verdict is Verdict.HINTS}
    seeing = {"leans", "is_the_form"} & hints
    questions = (f.clause for f in findings if f.verdict is Verdict.QUESTIONS)
    return bool(hints) and all(seeing and _wants_to_see(clause) for clause in questions)


def _wants_to_see(clause: Clause) -> bool:
    """Whether it is "show me how": with "I'm a visual learner" that is no question for words."""
    return any(is_live(clause, i) for i in indices(clause, Role.SHOW, Role.EXPLAIN))


def _in_context(finding: Finding, before: Sequence[Finding]) -> Finding:
    """A finding, seen with those before it in its sentence.

    A bare "a video" in a list that a question opened ("Should I make a poster, a video, or ...") asks for nothing, and
    what is to be translated is not said to us.
    """
    sentence = list(takewhile(lambda f: f.clause.sentence == finding.clause.sentence, reversed(before)))
    if any(Role.CITE in f.clause.roles for f in (finding, *sentence)):
        return Finding(Verdict.MENTIONS, "is_cited", finding.clause, finding.cue)
    alone = finding.rule == "stands_alone" and Role.POLITE not in finding.clause.roles
    if alone and any(f.verdict in {Verdict.QUESTIONS, Verdict.MENTIONS} for f in sentence):
        return Finding(Verdict.MENTIONS, "in_a_list", finding.clause, finding.cue)
    return finding
