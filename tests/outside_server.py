"""The outside sources for tests, at the wire: pages as the real ones give them, errors with HTTP 200, and whatever else goes wrong.

Sources: DOMAIN 4.1 (recMntList), 4.2 (GetJobInfo), 4.4 (고용24), 4.5 (Senuri).
"""

import json
import threading
import time
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

KEY = "the+key/of=tests"
SEOUL_MOST, WORK24_MOST, SENURI_MOST = 1_000, 100, 1_000


class OutsideServer(ThreadingHTTPServer):
    """`rows`: what a source holds, by its name. `troubles`: the next answers as (HTTP status, body); status 0 hangs up.

    `delay_s`: how long an answer takes. `trickles`: it comes a byte at a time. `total`: what it says that there are, where that is wrong.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self.troubles: list[tuple[int, bytes]] = []
        self.delay_s = 0.0
        self.trickles = False
        self.total: int | None = None
        self.asked: list[str] = []
        self._thread = threading.Thread(target=self.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def start(self, settings: Any) -> "OutsideServer":
        for name in ("DATA_GO_KR", "SEOUL_DATA", "WORK24"):
            setattr(settings, f"{name}_KEY", KEY)
            setattr(settings, f"{name}_URL", self.url)
        settings.OUTSIDE_SOURCES = ["senuri", "recmnt", "work24", "getjobinfo"]
        settings.LICENCES_CLEARED = ["recmnt"]
        settings.OUTSIDE_PAGE_SECONDS, settings.OUTSIDE_PAUSE_SECONDS = 5, 0
        self._thread.start()
        return self

    def stop(self) -> None:
        self.shutdown()
        self._thread.join(5)
        self.server_close()

    def answer(self, path: str, query: dict[str, list[str]]) -> bytes:
        parts = [unquote(part) for part in path.strip("/").split("/")]
        if len(parts) == 5 and parts[1] == "json":
            return self._seoul(*parts)
        if path.endswith("/getJobList"):
            return self._senuri({name: values[0] for name, values in query.items()})
        return self._work24({name: values[0] for name, values in query.items()})

    def _seoul(self, key: str, _type: str, service: str, start: str, end: str) -> bytes:
        if key != KEY:
            return _json({"RESULT": {"CODE": "INFO-100", "MESSAGE": "인증키가 유효하지 않습니다."}})
        first, last = int(start), int(end)
        if last - first >= SEOUL_MOST:
            return _json({"RESULT": {"CODE": "ERROR-336", "MESSAGE": "한번에 최대 1000건을 넘을 수 없습니다."}})
        rows = self.rows.get(service, [])
        if not rows[first - 1 : last]:
            return _json({"RESULT": {"CODE": "INFO-200", "MESSAGE": "해당하는 데이터가 없습니다."}})
        fine = {"CODE": "INFO-000", "MESSAGE": "정상 처리되었습니다"}
        frame = {"list_total_count": self._total(rows), "RESULT": fine, "row": rows[first - 1 : last]}
        return _json({service: frame})

    def _senuri(self, query: dict[str, str]) -> bytes:
        if query["serviceKey"] != KEY:  # XML, whatever was asked for
            return b"<OpenAPI_ServiceResponse><cmmMsgHeader><returnReasonCode>30</returnReasonCode></cmmMsgHeader></OpenAPI_ServiceResponse>"
        rows, size = self.rows.get("senuri", []), min(int(query["numOfRows"]), SENURI_MOST)
        page = _page(rows, int(query["pageNo"]), size)
        items: Any = {"item": page[0] if len(page) == 1 else page} if page else ""
        body = {"items": items, "numOfRows": size, "pageNo": int(query["pageNo"]), "totalCount": self._total(rows)}
        return _json({"response": {"header": {"resultCode": "00", "resultMsg": "NORMAL SERVICE."}, "body": body}})

    def _work24(self, query: dict[str, str]) -> bytes:
        if query["authKey"] != KEY:
            return "<wantedRoot><messageCd>006</messageCd><message>유효하지 않은 인증키입니다.</message></wantedRoot>".encode()
        rows = self.rows.get("work24", [])
        wanted = "".join(
            "<wanted>" + "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in row.items()) + "</wanted>"
            for row in _page(rows, int(query["startPage"]), min(int(query["display"]), WORK24_MOST))
        )
        head = f"<total>{self._total(rows)}</total><startPage>{query['startPage']}</startPage><display>{query['display']}</display>"
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<wantedRoot>{head}{wanted}</wantedRoot>'.encode()

    def _total(self, rows: Sequence[Any]) -> int:
        return len(rows) if self.total is None else self.total


class _Handler(BaseHTTPRequestHandler):
    server: OutsideServer

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        time.sleep(self.server.delay_s)
        asked = urlsplit(self.path)
        status, body = (
            self.server.troubles.pop(0)
            if self.server.troubles
            else (200, self.server.answer(asked.path, parse_qs(asked.query)))
        )
        if not status:
            self.close_connection = True
            return
        self.send_response(status)
        self.send_header("Location", "http://127.0.0.1:9/")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            for at in range(0, len(body), 1 if self.server.trickles else max(len(body), 1)):
                self.wfile.write(body[at : at + (1 if self.server.trickles else len(body))])
                time.sleep(0.2 if self.server.trickles else 0)
        except OSError:
            self.close_connection = True

    def log_message(self, *_args: object) -> None:
        pass


def _page(rows: Sequence[Any], number: int, size: int) -> Sequence[Any]:
    return rows[(number - 1) * size : number * size]


def _json(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()
