"""Answers as JSON, held to their schema."""

import json
from datetime import date
from itertools import product

import jsonschema
import pytest

from bridgehead.answers import Column, Scores
from bridgehead.present.json import to_json
from bridgehead.present.schema import SHAPES, build_answer_schema, build_schema


@pytest.fixture(scope="module")
def validator():
    """Checks a whole answer."""
    schema = build_answer_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_every_shape_keeps_to_the_schema(validator, every_shape, nothing, much):
    """Full, empty and long answers alike."""
    for answer in (every_shape, nothing, much):
        assert [] == list(validator.iter_errors(json.loads(to_json(answer))))


@pytest.mark.parametrize(("part", "key"), list(product(range(8), ["rows", "shape", "columns"])))
def test_the_schema_notices_a_missing_key(validator, every_shape, part, key):
    """It is no schema that lets everything through."""
    plain = json.loads(to_json(every_shape))
    del plain["parts"][part][key]

    assert not validator.is_valid(plain)


def test_the_schema_notices_an_unknown_key(validator, every_shape):
    """A key that is not declared would change the format silently."""
    plain = json.loads(to_json(every_shape))
    plain["parts"][0]["extra"] = 1

    assert not validator.is_valid(plain)


def test_every_shape_has_a_schema_of_its_own():
    """Named and described as the shape is."""
    described = {build_schema(shape)["title"]: build_schema(shape)["properties"]["shape"]["const"] for shape in SHAPES}

    assert 8 == len(described)
    assert "routes" == described["Routes"]


def test_the_text_is_indented_utf8_and_the_same_every_time(every_shape):
    """Names stay in their script, and two runs can be compared as files."""
    text = to_json(every_shape)

    assert text == to_json(every_shape)
    assert "中国科学院长春应用化学研究所" in text
    assert text.startswith('{\n  "question"')
    assert text.endswith("}\n")


def test_days_among_the_parameters_are_iso_text(make_answer):
    """A parameter may be a day."""
    answer = make_answer(parameters={"since": date(2000, 1, 31)})

    assert "2000-01-31" == json.loads(to_json(answer))["parameters"]["since"]


def test_what_json_cannot_hold_is_refused(make_answer):
    """Neither objects nor figures that are no numbers slip through."""
    with pytest.raises(TypeError, match="object"):
        to_json(make_answer(parameters={"what": object()}))
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_json(make_answer(Scores(columns=(Column(name="x", label="X"),)), parameters={"x": float("nan")}))
