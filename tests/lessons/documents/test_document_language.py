"""The language of a document is told from its text."""

from __future__ import annotations

import pytest

from hackathon_backend.lessons.documents.language import document_language

TEXTS = {
    "vi": "Nước bốc hơi từ biển và từ mặt đất khi mặt trời làm nóng nó. Hơi nước bay lên cao, gặp không khí lạnh và "
    "ngưng tụ lại thành những đám mây. Khi các giọt nước trong mây trở nên nặng, chúng rơi xuống thành mưa "
    "hoặc tuyết. ",
    "hu": "A víz elpárolog a tengerekből és a talajból, amikor a nap felmelegíti. A vízgőz felszáll, a magasban "
    "lehűl, és apró cseppekből felhők keletkeznek. Ha a cseppek elég nehézzé válnak, eső vagy hó formájában "
    "hullanak a földre. ",
    "pl": "Woda paruje z mórz i z gleby, kiedy ogrzewa ją słońce. Para wodna unosi się wysoko, ochładza się i "
    "tworzy chmury z drobnych kropel. Gdy krople stają się dość ciężkie, spadają na ziemię jako deszcz albo "
    "śnieg. ",
    "fa": "آب دریاها و خاک هنگامی که خورشید آن را گرم می‌کند بخار می‌شود. بخار آب بالا می‌رود، سرد می‌شود و از "
    "قطره‌های ریز آن ابرها پدید می‌آیند. وقتی قطره‌ها به اندازه کافی سنگین شوند، به صورت باران یا برف بر زمین "
    "می‌بارند. ",
    "de": "Wasser verdunstet aus den Meeren und aus dem Boden, wenn die Sonne es erwärmt. Der Dampf steigt auf, "
    "kühlt ab und wird zu Wolken aus kleinen Tropfen. Sind sie schwer genug, fallen sie als Regen oder Schnee "
    "zur Erde. ",
    "en": "Water evaporates from the seas and from the ground when the sun warms it. The vapour rises, cools down "
    "and turns into clouds of small drops. Once these are heavy enough, they fall to the ground as rain or "
    "snow. ",
}


@pytest.mark.parametrize("language", TEXTS)
def test_the_language_of_a_page_is_told(language: str) -> None:
    assert document_language(TEXTS[language] * 2, "it") == language


@pytest.mark.parametrize(("text", "language"), [("Der Kreislauf des Wassers", "de"), ("H2O", "it"), ("Rain", "it")])
def test_little_text_is_taken_for_no_rare_language(text: str, language: str) -> None:
    assert document_language(text, "it") == language


def test_formulas_do_not_make_a_text_latin() -> None:
    text = TEXTS["fa"] * 2 + " f(x) = sin x + cos y, lim a n " * 10
    assert document_language(text, "en") == "fa"


@pytest.mark.parametrize("end", ["", " How to Apply These Terms. "])
def test_a_licence_does_not_make_a_text_english(end: str) -> None:
    licence = "Everyone is permitted to copy and distribute verbatim copies of this license document. "
    assert document_language(TEXTS["pl"] * 2 + licence + TEXTS["en"] * 20 + end, "it") == "pl"
    assert document_language(licence + TEXTS["en"] * 4, "it") == "en"
