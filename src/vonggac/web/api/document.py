"""The API's own description: OpenAPI 3.1, one table, which ``tests/integrations/test_document.py`` walks."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from vonggac.archive.sheets import Part
from vonggac.integrations.scopes import Scope
from vonggac.kernel.events import EventKind, EventSource
from vonggac.web.api.guard import MOST_A_MINUTE

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer"}
NO_TEXT: Schema = {"type": ["string", "null"]}
INSTANT: Schema = {"type": "integer", "description": "Microseconds since 1970, UTC."}
NO_INSTANT: Schema = {**INSTANT, "type": ["integer", "null"]}
CAMERA: Schema = {"type": "string", "pattern": "^[a-z0-9]{2,16}$"}
DAY: Schema = {"type": "string", "format": "date", "pattern": "^20[2-9][0-9]-[0-9]{2}-[0-9]{2}$"}


def _object(**fields: Schema) -> Schema:
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def _page_of(item: str) -> Schema:
    items = {"type": "array", "items": {"$ref": f"#/components/schemas/{item}"}}
    return _object(items=items, total=WHOLE, next_page={"type": ["integer", "null"]})


SCHEMAS: dict[str, Schema] = {
    "Area": _object(id={"type": "string", "format": "uuid"}, name=TEXT, kind=TEXT),
    "Camera": _object(
        id=CAMERA, name=TEXT, area={"type": "string", "format": "uuid"}, state=TEXT,
        commissioned_us=INSTANT,
    ),
    "Coverage": _object(
        camera=CAMERA, day=DAY,
        lines={
            "type": "array",
            "items": _object(
                part={"type": "string", "enum": [each.value for each in Part]},
                cause=NO_TEXT, seconds=WHOLE,
            ),
        },
    ),
    "Event": _object(
        id=TEXT, camera=CAMERA,
        kind={"type": "string", "enum": [each.value for each in EventKind]},
        source={"type": "string", "enum": [each.value for each in EventSource]},
        from_us=INSTANT, to_us=NO_INSTANT,
    ),
    "Request": _object(
        number=TEXT, state=TEXT, sent_us=NO_INSTANT, received_us=NO_INSTANT, due_us=NO_INSTANT
    ),
    "Health": _object(
        camera=CAMERA, state=TEXT, cause=NO_TEXT, since_us=NO_INSTANT, oldest_us=NO_INSTANT,
        clock_offset_us={"type": ["integer", "null"]},
    ),
    "Problem": {
        "type": "object",
        "description": "RFC 9457, in the language of Accept-Language (vi, en).",
        "properties": {
            "type": TEXT, "title": TEXT, "status": WHOLE, "code": TEXT, "detail": TEXT,
        },
        "required": ["type", "title", "status", "code"],
    },
}  # fmt: skip

_PROBLEM: Schema = {
    "description": "What is wrong",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_PROBLEMS = ("400", "401", "403", "404", "405", "429")


def _query(name: str, schema: Schema, *, required: bool = False) -> Schema:
    return {"name": name, "in": "query", "required": required, "schema": schema}


def _path(name: str, schema: Schema) -> Schema:
    return {"name": name, "in": "path", "required": True, "schema": schema}


PAGES = [
    _query("page", {"type": "integer", "minimum": 1, "maximum": 999_999, "default": 1}),
    _query("page_size", {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}),
]


def _get(summary: str, scope: Scope, schema: Schema, parameters: list[Schema]) -> Schema:
    body = {"description": "The answer", "content": {"application/json": {"schema": schema}}}
    return {
        "get": {
            "summary": summary,
            "description": f"Needs the scope {scope.value}.",
            "operationId": summary.lower().replace(" ", "_"),
            "parameters": parameters,
            "security": [{"token": []}],
            "responses": {"200": body} | dict.fromkeys(_PROBLEMS, _PROBLEM),
        }
    }


def document() -> Schema:
    """The whole description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Vọng Gác",
            "version": "1",
            "description": (
                "Words and numbers for other programs. No footage, no picture, no name of a person: those need a"
                f" person's own sign-in and a grant. {MOST_A_MINUTE} calls a minute and token."
            ),
        },
        "servers": [{"url": "/"}],
        "paths": {
            "/api/v1/areas": _get("Areas", Scope.CAMERAS, _page_of("Area"), PAGES),
            "/api/v1/cameras": _get("Cameras", Scope.CAMERAS, _page_of("Camera"), PAGES),
            "/api/v1/cameras/{camera}/coverage/{day}": _get(
                "Coverage of a camera and day",
                Scope.COVERAGE,
                {"$ref": "#/components/schemas/Coverage"},
                [_path("camera", CAMERA), _path("day", DAY)],
            ),
            "/api/v1/events": _get(
                "Events of a day",
                Scope.EVENTS,
                _page_of("Event"),
                [_query("day", DAY, required=True), _query("camera", CAMERA), *PAGES],
            ),
            "/api/v1/requests": _get("Requests", Scope.REQUESTS, _page_of("Request"), PAGES),
            "/api/v1/health": _get("Health", Scope.HEALTH, _page_of("Health"), PAGES),
        },
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


@require_GET
def served(request: HttpRequest) -> HttpResponse:
    """For everybody: nothing of the school stands in it."""
    return JsonResponse(document(), content_type="application/openapi+json")
