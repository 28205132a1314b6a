"""A mail server for tests, at the wire: it keeps what it takes, refuses whom it is told to, hangs up, or is slow."""

import asyncio
import email
import email.policy
import socket
import threading
import time
from collections.abc import Callable
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP


class MailServer:
    """`mails` holds what came in, in order; one that was hung up on afterwards is among them."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refusals: dict[str, str] = {}  # address -> what RCPT answers
        self.hang_ups = 0  # so many mails are taken without an answer
        self.delay_s = 0.0
        self.on_mail: Callable[[EmailMessage], None] = lambda mail: None
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._is_up = threading.Event()

    def start(self) -> "MailServer":
        self._thread.start()
        self._is_up.wait(5)
        return self

    def stop(self) -> None:
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(5)

    @property
    def recipients(self) -> list[str]:
        return [mail["To"] for mail in self.mails]

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.mails.append(mail)
        await asyncio.to_thread(self._happen, mail)
        if self.hang_ups:
            self.hang_ups -= 1
            server.transport.abort()
        return "250 kept"

    def _happen(self, mail: EmailMessage) -> None:
        time.sleep(self.delay_s)
        self.on_mail(mail)

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        made = lambda: SMTP(self, loop=self._loop, enable_SMTPUTF8=True)  # noqa: E731
        server = await self._loop.create_server(made, "127.0.0.1", self.port)
        self._is_up.set()
        await self._stop.wait()
        server.close()
