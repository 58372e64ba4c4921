"""The interface under /api/v1: who may ask how often, how it answers, how it describes itself.

Rates are requests of one caller in a period; docs/api.md says how callers are told apart.
"""

from __future__ import annotations

from typing import Any

import environ

env = environ.Env()

API_RATES = {
    "stranger": env.str("API_RATE_STRANGER", default="120/min"),
    "person": env.str("API_RATE_PERSON", default="300/min"),
    "program": env.str("API_RATE_PROGRAM", default="1200/min"),
    # Calculations and proofs of large requests, beside the usual budget.
    "costly-stranger": env.str("API_RATE_COSTLY_STRANGER", default="30/min"),
    "costly-person": env.str("API_RATE_COSTLY_PERSON", default="60/min"),
    "costly-program": env.str("API_RATE_COSTLY_PROGRAM", default="300/min"),
}
# The type of a problem is this and its code; the list of all of them stands at this address.
API_PROBLEM_TYPES = "/api/v1/problems#"
# Of one calculation asked for over the network: the body, and the work (methodologies/limits.py).
API_CALCULATION_BYTES = env.int("API_CALCULATION_BYTES", default=1024 * 1024)
API_CALCULATION_WORK = env.int("API_CALCULATION_WORK", default=600_000)

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "governance.identity.api.authentication.KeyAuthentication",
        "governance.identity.api.authentication.SessionAuthentication",
    ],
    # A view that forgets to say who may ask is closed to strangers.
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_THROTTLE_CLASSES": ["governance.identity.api.throttling.CallerThrottle"],
    "DEFAULT_THROTTLE_RATES": API_RATES,
    "DEFAULT_RENDERER_CLASSES": ["core.api.rendering.JsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "core.api.rendering.OneForm",
    "DEFAULT_PAGINATION_CLASS": "core.api.paging.CursorPages",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_SCHEMA_CLASS": "core.api.schema.ProblemSchema",
    "EXCEPTION_HANDLER": "governance.identity.api.refusals.answer",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "碳普惠减排量登记簿 API",
    "VERSION": "1",
    "DESCRIPTION": (
        "读取接口。数量为整数（吨二氧化碳当量），金额为字符串，时间为 ISO 8601（带时区），"
        "列表按 cursor 翻页，拒绝一律为 application/problem+json。\n\n"
        "The read API. Quantities are whole tonnes of CO2 equivalent, money is a string, moments are "
        "ISO 8601 with an offset, lists go by cursor, every refusal is application/problem+json."
    ),
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "ProgrammeStatus": "governance.rulebook.models.Programme.Status",
        "OrganisationStatus": "registry.organisations.models.Status",
        "AccountStatus": "registry.ledger.models.Account.Status",
        "MethodologyStatus": "methodologies.definition.STATUSES",
        "Bucket": "registry.ledger.models.Bucket",
    },
    "ENUM_GENERATE_CHOICE_DESCRIPTION": True,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {
        "deepLinking": True,
        "persistAuthorization": False,  # a key must not stay in the browser
        "validatorUrl": None,  # asks nobody else
    },
    "TAGS": [
        {
            "name": "rulebook",
            "description": "机制、规则参数与工作日 / programmes, rules, working days",
        },
        {"name": "methodologies", "description": "方法学与试算 / methodologies and calculation"},
        {
            "name": "cases",
            "description": "办件：本人可见的，或已公开的 / cases: one's own, or public",
        },
        {
            "name": "disclosure",
            "description": "公示、项目、核算报告、机构（公开）/ notices, projects, reports, bodies",
        },
        {"name": "serials", "description": "批次与序列号（公开）/ batches and serials, in public"},
        {"name": "accounts", "description": "本单位的账户、持仓与分录 / one's own accounts"},
        {"name": "evidence", "description": "存证日志（公开）/ the evidence log, in public"},
        {"name": "api", "description": "接口自身 / the interface itself"},
    ],
}
