"""Counts and durations by route for Prometheus: nothing that a request says stands in a label."""

from __future__ import annotations

import os
from functools import cache
from time import perf_counter
from typing import Final, TypeVar

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram, generate_latest, multiprocess
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LABELS: Final = ("method", "path", "status_code", "app_name")
APP: Final = "legfit"
M = TypeVar("M", Counter, Gauge, Histogram)
REQUESTS: Final = Counter("legfit_requests_total", "Total requests", LABELS)
DURATION: Final = Histogram("legfit_request_duration_seconds", "Request duration, in seconds", LABELS)
IN_PROGRESS: Final = Gauge(
    "legfit_requests_in_progress", "Total requests currently in progress", LABELS, multiprocess_mode="livesum"
)


@cache
def series(metric: M, method: str, path: str, status: int) -> M:
    """The part of a metric that counts one route, method and status: each is looked up by its labels once."""
    return metric.labels(method, path, status, APP)


@cache
def errors() -> Counter:
    """The counter of answers of 500 and above, made at the first of them."""
    return Counter("legfit_requests_error_total", "Total errors in requests", LABELS)


class MetricsMiddleware:
    """Counts the requests of a route, by its path template."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; one that ends in an exception is counted as 500."""
        status, began = 500, perf_counter()

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        method, path = scope["method"], scope["route"].path_format
        try:
            with series(IN_PROGRESS, method, path, 200).track_inprogress():
                await self.app(scope, receive, send_and_note)
        finally:
            series(REQUESTS, method, path, status).inc()
            series(DURATION, method, path, status).observe(perf_counter() - began)
            if status >= 500:
                errors().labels(method, path, status, APP).inc()


def metrics_text() -> bytes:
    """Everything that was counted, by all workers where there are several, in Prometheus' text format."""
    registry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)
