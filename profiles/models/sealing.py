"""Sealing of personal fields: AES-256-GCM bound to table, column and row, and keyed hashes to search by.

A sealed value is `b"1" + key id (1 byte length + ascii) + nonce (12) + ciphertext`. Source: 개인정보의 안전성 확보조치 기준, art. 7.
"""

import hashlib
import hmac
import os
import unicodedata
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

VERSION = b"1"
NONCE_BYTES = 12


class SealBroken(Exception):
    """The stored bytes were changed, moved to another row, or their key is gone."""


@lru_cache(maxsize=8)
def _cipher(key):
    return AESGCM(key)


def seal(text, place):
    """Return `text` sealed to `place` ("table.column.row"), or None for an empty text."""
    return seal_bytes(unicodedata.normalize("NFC", text).encode(), place) if text else None


def unseal(stored, place):
    """Return the text that was sealed to `place`; raise SealBroken when it wasn't."""
    return unseal_bytes(stored, place).decode()


def seal_bytes(content, place):
    """Return a file's bytes sealed to `place`, or None for no bytes."""
    if not content:
        return None
    key_id, key = next(iter(settings.FIELD_KEYS.items()))  # the first key seals, all of them open
    nonce = os.urandom(NONCE_BYTES)
    body = _cipher(key).encrypt(nonce, content, place.encode())
    return VERSION + bytes([len(key_id)]) + key_id.encode() + nonce + body


def unseal_bytes(stored, place):
    """Return the bytes that were sealed to `place`; raise SealBroken when they weren't."""
    if not stored:
        return b""
    stored = bytes(stored)
    size = stored[1]
    key_id = stored[2 : 2 + size].decode(errors="replace")
    rest = stored[2 + size :]
    key = settings.FIELD_KEYS.get(key_id)
    if stored[:1] != VERSION or key is None:
        raise SealBroken(place)
    try:
        return _cipher(key).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], place.encode())
    except InvalidTag as broken:
        raise SealBroken(place) from broken


def blind_index(text):
    """Return a keyed hash of the text, to find equal values without opening them; "" for an empty text."""
    plain = "".join(unicodedata.normalize("NFC", text or "").split()).casefold()
    if not plain:
        return ""
    return hmac.new(settings.BLIND_INDEX_KEY, plain.encode(), hashlib.sha256).hexdigest()
