"""The figures that an answer names are those that it rests on, however often and in whatever process it is asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import sha256

import pytest
from web_service import CHECKOUT

from catalog.documents.question_reader import parse_question
from catalog.model.policy import shipped_policy
from catalog.search.loaded_catalog import load_catalog
from catalog.search.policy_trace import figures_used
from catalog.store.database import connect
from catalog.store.read import read_snapshot

POLICY = shipped_policy()
QUESTIONS = [
    {"garment": "any", "legs": {"calf_max_girth": "36.5 cm"}},
    {"garment": "any", "body": {"height": "178 cm", "weight": "72 kg"}, "shoe": "EU 43"},
    {
        "garment": "any",
        "legs": {"calf_max_girth": {"left": "36 cm", "right": "37.9 cm"}, "ankle_min_girth": "22.5 cm"},
        "run": {"distance": "42.2 km", "race": True},
        "filters": {"max_mmhg": 20},
    },
]
EVERY = 4
"""Every so many products of the seed are asked about."""


def asked(url: str, backwards: bool) -> dict[str, str]:
    """The figures of each answer as a digest, worked out in one order or the other."""
    snapshot = read_snapshot(connect(url))
    catalog = load_catalog(snapshot)
    pairs = [(n, q, p) for n, q in enumerate(QUESTIONS) for p in snapshot.products[::EVERY]]
    found = {}
    for number, question, product in reversed(pairs) if backwards else pairs:
        used = figures_used(catalog, parse_question(question, POLICY), product, POLICY)
        found[f"{number} {product.id}"] = sha256("\n".join(map(repr, used)).encode()).hexdigest()
    return found


@pytest.fixture(scope="module")
def once(seeded_url: str) -> dict[str, str]:
    """What a process says that asks everything for the first time."""
    return in_a_fresh_process(seeded_url, "")


def in_a_fresh_process(url: str, backwards: str) -> dict[str, str]:
    """The same, in a process that remembers nothing and orders its sets otherwise."""
    code = "import json, sys, test_web_figures as t; print(json.dumps(t.asked(sys.argv[1], bool(sys.argv[2]))))"
    folders = (CHECKOUT, CHECKOUT / "tests" / "support", CHECKOUT / "tests" / "web")
    env = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, folders)), "PYTHONHASHSEED": "7" if backwards else "8"}
    done = subprocess.run(
        [sys.executable, "-c", code, url, backwards], env=env, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, str] = json.loads(done.stdout)
    return found


def test_one_process_names_the_same_figures_each_time(seeded_url: str, once: dict[str, str]) -> None:
    for turn in range(3):
        assert asked(seeded_url, backwards=bool(turn % 2)) == once


def test_fresh_processes_name_the_same_figures(seeded_url: str, once: dict[str, str]) -> None:
    assert in_a_fresh_process(seeded_url, "backwards") == once
    assert len(set(once.values())) > 3
