"""A request that is larger than any that we take is refused before anything of it is kept."""

import io
import tracemalloc

import pytest
from django.test import RequestFactory

from config import middleware
from config.middleware import bounded_uploads
from config.wsgi import application

pytestmark = pytest.mark.django_db
HUGE = 200 * 1024 * 1024


class Endless(io.RawIOBase):
    """A body that is made while it is read, and knows how much was taken."""

    taken = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        size = min(size if size >= 0 else HUGE, HUGE - self.taken)
        self.taken += size
        return b"x" * size


def asked(body: Endless, *, path: str = "/me/profile/cv/", length: int = HUGE) -> tuple[str, str]:
    """Status and page that the whole site answers to a request with this body."""
    environ = {
        **RequestFactory()._base_environ(),
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "CONTENT_LENGTH": str(length),
        "HTTP_HOST": "localhost",
        "wsgi.input": body,
    }
    said = []
    page = b"".join(application(environ, lambda status, headers: said.append(status)))
    return said[0], page.decode()


def test_huge_file_is_refused_in_plain_words_without_being_kept() -> None:
    body = Endless()
    tracemalloc.start()

    status, page = asked(body)

    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert status.startswith("413")
    assert "16MB보다 작은 파일을 올려 주세요" in page
    assert most < 20 * 1024 * 1024 < HUGE
    assert body.taken <= HUGE


def test_sender_that_never_ends_is_listened_to_for_a_moment_only(monkeypatch) -> None:
    monkeypatch.setattr(middleware, "_LISTEN_SECONDS", 0)
    body = Endless()

    status, _page = asked(body)

    assert status.startswith("413")
    assert body.taken == 0


def test_api_answers_a_problem() -> None:
    status, page = asked(Endless(), path="/api/v1/postings/")

    assert status.startswith("413")
    assert '"code": "too_large"' in page


@pytest.mark.parametrize("length", ["", "0", "x", str(10 * 1024 * 1024)])
def test_other_requests_pass(length: str) -> None:
    request = RequestFactory().post("/")
    request.META["CONTENT_LENGTH"] = length

    assert bounded_uploads(lambda request: "passed")(request) == "passed"
