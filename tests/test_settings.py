"""Settings are read once, checked at the start, and explained in .env.example."""

import re
from pathlib import Path

import pytest

from hackathon_backend.errors import SettingsError
from hackathon_backend.settings import Settings, load_settings

EXAMPLE = Path(__file__).parent.parent / ".env.example"


def test_every_setting_is_in_the_example_and_no_other() -> None:
    named = set(re.findall(r"^([A-Z_]+)=", EXAMPLE.read_text("utf-8"), re.M))
    assert named == {name.upper() for name in Settings.model_fields}


def test_every_group_of_settings_in_the_example_is_explained() -> None:
    for block in EXAMPLE.read_text("utf-8").split("\n\n"):
        assert block.startswith("#"), block


def test_the_example_changes_nothing_if_it_is_copied_as_it_is(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(EXAMPLE.read_text("utf-8"), "utf-8")
    assert load_settings() == Settings(_env_file=None)  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "no"),
        ("PORT", "70000"),
        ("MAX_VIDEO_AGE_DAYS", "-1"),
        ("MAX_POLL_TIMEOUT", "0"),
        ("SORA_BASE_URL", "localhost:9000"),
        ("DATABASE_URL", "mongodb://x"),
        ("WEBHOOK_URL", "ftp://x"),
        ("WEBHOOK_URL", "http://user:word@x/"),
        ("WEBHOOK_SECRET", "secret"),
        ("WEBHOOK_SECRET", "whsec_"),
        ("WEBHOOK_SECRET", "whsec_no base64"),
        ("VIDEO_ENGINES", " , "),
        ("NARRATION_AUDIO", "loud"),
        ("LOG_LEVEL", "chatty"),
    ],
)
def test_a_wrong_value_is_refused_in_one_line_that_names_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert refused.value.message.startswith(f"{name}: ")
    assert "\n" not in refused.value.message


def test_a_database_password_is_not_repeated_in_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://me:hunter2@host/x")
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert "hunter2" not in refused.value.message


@pytest.mark.parametrize(
    ("name", "value"), [("WEBHOOK_URL", "https://hooks.example/x"), ("WEBHOOK_HOSTS", "hooks.example")]
)
def test_webhooks_need_a_key_to_be_signed_with(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=r"^WEBHOOK_SECRET: "):
        load_settings()
    monkeypatch.setenv("WEBHOOK_SECRET", "whsec_c2VjcmV0")
    assert load_settings().webhook_url == (value if name == "WEBHOOK_URL" else None)


def test_the_webhook_secret_is_not_repeated_in_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_SECRET", "hunter2")
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert "hunter2" not in refused.value.message


def test_the_sora_settings_fall_back_to_the_openai_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-one")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://localhost:1/v1/")
    settings = load_settings()
    assert (settings.sora_key, settings.sora_url) == ("sk-one", "http://localhost:1/v1")


def test_settings_can_not_be_changed_later() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_settings().port = 1  # type: ignore[misc]
