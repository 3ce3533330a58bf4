"""Whether two checkouts, or two runs, give the same answers to the byte over many questions by chance.

    python benchmarks/same_answers.py record FOLDER OUT.jsonl --count 3000 [--checkout DIR]
    python benchmarks/same_answers.py compare ONE.jsonl OTHER.jsonl

`record` answers with the package found in the checkout and writes one line a question: the question and the
SHA-256 of four answers (whole, a page of it, one product, the second catalog). `--keep` writes the answers too.
"""

from __future__ import annotations

import argparse
import json
import sys
from hashlib import sha256
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
    args = parser.parse_args()
    return record_answers(args) if args.doing == "record" else compare_answers(args.one, args.other)


def record_answers(args: argparse.Namespace) -> int:
    """Write one line a question."""
    sys.path[:0] = [str(args.checkout.resolve()), str(Path(__file__).resolve().parent.parent)]
    import catalog
    from benchmarks.catalogs import made, seed
    from benchmarks.questions import question

    if not Path(catalog.__file__).is_relative_to(args.checkout.resolve()):
        sys.stderr.write(f"{catalog.__file__} is not in {args.checkout}\n")
        return 2
    shelves = seed().snapshot(), made(args.copies, "shared").snapshot()
    random = Random(args.seed)
    with args.out.open("w", encoding="utf-8") as out:
        for _ in range(args.count):
            asked = question(random)
            texts = answers(asked, shelves, random.choice(shelves[0].products).id)
            line: dict[str, Any] = {"question": asked, "sha": [sha256(t).hexdigest()[:20] for t in texts]}
            if args.keep:
                line["answers"] = [t.decode() for t in texts]
            out.write(json.dumps(line) + "\n")
    return 0


def answers(asked: dict[str, Any], shelves: tuple[Any, Any], product: str) -> list[bytes]:
    """The same question to the whole seed, a page of it, one product, and a page of a larger catalog."""
    from catalog.lookup import Page, answer, answer_for
    from catalog.parse_question import parse_question
    from catalog.policy import shipped_policy
    from catalog.problem import BadInput

    policy = shipped_policy()
    try:
        question = parse_question(asked, policy)
        found = [
            answer(shelves[0], question, policy),
            answer(shelves[0], question, policy, Page(PAGE, 5, 5)),
            answer_for(shelves[0], question, policy, [product]),
            answer(shelves[1], question, policy, Page(PAGE, 7, 3)),
        ]
    except BadInput as bad:
        return [repr([(p.code, p.field, p.read) for p in bad.problems]).encode()]
    return [_encoded(f, question.units) for f in found]


def _encoded(found: Any, units: str) -> bytes:
    from catalog.answer_document import answer_document
    from catalog.words import Words

    return json.dumps(answer_document(found, Words("en", units)), ensure_ascii=False).encode()


def compare_answers(one: Path, other: Path) -> int:
    """Print the first questions that are answered differently."""
    first, second = (p.read_text("utf-8").splitlines() for p in (one, other))
    different = [n for n, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    for n in different[:5]:
        a, b = json.loads(first[n]), json.loads(second[n])
        which = [i for i, (x, y) in enumerate(zip(a["sha"], b["sha"], strict=False)) if x != y]
        sys.stdout.write(f"question {n}, answers {which}: {json.dumps(a['question'])}\n")
    sys.stdout.write(f"{len(first)} questions, {len(different)} answered differently\n")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
