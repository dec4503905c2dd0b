"""What numbered lists are: steps that go round, or kinds and reasons that are only counted."""

from __future__ import annotations

import re

from ....lessons import Lesson
from ..beats import Beat

# What goes round, and not what is ridden, reused or done on two wheels.
_CYCLE = re.compile(
    r"(?<!how to )(?<!to )(?<!can )(?<!motor )(?<!motor-)\b(?:life)?cycles?\b"
    r"(?! (?:lanes?|paths?|routes?|rac\w+|tours?|helmets?|shops?|tracks?|ways?|to|home|safely|through|along|with)\b)"
    r"|\bciclos?\b|\bcicli\b|kreis(?:lauf|läufe)|zyklus|चक्र|دورة|循环|循環|サイクル",
    re.IGNORECASE,
)

# Numbers count these, and none of them leads to the next.
_KINDS = re.compile(
    r"\b(?:types?|kinds?|sorts|reasons?|causes?|factors?|shifters?|determinants|advantages|disadvantages|benefits"
    r"|drawbacks|characteristics|features|properties|principles|rules|laws|examples|differences|myths|questions|tips"
    r"|tipos|clases|razones|causas|factores|ventajas|desventajas|características|propiedades|principios|reglas|leyes"
    r"|ejemplos|diferencias|sortes|raisons|facteurs|avantages|inconvénients|caractéristiques|propriétés|principes"
    r"|règles|lois|exemples|différences|arten|gründe|ursachen|faktoren|vorteile|nachteile|merkmale|eigenschaften"
    r"|prinzipien|regeln|gesetze|beispiele|unterschiede|razões|fatores|vantagens|desvantagens|propriedades|princípios"
    r"|regras|exemplos|diferenças|tipi|ragioni|cause|fattori|vantaggi|svantaggi|caratteristiche|proprietà|principi"
    r"|regole|leggi|esempi|differenze|rodzaje|przyczyny|cechy|zalety|wady|zasady|przykłady|soorten|redenen|oorzaken"
    r"|kenmerken|voordelen|nadelen|виды|типы|причины|факторы|свойства|признаки|примеры|правила|законы)\b"
    r"|类型|種類|种类|原因|特点|特徴|优点|缺点|規則|规则|原则|原則|理由|例子",
    re.IGNORECASE,
)


def counts_kinds(beat: Beat) -> bool:
    """Whether the numbers of a list only count its items, by its heading or the line that leads up to it."""
    return _KINDS.search(" ".join((beat.section, *beat.before[-1:]))) is not None


def goes_round(beat: Beat, lesson: Lesson) -> bool:
    """Whether steps make a ring: their section says so, or the title does and they are the first of the lesson."""
    first = next((block.section for block in lesson.blocks if block.kind == "steps"), "")
    return any(map(_CYCLE.search, (beat.section, lesson.title if beat.section == first else "")))
