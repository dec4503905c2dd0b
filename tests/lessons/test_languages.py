import pytest

from hackathon_backend.lessons.languages import guess_language

# Titles and sentences, a line each. English ones are full of names, letters and loans from elsewhere.
TEXTS = {
    "en": """
Vitamin C
Plan B
La Niña
El Niño
Vitamin A
Hepatitis A
Las Vegas
Los Angeles
Les Misérables
Café culture in Paris
Coup d'état in Chile
Leonardo da Vinci
Charles de Gaulle
Don Quixote de la Mancha
Rio de Janeiro
The Tour de France
Déjà vu
Mitosis
Photosynthesis
Gravity
Pasta
Opera
Point A to point B
Type O blood
Schrödinger's cat
Möbius strip
La Niña cools the Pacific Ocean.
La Niña cools oceans. La Niña brings rain.
El Niño warms water
Der Spiegel is a magazine
The Renaissance
Fractions
Jalapeño peppers
Doppelgänger
Vitamin C cures scurvy
Plan B works
Group A wins
C major
Piñata party
Tierra del Fuego
São Paulo
Côte d'Ivoire
Schadenfreude
Red
42
H2O
Matrix A times matrix B
Die casting is a process.
Ludwig van Beethoven
Vincent van Gogh
Cinco de Mayo
Mardi Gras
Carpe diem
Quo vadis
Per capita income
Al dente
Pros e cons
Pi
Set A and set B
Supply and demand
Crème brûlée
Joan of Arc
The French Revolution
Le Corbusier
Tai chi
Ohm's law
React hooks
France declares war on Austria.
F = ma
Pour the acid in plus water
The DES cipher
sin x
MIT
Pythagoras
El Salvador
Costa Rica
La Paz
La La Land
E. coli
I
Vitamin E
Vitamin K
Plan de Ayala
San José
Notre-Dame de Paris
Machu Picchu
Ciao
Volcanoes
Use a for loop
Add a and b
x y z
Newton's laws
Das Kapital by Marx
The Das Rheingold opera
""",
    "es": """
La fotosíntesis
El ciclo del agua
La célula
Las plantas hacen azúcar con la luz y sueltan oxígeno.
¿Qué es la gravedad?
La revolución francesa
Sumar fracciones
Los planetas del sistema solar
La vitamina C es importante.
Las leyes de Newton
La tabla periódica
La ley de la oferta y la demanda
El corazón bombea sangre.
LA CÉLULA ANIMAL
Cómo funciona un volcán
""",
    "fr": """
La photosynthèse
Le cycle de l'eau
La cellule
Les plantes font du sucre avec la lumière et rejettent de l'oxygène.
Qu'est-ce que la gravité ?
La Révolution française
Les fractions
L'eau
Les planètes du système solaire
La vitamine C est importante.
Les lois de Newton
Le tableau périodique
L’offre et la demande
Le cœur pompe le sang.
Comment fonctionne un volcan
""",
    "de": """
Die Photosynthese
Der Wasserkreislauf
Die Zelle
Die Pflanzen machen Zucker aus dem Licht und geben Sauerstoff ab.
Was ist die Schwerkraft?
Die Französische Revolution
Brüche addieren ist leicht.
Die Planeten im Sonnensystem
Vitamin C ist wichtig.
Die newtonschen Gesetze
Das Periodensystem
Angebot und Nachfrage
Das Herz pumpt Blut.
Wie funktioniert ein Vulkan
""",
    "pt": """
A fotossíntese
O ciclo da água
A célula
As plantas fazem açúcar com a luz e não precisam de comida.
O que é a gravidade?
A revolução francesa
Somar frações
Os planetas do sistema solar
A vitamina C é importante.
As leis de Newton
A tabela periódica
Oferta e procura são importantes.
O coração bombeia sangue.
Como funciona um vulcão
""",
    "it": """
La fotosintesi
Il ciclo dell'acqua
La cellula
Le piante fanno zucchero con la luce e liberano ossigeno nell'aria.
Che cos'è la gravità?
La rivoluzione francese
Sommare frazioni
I pianeti del sistema solare
La vitamina C è importante.
Le leggi di Newton
La tavola periodica
Domanda e offerta sono importanti.
Il cuore pompa il sangue.
Come funziona un vulcano
""",
    "hi": """
पौधे प्रकाश से शर्करा बनाते हैं।
प्रकाश संश्लेषण
विटामिन C
""",
    "ar": """
تصنع النباتات السكر من الضوء.
""",
    "zh": """
植物利用光制造糖。
光合作用
""",
    "ja": """
植物は光で糖を作ります。
光合成のしくみ
""",
    "nl": """
De fotosynthese van planten is belangrijk voor het leven
Het hart pompt het bloed.
""",
    "pl": """
Rośliny nie są zwierzętami i to jest ważne.
""",
    "tr": """
Bitkiler ve hayvanlar için su çok önemli
""",
}


@pytest.mark.parametrize("language", TEXTS)
def test_titles_and_sentences_are_in_their_language(language: str) -> None:
    wrong = {
        text: guess for text in TEXTS[language].strip().splitlines() if (guess := guess_language(text)) != language
    }
    assert not wrong


@pytest.mark.parametrize("text", ["Plan B", "42", "", "La Niña", "...", "ABC", "🎉", "\ud800"])
def test_what_tells_nothing_is_in_the_language_of_the_page(text: str) -> None:
    assert [guess_language(text, default) for default in ("en", "pt-BR", "ja")] == ["en", "pt-BR", "ja"]


def test_a_few_foreign_words_do_not_make_a_long_text_foreign() -> None:
    text = "La Niña, El Niño and the ITCZ move the rain. The French say c'est la vie, and the storm goes on. "
    assert guess_language(text * 5, "fr") == "en"


def test_chinese_characters_alone_are_japanese_on_a_japanese_page() -> None:
    assert (guess_language("光合作用"), guess_language("光合作用", "ja")) == ("zh", "ja")


def test_a_text_of_small_words_alone_is_guessed_in_no_time() -> None:
    assert guess_language("la de " * 100_000) in ("es", "fr", "it")
