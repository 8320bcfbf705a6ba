"""The site's PostgreSQL engine, on the embedded server: started when the first connection is opened, not before."""

from __future__ import annotations

from typing import Any

from config.embedded.server import EmbeddedServer
from config.postgres import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Fills in the address of the server in `settings_dict["FOLDER"]` at each new connection.

    A server that was killed is therefore up again at the next connection, wherever it is opened from.
    """

    def get_connection_params(self) -> dict[str, Any]:
        server = EmbeddedServer.at(self.settings_dict["FOLDER"], durable=self.settings_dict["DURABLE"])
        address = server.use()
        self.settings_dict.update(HOST=address.socket_folder, PORT=address.port, USER=address.user)
        return super().get_connection_params()
