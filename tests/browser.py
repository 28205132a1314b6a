"""A test client that does as browsers do where a form is not taken: it is led back to the page by GET, with what was typed and why."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.test import Client

SEE_OTHER = 303


class Browser(Client):
    """Follows a form's 303 to its own page, and no other redirect."""

    def post(self, path: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send a form."""
        answer = super().post(path, *args, **kwargs)
        if answer.status_code != SEE_OTHER or urlsplit(answer["Location"]).path != urlsplit(path).path:
            return answer
        return self.get(answer["Location"])
