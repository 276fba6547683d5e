"""Logs: one JSON object a line on stderr. No titles, no addresses as asked for, no secrets: what may stand in a line
is listed here, and whatever else a caller adds is left out."""

import logging
import sys
from typing import Any

import structlog
from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_log_level, add_logger_name
from structlog.typing import EventDict, Processor

ALLOWED = frozenset({"event", "level", "logger", "timestamp", "method", "route", "status", "ms"})


def configure(level: int = logging.INFO, stream: Any = None) -> logging.Handler:
    """Have every logger of the process write JSON lines, others than ours from warnings on; the handler that does."""
    shared: list[Processor] = [
        add_log_level,
        add_logger_name,
        ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer = structlog.processors.JSONRenderer(ensure_ascii=False)
    formatter = ProcessorFormatter(
        foreign_pre_chain=shared, processors=[ProcessorFormatter.remove_processors_meta, only_allowed, renderer]
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(level, logging.WARNING))
    logging.getLogger("richeng").setLevel(level)
    return handler


def only_allowed(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Leave out what nobody has said may be logged."""
    return {name: value for name, value in event.items() if name in ALLOWED}
