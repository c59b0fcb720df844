"""Settings hold by themselves, are overridden by a file, and a wrong one is said in a sentence."""

from datetime import date

import pytest

from data_access import settings as module
from data_access.problem import Problem
from data_access.settings import CHINA, LUODIAN, ROOT, Settings, platform_url, settings, store_url, webhook
from data_access.wording import LANGUAGES, language


@pytest.fixture(autouse=True)
def town(tmp_path, monkeypatch):
    """A checkout of its own, without settings, secrets or addresses."""
    for variable in ("SETTINGS_FILE", "PLATFORM_DATABASE_URL", "STORE_DATABASE_URL"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


@pytest.fixture
def written(town, monkeypatch):
    """Writes the settings file that SETTINGS_FILE names."""

    def write(content: str | bytes) -> None:
        (town / "mine.toml").write_bytes(content if isinstance(content, bytes) else content.encode())
        monkeypatch.setenv("SETTINGS_FILE", str(town / "mine.toml"))

    return write


def sentences(problem: Problem) -> list[str]:
    """The problem in each language, once seen to be one line."""
    said = []
    for lang in LANGUAGES:
        token = language.set(lang)
        said.append(str(problem))
        language.reset(token)
    assert all(line and "\n" not in line for line in said)
    assert len(set(said)) == len(said)
    return said


def test_without_a_file_the_built_in_settings_hold():
    found = settings()
    assert found == Settings()
    assert (found.town, found.bounds, found.rankings, found.targets) == (None, None, "full", ())
    assert (found.refresh.interval_minutes, found.refresh.overlap_minutes) == (5, 10)
    assert (found.freshness.stale_hours, found.minimums.base_households, found.minimums.small_group) == (
        26,
        50,
        5,
    )


def test_only_the_demonstration_has_a_name_and_bounds_that_nobody_set():
    plain = Settings()
    assert (plain.name_of(demonstration=True), plain.bounds_of(demonstration=True)) == ("罗店镇", LUODIAN)
    assert (plain.name_of(demonstration=False), plain.bounds_of(demonstration=False)) == (None, CHINA)
    own = Settings.model_validate(
        {"town": " 顾村镇 ", "bounds": {"west": 121.3, "south": 31.3, "east": 121.4, "north": 31.4}}
    )
    for demonstration in (True, False):
        assert own.name_of(demonstration) == "顾村镇"
        assert own.bounds_of(demonstration) == own.bounds
    assert Settings(town=" ").name_of(demonstration=False) is None


def test_a_file_overrides_what_it_names_and_leaves_the_rest(written):
    written(
        """
        town = "顾村镇"
        rankings = "bands"
        first_day = 2017-05-01
        [refresh]
        interval_minutes = 0
        [[targets]]
        coverage = 0.6
        due = 2017-12-31
        [[targets]]
        coverage = 1
        due = 2017-12-31
        committee = "310113104001"
        [attachments]
        hosts = ["photos.example.cn"]
        """
    )
    found = settings()
    assert (found.town, found.rankings, found.first_day) == ("顾村镇", "bands", date(2017, 5, 1))
    assert (found.refresh.interval_minutes, found.refresh.overlap_minutes) == (0, 10)
    assert [(target.coverage, target.committee) for target in found.targets] == [
        (0.6, None),
        (1, "310113104001"),
    ]
    assert found.attachments.hosts == ("photos.example.cn",)


def test_the_file_beside_the_program_holds_where_none_is_named(town):
    (town / "settings.toml").write_text('town = "月浦镇"', "utf-8")
    assert settings().town == "月浦镇"


def test_a_file_begun_by_a_windows_editor_is_read(written):
    written('\ufefftown = "顾村镇"\r\n')
    assert settings().town == "顾村镇"


def test_a_named_file_that_is_not_there_is_a_problem(town, monkeypatch):
    monkeypatch.setenv("SETTINGS_FILE", str(town / "none.toml"))
    with pytest.raises(Problem) as found:
        settings()
    assert found.value.key == "settings_missing"
    assert all(str(town / "none.toml") in said for said in sentences(found.value))


def test_a_named_folder_is_no_settings_file(town, monkeypatch):
    monkeypatch.setenv("SETTINGS_FILE", str(town))
    with pytest.raises(Problem) as found:
        settings()
    assert found.value.key == "settings_missing"
    assert all(str(town) in said for said in sentences(found.value))


@pytest.mark.parametrize(
    "content",
    ["town = ", "= 1", "[refresh", "town = 'a'\ntown = 'b'", b"town = '\xff\xfe'", b"\x00", "rankings: full"],
)
def test_what_is_no_toml_is_a_problem(written, content):
    written(content)
    with pytest.raises(Problem) as found:
        settings()
    assert found.value.key == "settings_malformed"
    assert all("mine.toml" in said for said in sentences(found.value))


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("town = 5", "town"),
        ("first_day = 'yesterday'", "first_day"),
        ("rankings = 'loud'", "rankings"),
        ("colour = 'red'", "colour"),
        ("refresh = 5", "refresh"),
        ("[refresh]\ninterval_minutes = -1", "refresh.interval_minutes"),
        ("[refresh]\ninterval_minutes = 'often'", "refresh.interval_minutes"),
        ("[refresh]\ninterval_minutes = nan", "refresh.interval_minutes"),
        ("[refresh]\ninterval_minutes = inf", "refresh.interval_minutes"),
        ("[refresh]\noverlap_minutes = -0.5", "refresh.overlap_minutes"),
        ("[refresh]\noverlap_minutes = inf", "refresh.overlap_minutes"),
        ("[refresh]\nreconcile_hour = 24", "refresh.reconcile_hour"),
        ("[refresh]\nreconcile_hour = 2.5", "refresh.reconcile_hour"),
        ("[refresh]\nstatement_seconds = 0", "refresh.statement_seconds"),
        ("[refresh]\nevery = 5", "refresh.every"),
        ("[freshness]\nstale_hours = 0", "freshness.stale_hours"),
        ("[freshness]\nhealth_hours = nan", "freshness.health_hours"),
        ("[minimums]\nbase_households = -1", "minimums.base_households"),
        ("[minimums]\nsmall_group = 0", "minimums.small_group"),
        ("[minimums]\nidentity_shown = 'ten'", "minimums.identity_shown"),
        ("[bounds]\nwest = 181", "bounds.west"),
        ("[bounds]\nwest = 120\nsouth = 30\neast = 121\nnorth = 91", "bounds.north"),
        ("[bounds]\nwest = 121.5\nsouth = 31.3\neast = 121.2\nnorth = 31.5", "bounds"),
        ("[bounds]\nwest = 121.2\nsouth = 31.6\neast = 121.5\nnorth = 31.5", "bounds"),
        ("[bounds]\nwest = 121.2\nsouth = 31.3\neast = 121.5", "bounds.north"),
        ("[[targets]]\ncoverage = 0\ndue = 2017-12-31", "targets.0.coverage"),
        ("[[targets]]\ncoverage = 60\ndue = 2017-12-31", "targets.0.coverage"),
        ("[[targets]]\ncoverage = 0.6", "targets.0.due"),
        (
            "[[targets]]\ncoverage = 0.6\ndue = 2017-12-31\n[[targets]]\ncoverage = nan\ndue = 2017-12-31",
            "targets.1.coverage",
        ),
        ("[[targets]]\ncoverage = 0.6\ndue = 'soon'", "targets.0.due"),
        ("[attachments]\nhosts = 'photos.example.cn'", "attachments.hosts"),
        ("[attachments]\nfolder = 1", "attachments.folder"),
        ("[bulletin]\nat = 8", "bulletin.at"),
        ("[bulletin]\nat = '8:00'", "bulletin.at"),
        ("[bulletin]\nat = '24:00'", "bulletin.at"),
        ("[[bulletin.robots]]\nname = '群'\nservice = 'wecom'", "bulletin.robots.0.name"),
        (
            "[[bulletin.robots]]\nname = 'a'\nservice = 'dingtalk'\npicture = true",
            "bulletin.robots.0",
        ),
        ("[bulletin]\nrobots = [" + "{name = 'a', service = 'wecom'}," * 2 + "]", "bulletin"),
    ],
)
def test_a_value_that_cannot_be_is_named_by_its_place(written, content, place):
    written(content)
    with pytest.raises(Problem) as found:
        settings()
    assert found.value.key == "settings_invalid"
    assert found.value.values["place"] == place
    assert all(f" {place} " in said and "mine.toml" in said for said in sentences(found.value))


def test_without_any_address_the_demonstration_is_opened(town):
    assert platform_url() == f"sqlite:///{town / 'var' / 'demonstration.db'}"
    assert store_url() == f"sqlite:///{town / 'var' / 'store.db'}"


def secrets(town, content: str) -> None:
    (town / ".streamlit").mkdir()
    (town / ".streamlit" / "secrets.toml").write_text(content, "utf-8")


def test_the_secrets_say_where_the_databases_are(town):
    secrets(
        town, '[connections.platform]\nurl = "postgresql://p"\n[connections.store]\nurl = "postgresql://s"'
    )
    assert (platform_url(), store_url()) == ("postgresql://p", "postgresql://s")


def test_the_environment_goes_before_the_secrets(town, monkeypatch):
    secrets(
        town, '[connections.platform]\nurl = "postgresql://p"\n[connections.store]\nurl = "postgresql://s"'
    )
    monkeypatch.setenv("PLATFORM_DATABASE_URL", "mysql://m")
    assert (platform_url(), store_url()) == ("mysql://m", "postgresql://s")


def test_an_empty_address_is_none(town, monkeypatch):
    secrets(town, '[connections.platform]\nurl = ""\n')
    monkeypatch.setenv("STORE_DATABASE_URL", "")
    assert platform_url().endswith("demonstration.db")
    assert store_url().endswith("store.db")


@pytest.mark.parametrize(
    "content",
    ["[connections", "connections = 5", "connections.platform = 'x'", "[connections.platform]\nurl = 5"],
)
def test_secrets_that_cannot_be_read_are_a_problem(town, content):
    secrets(town, content)
    with pytest.raises(Problem) as found:
        platform_url()
    assert all("secrets.toml" in said for said in sentences(found.value))


def test_a_robots_address_is_a_secret_that_leaves_by_https_alone(town, monkeypatch):
    secrets(town, '[robots.town]\nurl = "https://qyapi.weixin.qq.com/send?key=k"\nsecret = "s"')
    assert (webhook("town").url, webhook("town").secret) == ("https://qyapi.weixin.qq.com/send?key=k", "s")
    assert "key" not in repr(webhook("town"))
    for own in ("http://127.0.0.1:8080/send", "http://localhost/send?key=k", "https://10.0.0.7:8443/a?b"):
        monkeypatch.setenv("ROBOT_TOWN_URL", own)
        assert webhook("town").url == own
    for foreign in (
        "http://robots.example/k",
        "http://127.0.0.1.example/k",
        "ftp://a/k",
        "https://u:p@h/k",
        "https:///k",
    ):
        monkeypatch.setenv("ROBOT_TOWN_URL", foreign)
        with pytest.raises(Problem) as found:
            webhook("town")
        assert all("town" in said and foreign not in said for said in sentences(found.value))


def test_the_real_checkout_has_a_root():
    assert (ROOT / "data_access" / "settings.py").is_file()
