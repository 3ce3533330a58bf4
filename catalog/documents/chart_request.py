"""The JSON that a pasted chart is sent in: its text or its bytes, and the question that it is to answer."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from functools import lru_cache
from typing import Annotated, Any, Final

from msgspec import UNSET, Struct, UnsetType

from ..model.policy import Policy
from ..model.problem import BadInput, Problem
from ..model.question import Question
from .fields import ObjectFields, Reader
from .question_reader import product_question_fields
from .records import Record, about

MOST_CHARTS: Final = 1000
BASE64: Final = "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)$"
"""At least one byte."""
EXAMPLE: Final = "Size\tCalf (cm)\nS\t30-34\nM\t34-38\n"


class PastedChartDocument(Record, kw_only=True):
    """A page, table or workbook: as `text`, or its bytes in base64."""

    text: Annotated[str | UnsetType, about("What was copied: HTML, Markdown, CSV or plain text.")] = UNSET
    base64: Annotated[str | UnsetType, about("The bytes of a file in base64.")] = UNSET


class ChartQuestionDocument(PastedChartDocument, kw_only=True):
    """A pasted chart, and the question that it is to answer."""

    question: Annotated[Any, about("The question; the kind of garment may be left out.")]
    number: Annotated[int | UnsetType, about("Which chart, where there are several, from 1.")] = UNSET


class PastedChart(Struct, frozen=True):
    """A text or bytes that were sent."""

    text: str | None
    data: bytes
    question: Question | None = None
    number: int | None = None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise BadInput.one("not_text", "", value, "http_chart_text", "in_quotes")
    return value


def _bytes(value: object) -> bytes:
    try:
        return base64.b64decode(_text(value), validate=True)
    except (binascii.Error, ValueError) as error:
        if isinstance(error, BadInput):
            raise
        raise BadInput.one("not_base64", "", "", "http_base64") from None


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_CHARTS:
        raise BadInput.one("unknown_chart_number", "", value, "chart_number", most=MOST_CHARTS)
    return value


TEXTS: Final[dict[str, Reader[Any]]] = {
    "text": Reader(_text, lambda: {"type": "string", "examples": [EXAMPLE]}),
    "base64": Reader(_bytes, lambda: {"type": "string", "contentEncoding": "base64", "pattern": BASE64}),
}
CHART_FIELDS: Final = ObjectFields("http_chart_text", TEXTS, record=PastedChartDocument, one_of=tuple(TEXTS))
"""The fields of a chart that is to be read."""


def chart_question_fields(policy: Policy, read_question: Callable[[object], Question]) -> ObjectFields:
    """Return the fields of a chart with a question; `read_question` reads the question itself."""
    question = Reader(read_question, lambda: product_question_fields(policy))
    number = Reader(_number, lambda: {"type": "integer", "minimum": 1, "maximum": MOST_CHARTS})
    readers = {**TEXTS, "question": question, "number": number}
    needs = {"question": "question_object"}
    return ObjectFields("http_chart_text", readers, needs, record=ChartQuestionDocument, one_of=tuple(TEXTS))


def read_pasted_chart(document: object, fields: ObjectFields) -> PastedChart:
    """Read what was sent. Raises: BadInput (every problem; it has no text and no bytes, or both)."""
    values = fields.read(document)
    if ("text" in values) == ("base64" in values):
        raise BadInput([Problem("missing", "text", "", "http_chart_text")])
    return PastedChart(values.get("text"), values.get("base64", b""), values.get("question"), values.get("number"))


@lru_cache(maxsize=1)
def example_question() -> dict[str, Any]:
    """Return a question as it may be sent with a chart."""
    return {"text": EXAMPLE, "question": {"legs": {"calf_max_girth": "36 cm"}}}
