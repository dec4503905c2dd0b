from hackathon_backend.writers.lesson.scenes.icons import icon_of, icons_of


def test_a_text_gets_the_icon_of_what_it_names() -> None:
    assert icon_of("The water cycle") == "drop"
    assert icon_of("Supply and demand") == "coin"
    assert icon_of("React hooks") == "none"


def test_things_of_every_language_get_their_drawing() -> None:
    assert icon_of("Die Wurzeln nehmen Wasser auf", "de") == "own:roots"
    assert icon_of("El volcán entra en erupción", "es") == "emoji:1f30b"
    assert icon_of("光合作用", "zh") == "phosphor:plant"
    assert icon_of("It can be fast") == "none"


def test_icons_come_for_all_or_for_none() -> None:
    assert icons_of(["Evaporation", "Condensation"]) == ["sun", "cloud"]
    assert icons_of(["Evaporation", "Something"]) == ["none", "none"]
    assert icons_of(["Sun", "Light"]) == ["none", "none"]
