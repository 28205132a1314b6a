"""Settings are read strictly: a wrong value stops the process with a sentence that names the variable."""

import base64

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment as env

KEY = base64.b64encode(bytes(32)).decode()


@pytest.fixture
def give(monkeypatch):
    """Set the variable X, or leave it out."""

    def set_x(value):
        monkeypatch.delenv("X", raising=False)
        if value is not None:
            monkeypatch.setenv("X", value)

    return set_x


@pytest.mark.parametrize(
    ("read", "value", "expected"),
    [
        (lambda: env.text("X", "plain"), None, "plain"),
        (lambda: env.text("X"), " word ", "word"),
        (lambda: env.text("X", ""), "", ""),
        (lambda: env.flag("X", default=True), None, True),
        (lambda: env.flag("X", default=True), "No", False),
        (lambda: env.flag("X", default=False), "on", True),
        (lambda: env.number("X", 25), None, 25),
        (lambda: env.number("X", 25, least=1, most=30), "30", 30),
        (lambda: env.words("X"), None, []),
        (lambda: env.words("X"), " a, ,b ,", ["a", "b"]),
        (lambda: env.words("X", ["a"]), None, ["a"]),
        (lambda: env.choice("X", ("web", "worker"), "web"), "worker", "worker"),
        (lambda: env.secret("X"), "s" * 32, "s" * 32),
        (lambda: env.key("X"), KEY, bytes(32)),
        (lambda: env.keyring("X"), f"new:{KEY}, old:{KEY}", {"new": bytes(32), "old": bytes(32)}),
        (lambda: env.push_key("X"), None, ""),
        (lambda: env.push_key("X"), "a" * 43, "a" * 43),
        (lambda: env.pairs("X"), None, {}),
        (lambda: env.pairs("X"), "a.b:1, c:2", {"a.b": "1", "c": "2"}),
        (lambda: env.phone("X"), None, ""),
        (lambda: env.phone("X"), "02-1234-5678", "0212345678"),
        (lambda: env.require_together(X=env.text("X"), Y="b"), "a", None),
        (lambda: env.require_together(X=env.text("X", ""), Y=""), None, None),
        (lambda: env.url("X", ("redis", "unix")), "unix:///run/valkey.sock?db=1", "unix:///run/valkey.sock?db=1"),
    ],
)
def test_read_returns_what_was_set(give, read, value, expected):
    give(value)

    assert read() == expected


@pytest.mark.parametrize(
    ("read", "value", "complaint"),
    [
        (lambda: env.text("X"), None, "X must be set"),
        (lambda: env.text("X"), "  ", "X must be set"),
        (lambda: env.pairs("X"), "a", "X must look like"),
        (lambda: env.pairs("X"), "a:1,a:2", "X must look like"),
        (lambda: env.require_together(X=env.text("X"), Y=""), "a", "X, Y belong together: Y must be set, too"),
        (lambda: env.phone("X"), "call me", "X must be a phone number such as 0212345678, not 'call me'"),
        (lambda: env.flag("X", default=True), "maybe", "X must be yes or no, not 'maybe'"),
        (lambda: env.flag("X", default=True), "", "X must be yes or no, not ''"),
        (lambda: env.number("X", 25), "1e3", "X must be a whole number, not '1e3'"),
        (lambda: env.number("X", 25, least=1, most=30), "31", "X must lie between 1 and 30, not 31"),
        (lambda: env.number("X", 25), "-1", "X must lie between 0 and any number, not -1"),
        (lambda: env.choice("X", ("web", "worker"), "web"), "beat", "X must be one of web, worker, not 'beat'"),
        (lambda: env.secret("X"), "short", "X must have at least 32 characters"),
        (lambda: env.key("X"), "not base64!", "X must hold base64 keys"),
        (lambda: env.key("X"), base64.b64encode(bytes(8)).decode(), "must have 16, 24 or 32 bytes, not 8"),
        (lambda: env.push_key("X"), "a" * 44, "X must be 32 bytes as base64url, 43 letters"),
        (lambda: env.keyring("X"), None, "X must be set"),
        (lambda: env.keyring("X"), KEY, "X must look like"),
        (lambda: env.keyring("X"), f"a:{KEY},a:{KEY}", "with no id twice"),
        (lambda: env.database("X"), "sqlite:///here.db", "X must look like postgres://"),
        (lambda: env.database("X"), "postgres://user@host", "X must look like postgres://"),
        (lambda: env.url("X", ("redis",)), "http://here", "X must begin with redis://"),
        (lambda: env.url("X", ("redis",)), "redis", "X must begin with redis://"),
    ],
)
def test_read_refuses_what_it_cannot_understand(give, read, value, complaint):
    give(value)

    with pytest.raises(ImproperlyConfigured) as refused:
        read()

    assert complaint in str(refused.value)


def test_read_database_of_a_socket_folder(give):
    give("postgres://dasi@/dasi?host=/tmp/sockets")

    found = env.database("X")

    assert (found["ENGINE"], found["NAME"], found["USER"]) == ("django.db.backends.postgresql", "dasi", "dasi")
    assert found["OPTIONS"] == {"host": "/tmp/sockets"}


def test_refusal_never_repeats_a_secret(give):
    give("do-not-print-me")

    with pytest.raises(ImproperlyConfigured) as refused:
        env.secret("X")

    assert "do-not-print-me" not in str(refused.value)
