"""Writing needs a key: made, shown once, used, taken back; decisions are seen at once."""

from __future__ import annotations

import json
import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest
from web_service import legfit_in, serving

from catalog.app.catalog import snapshot_from_file
from catalog.app.settings import Setting
from catalog.model.policy import shipped_policy

DECISION = {
    "product": "nordlauf-trail-sleeve",
    "ruling": "medical",
    "by": "Kim",
    "why": "sold for veins",
    "source": "https://shop.example/x",
}
CALF = {"legs": {"calf_max_girth": "36.5 cm"}}


def bearer(key: str) -> dict[str, str]:
    """The header that carries a key."""
    return {"Authorization": f"Bearer {key}"}


def test_a_key_is_shown_once_and_only_its_fingerprint_is_kept(own_url: str, tmp_path: Path) -> None:
    made = legfit_in(tmp_path, "key", "add", "warehouse", "--json", "--database", own_url)
    (row,) = json.loads(made.stdout)
    assert made.returncode == 0
    assert row["key"].startswith("legfit_")
    assert len(row["key"]) > 45
    stored = sqlite3.connect(own_url.removeprefix("sqlite:///")).execute("SELECT * FROM api_key").fetchall()
    assert row["key"] not in str(stored)
    assert sha256(row["key"].encode()).hexdigest() in str(stored)
    listed = legfit_in(tmp_path, "key", "list", "--json", "--database", own_url)
    assert [(k["name"], k["revoked_on"]) for k in json.loads(listed.stdout)] == [("warehouse", None)]
    assert row["key"] not in listed.stdout


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        pytest.param(["add", "warehouse"], "key_exists", id="the same name again"),
        pytest.param(["add", " "], "empty", id="no name"),
        pytest.param(["add", "a\x1bb"], "bad_key_name", id="an escape in the name"),
        pytest.param(["revoke", "nobody"], "unknown_key", id="a key of nobody"),
    ],
)
def test_what_a_key_may_not_be(own_url: str, tmp_path: Path, typed: list[str], code: str) -> None:
    legfit_in(tmp_path, "key", "add", "warehouse", "--database", own_url)
    done = legfit_in(tmp_path, "key", *typed, "--json", "--database", own_url)
    assert done.returncode == 2
    assert json.loads(done.stdout)["errors"][0]["code"] == code


def test_a_decision_needs_a_key_and_is_seen_at_once(own_url: str, tmp_path: Path) -> None:
    made = legfit_in(tmp_path, "key", "add", "curator", "--json", "--database", own_url)
    key = json.loads(made.stdout)[0]["key"]
    with serving(own_url, tmp_path) as service:
        for headers in ({}, bearer("legfit_wrong"), bearer(key[:-1]), {"Authorization": f"Basic {key}"}, bearer(".")):
            refused = service.post("/v1/review", DECISION, headers=headers)
            assert refused.status_code == 401
            assert refused.headers["www-authenticate"].startswith("Bearer")
            assert refused.json()["code"] == "unauthorized"
            assert service.post("/v1/reload", None, headers=headers).status_code == 401
        before = service.post("/v1/products/nordlauf-trail-sleeve/size", CALF).json()
        decided = service.post("/v1/review", DECISION, headers=bearer(key))
        assert decided.status_code == 200, decided.text
        assert decided.json()["medical"]["outcome"] == "fail"
        after = service.post("/v1/products/nordlauf-trail-sleeve/size", CALF).json()
        assert (before["counts"]["matches"], after["counts"]["excluded"]) == (1, 1)
        assert after["made_by"]["catalog"] == decided.json()["catalog"] != before["made_by"]["catalog"]
        undone = service.post("/v1/review", DECISION | {"ruling": "undo"}, headers=bearer(key))
        assert undone.json()["medical"]["outcome"] == "pass"
        assert service.post("/v1/review", DECISION | {"ruling": "undo"}, headers=bearer(key)).status_code == 422
        wrong = service.post("/v1/review", {"product": "x", "ruling": "maybe"}, headers=bearer(key))
        assert [e["field"] for e in wrong.json()["errors"]] == ["ruling", "by", "why"]
        for source, code in ((None, "missing"), ("javascript:alert(1)", "bad_url")):
            refused = service.post("/v1/review", DECISION | {"source": source}, headers=bearer(key))
            assert [(e["field"], e["code"]) for e in refused.json()["errors"]] == [("source", code)]
        assert service.post("/v1/reload", None, headers=bearer(key)).json()["products"] > 150
        legfit_in(tmp_path, "key", "revoke", "curator", "--database", own_url)
        assert service.post("/v1/reload", None, headers=bearer(key)).status_code == 401
        assert key not in service.lines()
    # The snapshot file is written after the answer; here it is of the version that the last decision made.
    assert snapshot_from_file(Setting("database_url", own_url, "test"), shipped_policy()) is not None
