"""An SMTP server that sends nothing: it keeps each mail as a file for the local mailbox page.

python -m config.local.mail_sink PORT FOLDER
"""

import asyncio
import contextlib
import secrets
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

_KEPT = 2000


class Sink:
    """Keeps what it is given; the newest `_KEPT` stay."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Write the mail whole, under a name that sorts by time."""
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
        draft = self.folder / f"{name}.part"
        draft.write_bytes(envelope.content)
        draft.rename(self.folder / f"{name}.eml")
        for old in sorted(self.folder.glob("*.eml"))[:-_KEPT]:
            old.unlink(missing_ok=True)
        return "250 kept"


async def serve(port: int, folder: Path) -> None:
    """Take mails until SIGTERM."""
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    sink = Sink(folder)
    server = await loop.create_server(lambda: SMTP(sink, loop=loop, enable_SMTPUTF8=True), "127.0.0.1", port)
    with contextlib.closing(server):
        await stopped.wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2])))
