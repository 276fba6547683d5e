"""What is counted of the service, for Prometheus: routes by their patterns, never an address as it was asked for."""

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.types import Scope

BUCKETS = (0.005, 0.02, 0.05, 0.1, 0.3, 1.0, 3.0, 10.0, 60.0, 300.0)
CONTENT_TYPE = CONTENT_TYPE_LATEST
NOWHERE = "(none)"


class Measures:
    """One app's figures, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "richeng_requests_total", "Requests answered", ("method", "route", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "richeng_request_seconds", "Time to answer", ("route",), buckets=BUCKETS, registry=self.registry
        )

    def note(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count an answer."""
        known = method if method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS") else "other"
        self.requests.labels(known, route, str(status)).inc()
        self.seconds.labels(route).observe(seconds)

    def text(self) -> bytes:
        """All figures in Prometheus' own format."""
        return generate_latest(self.registry)


def route_of(scope: Scope) -> str:
    """The pattern of the route that answered; the address itself may hold a token."""
    return str(getattr(scope.get("route"), "path", NOWHERE))
