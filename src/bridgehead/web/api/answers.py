"""Questions over HTTP: a route for each, made from its fields, with the answer that `--json` prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import Any, get_type_hints

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from bridgehead.network.lens import Lens
from bridgehead.present.json import to_json
from bridgehead.present.schema import build_answer_schema
from bridgehead.questions import Question, QuestionValueError, find_questions, get_title
from bridgehead.web.api.shapes import REFUSALS, get_workspace, read_look
from bridgehead.web.forms import build_controls, read_question

router = APIRouter(tags=["answers"])
#: what an address may hold besides a question's own fields
_SHARED = ("case", *(item.name for item in fields(Lens)))
_TYPES = {"number": "number", "switch": "boolean"}


class QuestionParameter(BaseModel):
    """One field of a question."""

    name: str
    help: str
    control: str
    default: str
    options: list[str]


class QuestionListed(BaseModel):
    """A question that can be asked."""

    name: str
    title: str
    plain_name: str
    references: list[str]
    parameters: list[QuestionParameter]


@router.get("/questions", responses={401: REFUSALS[401]})
def list_questions() -> list[QuestionListed]:
    """Every question with its parameters."""
    return [
        QuestionListed(
            name=name,
            title=get_title(kind),
            plain_name=kind.plain_name,
            references=[str(reference) for reference in kind.references],
            parameters=[
                QuestionParameter(
                    name=control.name,
                    help=control.help,
                    control=control.control,
                    default=control.default,
                    options=[value for value, _ in control.pairs],
                )
                for control in build_controls(kind, {})
            ],
        )
        for name, kind in find_questions().items()
    ]


def _describe(kind: type, *, but: tuple[str, ...] = ()) -> Iterator[dict[str, Any]]:
    """The fields of a dataclass as parameters of an address."""
    hints = get_type_hints(kind)
    for control in build_controls(kind, {}):
        if control.name in but:
            continue
        one: dict[str, Any] = {"type": _TYPES.get(control.control, "string")}
        if hints[control.name] is int:
            one = {"type": "integer"}
        if control.control in {"choice", "choices"}:
            one["enum"] = [value for value, _ in control.pairs]
        many = control.control in {"choices", "words"}
        yield {
            "name": control.name,
            "in": "query",
            "required": False,
            "description": control.help,
            "schema": {"type": "array", "items": one} if many else one,
        }


def _build_route(name: str, kind: type[Question]) -> Callable[[Request], Response]:
    own = {item.name for item in fields(kind)}  # type: ignore[arg-type]

    def answer(request: Request) -> Response:
        query = request.query_params
        for key in query:
            if key not in own and key not in _SHARED:
                known = ", ".join([*sorted(own), *_SHARED])
                raise QuestionValueError(name, key, query[key], f"There is no such parameter. It takes: {known}.")
        question = read_question(kind, {key: query.getlist(key) for key in query if key in own})
        found = get_workspace(request).get_answer(question, read_look(request))
        return Response(to_json(found), media_type="application/json")

    answer.__name__ = f"ask_{name}"
    answer.__doc__ = get_title(kind)
    return answer


def _add_routes() -> None:
    case = {
        "name": "case",
        "in": "query",
        "required": False,
        "description": "Ask a case of the library instead of the record.",
        "schema": {"type": "string"},
    }
    lens = list(_describe(Lens))
    for name, kind in find_questions().items():
        router.add_api_route(
            f"/answers/{name}",
            _build_route(name, kind),
            summary=get_title(kind),
            response_class=Response,
            responses={
                200: {"description": "The answer", "content": {"application/json": {"schema": {"$ref": _ANSWER}}}},
                **REFUSALS,
            },
            openapi_extra={"parameters": [*_describe(kind), case, *lens]},
        )


_ANSWER = "#/components/schemas/Answer"
_add_routes()


def describe_answers(schema: dict[str, Any]) -> None:
    """Add the schema of answers to a description of the API."""
    answer = build_answer_schema()
    definitions = answer.pop("$defs", {})
    components = schema.setdefault("components", {}).setdefault("schemas", {})
    components["Answer"] = _point_at_components(answer)
    components |= {f"Answer{name}": _point_at_components(part) for name, part in definitions.items()}


def _point_at_components(part: Any) -> Any:  # noqa: ANN401 - JSON of any kind
    if isinstance(part, list):
        return [_point_at_components(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {
        key: value.replace("#/$defs/", "#/components/schemas/Answer")
        if key == "$ref" and isinstance(value, str)
        else _point_at_components(value)
        for key, value in part.items()
        if key not in {"$schema", "$id"}
    }
