"""Settings are read once, checked at the start, and explained in .env.example."""

import re
from pathlib import Path

import pytest

from hackathon_backend.cli import main
from hackathon_backend.engines.registry import setting_names
from hackathon_backend.errors import SettingsError
from hackathon_backend.settings import Settings, load_settings, names_of, strange_settings
from tests.server import free_port

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / ".env.example"


def test_every_setting_is_in_the_example_and_no_other() -> None:
    named = set(re.findall(r"^([A-Z][A-Z0-9_]+)=", EXAMPLE.read_text("utf-8"), re.M))
    assert named == {*names_of(Settings), *setting_names()}


def test_every_setting_is_on_the_page_of_settings_with_its_default() -> None:
    given = re.findall(r"^([A-Z][A-Z0-9_]+)=(.*)$", EXAMPLE.read_text("utf-8"), re.M)
    rows = re.findall(
        r"^\| `([A-Z][A-Z0-9_]+)` \| (?:`(.*?)`)? \|", (ROOT / "docs" / "configuration.md").read_text("utf-8"), re.M
    )
    assert [(name, default.replace("\\|", "|")) for name, default in rows] == given


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
        ("HOST", "http://0.0.0.0"),
        ("HOST", "0.0.0.0:80"),
        ("PORT", "0"),
        ("CORS_ORIGINS", "(["),
        ("CORS_ORIGINS", "localhost:3000"),
        ("CORS_ORIGINS", "https://app.example/path"),
        ("PUBLIC_URL", "http://["),
        ("PUBLIC_URL", "https://x.example/?a=b"),
        ("OPENAI_API_KEY", "sk-one sk-two"),
        ("CHAT_MODEL", "  "),
        ("CHAT_TIMEOUT", "nan"),
        ("MAX_POLL_TIMEOUT", "inf"),
        ("SORA_BASE_URL", "http://"),
        ("PIPER_VOICE", "nowhere.onnx"),
        ("WEBHOOK_HOSTS", "https://hooks.example/x"),
        ("WEBHOOK_HOSTS", "*"),
        ("WEBHOOK_URL", "http://["),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "postgresql+asyncpg://u@h/n"),
        ("LESSONS_DIR", "nowhere"),
        ("LOG_KEEP_HOURS", "1.5"),
        ("JWT_SECRET", "x" * 31),
        ("JWT_JWKS_URL", "http://school.example/keys"),
        ("JWT_JWKS_URL", "school.example"),
        ("ALLOW_ANYONE", "perhaps"),
        ("JWT_DEFAULT_ROLE", "admin"),
        ("BROKER_URL", "kafka://broker"),
        ("WORKERS", "celery"),
        ("WORKERS", "threads"),
    ],
)
def test_a_wrong_value_is_refused_in_one_line_that_names_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert refused.value.message.startswith(f"{name}: ")
    said = refused.value.message
    assert "\n" not in said
    assert not re.search(r"pydantic|pattern|input|parse|\^|\\\\d", said, re.I), said


def test_names_that_are_nearly_a_setting_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("VIDEO_ENGINE=sora\nMY_OWN=1\n", "utf-8")
    monkeypatch.setenv("WEBHOOK_URLS", "https://hooks.example")
    monkeypatch.setenv("SOMETHING_ELSE", "1")
    assert load_settings().video_engines == ("storyboard",)
    lines = strange_settings()
    assert [line.split()[0] for line in lines] == ["VIDEO_ENGINE", "MY_OWN", "WEBHOOK_URLS"]
    assert "VIDEO_ENGINES?" in lines[0]


@pytest.mark.parametrize(
    ("settings", "names"),
    [
        ({"VIDEO_ENGINES": "sora"}, "SORA_BASE_URL"),
        ({"VIDEO_ENGINES": "storybord"}, "VIDEO_ENGINES"),
        ({"VOICES": "espeek"}, "VOICES"),
        ({"DATABASE_URL": "sqlite:///folder"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, "DATABASE_URL"),
    ],
)
@pytest.mark.parametrize("command", ["serve", "doctor"])
def test_what_can_not_be_used_is_said_in_one_line_at_the_start_and_by_doctor(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    settings: dict[str, str],
    names: str,
    command: str,
) -> None:
    (tmp_path / "folder").mkdir()
    monkeypatch.setenv("PORT", str(free_port()))
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert main([command]) == (2 if command == "serve" else 1)
    said = capsys.readouterr()
    lines = [line for line in (said.err + said.out).splitlines() if f"{names}:" in line]
    assert len(lines) == 1
    assert "Traceback" not in said.err


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


@pytest.mark.parametrize(("name", "value"), [("BROKER_URL", "amqp://host//"), ("REDIS_URL", "redis://host:6379/1")])
def test_workers_need_a_broker_which_may_be_the_redis_for_everything(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv("WORKERS", "celery")
    with pytest.raises(SettingsError, match=r"^WORKERS: celery needs a broker: set BROKER_URL"):
        load_settings()
    monkeypatch.setenv(name, value)
    assert load_settings().broker == value
    monkeypatch.setenv("REDIS_URL", "unix:///run/redis.sock")
    monkeypatch.delenv("BROKER_URL", raising=False)
    with pytest.raises(SettingsError, match=r"^WORKERS: celery needs a broker"):
        load_settings()


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


def test_doctor_says_what_a_minute_costs_at_each_engine(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {
        "VIDEO_ENGINES": "storyboard,sora,runway",
        "SORA_BASE_URL": "http://127.0.0.1:9/v1",
        "SORA_MODEL": "otter-1",
        "RUNWAY_API_KEY": "k",
        "RUNWAY_BASE_URL": "http://127.0.0.1:9",
        "MODELS_FILE": str(tmp_path / "models.json"),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'doctor.db'}",
    }.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "models.json").write_text('{"gen4.5": {"price_per_second": 0.125}}')
    main(["doctor"])
    said = capsys.readouterr().out
    assert "Engine storyboard: free" in said
    assert "Engine sora: the price of otter-1 is not known; MODELS_FILE can set it" in said
    assert "Engine runway: a minute of gen4.5 costs $7.50" in said
