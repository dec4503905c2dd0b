"""What the name of a pointer tells of it: whether it means a value, which it goes with, or a place, where it stays."""

from __future__ import annotations

import re

_VALUES = """
pivot pivote pivô pivo perno πιβότ οδηγός опорный пивот 基准 基準 枢轴 樞軸 主元 ピボット 피벗 피봇 기준 محور المحور ציר
पिवट धुरी min max minimum maximum smallest largest least greatest key minimal maximal mínimo máximo menor mayor maior
minimo massimo kleinste größte kleinstes größtes clave chave clé chiave schlüssel минимум максимум ключ 最小 最大 최소
최대 ελάχιστο μέγιστο
"""
"""Words that mean a value, wherever it goes."""
_PLACES = """
left right low high mid middle start begin end first last front rear back head tail top bottom slow fast read write
insert index idx pos position place boundary border wall store next prev previous scan cursor window here current cur
gap slot hole bucket lower upper from to
izquierda derecha izq der inicio comienzo fin final medio centro bajo alto esquerda direita início meio baixo gauche
droite début milieu bas haut links rechts anfang ende mitte unten oben sinistra destra inizio fine mezzo basso lewo
prawo левый правый лево право начало конец середина низ верх индекс левая правая
左 右 中 中间 低 高 头 尾 首 快 慢 左端 右端 先頭 末尾 中央 왼쪽 오른쪽 시작 끝 중간 처음 يسار يمين بداية نهاية وسط
שמאל ימין התחלה סוף אמצע αριστερά δεξιά αρχή τέλος μέση बायाँ दायाँ बाएँ दाएँ शुरू अंत मध्य
"""
"""Words that mean a place in the row, whatever value is there."""
_BETWEEN = re.compile(r"(?<=[a-z])(?=[A-Z])|[\s_\-:=,.()\d]+")
_LETTERS = 2
"""Letters of a variable that counts, as "i" or "lo" does."""


def goes_with_its_value(name: str, moved: bool = False) -> bool:
    """Whether a pointer called `name` follows its value when that trades places.

    One whose name tells nothing does so unless it is `moved` by a step of its own before values trade places again.
    """
    words = [word.casefold() for word in _BETWEEN.split(name) if word]
    if not set(_VALUES.split()).isdisjoint(words):
        return True
    if not set(_PLACES.split()).isdisjoint(words) or all(word.isascii() and len(word) <= _LETTERS for word in words):
        return False
    return not moved
