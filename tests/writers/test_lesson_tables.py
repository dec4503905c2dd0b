from typing import Any

import pytest

from hackathon_backend.lessons import Block
from hackathon_backend.storyboard.kinds.chart.scene import ChartScene
from hackathon_backend.storyboard.kinds.compare.scene import CompareScene
from hackathon_backend.writers.lesson.scenes.tables import table_scene, tables_of


def scene(*rows: str, narration: str = "") -> dict[str, Any] | None:
    cells = tuple(tuple(cell.strip() for cell in row.split("|")) for row in rows)
    found = table_scene("Table", Block("table", "", "", rows=cells), narration)
    return found.model_dump(mode="json") if found else None


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        (("Mass (kg)|Acceleration", "1|12", "2|6", "3|4"), "line"),
        (("Cell|Size (µm)", "Bacterium|2", "Skin|30"), "bar"),
        (("Place|Share (%)", "Sea|96", "Ice|3", "Air|1"), "pie"),
        (("Place|Share (%)", "Sea|50", "Ice|3"), "bar"),
    ],
)
def test_numbers_become_the_chart_that_fits_them(rows: tuple[str, ...], kind: str) -> None:
    found = scene(*rows)
    assert found is not None
    assert (found["type"], found["kind"]) == ("chart", kind)


def test_a_chart_keeps_units_apart_from_names() -> None:
    found = scene("Price (dollars)|Cups demanded|Cups supplied", "1|90|30", "2|75|45", "3|60|60")
    assert found is not None
    assert found["x_label"] == "Price (dollars)"
    assert [(each["name"], each["values"][0]) for each in found["series"]] == [
        ("Cups demanded", 90),
        ("Cups supplied", 30),
    ]


def test_the_head_of_a_column_names_the_axis() -> None:
    found = scene("Metal|Density (g/cm³)", "Iron|7.9", "Lead|11.3")
    assert found is not None
    assert (found["y_label"], found["unit"], found["x_label"]) == ("Density", "g/cm³", "Metal")


def test_what_is_measured_in_several_units_shares_no_axis() -> None:
    found = scene("Animal|Length (m)|Mass (t)", "Orca|8|5", "Blue whale|30|150", "Minke|9|9")
    assert found is not None
    assert found["type"] == "compare"


@pytest.mark.parametrize(
    ("columns", "count", "parts"), [(4, 5, [2, 3]), (4, 4, [2, 2]), (6, 3, [3]), (3, 20, [7, 6, 7])]
)
def test_a_wide_or_long_table_is_shown_in_parts(columns: int, count: int, parts: list[int]) -> None:
    rows = tuple(tuple(f"cell {row} {column}" for column in range(columns)) for row in range(count + 1))
    found = tables_of(Block("table", "", "", rows=rows))
    assert sorted(len(part.rows) - 1 for part in found) == sorted(parts)
    scenes = [table_scene("Table", part, "") for part in found]
    shown = {
        item.text
        for each in scenes
        if isinstance(each, CompareScene)
        for column in each.columns
        for item in column.items
    }
    assert all(any(cell in text for text in shown) for row in rows[1:] for cell in row[1:])


def test_a_table_with_many_columns_of_numbers_becomes_charts_of_its_rows() -> None:
    rows = tuple((name, "0.9", "0.95", "1", "1.1") for name in ("Words", "Sums", "Colours", "Shapes"))
    head = ("", "None", "School", "Trade", "College")
    first, second = tables_of(Block("table", "", "", rows=(head, *rows)))
    chart = table_scene("Skills", first, "")
    assert isinstance(chart, ChartScene)
    assert chart.labels == head[1:]
    assert [series.name for series in chart.series] == ["Words", "Sums", "Colours"]
    assert second.rows[0] == ("", "Shapes")
    measured = [("Case", *head[1:]), *rows]
    assert all(part.rows[0] == measured[0] for part in tables_of(Block("table", "", "", rows=tuple(measured))))


def test_a_chart_points_at_the_label_that_is_said() -> None:
    found = scene("Cell|Size", "Bacterium|2", "Skin|30", narration="Small is the bacterium, says the book.")
    assert found is not None
    assert found["focus"] == [{"label": "Bacterium", "cue": "bacterium, says the book"}]


def test_numbers_that_bars_could_not_show_are_set_side_by_side() -> None:
    found = scene("Length|Linear|Binary", "10|10|4", "1,000,000|1,000,000|20")
    assert found is not None
    assert found["type"] == "compare"


def test_traits_of_two_things_become_two_columns() -> None:
    found = scene("|Mass|Weight", "Unit|kilogram|newton", narration="Weight is measured in newtons.")
    assert found is not None
    weight, mass = found["columns"]
    assert (mass["title"], mass["items"][0]["text"]) == ("Mass", "Unit: kilogram")
    assert (weight["cue"], weight["items"][0]["cue"]) == ("Weight", "newtons")


def test_columns_come_in_the_order_in_which_they_are_spoken_of() -> None:
    narration = "A surplus means a price that is too high. With a shortage buyers queue."
    found = scene("|Shortage|Surplus", "Price|too low|too high", "Buyers|queue|stay away", narration=narration)
    assert found is not None
    first, second = found["columns"]
    assert [(column["title"], column["cue"]) for column in (first, second)] == [
        ("Surplus", "surplus"),
        ("Shortage", "shortage"),
    ]
    assert [item["cue"] for item in second["items"]] == ["", "buyers"]


def test_a_table_of_things_is_read_row_by_row() -> None:
    found = scene(
        "Hook|Keeps", "useState|what is shown", "useRef|what is not", narration="There are many hooks to know."
    )
    assert found is not None
    names, facts = found["columns"]
    assert [item["cue"] for item in names["items"]] == [item["cue"] for item in facts["items"]]
    assert all(item["cue"] for item in names["items"])


def test_columns_that_are_spoken_of_late_do_not_wait() -> None:
    narration = "Before all this there is a good deal to be said about other things. The first pays. The second waits."
    found = scene("Estate|Who|Share", "First|clergy|a", "Second|nobles|b", "Third|others|c", narration=narration)
    assert found is not None
    assert {column["cue"] for column in found["columns"]} == {""}


def test_three_things_become_three_columns_with_their_numbers_explained() -> None:
    found = scene("Estate|Who|Share (%)", "First|clergy|0.5", "Second|nobles|1.5", "Third|others|98")
    assert found is not None
    assert [column["title"] for column in found["columns"]] == ["First", "Second", "Third"]
    assert [item["text"] for item in found["columns"][0]["items"]] == ["Who: clergy", "Share (%): 0.5"]


@pytest.mark.parametrize("rows", [("a",), ("a|b",), ("a|b|c|d|e", "1|2|x|4|5", "1|2|x|4|5", "1|2|x|4|5", "1|2|x|4|5")])
def test_a_table_that_no_scene_can_show_is_left_out(rows: tuple[str, ...]) -> None:
    assert scene(*rows) is None


def test_a_column_with_nothing_in_it_is_not_shown() -> None:
    found = scene("Icon|Name|Does", "|Pen|draws thin lines", "–|Brush|draws wide lines")
    assert found is not None
    assert [column["title"] for column in found["columns"]] == ["Name", "Does"]
