"""Logging: one readable line per event for people, one JSON object per event in production.

Log lines must never carry a password, an identity number or a request body.
"""

from __future__ import annotations

from typing import Any

import structlog


def one_line_below_error(logger: Any, method: str, event: dict[str, Any]) -> dict[str, Any]:
    """A refusal (a page forbidden, not found) is one line: its traceback tells nobody anything."""
    if event.get("level") not in ("error", "critical"):
        event.pop("exc_info", None)
    return event


SHARED_PROCESSORS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    one_line_below_error,
]


def logging_configuration(*, level: str, as_json: bool) -> dict[str, Any]:
    """The value of Django's ``LOGGING``; structlog's loggers end in the same handler."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED_PROCESSORS,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        # Not the rich traceback, which prints the values of variables: passwords, request bodies.
        else structlog.dev.ConsoleRenderer(
            colors=False, exception_formatter=structlog.dev.plain_traceback
        )
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": SHARED_PROCESSORS,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
        + ([structlog.processors.format_exc_info] if as_json else [])
        + [renderer],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {"axes": {"level": "WARNING"}},  # our own log of log-ins says the rest
    }
