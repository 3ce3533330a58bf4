"""Loading as a whole: what it leaves as it found it."""

import gc
from pathlib import Path

import pytest

from catalog.load import load_files
from catalog.policy import shipped_policy
from catalog.problem import BadInput
from catalog.store.database import connect
from catalog.store.migrate import upgrade

SEED = Path(__file__).resolve().parent.parent / "seed" / "brands"


@pytest.fixture
def engine(tmp_path):
    url = f"sqlite:///{tmp_path / 'catalog.db'}"
    upgrade(url)
    engine = connect(url)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("on", [pytest.param(True, id="on"), pytest.param(False, id="off")])
def test_the_search_for_garbage_is_left_as_it_was(engine, tmp_path, on):
    bad = tmp_path / "bad.toml"
    bad.write_text("brand = \n")
    (gc.enable if on else gc.disable)()
    try:
        assert load_files(engine, [SEED / "compressport.toml"], shipped_policy()).added
        assert gc.isenabled() is on
        with pytest.raises(BadInput):
            load_files(engine, [bad], shipped_policy())
        assert gc.isenabled() is on
    finally:
        gc.enable()
