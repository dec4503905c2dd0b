"""Advice on a prompt: pure and fast, so that it can be asked for while somebody types. It never forbids."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..base import PROMPT_LIMIT
from ..phrasebook import flat
from ..refining.facets import PromptFacets, facets_in
from ..refining.refined import Medium
from ..refining.vocabulary import FACETS, Facet, known_language, phrase_pattern, vocabulary
from .finding import FindingKind, PromptFinding, advice_words

_FEW_WORDS, _FEW_SIGNS = 4, 6
"""Words of a prompt that leave nearly all to the engine; signs in scripts without spaces."""
_BLOCK = 700
"""Characters of a text without paragraphs that nobody follows."""
_WORDS_A_SECOND = 2.5
_WORD = re.compile(r"[^\W\d_]{2,}")
_UNSPACED = re.compile("[\u3041-\u30ff\u3400-\u9fff]")
_MISSING: dict[Facet, tuple[str, str]] = {
    "shot": ("It is open how near we are.", "Say it: “close-up of …”, “wide shot of …”, “seen from above”."),
    "camera": ("It is open what the camera does.", "Say that it moves or stands: “slow push-in”, “static camera”."),
    "setting": ("It is open where it happens.", "Say where: “in a sunlit greenhouse”, “on a workbench”."),
    "light": ("It is open what the light is like.", "Say it: “soft morning light”, “lit by a single lamp”."),
}
_OF_ALL: tuple[tuple[FindingKind, str, str, str], ...] = (
    (
        "unsuitable",
        "unsuitable",
        "“{}”: videos here are for learners of every age.",
        "Leave it out, or speak of it in words only.",
    ),
)
_OF_FILMED: tuple[tuple[FindingKind, str, str, str], ...] = (
    *_OF_ALL,
    (
        "real_person",
        "people",
        "“{}” is a real person; models that film refuse those.",
        "Describe a role: “an elderly physicist”.",
    ),
    ("character", "characters", "“{}” is somebody's character or work.", "Invent your own: “a cheerful clay robot”."),
    ("brand", "brands", "“{}” is a brand.", "Describe the thing without its name and logo."),
)


def advise(prompt: str, language: str, medium: Medium, seconds: float | None = None) -> list[PromptFinding]:
    """What to think about before `prompt` is filmed, or drawn as a lesson of `seconds`."""
    if not prompt.strip():
        return []
    known = known_language(language)
    if medium == "drawn":
        return [
            *_on_length(prompt),
            *_on_names(prompt, _OF_ALL),
            *_on_camera_words(prompt, known),
            *_on_text(prompt, seconds),
        ]
    return [
        *_on_length(prompt),
        *_on_too_much(prompt),
        *_on_subject(prompt, known),
        *_on_scenes(prompt, known),
        *_on_words(prompt, known),
        *_on_names(prompt, _OF_FILMED),
        *_on_missing(facets_in(prompt, known)),
    ]


def _on_length(prompt: str) -> Iterator[PromptFinding]:
    signs = len(_UNSPACED.findall(prompt))
    if signs < _FEW_SIGNS and len(prompt.split()) < _FEW_WORDS and (signs == 0 or len(prompt.split()) < 2):
        yield PromptFinding(
            "too_short",
            "These few words leave nearly all open.",
            "Say in a sentence or two what happens, or what is to be explained.",
        )


def _on_too_much(prompt: str) -> Iterator[PromptFinding]:
    if len(prompt) > PROMPT_LIMIT:
        yield PromptFinding(
            "too_long",
            f"Models that film follow {PROMPT_LIMIT} characters at most well; this has {len(prompt)}.",
            "Shorten it to what is seen. A text to be explained is drawn by the storyboard engine.",
            PROMPT_LIMIT,
            len(prompt),
        )


def _on_subject(prompt: str, language: str) -> Iterator[PromptFinding]:
    words = vocabulary(language)
    left = flat(prompt)
    for each in facets_in(prompt, language).words:
        left = left[: each.start] + " " * (each.end - each.start) + left[each.end :]
    left = phrase_pattern((*words.fillers, *words.place_marks)).sub(" ", left)
    if not _WORD.search(left) and not _UNSPACED.search(left):
        yield PromptFinding(
            "no_subject", "It says how it looks, and not what is seen.", "Name who or what is seen, and what it does."
        )


def _on_scenes(prompt: str, language: str) -> Iterator[PromptFinding]:
    found = list(advice_words("then", language).finditer(flat(prompt)))
    if len(found) >= 2:
        yield PromptFinding(
            "several_scenes",
            "That is more than one scene; a clip shows one well.",
            "Keep one scene, or order a clip for each and join them.",
            *found[0].span(),
        )


def _on_words(prompt: str, language: str) -> Iterator[PromptFinding]:
    text = flat(prompt)
    for match in advice_words("lettering", language).finditer(text):
        yield PromptFinding(
            "lettering",
            f"“{prompt[slice(*match.span())]}”: generated pictures misspell letters and numbers.",
            "Leave writing out, or take the storyboard engine, which writes every label right.",
            *match.span(),
        )
        break
    for match in re.finditer(rf"{phrase_pattern(tuple(vocabulary(language).negations)).pattern}\s*\w*", text):
        yield PromptFinding(
            "negation",
            f"“{prompt[slice(*match.span())]}”: models that film often show what a prompt says is not there.",
            "Say what is there instead: “an empty street” for “no people”.",
            *match.span(),
        )
        break
    for match in advice_words("vague", language).finditer(text):
        yield PromptFinding(
            "vague",
            f"“{prompt[slice(*match.span())]}” can be anything.",
            "Say what makes it so: a colour, a material, a movement.",
            *match.span(),
        )


def _on_names(prompt: str, lists: tuple[tuple[FindingKind, str, str, str], ...]) -> Iterator[PromptFinding]:
    text = flat(prompt)
    for kind, words, message, suggestion in lists:
        for match in advice_words(words).finditer(text):
            yield PromptFinding(kind, message.format(prompt[slice(*match.span())]), suggestion, *match.span())


def _on_missing(said: PromptFacets) -> Iterator[PromptFinding]:
    kinds: dict[Facet, FindingKind] = {
        "shot": "missing_shot",
        "camera": "missing_camera",
        "setting": "missing_setting",
        "light": "missing_light",
    }
    for facet in FACETS:
        if not said.says(facet):
            yield PromptFinding(kinds[facet], *_MISSING[facet])


def _on_camera_words(prompt: str, language: str) -> Iterator[PromptFinding]:
    said = facets_in(prompt, language)
    for each in (*said.of("shot"), *said.of("camera"))[:1]:
        yield PromptFinding(
            "not_drawn",
            f"“{prompt[each.start : each.end]}”: the storyboard engine draws lessons and has no camera.",
            "Say what is to be explained; or take a model that films.",
            each.start,
            each.end,
        )


def _on_text(prompt: str, seconds: float | None) -> Iterator[PromptFinding]:
    if len(prompt) > _BLOCK and "\n" not in prompt.strip():
        yield PromptFinding(
            "one_block",
            "It is one long paragraph: its ideas become scenes more easily if they are parted.",
            "Begin a paragraph for each idea, give headings with #, steps with 1. 2. 3.",
        )
    words = len(prompt.split())
    if seconds and words > 1.5 * _WORDS_A_SECOND * seconds:
        need = round(words / _WORDS_A_SECOND / 5) * 5
        yield PromptFinding(
            "length",
            f"{seconds:g} seconds are short for {words} words: what matters most is told, the rest is left out.",
            f"About {need} seconds would tell all of it.",
        )
