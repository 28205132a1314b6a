"""What the two services of Seoul's open data have in common: the frame round the rows, errors in the body, pages of 1,000 rows.

Source: DOMAIN 4.1, 4.2; data.seoul.go.kr, guide of the Open API (key and rows from-to stand in the path, HTTP only).
"""

from typing import Any
from urllib.parse import quote

from jobs.intake import base
from jobs.intake.base import Source

PAGE_SIZE = 1_000  # the service refuses more
FINE = "INFO-000"


def rows(document: Any, service: str) -> Any:
    """Return the rows of a document of this service. Raises source_error."""
    if not isinstance(document, dict):
        return document
    found = document.get(service)
    result = found.get("RESULT") if isinstance(found, dict) else document.get("RESULT")
    if isinstance(result, dict) and (found is None or result.get("CODE", FINE) != FINE):
        raise base.source_error(result.get("CODE"))
    return found.get("row") if isinstance(found, dict) else None


def source(service: str) -> Source:
    """Return where a service is fetched."""

    def address(url: str, key: str, page: int, size: int) -> str:
        return f"{url}/{quote(key, safe='')}/json/{service}/{page * size + 1}/{(page + 1) * size}/"

    def total(document: Any) -> Any:
        return document[service].get("list_total_count")

    return Source("SEOUL_DATA_KEY", "SEOUL_DATA_URL", PAGE_SIZE, address, total)
