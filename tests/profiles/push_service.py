"""A push service at the wire, and a browser that subscribes to it: opens what arrives, checks who sent it (RFC 8188, 8291, 8292)."""

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02


class Browser:
    """The keys of one browser, and its address at a service."""

    def __init__(self, service: str, name: str) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._secret = name.encode().ljust(16, b"-")[:16]
        self.endpoint = f"{service}/push/{name}"
        self.p256dh = _encoded(self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))
        self.auth = _encoded(self._secret)

    def fields(self) -> dict[str, str]:
        """What its script sends us."""
        return {"endpoint": self.endpoint, "p256dh": self.p256dh, "auth": self.auth}

    def opened(self, body: bytes) -> dict[str, Any]:
        """What a message says, which this browser alone can read."""
        return json.loads(http_ece.decrypt(body, private_key=self._key, auth_secret=self._secret, version="aes128gcm"))


class Service:
    """Keeps what it is given; answers 201, or what `answers` says of a name."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, dict[str, str], bytes]] = []
        self.answers: dict[str, int] = {}
        self.url = ""

    def browser(self, name: str) -> Browser:
        """A browser of this service."""
        return Browser(self.url, name)

    def is_from(self, public_key: str) -> bool:
        """Whether the last message bears a signature of this key for this service."""
        told = self.taken[-1][1]["authorization"]
        token, _comma, key = told.partition("t=")[2].partition(",k=")
        claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
        return claims["aud"] == self.url and key == public_key and Vapid02.verify(auth=told)


@contextmanager
def running() -> Iterator[Service]:
    """Bring a service up on a port of its own."""
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            name = self.path.rpartition("/")[2]
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.taken.append((name, {key.lower(): value for key, value in self.headers.items()}, body))
            code = service.answers.get(name, 201)
            self.send_response(code)
            if code in (301, 307):
                self.send_header("Location", f"{service.url}/push/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_told: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield service
    server.shutdown()
    server.server_close()
    thread.join()


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
