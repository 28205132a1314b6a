"""Secrets of one's own machine: made once, kept under var/, readable by their owner alone. Production brings its own."""

import base64
import json
import os
import secrets
from pathlib import Path


def of(folder: Path) -> dict[str, str]:
    """Return the variables SECRET_KEY, FIELD_KEYS and BLIND_INDEX_KEY of `folder`; make them the first time."""
    kept = folder / "keys.json"
    if not kept.exists():
        _write(
            kept, {"SECRET_KEY": secrets.token_urlsafe(50), "FIELD_KEYS": f"local1:{_key()}", "BLIND_INDEX_KEY": _key()}
        )
    return json.loads(kept.read_text())


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _write(path: Path, content: dict[str, str]) -> None:
    """Write whole or not at all: a key that was lost would lose the fields it encrypts."""
    draft = path.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
