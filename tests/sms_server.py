"""A provider of text messages for tests, at the wire: it refuses, runs out of money, breaks or is slow as it is told to."""

import threading
import time
from typing import Any

from config.local.sms_sink import API_KEY, API_SECRET, Provider, Refused

SENDER = "0212345678"


class SmsServer(Provider):
    """`refusals`: number -> status code and sentence. `troubles`: the next answers, as (HTTP status, body), nothing taken.

    `lost`: the next answers after a text was taken; status 0 hangs up. `delay_s`: how long an answer takes.
    """

    def __init__(self) -> None:
        super().__init__(0)
        self.refusals: dict[str, str] = {}
        self.troubles: list[tuple[int, str]] = []
        self.lost: list[tuple[int, str]] = []
        self.delay_s = 0.0
        self.requests = 0
        self._thread = threading.Thread(target=self.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def start(self, settings: Any) -> "SmsServer":
        settings.SOLAPI_API_KEY, settings.SOLAPI_API_SECRET = API_KEY, API_SECRET
        settings.SMS_SENDER, settings.SOLAPI_URL = SENDER, self.url
        self._thread.start()
        return self

    def stop(self) -> None:
        if self._thread.is_alive():
            self.shutdown()
            self._thread.join(5)
        self.server_close()

    def require_signature(self, header: str) -> None:
        self.requests += 1
        super().require_signature(header)
        if self.troubles:
            raise Refused(*self.troubles.pop(0))

    def take(self, text: dict[str, Any]) -> str:
        return self.refusals.get(text["to"], "") or super().take(text)

    def send(self, body: dict[str, Any]) -> dict[str, Any]:
        answer = super().send(body)
        time.sleep(self.delay_s)
        if self.lost:
            raise Refused(*self.lost.pop(0))
        return answer
