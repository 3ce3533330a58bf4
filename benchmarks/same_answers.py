"""Whether two checkouts, or two runs, give the same answers to the byte over many questions by chance.

    python benchmarks/same_answers.py record FOLDER OUT.jsonl --count 3000 [--checkout DIR]
    python benchmarks/same_answers.py compare ONE.jsonl OTHER.jsonl [--ignore FIELD]... [--show 2]

`record` answers with the package found in the checkout and writes one line a question: the question and the
SHA-256 of four answers (whole, a page of it, one product, the second catalog). `--keep` writes the answers too;
`compare` then says which fields differ, and leaves out those that were added since (`--ignore cautions`).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from random import Random
from typing import Any

PAGE = 20


def main() -> int:
    """Record or compare; 0 where all is the same."""
    parser = argparse.ArgumentParser()
    doing = parser.add_subparsers(dest="doing", required=True)
    record = doing.add_parser("record")
    record.add_argument("out", type=Path)
    record.add_argument("--count", type=int, default=3000)
    record.add_argument("--seed", type=int, default=1)
    record.add_argument("--copies", type=int, default=300, help="Products of the second catalog.")
    record.add_argument("--checkout", type=Path, default=Path(__file__).resolve().parent.parent)
    record.add_argument("--keep", action="store_true")
    compare = doing.add_parser("compare")
    compare.add_argument("one", type=Path)
    compare.add_argument("other", type=Path)
    compare.add_argument("--ignore", action="append", default=[], help="A field that is not compared, by its name.")
    compare.add_argument("--show", type=int, default=2, help="Questions shown of each kind of difference.")
    args = parser.parse_args()
    return record_answers(args) if args.doing == "record" else compare_answers(args)


def record_answers(args: argparse.Namespace) -> int:
    """Write one line a question."""
    sys.path[:0] = [str(args.checkout.resolve()), str(Path(__file__).resolve().parent.parent)]
    import catalog
    from benchmarks.catalogs import made, seed
    from benchmarks.questions import question
    from catalog.search.loaded_catalog import load_catalog

    if not Path(catalog.__file__).is_relative_to(args.checkout.resolve()):
        sys.stderr.write(f"{catalog.__file__} is not in {args.checkout}\n")
        return 2
    shelves = load_catalog(seed().snapshot()), load_catalog(made(args.copies, "shared").snapshot())
    random = Random(args.seed)
    with args.out.open("w", encoding="utf-8") as out:
        for _ in range(args.count):
            asked = question(random)
            texts = answers(asked, shelves, random.choice(shelves[0].snapshot.products).id)
            line: dict[str, Any] = {"question": asked, "sha": [sha256(t).hexdigest()[:20] for t in texts]}
            if args.keep:
                line["answers"] = [t.decode() for t in texts]
            out.write(json.dumps(line) + "\n")
    return 0


def answers(asked: dict[str, Any], shelves: tuple[Any, Any], product: str) -> list[bytes]:
    """The same question to the whole seed, a page of it, one product, and a page of a larger catalog."""
    from catalog.documents.question_reader import parse_question
    from catalog.model.policy import shipped_policy
    from catalog.model.problem import BadInput
    from catalog.search.lookup import Page, answer, answer_about, products_named

    policy = shipped_policy()
    try:
        question = parse_question(asked, policy)
        found = [
            answer(shelves[0], question, policy),
            answer(shelves[0], question, policy, Page(PAGE, 5, 5)),
            answer_about(shelves[0], question, policy, products_named(shelves[0], [product])),
            answer(shelves[1], question, policy, Page(PAGE, 7, 3)),
        ]
    except BadInput as bad:
        return [repr([(p.code, p.field, p.read) for p in bad.problems]).encode()]
    return [_encoded(f, question.units) for f in found]


def _encoded(found: Any, units: str) -> bytes:
    from catalog.documents.answer import answer_document
    from catalog.documents.json_text import encode
    from catalog.messages.messages import Messages

    return json.dumps(json.loads(encode(answer_document(found, Messages("en", units)))), ensure_ascii=False).encode()


def compare_answers(args: argparse.Namespace) -> int:
    """Print which fields of the answers differ and how often, with the first questions of each kind.

    Answers kept with `--keep` are compared field by field, lists of products by id; else whole answers by their SHA.
    """
    first, second = (p.read_text("utf-8").splitlines() for p in (args.one, args.other))
    ignored = frozenset(args.ignore)
    different, kinds = 0, Counter[str]()
    shown: dict[str, list[str]] = {}
    for n, (one, other) in enumerate(zip(first, second, strict=True)):
        a, b = json.loads(one), json.loads(other)
        fields = _differing(a, b, ignored)
        different += bool(fields)
        kinds.update(fields)
        for field in fields:
            shown.setdefault(field, []).append(f"  question {n}: {json.dumps(a['question'])}")
    for field, times in kinds.most_common():
        sys.stdout.write("\n".join([f"{times:6} {field}", *shown[field][: args.show]]) + "\n")
    sys.stdout.write(f"{len(first)} questions, {different} answered differently\n")
    return 1 if different else 0


def _differing(one: dict[str, Any], other: dict[str, Any], ignored: frozenset[str]) -> set[str]:
    """The fields in which the answers of one line differ, each named once."""
    if "answers" not in one or "answers" not in other:
        return {f"answer {i}" for i, (a, b) in enumerate(zip(one["sha"], other["sha"], strict=False)) if a != b}
    fields: set[str] = set()
    for a, b in zip_longest(one["answers"], other["answers"], fillvalue="null"):
        if a != b:
            fields |= set(_paths(_parsed(a), _parsed(b), ignored))
    return fields


def _parsed(text: str) -> Any:
    """An answer as data; the problems of a refused question as they stand."""
    return json.loads(text) if text.startswith(("{", "null")) else text


def _paths(one: Any, other: Any, ignored: frozenset[str], path: str = "") -> Iterator[str]:
    """The dotted names of the fields that differ, places in lists left out."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted({*one, *other} - ignored):
            here = f"{path}.{key}".lstrip(".")
            if (key in one) != (key in other):
                yield f"{here} ({'gone' if key in one else 'new'})"
            elif one[key] != other[key]:
                yield from _paths(one[key], other[key], ignored, here)
    elif isinstance(one, list) and isinstance(other, list):
        yield from _lists(one, other, ignored, path)
    elif one != other:
        yield f"{path}: {one!r} -> {other!r}" if path.endswith("outcome") else path


def _lists(one: list[Any], other: list[Any], ignored: frozenset[str], path: str) -> Iterator[str]:
    ids = [[e["product"]["id"] for e in each if isinstance(e, dict) and "product" in e] for each in (one, other)]
    codes = [Counter(e["code"] for e in each if isinstance(e, dict) and "code" in e) for each in (one, other)]
    if codes[0] or codes[1]:
        yield from (f"{path}: {code} gone" for code in codes[0] - codes[1])
        yield from (f"{path}: {code} new" for code in codes[1] - codes[0])
        if codes[0] == codes[1]:
            yield from (f"{path}: {a['code']} says otherwise" for a, b in zip(one, other, strict=True) if a != b)
        return
    if not ids[0] and not ids[1]:
        if len(one) != len(other):
            yield f"{path} (other length)"
        for a, b in zip(one, other, strict=False):
            yield from _paths(a, b, ignored, path)
        return
    if ids[0] != ids[1]:
        yield f"{path} (other products)" if set(ids[0]) != set(ids[1]) else f"{path} (other order)"
    known = dict(zip(ids[0], one, strict=True))
    for name, entry in zip(ids[1], other, strict=True):
        if name in known:
            yield from _paths(known[name], entry, ignored, path)


if __name__ == "__main__":
    sys.exit(main())
