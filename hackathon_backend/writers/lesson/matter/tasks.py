"""What a teacher plans or asks a class to do, which nobody tells in a film: aims, homework, who teaches when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from ....lessons import Block
from ....lessons.search.words import fold, folded_names
from ....lessons.sentences import sentences
from .lines import is_running
from .task_lines import are_tasks

_HEADINGS = """
objectives|learning objectives|learning outcomes|lesson objectives|learning goals|aims|prerequisites|what you'll learn
what you will learn|about this course|about this lesson|episode details|before you start|see also|external links
related topics|further resources|additional resources|resources|credits|contributors|contributing|contact|feedback
video|videos|lecture video|changelog|homework|assignment|assignments|your turn|try it yourself|challenge|challenges
exercise|exercises|task|tasks|practice problems|next steps|next lesson|materials needed|class information|--hints--
rubric|grading rubric|assessment rubric|rubrica|rubrica de evaluacion|rubrica de avaliacao|bewertungsraster
--seed--|--solutions--|--before-user-code--|--after-user-code--
objetivos|objetivos de aprendizaje|requisitos previos|lo que aprenderas|vease tambien|ver tambien|enlaces externos
recursos|video de la leccion|tarea|tareas|ejercicio|ejercicios|el ejercicio|el reto|reto|desafio|el desafio
objectifs|objectifs d'apprentissage|objectifs du module|objectifs de la lecon|objectifs du cours|objectifs du chapitre
prerequis|ce que vous allez apprendre|voir aussi|liens externes|ressources|devoirs
exercice|exercices|le defi|defi|travaux pratiques|travaux diriges
lernziele|stundenziel|stundenziele|teilziele|lehrplanverankerung|voraussetzungen|siehe auch|weblinks|hausaufgabe
hausaufgaben|aufgabe|aufgaben|ubung|ubungen|medien|weiterfuhrende links
objetivos de aprendizagem|pre-requisitos|veja tambem|ver tambem|ligacoes externas|links externos|exercicio|exercicios
obiettivi|obiettivi di apprendimento|prerequisiti|vedi anche|collegamenti esterni|risorse|esercizio|esercizi|la sfida
sfida|compiti
学习目标|教学目标|前置知识|先决条件|参见|相关链接|外部链接|作业|练习|挑战|课后练习|学習目標|前提条件|関連項目|外部リンク|課題
練習|練習問題|演習|演習問題|習題|习题|やってみよう
सीखने के उद्देश्य|उद्देश्य|अभ्यास|الأهداف|أهداف الدرس|تمرين|تمارين|الواجب|انظر أيضا
"""
_AMBIGUOUS = frozenset(
    ["resources", "ressources", "recursos", "risorse", "feedback", "challenges", "contact", "medien", "credits"]
)
"""Those that a chapter may have as well: of water and oil, of control, of a life."""
_FEWEST_TOLD = 2
"""Sentences that make one of it."""
_NUMBER = re.compile(r"^\s*(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[a-z][.)])\s+", re.IGNORECASE)
_ANSWER = (
    r"(?:answer|solution|respuesta|soluci[óo]n|r[ée]ponse|antwort|lösung|resposta|solu[çc][ãa]o|risposta|soluzione)s?"
    r"|答案|解答|答え|उत्तर|الجواب|الإجابة"
)
_ANSWERED = re.compile(
    rf"(?<!\w)(?:{_ANSWER})\s*\d*\s*[:：]|^\W*(?:{_ANSWER})\s*\d*\W*(?:$|[.–—-]\s)"
    r"|\b(?:answer is|antwort ist|respuesta es|r[ée]ponse est|resposta é|risposta è)\b",
    re.IGNORECASE | re.MULTILINE,
)
"""Answers are called so; a task has an aqueous solution in it, or wants to be answered."""
_SETS = re.compile(
    fold(
        "exercise|task|homework|assignment|worksheet|problems|aufgabe|übung|exercice|travaux (?:pratiques|dirigés)"
        "|ejercicio|tarea|esercizi|compiti|exercício|tarefa|练习|練習|作业|课题|課題|演習|习题|習題|تمرين|تمارين|अभ्यास"
        "|question|check your|fragen|pregunta|pergunta|domand|问题|問題|質問|प्रश्न|أسئلة|اسئلة"
    )
)
"""What is in the heading of tasks; other things may be as well."""
_SET = re.compile(
    fold(
        "(?:exercise|task|aufgabe|übung|exercice|travaux pratiques|travaux dirigés|ejercicio|esercizio|exercício|tarefa"
        "|练习|練習|練習問題|演習|习题|習題|課題|تمرين|अभ्यास)"
    )
    + r"\s*(?:no\.?|n°|nr\.?|#)?\s*\d.*"
)
"""One of several tasks."""
_AIMS = re.compile(
    fold(
        r"lernziele?|learning (?:objectives|outcomes|goals)|ziele und inhalte?|aims and objectives"
        r"|objectifs (?:pédagogiques|d'apprentissage|du cours|de la séance)"
        r"|objetivos (?:de aprendizaje|de aprendizagem|de la clase|da aula)"
        r"|obiettivi (?:di apprendimento|della lezione)"
        r"|цели (?:урока|занятия|лекции)|学习目标|教学目标|学習目標|أهداف (?:الدرس|التعلم)"
    )
)
"""What is in the heading of aims, among other words."""
_LEFT = 0.25
"""Of a document's letters, how many are left at least without its tasks; a worksheet has nothing else."""
_AIM_LEADS = re.compile(
    r"(?:by|at) the end of (?:this|the) .{3,40}?(?:you|students|learners|pupils)(?:['’]ll| will| should)\b"
    r"|after (?:this|completing|finishing|reading|studying) .{3,40}?(?:you|students|learners)(?:['’]ll| will| should)\b"
    r"|(?:you|students|learners) will (?:learn|be able to)\b"
    r"|[àa] la fin d[eu] .{3,40}?(?:saur|pourr|ser)(?:as|ez|a|ont)\b"
    r"|al (?:final|terminar|finalizar|concluir) .{3,40}?(?:podr|ser|sabr)(?:ás|á|án)\b"
    r"|nach (?:diese[rm]|de[rm]) .{3,40}?(?:kannst|können|kennst|kennen|weißt|wissen)\b"
    r"|(?:ao final|no final|ao fim) d.{3,40}?(?:será|serão|saberá|poderá|saberás|serás)\b"
    r"|alla fine d.{3,40}?(?:saprai|sarai|potrai|saprete|sarete|saranno)\b",
    re.IGNORECASE,
)
"""What leads up to a list of what is to be learnt."""
_FACT = re.compile(
    r"(?:grade|class|subject|date|time|duration|teacher|instructor|class size|format|style|author|level|school"
    r"|klasse|fach|datum|uhrzeit|dauer|lehrer\w*|lehrkraft|schule|thema der stunde"
    r"|fecha|materia|asignatura|curso|grado|duraci[óo]n|profesora?|docente"
    r"|mati[èe]re|dur[ée]e|niveau|professeur|enseignante?|data|disciplina|turma|dura[çc][ãa]o|professora?|durata"
    r"|科目|年级|课时|日期|教师|学年|日付|कक्षा|विषय|दिनांक|الصف|المادة|التاريخ|المدة)\s*[:：].{0,60}",
    re.IGNORECASE,
)
_FEWEST_FACTS = 2
_DIRECTION = re.compile(
    r"\[[^\]\[=+]{1,60}\]|(?-i:[A-Z][A-Z .]{2,24}:)|(?:skip|jump) to (?:main )?(?:content|navigation)|(?:zum inhalt"
    r" springen|aller au contenu|saltar al contenido|ir (?:para o|al) conte[úu]do|vai al contenuto|跳到主要内容"
    r"|コンテンツにスキップ)|(?:back|next|previous|home|menu|up|top|continue|zurück|weiter|nach oben|suivant"
    r"|pr[ée]c[ée]dent|accueil|siguiente|anterior|inicio|pr[óo]ximo|avanti|indietro|successivo|precedente|上一页|下一页|返回|前へ|次へ)\W*",
    re.IGNORECASE,
)


def without_tasks(blocks: Sequence[Block]) -> tuple[list[Block], list[str]]:
    """The blocks without sections of aims, links and tasks, as long as others are left; and the headings of those.

    Tasks with their answers stay: they make questions.
    """
    aims = {at for at in range(len(blocks) - 1) if blocks[at + 1].items and _AIM_LEADS.match(blocks[at].text)}
    untold = [blocks[at].text for at in sorted(aims)]
    blocks = [block for at, block in enumerate(blocks) if aims.isdisjoint((at, at - 1))] or list(blocks)
    sections = [list(section) for _, section in groupby(blocks, key=_Counted())]
    kept, gone, below = list[Block](), [*untold], 0
    for section in sections:
        first = section[0]
        if first.kind == "heading":
            below = below if below and first.level > below else 0
            below = below or (first.level if _is_task(section) else 0)
        if below:
            gone.append(first.text)
        else:
            kept += section
    enough = _letters(kept) >= _LEFT * _letters(blocks)
    return (kept, gone) if enough else (list(blocks), untold)


def without_facts(lines: Sequence[str]) -> list[str]:
    """The items of a list without those that say when, where and for whom a lesson is, if there are several."""
    told = [line for line in lines if not _FACT.fullmatch(line)]
    return told if len(lines) - len(told) >= _FEWEST_FACTS else list(lines)


def is_direction(line: str) -> bool:
    """Whether a line steers a speaker or a page: "[PAUSE]", "NARRATOR:", "Next"."""
    return _DIRECTION.fullmatch(line.strip()) is not None


class _Counted:
    """Tells blocks of one section by the number of headings before them."""

    def __init__(self) -> None:
        self._number = 0

    def __call__(self, block: Block) -> int:
        self._number += block.kind == "heading"
        return self._number


def is_task_heading(heading: str) -> bool:
    """Whether a heading, with or without its number, is one that tasks, aims or links stand under."""
    bare = _bare(heading)
    return bare in folded_names(_HEADINGS) or _SET.fullmatch(bare) is not None or _AIMS.search(bare) is not None


def _is_task(section: Sequence[Block]) -> bool:
    heading, *rest = section
    lines = [line for block in rest for line in block.items or (block.text,)]
    sets = lines and are_tasks(lines)
    is_named = is_task_heading(heading.text) or (_SETS.search(_bare(heading.text)) and sets)
    if _bare(heading.text) in _AMBIGUOUS and not sets and _tells(lines):
        return False
    return bool(is_named) and not any(block.ticks or _ANSWERED.search(block.text) for block in rest)


def _tells(lines: Sequence[str]) -> bool:
    """Whether most of the lines are sentences, as in a chapter, rather than names of links."""
    told = [sentence for line in lines if is_running(line) for sentence in sentences(line)]
    return len(told) >= _FEWEST_TOLD and 2 * sum(map(is_running, lines)) > len(lines)


def _bare(heading: str) -> str:
    return fold(_NUMBER.sub("", heading)).strip(" :.!?")


def _letters(blocks: Sequence[Block]) -> int:
    return sum(len(block.text) for block in blocks if block.kind != "heading")
