"""What every request shares: the settings, the policy, the database and the shelf of now."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request

from ..app.catalog import open_catalog
from ..app.judging import judge_snapshot, rejudge
from ..app.settings import is_embedded
from ..model.policy import Policy, shipped_policy
from ..model.snapshot import Snapshot
from ..store.database import Engine
from ..store.errors import ReadOnly
from .catalog_holder import CatalogHolder
from .config import Config


class Service:
    """One running service; each worker process has its own."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.policy: Policy = shipped_policy()
        self.engine: Engine = open_catalog(config.database, self.policy)
        self.shelves = CatalogHolder(self.engine, self._judged_anew())

    def _judged_anew(self) -> Callable[[Snapshot], Snapshot] | None:
        """Write the verdicts of now to the embedded catalog; where it cannot be written, how to make them each time."""
        if is_embedded(self.config.database):
            try:
                rejudge(self.engine, self.policy)
            except ReadOnly:
                return lambda snapshot: judge_snapshot(snapshot, self.policy)
        return None

    async def start(self) -> None:
        """The catalog is read before the first request comes."""
        await self.shelves.get()

    def stop(self) -> None:
        """Give the database back."""
        self.shelves.close()
        self.engine.dispose()


def service_of(request: Request) -> Service:
    """The service that a request came to."""
    service: Service = request.app.state.service
    return service


def parameter(request: Request, name: str) -> str | None:
    """The value of a query parameter, the first one where it stands there twice; None where it does not."""
    values = request.query_params.getlist(name)
    return values[0] if values else None
