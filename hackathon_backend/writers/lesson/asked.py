"""The questions that a lesson asks and answers itself, taken out of what it tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ...lessons import Block, Lesson
from ...lessons.search.words import fold
from ...lessons.sentences import is_question
from ..citing import source_of
from ..cutting import cut_at_word
from .beats import spoken
from .scenes.labels import capitalised
from .scenes.quiz import FEWEST, OPTION, REASON, Quiz, shuffled

_FLAGS = re.IGNORECASE | re.DOTALL
_ASKS = re.compile(
    r"(?:Question|Frage|Pregunta|Pergunta|Domanda|प्रश्न|سؤال|问题|問題|質問|Q)\s*\d*\s*[:：.)]\s*(?P<text>.+)", _FLAGS
)
_ANSWER = (
    r"(?:(?:(?:The\s+)?(?:correct|right)\s+)?Answer|(?:Richtige\s+)?Antwort|Lösung|Solution|Respuesta(?:\s+correcta)?"
    r"|Solución|(?:Bonne\s+)?Réponse|Resposta(?:\s+certa)?|Risposta(?:\s+(?:corretta|giusta))?|उत्तर|الجواب|الإجابة|答案"
    r"|答え|正解|정답|A)"
)
_WHY = (
    r"(?:Explanation|Explained|Reason|Why|Because|Erklärung|Begründung|Warum|Explicación|Por qué|Explication|Pourquoi"
    r"|Explicação|Por quê|Spiegazione|Perché|व्याख्या|الشرح|التفسير|解释|解析|理由|解説|해설|설명)"
)
_ANSWERS = re.compile(rf"{_ANSWER}(?:\s*[:：]|\s+is\b:?|\s*[–—-]\s)\s*(?P<text>.+)", _FLAGS)
_EXPLAINS = re.compile(rf"{_WHY}\s*[:：?？]\s*(?P<text>.+)", _FLAGS)
_INSIDE_WHY = re.compile(rf"\s(?={_WHY}\s*[:：])", _FLAGS)
_BARE = re.compile(rf"(?:(?:Show|See|Reveal)\s+(?:the\s+)?)?(?P<kind>{_ANSWER}|{_WHY})\s*[:：]?\Z", re.IGNORECASE)
_QUIZ_SECTION = re.compile(
    r"quiz|check (?:your|what)|test your|self[- ]test|practice|exercise|questions|teste dich|übung|fragen|comprueba"
    r"|ejercicio|preguntas|vérifie|exercice|teste seus|exercício|perguntas|verifica|esercizi|domande|प्रश्न|أسئلة|اختبار"
    r"|测验|练习|測驗|クイズ|確認|퀴즈|연습",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:\(?(?P<letter>[A-Fa-f])\)?[.):]?|(?P<number>[1-6])[.)]?)(?:\s+(?P<rest>.*))?\Z", re.DOTALL)
_LETTERED = re.compile(r"\(?[A-Fa-f][.)]\s+")
_SAID = ("paragraph", "quote")


@dataclass
class _AskedQuestion:
    """A question while it is read: where its blocks are, and what has been found of it."""

    text: str
    places: list[int]
    options: tuple[str, ...] = ()
    answer: str = ""
    reasons: list[str] = field(default_factory=list)
    labelled: bool = True
    # What a label that stands alone, as a summary of details does, says of the block below it.
    waiting: str = ""

    @property
    def is_whole(self) -> bool:
        return bool(self.answer) and (self.labelled or bool(self.options))


def asked_in(lesson: Lesson) -> tuple[Lesson, list[Quiz]]:
    """The lesson without the questions that it asks and answers itself, and these questions.

    Nothing of an explanation stays behind either: it would tell the answer before the question is asked.
    """
    found = [asked for asked in _questions(lesson.blocks) if asked.is_whole]
    quizzes = [_chosen(asked) for asked in found if asked.options]
    paired = _paired(lesson, [asked for asked in found if not asked.options])
    quizzes = [replace(quiz, source=source_of(lesson, [quiz.question])) for quiz in quizzes + paired]
    # Questions without options that make no quiz are told as they stand: question first.
    used = {place for asked in found if asked.options or paired for place in asked.places}
    blocks = _without_bare_heads([block for place, block in enumerate(lesson.blocks) if place not in used])
    if used and any(block.kind != "heading" for block in blocks):
        lesson = replace(lesson, blocks=blocks)
    return lesson, quizzes


def _without_bare_heads(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` without headings of questions below which nothing is left."""
    following = [*blocks[1:], None]
    return tuple(
        block
        for block, after in zip(blocks, following, strict=True)
        if block.kind != "heading"
        or not _QUIZ_SECTION.search(block.text)
        or (after is not None and (after.kind != "heading" or after.level > block.level))
    )


def _questions(blocks: Sequence[Block]) -> list[_AskedQuestion]:
    found: list[_AskedQuestion] = []
    for place, block in enumerate(blocks):
        if (begun := _begun(blocks, place)) is not None:
            found.append(begun)
        elif found and found[-1].places[-1] == place - 1 and block.kind != "heading" and _belongs(found[-1], block):
            found[-1].places.append(place)
    return found


def _begun(blocks: Sequence[Block], place: int) -> _AskedQuestion | None:
    """The question that begins with a block: one that is called so, or a sentence with a list of answers below it."""
    block = blocks[place]
    if block.kind in _SAID and (asks := _ASKS.match(block.text)):
        text = asks["text"]
        inside = re.search(rf"\s(?={_ANSWERS.pattern})", text, _FLAGS)
        asked = _AskedQuestion((text[: inside.start()] if inside else text).strip(), [place])
        if inside:
            _take_answer(asked, text[inside.end() :])
        return asked
    following = blocks[place + 1] if place + 1 < len(blocks) else None
    asks_itself = block.kind in ("paragraph", "quote", "heading") and is_question(block.text)
    if asks_itself and len(block.text) <= 200 and following and following.kind in ("bullets", "steps"):
        return _AskedQuestion(_LETTERED.sub("", re.sub(r"^\d+[.)]\s+", "", block.text)), [place], labelled=False)
    return None


def _belongs(asked: _AskedQuestion, block: Block) -> bool:
    """Whether the block goes on with the question; what it says is kept."""
    if block.items and block.kind != "quote" and not asked.options and not asked.answer:
        asked.options = tuple(_LETTERED.sub("", item).rstrip(" .;") for item in block.items)
        ticked = [option for option, tick in zip(asked.options, block.ticks, strict=False) if tick]
        asked.answer = ticked[0] if len(ticked) == 1 else ""
        return True
    if block.kind not in _SAID:
        return False
    if bare := _BARE.match(block.text):
        asked.waiting = "answer" if re.fullmatch(_ANSWER, bare["kind"], re.IGNORECASE) else "reason"
        return bool(asked.options or asked.labelled)
    if asked.waiting == "answer" or _ANSWERS.match(block.text):
        _take_answer(asked, block.text)
        return True
    explains = _EXPLAINS.match(block.text)
    if asked.answer and (explains or asked.waiting or _QUIZ_SECTION.search(block.section)):
        asked.reasons.append(explains["text"] if explains else block.text)
        asked.waiting = ""
        return True
    return False


def _take_answer(asked: _AskedQuestion, text: str) -> None:
    named = _ANSWERS.match(text)
    answer = (named["text"] if named else text).strip()
    inside = _INSIDE_WHY.search(answer)
    if inside and (explains := _EXPLAINS.match(answer, inside.end())):
        asked.reasons.append(explains["text"])
        answer = answer[: inside.start()]
    if not asked.answer:
        asked.answer = answer.strip()
    else:
        # The box has told it; this is more about it.
        asked.reasons.append(answer)
    asked.waiting = ""


def _chosen(asked: _AskedQuestion) -> Quiz:
    """The option that an answer names, by its words or by its letter."""
    options, given = asked.options, fold(asked.answer)
    for option in sorted(options, key=len, reverse=True):
        if given.startswith(fold(option)):
            return Quiz(asked.text, options, option, _reason(asked, asked.answer[len(option) :]))
    if named := _NUMBERED.match(asked.answer):
        index = ord(named["letter"].casefold()) - ord("a") if named["letter"] else int(named["number"]) - 1
        if index < len(options):
            rest = (named["rest"] or "").strip()
            rest = rest[len(options[index]) :] if fold(rest).startswith(fold(options[index])) else rest
            return Quiz(asked.text, options, options[index], _reason(asked, rest))
    return Quiz(asked.text, options, "")


def _reason(asked: _AskedQuestion, rest: str) -> str:
    """Why the answer is right, in a sentence: what stands behind it, or else its explanation."""
    texts = [rest.lstrip(" .,;:)–—-").strip(), *asked.reasons]
    first = next(filter(None, texts), "")
    return spoken(cut_at_word(capitalised(first), REASON)) if first else ""


def _paired(lesson: Lesson, asked: Sequence[_AskedQuestion]) -> list[Quiz]:
    """Questions without options, if there are so many short answers that each can stand beside others."""
    short = [(each.text, each.answer.rstrip(" .")) for each in asked if len(each.answer) <= OPTION]
    if len({fold(answer) for _, answer in short}) < max(FEWEST, len(short)):
        return []
    return [
        Quiz(question, shuffled(lesson, answer, [other for _, other in short if other != answer]), answer)
        for question, answer in short
    ]
