"""Reads settings from the environment and refuses what it can't understand, in a sentence that names the variable.

A setting that is wrong stops the process at its start; it never turns into a default quietly.
"""

import base64
import binascii
import os
import re
from collections.abc import Sequence

import environ
from django.core.exceptions import ImproperlyConfigured

_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off"}
_AES_KEY_BYTES = (16, 24, 32)


def text(name: str, default: str | None = None) -> str:
    """Return the variable `name`; without a default it must be set and not be blank."""
    found = os.environ.get(name, default)
    if found is None or (default is None and not found.strip()):
        raise ImproperlyConfigured(f"{name} must be set in the environment")
    return found.strip()


def flag(name: str, default: bool) -> bool:
    """Return a yes/no variable; anything but 1/0, true/false, yes/no, on/off is refused."""
    found = text(name, "yes" if default else "no").lower()
    if found not in _YES | _NO:
        raise ImproperlyConfigured(f"{name} must be yes or no, not {found!r}")
    return found in _YES


def number(name: str, default: int, *, least: int = 0, most: int | None = None) -> int:
    """Return a whole number between `least` and `most`, both included."""
    found = text(name, str(default))
    try:
        value = int(found)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {found!r}") from None
    if value < least or (most is not None and value > most):
        raise ImproperlyConfigured(f"{name} must lie between {least} and {most or 'any number'}, not {value}")
    return value


def words(name: str, default: Sequence[str] = ()) -> list[str]:
    """Return a comma-separated list; blanks around and between the commas are dropped."""
    return [word.strip() for word in text(name, ",".join(default)).split(",") if word.strip()]


def pairs(name: str) -> dict[str, str]:
    """Return {name: value} of "name:value,name:value"; no name twice."""
    found: dict[str, str] = {}
    for entry in words(name):
        left, colon, right = entry.partition(":")
        if not colon or not left or not right or left in found:
            raise ImproperlyConfigured(f'{name} must look like "name:value,name:value" with no name twice')
        found[left] = right
    return found


def phone(name: str) -> str:
    """Return a phone number without its hyphens; "" when it isn't set."""
    found = text(name, "")
    digits = found.replace("-", "")
    if found and not (digits.isdecimal() and digits.isascii() and 8 <= len(digits) <= 12):
        raise ImproperlyConfigured(f"{name} must be a phone number such as 0212345678, not {found!r}")
    return digits


def require_together(**found: str) -> None:
    """Refuse variables that are of use together alone when some are set and others aren't."""
    missing = [name for name, value in found.items() if not value]
    if missing and len(missing) < len(found):
        raise ImproperlyConfigured(f"{', '.join(found)} belong together: {', '.join(missing)} must be set, too")


def choice(name: str, options: Sequence[str], default: str) -> str:
    """Return a variable that must be one of `options`."""
    found = text(name, default)
    if found not in options:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(options)}, not {found!r}")
    return found


def secret(name: str, *, least: int = 32) -> str:
    """Return a secret of at least `least` characters."""
    found = text(name)
    if len(found) < least:
        raise ImproperlyConfigured(f"{name} must have at least {least} characters")
    return found


def key(name: str) -> bytes:
    """Return a base64 key of 16, 24 or 32 bytes."""
    return _decode_key(name, text(name))


def push_key(name: str) -> str:
    """Return a private key of P-256, 32 bytes as base64url without padding; "" where there is none."""
    found = text(name, "")
    if found and not re.fullmatch(r"[A-Za-z0-9_-]{43}", found):
        raise ImproperlyConfigured(f"{name} must be 32 bytes as base64url, 43 letters")
    return found


def keyring(name: str) -> dict[str, bytes]:
    """Return {id: key} of "id:base64,id:base64"; the first is the one to write with, the others are still read."""
    keys: dict[str, bytes] = {}
    for entry in words(name):
        identifier, colon, encoded = entry.partition(":")
        if not colon or not identifier or identifier in keys:
            raise ImproperlyConfigured(f'{name} must look like "id:base64 key,id:base64 key" with no id twice')
        keys[identifier] = _decode_key(name, encoded)
    if not keys:
        raise ImproperlyConfigured(f"{name} must be set in the environment")
    return keys


def database(name: str) -> dict:
    """Return Django's settings of a postgres:// URL; `?host=/folder` names a socket folder."""
    found = environ.Env.db_url_config(text(name))
    if found.get("ENGINE") != "django.db.backends.postgresql" or not found.get("NAME"):
        raise ImproperlyConfigured(f"{name} must look like postgres://user:password@host:5432/name")
    return found


def url(name: str, schemes: Sequence[str]) -> str:
    """Return a URL whose scheme is one of `schemes`."""
    found = text(name)
    if found.partition("://")[0] not in schemes or "://" not in found:
        raise ImproperlyConfigured(f"{name} must begin with {' or '.join(s + '://' for s in schemes)}")
    return found


def _decode_key(name: str, encoded: str) -> bytes:
    try:
        decoded = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise ImproperlyConfigured(f"{name} must hold base64 keys") from None
    if len(decoded) not in _AES_KEY_BYTES:
        raise ImproperlyConfigured(f"{name}: a key must have 16, 24 or 32 bytes, not {len(decoded)}")
    return decoded
