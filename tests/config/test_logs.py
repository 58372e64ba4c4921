"""Log lines: a refusal is one line, an error has its traceback, and never the value of a variable."""

from __future__ import annotations

import io
import logging
import logging.config

import pytest

from config.logs import logging_configuration

SECRET = "hunter2-" + "x" * 8


@pytest.fixture(params=[False, True], ids=["console", "json"])
def lines(request) -> io.StringIO:
    configuration = logging_configuration(level="INFO", as_json=request.param)
    out = io.StringIO()
    formatter = configuration["formatters"]["line"]
    made = formatter.pop("()")(**formatter)
    handler = logging.StreamHandler(out)
    handler.setFormatter(made)
    log = logging.getLogger("tests.logs")
    log.addHandler(handler)
    yield out
    log.removeHandler(handler)


def fail(level: int) -> None:
    password = SECRET
    try:
        raise PermissionError(len(password))
    except PermissionError as error:
        told = (type(error), error, error.__traceback__)
        logging.getLogger("tests.logs").log(level, "refused %s", "/admin/", exc_info=told)


def test_a_refusal_is_one_line(lines):
    fail(logging.WARNING)
    assert lines.getvalue().count("\n") == 1
    assert "refused /admin/" in lines.getvalue()


def test_an_error_has_its_traceback_without_values(lines):
    fail(logging.ERROR)
    assert "PermissionError" in lines.getvalue()
    assert "test_logs.py" in lines.getvalue()
    assert SECRET not in lines.getvalue()
