"""The words of a form whose files are too large to be read: what stands whole in the beginning of the request, so that nobody types it twice.

A form says by a box called `words_kept` that its words may be given back to its own page. Source: RFC 7578 (multipart/form-data).
"""

import re

from django.http import HttpRequest
from django.utils.http import parse_header_parameters

MOST_BYTES = 256 * 1024  # of the beginning; boxes for files stand behind the words
MARK = "words_kept"
_NAME = re.compile(rb'(?i)content-disposition:\s*form-data;\s*name="([^"\r\n]+)"\s*$')


def words(request: HttpRequest, beginning: bytes) -> list[tuple[str, str]]:
    """Return names and values of the boxes that came whole, in their order; nothing of a form that doesn't ask for it."""
    kind, parameters = parse_header_parameters(request.META.get("CONTENT_TYPE", ""))
    boundary = parameters.get("boundary", "")
    if request.method != "POST" or kind != "multipart/form-data" or not boundary:
        return []
    parts = beginning.split(b"--" + boundary.encode("latin-1", "replace") + b"\r\n")[1:-1]  # the last may be cut
    found = [told for told in map(_told, parts) if told]
    return [told for told in found if told[0] != MARK] if (MARK, "1") in found else []


def _told(part: bytes) -> tuple[str, str] | None:
    head, _blank, value = part.partition(b"\r\n\r\n")
    named = _NAME.search(head)
    if named is None or not value.endswith(b"\r\n"):
        return None
    return named[1].decode(errors="replace"), value[:-2].decode(errors="replace")
