"""docs/answer.md: every field of an answer with what it means, in which details it is, and an example.

The fields and their meanings are those of the OpenAPI document; the examples come out of real answers about the made-up
products in `answers/`. `python -m docs.generate.answer_page > docs/answer.md`.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from msgspec import Struct, field

from catalog.app.judging import judge
from catalog.documents.answer import (
    AdviceAnswerDocument,
    AnswerDocument,
    AnswersDocument,
    SizeAnswerDocument,
    advice_answer_document,
    answer_document,
    entry_document,
    size_answer_document,
)
from catalog.documents.question_reader import parse_question
from catalog.documents.reason import ErrorsDocument
from catalog.documents.records import as_data
from catalog.documents.schema import Schema
from catalog.documents.size import PointDocument, SidedPointDocument
from catalog.documents.why import WhyAnswerDocument, why_document
from catalog.formats.brand_toml import read_brand_files
from catalog.messages.messages import Messages
from catalog.model.policy import shipped_policy
from catalog.model.product import CatalogVersion
from catalog.model.question import Detail
from catalog.model.snapshot import Snapshot
from catalog.report.badge import badge
from catalog.report.plain import text_of
from catalog.search.advice import advice_for
from catalog.search.loaded_catalog import LoadedCatalog, load_catalog
from catalog.search.lookup import answer, answer_about, answers_about, made_by, others_for
from catalog.search.policy_trace import figures_used
from docs.generate.schemas import record_schemas

HERE: Final = Path(__file__).with_name("answers")
TODAY: Final = "2026-11-27"
LONGEST: Final = 70
"""How many characters of an example are shown."""
MOST_PLACES: Final = 4
SENT: Final = ("Question", "Body", "Run", "Runner", "Filters", "SameAs")
"""The parts of a question that an answer repeats: `docs/question.md` has them."""
KINDS: Final = (
    SizeAnswerDocument,
    WhyAnswerDocument,
    AdviceAnswerDocument,
    AnswersDocument,
    AnswerDocument,
    PointDocument,
    SidedPointDocument,
    ErrorsDocument,
)
"""The answers, and the records that stand in them under another schema."""
EDITION: Final = "3f9a12cd70e1"
"""What stands in the page for the edition of the figures, which changes with each of them."""
HEAD: Final = """# The answer, field by field

Made by `python -m docs.generate.answer_page > docs/answer.md` from the program itself; a test holds it to that, and
that no field is missing. Do not edit it by hand.

An answer is one JSON document: the same bytes from the command line (`--json`) and over HTTP. It comes in three
details, chosen with `--detail`, `?detail=` or `"detail"` in the question:

* `brief`: what a product page needs. The size, how sure it is, what has to be seen beside it, what to buy.
* `standard`: also the reasons, the advice and the source. It is what you get where you say nothing.
* `full`: everything, with the words and codes that were weighed, notes and studies.

Some words in it:

* A **match** is a product with a size to buy, a **miss** one without a size for this leg. What is **excluded** was not
  compared: it is medical, or not graduated, or it is not known whether it is; or what would fit is sold out.
* A **point** is a place where the tape goes, such as `calf_max_girth`; [the question](question.md#legs) has them all.
* A **band** is the range that a size asks for at one point, such as 34–38 cm. `boxes` are the rows of one size.
* A **gate** is a check that every product passes before it is compared: `medical` (for sport or medical?) and
  `graduated` (tighter at the ankle?). [Medical or sport](evidence/medical-verdicts.md) says how they decide.
* A **verdict** in an advice says whether wearing is worth it; [the rules](evidence/rules.md) say when.
* A **reason** has a `code` for programs and a `text` for people. Show the text; decide by the code.

The column "in" says in which details a field was seen in real answers. A field that has nothing to say is left out.
The examples are about made-up products; a long one ends in "…".
"""
SHARED: Final = ("SizeAnswer", "WhyAnswer", "AdviceAnswer")
"""Answers that have fields of `Answer`, which are explained there."""
GIVEN: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    ("AskedQuestion", "id"): ("", "it stands at the top of the answer"),
    ("AskedQuestion", "detail"): ("", "it says how much is written, and is not repeated"),
    ("MadeBy", "stock"): ("all", '"3"'),
    ("Match", "needs"): ("all", '["ankle_min_girth"]'),
    ("Match", "candidates"): ("all", '["M"]'),
    ("Fault", "suggestion"): ("all", '"calf_max_girth"'),
    ("SizeVerdict", "legs"): ("", "a leg has no legs of its own"),
}
"""What no answer about the made-up products has: the details that may have it and an example, or why none has it."""
TITLES: Final[Mapping[str, str]] = {
    "Answer": "`POST /v1/search`, `legfit search`",
    "SizeAnswer": "`POST /v1/products/{id}/size`, `legfit size`",
    "WhyAnswer": "`POST /v1/products/{id}/why`, `legfit why`",
    "AdviceAnswer": "`POST /v1/advise`, `legfit advise`",
    "Answers": "`POST /v1/sizes`",
}
"""Whole answers, and what gives them."""


class Row(Struct):
    """What is known of one field of one record."""

    details: dict[str, None] = field(default_factory=dict)
    example: str = ""


class Fields(Struct):
    """The schemas of all records of answers, and what real answers have in them."""

    schemas: Mapping[str, Schema]
    edition: re.Pattern[str]
    rows: dict[tuple[str, str], Row] = field(default_factory=dict)
    places: dict[str, dict[str, None]] = field(default_factory=dict)
    """Where each record stands in an answer."""

    def visit(self, name: str, data: Mapping[str, Any], detail: str, path: str = "") -> None:
        """Note each field of a record, and of the records inside it."""
        if path:
            self.places.setdefault(name, {})[path] = None
        for key, value in data.items():
            owner = "Answer" if name in SHARED and key in self.schemas["Answer"]["properties"] else name
            row = self.rows.setdefault((owner, key), Row())
            row.details[detail] = None
            if row.example in {"", "null", "[]", "{}"}:
                row.example = self.edition.sub(EDITION, json.dumps(value, ensure_ascii=False))
            self._inside(self.schemas[name]["properties"][key], value, detail, f"{path}.{key}".strip("."))

    def _inside(self, schema: Schema, value: Any, detail: str, path: str) -> None:
        """Find the records in a value by its schema."""
        if isinstance(value, list):
            for entry in value:
                self._inside(schema.get("items", {}), entry, detail, f"{path.removesuffix('[]')}[]")
        elif isinstance(value, dict):
            for name in _records(schema):
                if value.keys() <= self.schemas[name]["properties"].keys():
                    return self.visit(name, value, detail, path)
            of_each = schema.get("additionalProperties") or {}
            for entry in value.values() if isinstance(of_each, dict) else ():
                self._inside(of_each, entry, detail, f"{path}.*")
        return None


def _records(schema: Schema) -> Iterator[str]:
    """The records that a value of a schema may be."""
    for part in (schema, *schema.get("anyOf", ()), *schema.get("allOf", ())):
        if "$ref" in part:
            yield part["$ref"].rsplit("/", 1)[1]


def example_catalog() -> LoadedCatalog:
    """The made-up products, judged as any others."""
    files = read_brand_files([HERE / "products.toml"])
    products = tuple(sorted((p for file in files.values() for p in file), key=lambda p: p.id))
    gates = judge(products, shipped_policy(), {})
    return load_catalog(Snapshot(CatalogVersion(7, "example"), products, gates, {}))


def answer_fields() -> Fields:
    """Every field of every answer, filled from the answers to all questions."""
    fields = Fields(record_schemas(KINDS, SENT), re.compile(rf"{shipped_policy().version}(-[0-9a-f]+-[\d.]+)?"))
    catalog = example_catalog()
    for asked in tomllib.loads((HERE / "questions.toml").read_text("utf-8"))["question"]:
        for detail in Detail:
            kind, document = _answered(catalog, asked, detail)
            fields.visit(kind, as_data(document), str(detail))
    return fields


def answer_page() -> str:
    """The whole of docs/answer.md, as Markdown ending in a newline."""
    fields = answer_fields()
    names = sorted(fields.schemas, key=lambda name: _order(fields, name))
    return "\n".join([HEAD, *(line for name in names for line in _section(fields, name))])


def _order(fields: Fields, name: str) -> tuple[int, int]:
    """Whole answers first, then records as they are met."""
    roots, met = list(TITLES), list(fields.places)
    return (0, roots.index(name)) if name in roots else (1, met.index(name) if name in met else len(met))


def _section(fields: Fields, name: str) -> Iterator[str]:
    schema = fields.schemas[name]
    yield from (f"## {name}", "", schema.get("description", ""))
    if name in TITLES:
        yield from ("", f"What answers: {TITLES[name]}.")
    if places := [f"`{place}`" for place in fields.places.get(name, ())]:
        yield from ("", f"Found in: {', '.join(places[:MOST_PLACES])}{' …' * (len(places) > MOST_PLACES)}")
    shared = fields.schemas["Answer"]["properties"] if name in SHARED else {}
    if inherited := [f"`{key}`" for key in schema["properties"] if key in shared]:
        yield from ("", f"As in [Answer](#answer): {', '.join(inherited)}.")
    rows = [_row(fields, name, key, part) for key, part in schema["properties"].items() if key not in shared]
    yield from ("", "| field | in | what it means | example |", "|---|---|---|---|", *rows, "") if rows else ("",)


def _row(fields: Fields, name: str, key: str, schema: Schema) -> str:
    row = fields.rows.get((name, key), Row())
    details, example = ("all" if len(row.details) == len(Detail) else ", ".join(row.details)), row.example
    if not example:
        details, example = GIVEN[name, key]
    shown = f"`{_short(example)}`" if details else example
    return f"| `{key}` | {details or 'none'} | {_meaning(fields, schema)} | {shown} |"


def _meaning(fields: Fields, schema: Schema) -> str:
    """What a field means, the words that it may hold, and the section of the records in it."""
    parts = [schema["description"], *_words(schema)]
    inside = [*_records(schema), *_records(schema.get("items", {}))]
    if isinstance(schema.get("additionalProperties"), dict):
        inside += _records(schema["additionalProperties"])
    parts += [f"See [{name}](#{name.lower()})." for name in inside if name in fields.schemas and name != "Answer"]
    return " ".join(parts)


def _words(schema: Schema) -> Iterator[str]:
    for part in (schema, *schema.get("anyOf", ())):
        if "enum" in part:
            yield f"One of {', '.join(f'`{word}`' for word in part['enum'])}."


def _short(text: str) -> str:
    """An example that fits into a cell."""
    cut = text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} …"
    return cut.replace("|", "\\|")


def _answered(catalog: LoadedCatalog, asked: Mapping[str, Any], detail: Detail) -> tuple[str, Any]:
    """Answer one question, and name the record that its answer is."""
    policy, messages = shipped_policy(), Messages("en")
    question = parse_question(json.loads(asked["body"]), policy)
    products = [catalog.finder.find(name) for name in asked.get("about", ())]
    if asked.get("each"):
        entries = answers_about(catalog, question, policy, asked["each"], TODAY)
        return "Answers", AnswersDocument(answers=[entry_document(e, messages, detail) for e in entries])
    if asked.get("advise"):
        stamp, advice = made_by(catalog, policy), advice_for(question, policy)
        return "AdviceAnswer", advice_answer_document(stamp, question, advice, messages, detail)
    if not products:
        return "Answer", answer_document(answer(catalog, question, policy, today=TODAY), messages, detail)
    result = answer_about(catalog, question, policy, products, TODAY)
    product = products[0]
    if asked.get("why"):
        figures = figures_used(catalog, question, product, policy)
        gates = catalog.snapshot.gates[product.id]
        return "WhyAnswer", why_document(result, product, gates, figures, messages, detail)
    others = others_for(catalog, question, policy, product) if asked.get("others") else None
    document = size_answer_document(result, others, messages, detail)
    for entry, match in zip(document.matches if asked.get("badge") else (), result.matches, strict=False):
        entry.badge = [text_of(words, messages) for words in badge(match)]
    return "SizeAnswer", document


def main() -> int:
    """Print the page."""
    sys.stdout.write(answer_page())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
