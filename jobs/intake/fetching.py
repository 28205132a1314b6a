"""All pages of a source, or nothing: with limits of time and size, tried again where trying again may help.

Keys stand in addresses, so no address and no text of an error is kept or logged. Sources: DOMAIN 4.1-4.5 (pages of 1,000 or 100 rows, answers that
take up to 30 s, errors in the body with HTTP 200).
"""

import time
from collections.abc import Callable
from typing import Any

import requests
from django.core.exceptions import ValidationError
from urllib3.exceptions import HTTPError, ReadTimeoutError

from jobs.intake import base
from jobs.intake.base import Format

PAGE_BYTES = 30_000_000
MOST_PAGES = 2_000
TRIES = 4
_PIECE = 65_536
_AGAIN = {408, 425, 429, 500, 502, 503, 504}


class Failed(Exception):
    """A source from which not everything came; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def all_rows(form: Format, *, url: str, key: str, patience: float, pause: float) -> list[Any]:
    """Return the rows of every page. patience: seconds for one page; pause: seconds before the second try, doubled for each further one.

    Raises Failed: not_reached, too_slow, http_NNN, page_too_large, not_json, not_xml, wrong_shape, no_total, incomplete, too_many_rows, or the code
    that the source itself reports.
    """
    rows: list[Any] = []
    with requests.Session() as session:
        session.trust_env = False  # no proxy and no .netrc that somebody left
        for page in range(MOST_PAGES):
            address = form.source.address(url, key, page, form.source.page_size)
            found, total = _patiently(lambda address=address: _page(session, form, address, patience), pause)
            rows += found
            if len(rows) >= total:
                return rows
            if len(found) < form.source.page_size:
                raise Failed("incomplete")
            if total > base.MAX_ROWS:
                raise Failed("too_many_rows")
    raise Failed("too_many_rows")


def _patiently(ask: Callable[[], tuple[list[Any], int]], pause: float) -> tuple[list[Any], int]:
    code = ""
    for attempt in range(TRIES):
        try:
            return ask()
        except _Again as again:
            code = again.code
        if attempt < TRIES - 1:
            time.sleep(pause * 2**attempt)
    raise Failed(code)


class _Again(Failed):
    """What may be otherwise the next time."""


def _page(session: requests.Session, form: Format, address: str, patience: float) -> tuple[list[Any], int]:
    content = _content(session, address, patience)
    try:
        document = form.parse(content)
        found = base.rows_in(document, form)
        total = int(form.source.total(document))
    except ValidationError as refused:
        raise Failed(refused.code) from None
    except (TypeError, ValueError, OverflowError, AttributeError, KeyError):
        raise Failed("no_total") from None
    if total < 0:
        raise Failed("no_total")
    return found, total


def _content(session: requests.Session, address: str, patience: float) -> bytes:
    """The bytes of a page, read piece by piece: neither a large nor an endless answer is waited for."""
    until = time.monotonic() + patience
    try:
        with session.get(address, timeout=patience, stream=True, allow_redirects=False) as answer:
            if answer.status_code in _AGAIN:
                raise _Again(f"http_{answer.status_code}")
            if answer.status_code != 200:
                raise Failed(f"http_{answer.status_code}")
            content = bytearray()
            while piece := answer.raw.read1(
                _PIECE, decode_content=True
            ):  # what has come, be it a byte: a whole piece may take for ever
                content += piece
                if len(content) > PAGE_BYTES:
                    raise Failed("page_too_large")
                if time.monotonic() > until:
                    raise _Again("too_slow")
    except (requests.Timeout, TimeoutError, ReadTimeoutError):
        raise _Again("too_slow") from None
    except (requests.RequestException, HTTPError, OSError):
        raise _Again("not_reached") from None
    return bytes(content)
