"""`check_links` over addresses that lead inside: `python -m bench.fire.link_trap` says whom it dialled, and what came.

The network is a trap on the loopback: a name has the addresses that it is given here, and whoever is dialled, the trap
answers. `/number` there leads on to that one of the addresses.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest import mock

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.fire.settings")
django.setup()

from django.core.management import call_command  # noqa: E402

from albums.models import AlbumLink  # noqa: E402
from common.fetching import Fetcher, resolve  # noqa: E402
from curation.management.commands import check_links  # noqa: E402
from curation.models import LinkCheck  # noqa: E402
from reviews.models import Review  # noqa: E402

PUBLIC = "93.184.216.34"
INSIDE = (
    *("http://127.0.0.1/", "http://localhost/", "http://2130706433/", "http://017700000001/", "http://0x7f000001/"),
    *("http://0x7f.1/", "http://127.1/", "http://0/", "http://[::1]/", "http://[::]/", "http://[::ffff:127.0.0.1]/"),
    *("http://[::ffff:7f00:1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://[fe80::1]/"),
    *("http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.0.1/", "http://169.254.169.254/latest/meta-data/"),
    *("http://100.64.0.1/", "http://224.0.0.1/", "http://255.255.255.255/", "http://inside.example/"),
    *("http://127.0.0.1.:80/", "http://①②⑦.⓪.⓪.①/", "http://rebinding.example/second/"),
)
REFUSED = (
    "http://lantern.example:22/",
    "http://someone@lantern.example/",
    "ftp://lantern.example/",
    "file:///etc/passwd",
)


class Trap(BaseHTTPRequestHandler):
    """Answers everybody; leads on where it is asked for a number."""

    def do_GET(self) -> None:
        """Answer."""
        number = self.path.strip("/")
        if number.isdecimal():
            self.send_response(302)
            self.send_header("Location", [*INSIDE, *REFUSED][int(number)].encode().decode("latin-1"))
        else:
            self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, *args: object) -> None:
        """Silence."""


def main() -> None:
    """Put the addresses into reviews, check all links, say what happened."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Trap)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    dialled: list[str] = []
    rebinding = iter([PUBLIC])

    def names(host: str, port: int) -> list[str]:
        if host == "rebinding.example":
            return [next(rebinding, "127.0.0.1")]
        if host.endswith(".example"):
            return ["127.0.0.1" if host == "inside.example" else PUBLIC]
        return resolve(host, port)

    def dial(address: str, port: int, seconds: float) -> socket.socket:
        dialled.append(address)
        return socket.create_connection(("127.0.0.1", server.server_port), timeout=seconds)

    leading = [f"http://leading.example/{number}" for number in range(len(INSIDE) + len(REFUSED))]
    hostile = ["http://rebinding.example/first/", *INSIDE, *leading]
    AlbumLink.objects.all().delete()
    Review.objects.update(source_url="")
    keys = Review.objects.published().order_by("pk").values_list("pk", flat=True)
    put = dict(zip(keys, hostile, strict=False))
    for key, address in put.items():
        Review.objects.filter(pk=key).update(source_url=address)
    with mock.patch.object(check_links, "Fetcher", partial(Fetcher, resolve=names, dial=dial)):
        call_command("check_links", delay=0, stdout=sys.stderr)
    found = dict(LinkCheck.objects.values_list("url", "state"))
    json.dump({"put": list(put.values()), "dialled": sorted(set(dialled)), "found": found}, sys.stdout)


if __name__ == "__main__":
    main()
