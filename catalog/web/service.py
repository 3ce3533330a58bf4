"""What every request shares: the settings, the policy, the database and the shelf of now."""

from __future__ import annotations

from typing import Any

from litestar import Request

from ..embedded import open_catalog
from ..load import rejudge
from ..policy import Policy, shipped_policy
from ..settings import is_embedded
from ..store.database import Engine
from .config import Config
from .shelf import Shelves


class Service:
    """One running service; each worker process has its own."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.policy: Policy = shipped_policy()
        self.engine: Engine = open_catalog(config.database, self.policy)
        if is_embedded(config.database):
            rejudge(self.engine, self.policy)
        self.shelves = Shelves(self.engine)

    async def start(self) -> None:
        """The catalog is read before the first request comes."""
        await self.shelves.get()

    def stop(self) -> None:
        """Give the database back."""
        self.shelves.close()
        self.engine.dispose()


AnyRequest = Request[Any, Any, Any]


def service_of(request: AnyRequest) -> Service:
    """The service that a request came to."""
    service: Service = request.app.state.service
    return service
