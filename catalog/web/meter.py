"""What the routes in front of the framework count, in the framework's own metrics."""

from __future__ import annotations

from time import perf_counter
from typing import Any, Final

from litestar import Litestar
from litestar.plugins.prometheus import PrometheusConfig, PrometheusMiddleware

TIMED_OUT: Final = 408
FAILED: Final = 500


class Meter:
    """Requests by route and status: how many, how long, how many just now."""

    def __init__(self, app: Litestar, config: PrometheusConfig) -> None:
        self.metrics, self.name = PrometheusMiddleware(app, config), config.app_name
        self.running: dict[str, Any] = {}
        self.ended: dict[tuple[str, int], tuple[Any, ...]] = {}

    def begin(self, route: str) -> float:
        """One more request runs; when it began, in seconds of `perf_counter`."""
        running = self.running.get(route)
        if running is None:
            labels = self._labels(route, 200)
            running = self.running[route] = self.metrics.requests_in_progress(labels).labels(*labels.values())
        running.inc()
        return perf_counter()

    def end(self, route: str, status: int, began: float) -> None:
        """A request has ended."""
        self.running[route].dec()
        counters = self.ended.get((route, status))
        if counters is None:
            counters = self.ended[route, status] = self._counters(self._labels(route, status))
        counters[0].observe(perf_counter() - began)
        for counter in counters[1:]:
            counter.inc()

    def _counters(self, labels: dict[str, str | int | float]) -> tuple[Any, ...]:
        """The histogram of the labels, and what is counted."""
        metrics, values = self.metrics, labels.values()
        found = metrics.request_time(labels).labels(*values), metrics.request_count(labels).labels(*values)
        failed = int(labels["status_code"]) >= FAILED
        return (*found, metrics.requests_error_count(labels).labels(*values)) if failed else found

    def _labels(self, route: str, status: int) -> dict[str, str | int | float]:
        return {"method": "POST", "path": route, "status_code": status, "app_name": self.name}
