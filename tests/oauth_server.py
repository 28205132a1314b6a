"""Kakao and Naver for tests, at the wire: they hand out tokens for codes and tell of whom a token is."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs


class OAuthServer(ThreadingHTTPServer):
    """`profile`: what is told of whoever comes; `codes`: what was asked to be a token for; `is_broken`: nothing works."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.profile: dict[str, Any] = {}
        self.codes: list[str] = []
        self.is_broken = False
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def stop(self) -> None:
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: OAuthServer

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.codes.append(form["code"][0])
        self._write({"access_token": "token", "expires_in": 3600})

    def do_GET(self) -> None:
        self._write(self.server.profile if self.headers["Authorization"] == "Bearer token" else {})

    def _write(self, told: dict[str, Any]) -> None:
        self.send_response(503 if self.server.is_broken else 200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    def log_message(self, *_words: object) -> None:
        """Say nothing."""
