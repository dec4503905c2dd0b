"""Which lesson a topic belongs to, in both directions: what a lesson covers, and what only sounds like it."""

import pytest

from hackathon_backend.lessons import Lesson, Library


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.load()


COVERED = {
    "react-hooks": [
        "React hooks",
        "react hook",
        "what is useEffect",
        "useEffect dependencies",
        "useEffect cleanup",
        "the dependency array in React",
        "custom hooks",
        "why do I need a cleanup function?",
        "React hooks with TypeScript",
        "state in React",
        "stale closures",
        "useState vs useRef",
        "los hooks de React",
        "React フックとは何ですか",
    ],
    "photosynthesis": [
        "photosynthesis",
        "photosyntesis",
        "how plants make sugar",
        "How do plants make their food?",
        "chlorophyll",
        "the Calvin cycle",
        "what do chloroplasts do",
        "why are leaves green",
        "photosynthesis in orchids",
        "la fotosíntesis",
        "¿Cómo hacen la fotosíntesis las plantas?",
        "la photosynthèse chez les plantes",
        "Wie funktioniert die Photosynthese?",
        "光合作用",
        "光合作用是什么",
        "光合成とは何ですか",
        "प्रकाश संश्लेषण क्या है",
        "ما هو التمثيل الضوئي",
    ],
    "binary-search": [
        "binary search",
        "how does binary search work?",
        "binary search in Python",
        "search in a sorted list",
        "linear search versus binary search",
        "how many looks does binary search need for a million elements",
        "la búsqueda binaria",
        "二分查找怎么工作",
    ],
    "water-cycle": [
        "the water cycle",
        "evaporation and condensation",
        "how do clouds form?",
        "where does rain come from",
        "why is rain fresh",
        "groundwater",
        "Wasserkreislauf",
        "le cycle de l'eau",
        "el ciclo del agua",
        "水循環について教えて",
    ],
    "newtons-second-law": [
        "Newton's second law",
        "newtons second law",
        "force and acceleration",
        "F = ma",
        "difference between mass and weight",
        "net force",
        "la segunda ley de Newton",
        "牛顿第二定律",
    ],
    "adding-fractions": [
        "adding fractions",
        "how do I add fractions?",
        "fractions with different denominators",
        "common denominator",
        "mixed numbers",
        "sumar fracciones",
        "Brüche addieren",
    ],
    "supply-and-demand": [
        "supply and demand",
        "supply curve shift",
        "market equilibrium",
        "how are prices set?",
        "shortage and surplus",
        "price ceilings",
        "oferta y demanda",
        "Angebot und Nachfrage",
    ],
    "french-revolution": [
        "Napoleon",
        "the French Revolution",
        "causes of the French Revolution",
        "storming of the Bastille",
        "Robespierre and the Terror",
        "execution of Louis XVI",
        "the three estates",
        "la Révolution française",
        "法国大革命",
    ],
    "quadratic-formula": [
        "quadratic formula",
        "quadratic equations",
        "discriminant",
        "completing the square",
        "where does the quadratic formula come from",
        "ecuaciones cuadráticas",
        "二次方程式",
    ],
    "the-cell": [
        "the cell",
        "cells",
        "what is a cell?",
        "plant and animal cells",
        "mitochondria",
        "what does the nucleus do",
        "difference between prokaryotic and eukaryotic cells",
        "cell wall",
        "how a protein is made",
        "la célula",
        "细胞",
    ],
}

NOT_COVERED = [
    "black holes",
    "what causes inflation",
    "World War II",
    "the Russian Revolution",
    "the industrial revolution",
    "evolution",
    "friction",
    "cell phones",
    "battery cells",
    "React Native",
    "fishing hooks",
    "binary numbers",
    "binary search trees",
    "search engines",
    "Newton's laws of cooling",
    "Isaac Newton's life",
    "multiplying fractions",
    "dividing fractions",
    "cubic equations",
    "linear equations",
    "the carbon cycle",
    "the rock cycle",
    "nuclear reactors",
    "coral reefs",
    "how do volcanoes erupt",
    "Shakespeare's sonnets",
    "machine learning",
    "Python dictionaries",
    "quicksort",
    "the stock market crash of 1929",
    "Napoleon's march to Moscow",
    "los agujeros negros",
    "agujeros negros",
    "la Segunda Guerra Mundial",
    "黑洞",
    "ブラックホールとは",
    "kangaroos",
    "how to bake bread",
    "the Sun",
    "energy",
    "arrays",
    "Paris",
    "lemonade",
    "square roots",
    "loops in Python",
    "sorting a list",
    "React router",
    "prime numbers",
    "how to cook plants",
    "dark matter",
    "the human liver",
    "asdf qwer",
]


@pytest.mark.parametrize(("id", "topic"), [(id, topic) for id, topics in COVERED.items() for topic in topics])
def test_a_topic_finds_the_lesson_that_covers_it(library: Library, id: str, topic: str) -> None:
    lesson = library.best(topic)
    assert lesson is not None
    assert lesson.id == id


@pytest.mark.parametrize("topic", NOT_COVERED)
def test_a_topic_that_no_lesson_covers_finds_none(library: Library, topic: str) -> None:
    lesson = library.best(topic)
    assert lesson is None, lesson


def test_an_empty_topic_means_the_lesson_that_is_being_read(library: Library) -> None:
    reading = library.get("the-cell")
    assert library.best("", reading=reading) is reading
    assert library.best("explain this, please", reading=reading) is reading


def test_without_a_topic_and_a_lesson_there_is_none(library: Library) -> None:
    assert library.best("") is None


def test_the_lesson_that_is_being_read_comes_first(library: Library) -> None:
    reading = Lesson.inline("Our class on plants", "Photosynthesis makes sugar. Chlorophyll catches light for it.")
    assert library.best("photosynthesis", reading=reading) is reading


def test_another_lesson_answers_what_the_one_being_read_does_not(library: Library) -> None:
    found = library.best("the French Revolution", reading=library.get("react-hooks"))
    assert found is library.get("french-revolution")


def test_a_lesson_that_only_shares_words_does_not_cover(library: Library) -> None:
    reading = library.get("the-cell")
    assert not library.covers("black holes", reading)
    assert not library.covers("how to charge a battery cell", reading)
    assert library.best("black holes", reading=reading) is None


@pytest.mark.parametrize(
    ("id", "topic"),
    [
        ("photosynthesis", "enzymes and temperature"),
        ("photosynthesis", "oxygen"),
        ("react-hooks", "use effect"),
        ("water-cycle", "the Sun"),
        ("supply-and-demand", "lemonade"),
        ("the-cell", "DNA"),
        ("french-revolution", "women's rights"),
        ("binary-search", "sorting a list"),
    ],
)
def test_a_lesson_being_read_covers_what_it_says_something_about(library: Library, id: str, topic: str) -> None:
    reading = library.get(id)
    assert library.best(topic, reading=reading) is reading


def test_a_lesson_named_after_the_topic_goes_before_one_that_mentions_it(library: Library) -> None:
    assert library.best("the cell", reading=library.get("photosynthesis")) is library.get("the-cell")
