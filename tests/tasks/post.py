"""A mail server and a web service on loopback, as the outbox's tests need them: good, refusing, gone."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.header import decode_header, make_header
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"


class PostOffice:
    """What a mail server received, and how it behaves.

    It `accepts`, `refuses` everybody, `is_busy`, `drops` after the text, or `refuses_us` whoever is meant.
    """

    def __init__(self, manner: str = "accepts") -> None:
        self.manner = manner
        self.refused: set[str] = set()
        self.greylisted: set[str] = set()
        self.received: list[Any] = []

    @property
    def keys(self) -> list[str]:
        return [message["Message-ID"] for message in self.received]

    def texts(self) -> list[tuple[str, str]]:
        """Subject and text of what was received."""
        return [
            (str(make_header(decode_header(m["Subject"]))), m.get_payload(decode=True).decode())
            for m in self.received
        ]

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.manner == "refuses" or address in self.refused:
            return f"550 5.1.1 <{address}> unknown here"
        if self.manner == "is_busy":
            return "450 4.2.1 try again later"
        if self.manner == "refuses_us":
            return "550 5.7.1 relaying denied"
        if address in self.greylisted:
            return "451 4.7.1 greylisted"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.received.append(message_from_bytes(envelope.content))
        if self.manner == "drops":
            server.transport.close()
        return "250 OK"


@contextmanager
def mail_server(post: PostOffice, tls: SSLContext | None = None) -> Iterator[int]:
    """Serves on a free port."""
    controller = Controller(post, hostname=HOST, port=free_port(), ssl_context=tls)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@contextmanager
def silent_server() -> Iterator[int]:
    """Takes calls and says nothing."""
    with socket.create_server((HOST, 0)) as server:
        yield server.getsockname()[1]


@contextmanager
def web_service(
    status: list[int], said: bytes = b'{"errcode": 0, "errmsg": "ok"}'
) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """A receiver of webhooks; answers with the statuses in order, the last one from then on."""
    received: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            answer = status.pop(0) if len(status) > 1 else status[0]
            if answer == 200:
                received.append({"path": self.path} | json.loads(body))
            self.send_response(answer)
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer((HOST, 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server.server_address[1], received
    finally:
        server.shutdown()
        server.server_close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
