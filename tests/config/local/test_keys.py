"""Local secrets: made once, read by their owner alone, good enough for the settings."""

import stat

from config import environment
from config.local import keys


def test_keys_are_made_once_and_read_by_their_owner_alone(tmp_path):
    made = keys.of(tmp_path)

    assert keys.of(tmp_path) == made
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]


def test_keys_of_another_folder_differ(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()

    one, other = keys.of(tmp_path / "a"), keys.of(tmp_path / "b")

    assert not set(one.values()) & set(other.values())


def test_keys_please_the_settings(tmp_path, monkeypatch):
    for name, value in keys.of(tmp_path).items():
        monkeypatch.setenv(name, value)

    assert environment.secret("SECRET_KEY")
    assert len(environment.key("BLIND_INDEX_KEY")) == 32
    assert list(environment.keyring("FIELD_KEYS")) == ["local1"]
