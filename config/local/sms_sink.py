"""A provider of text messages that sends nothing: it keeps each text for the local mailbox page, beside the mails.

python -m config.local.sms_sink PORT FOLDER

It speaks the wire of SOLAPI (send-many/detail, list-old), as far as the SDK does, and checks the signature of each request.
"""

import hashlib
import hmac
import json
import os
import re
import secrets
import signal
import sys
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

API_KEY, API_SECRET = "local", "local-secret"  # noqa: S105 - of a provider that sends nothing
AUTHORIZATION = re.compile(r"HMAC-SHA256 ApiKey=(\S+), Date=(\S+), salt=(\w{12,64}), signature=(\w{64})")
NUMBER = re.compile(r"01[016789]\d{7,8}")
_COUNTS = ("sentTotal", "sentSuccess", "sentPending", "sentReplacement", "refund")


class Refused(Exception):
    """What the provider answers in place of doing it: HTTP status and body."""

    def __init__(self, status: int, body: str) -> None:
        super().__init__(status, body)
        self.status, self.body = status, body


def refusal(status: int, code: str, sentence: str) -> Refused:
    """Return a refusal as the provider words it."""
    return Refused(status, json.dumps({"errorCode": code, "errorMessage": sentence}))


class Provider(ThreadingHTTPServer):
    """`texts` holds what was taken, in order, each as it came with its messageId."""

    daemon_threads = True

    def __init__(self, port: int, secret: str = API_SECRET) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.secret = secret
        self.texts: list[dict[str, Any]] = []

    def take(self, text: dict[str, Any]) -> str:
        """Keep one text and return "", or the reason why not, as status code and sentence."""
        if not NUMBER.fullmatch(text["to"]):
            return "1011 수신번호의 형식이 맞지 않습니다."
        self.texts.append(text)
        return ""

    def require_signature(self, header: str) -> None:
        """Refuse who doesn't know the secret. Raises Refused."""
        found = AUTHORIZATION.fullmatch(header)
        if not found:
            raise refusal(401, "Unauthorized", "Authorization 헤더를 확인해 주세요.")
        _key, date, salt, signature = found.groups()
        wanted = hmac.new(self.secret.encode(), (date + salt).encode(), hashlib.sha256).hexdigest()
        if not hmac.compare_digest(wanted, signature):
            raise refusal(403, "SignatureDoesNotMatch", "서명이 맞지 않습니다.")

    def send(self, body: dict[str, Any]) -> dict[str, Any]:
        """Answer send-many/detail."""
        failed = []
        for text in body["messages"]:
            text["messageId"] = f"M4V{secrets.token_hex(12).upper()}"
            if reason := self.take(text):
                failed.append(_failed(text, *reason.split(" ", 1)))
        return {
            "failedMessageList": failed,
            "groupInfo": _group(len(body["messages"]), len(failed)),
            "messageList": [
                {"messageId": text["messageId"], "statusCode": "2000", "statusMessage": "정상 접수(이통사로 접수 예정)"}
                for text in body["messages"]
            ],
        }

    def listed(self, query: dict[str, list[str]]) -> dict[str, Any]:
        """Answer list-old: what was sent to a number, or one message, and what became of it."""
        found = [
            {"statusCode": "4000", **text}
            for text in self.texts
            if all(text[name] in query.get(name, [text[name]]) for name in ("to", "messageId"))
        ]
        return {"limit": 100, "messageList": {text["messageId"]: text for text in found}, "nextKey": None}


class Sink(Provider):
    """Keeps the texts as files that the mailbox page shows."""

    def __init__(self, port: int, folder: Path) -> None:
        super().__init__(port)
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, text: dict[str, Any]) -> str:
        reason = super().take(text)
        if not reason:
            letter = EmailMessage()
            letter["To"], letter["Subject"] = text["to"], f"(문자) {text['text'].splitlines()[0]}"
            letter["Date"] = format_datetime(datetime.now(UTC))
            letter.set_content(text["text"])
            name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
            draft = self.folder / f"{name}.part"
            draft.write_bytes(letter.as_bytes())
            draft.rename(self.folder / f"{name}.eml")
        return reason


class _Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._answer("/messages/v4/send-many/detail", lambda: self.server.send(json.loads(body)))

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        self._answer("/messages/v4/list-old", lambda: self.server.listed(query))

    def _answer(self, path: str, do: Any) -> None:
        try:
            self.server.require_signature(self.headers.get("Authorization", ""))
            if urlsplit(self.path).path != path:
                raise refusal(404, "ResourceNotFound", "없는 주소입니다.")
            status, told = 200, json.dumps(do())
        except Refused as refused:
            status, told = refused.status, refused.body
        if status:
            self.write(status, told)

    def write(self, status: int, told: str) -> None:
        """Send the answer."""
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(told.encode())))
        self.end_headers()
        self.wfile.write(told.encode())

    def log_message(self, *_words: object) -> None:
        """Say nothing: numbers don't belong in logs."""


def _failed(text: dict[str, Any], code: str, sentence: str) -> dict[str, Any]:
    return {
        "to": text["to"],
        "from": text["from"],
        "type": text["type"],
        "statusMessage": sentence,
        "country": "82",
        "messageId": text["messageId"],
        "statusCode": code,
        "accountId": "local",
    }


def _group(total: int, failed: int) -> dict[str, Any]:
    cash = {"requested": 0, "replacement": 0, "refund": 0, "sum": 0}
    now = datetime.now(UTC).isoformat()
    return {
        "count": {
            "total": total,
            "registeredFailed": failed,
            "registeredSuccess": total - failed,
            **dict.fromkeys(_COUNTS, 0),
        },
        "countForCharge": {},
        "balance": cash,
        "point": cash,
        "app": {},
        "log": [],
        "status": "SENDING",
        "allowDuplicates": False,
        "isRefunded": False,
        "accountId": "local",
        "masterAccountId": None,
        "apiVersion": "4",
        "groupId": f"G4V{secrets.token_hex(12).upper()}",
        "price": {},
        "dateCreated": now,
        "dateUpdated": now,
    }


def settings(port: int) -> dict[str, str]:
    """Return the variables with which the site sends to the sink on this port."""
    return {
        "SOLAPI_API_KEY": API_KEY,
        "SOLAPI_API_SECRET": API_SECRET,
        "SMS_SENDER": "0200000050",
        "SOLAPI_URL": f"http://127.0.0.1:{port}",
    }


if __name__ == "__main__":
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: os._exit(0))
    Sink(int(sys.argv[1]), Path(sys.argv[2])).serve_forever()
