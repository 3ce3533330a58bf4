"""The files of an import in their folder: which are written, which never, and that all are written or none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from test_import_again import DATA, MARKS, changed, difference, feed, import_into, told

from catalog.formats.brand_file import plan
from catalog.formats.brand_file.files import write_files
from catalog.formats.brand_file.plan import plan_files
from catalog.formats.brand_toml import read_brand_files
from catalog.formats.draft.models import BrandDraft
from catalog.messages.messages import Messages
from catalog.model.problem import BadInput
from catalog.model.product_name import NO_BRAND

HAND = changed(DATA["file"], ['id = "acme-run-sock"', 'id = "acme-sock"\naliases = ["acme-run-sock"]'])
OTHER = feed(
    ['"acme-run-sock"', '"other-sock"'], ['"acme-run-sleeve"', '"other-sleeve"'], ['id = "acme-calves-1"', 'id = "x-1"'],
    ['["acme-calves-1"]', '["x-1"]'],
)  # fmt: skip
NEW_NAME = ['name = "Run Sleeve"', 'name = "Run Sleeve 2"']


def renamed(before: str, after: str, of_chart: str) -> BrandDraft:
    """The first feed of a shop that says no brand: the ids of products and charts begin otherwise."""
    draft = feed()
    draft.brand = NO_BRAND
    for product in draft.product:
        product.id = (product.id or "").replace(before, after)
        product.charts = [chart.replace(before, of_chart) for chart in product.charts]
        for chart in product.chart:
            chart.id = (chart.id or "").replace(before, of_chart)
    return draft


def problems(error: pytest.ExceptionInfo[BadInput]) -> list[str]:
    """Every problem in words."""
    return [Messages("en").problem(problem) for problem in error.value.problems]


def folder_of(path: Path) -> dict[str, bytes]:
    """Every file of a folder, hidden ones too."""
    return {file.name: file.read_bytes() for file in path.iterdir()}


def test_a_file_by_hand_is_never_written_to(tmp_path: Path) -> None:
    (tmp_path / "acme.toml").write_text(HAND, "utf-8")
    planned = import_into(tmp_path, feed(['id = "acme-run-sleeve"', 'id = "acme-sleeve"']))
    assert (tmp_path / "acme.toml").read_text("utf-8") == HAND
    assert told(planned) == [
        "chart acme-calves-1: elsewhere", "product acme-run-sock: elsewhere", "product acme-sleeve: new",
        "source acme-shop: new",
    ]  # fmt: skip
    products = read_brand_files([tmp_path])
    assert {name: [p.id for p in some] for name, some in products.items()} == {
        "acme.toml": ["acme-sock", "acme-run-sleeve"],
        "acme-2.toml": ["acme-sleeve"],
    }


def test_nothing_is_written_for_a_brand_that_stands_in_another_file_already(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(HAND, "utf-8")
    planned = import_into(tmp_path, feed())
    assert list(folder_of(tmp_path)) == ["mine.toml"]
    assert planned.files == ()
    assert "product acme-run-sock: elsewhere" in told(planned)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        pytest.param(
            ['garment = "unstated"', "garment = sock"],
            "acme.toml: line 26, column 11: read 'garment = sock', expected TOML, like name = \"Run Sock\". "
            "Correct this line. The reader of TOML says: Invalid value.",
            id="a text without quotes",
        ),
        pytest.param(
            ['"34-38"', '"38-34"'],
            "acme.toml: chart acme-calves-1: size M: calf_max_girth: read '38-34', expected the smaller figure first. "
            "Here 38 cm is above 34 cm.",
            id="a band upside down",
        ),
        pytest.param(
            ['garment = "unstated"', 'garment = "sok"'],
            "acme.toml: product acme-run-sock: garment: read 'sok', expected one of sock, calf_sleeve, thigh_sleeve, "
            "full_leg_sleeve, shorts, tights, thigh_high, pantyhose, unstated. Did you mean “sock”?",
            id="a word that is not known",
        ),
        pytest.param(
            ["name =", "nam ="],
            "acme.toml: product acme-run-sock: nam: read 'nam', expected a field of this table. Did you mean “name”?",
            id="a field that is not known",
        ),
    ],
)
def test_with_a_mistake_in_one_file_nothing_at_all_is_written(tmp_path: Path, edit: list[str], words: str) -> None:
    import_into(tmp_path, feed())
    file = tmp_path / "acme.toml"
    file.write_text(file.read_text("utf-8").replace(*edit, 1), "utf-8")
    before = folder_of(tmp_path)
    with pytest.raises(BadInput) as error:
        plan_files(tmp_path, {"Acme": feed(NEW_NAME), "Other": feed()})
    assert words in problems(error)
    assert folder_of(tmp_path) == before


def test_a_person_may_rename_the_file_and_the_shop_spell_the_brand_otherwise(tmp_path: Path) -> None:
    import_into(tmp_path, feed())
    (tmp_path / "socks").mkdir()
    file = (tmp_path / "acme.toml").rename(tmp_path / "socks" / "mine.toml")
    before = file.read_text("utf-8")
    write_files(plan_files(tmp_path, {"ACME": feed(NEW_NAME)}))
    assert difference(before, file.read_text("utf-8")) == '-name = "Run Sleeve"\n+name = "Run Sleeve 2"\n'
    assert not (tmp_path / "acme.toml").exists()


OTHER_SHOP = ['"https://acme.example/products.json"', '"https://rival.example/feed.xml"']


def test_two_shops_do_not_write_to_one_file(tmp_path: Path) -> None:
    import_into(tmp_path, feed())
    before = (tmp_path / "acme.toml").read_text("utf-8")
    second = feed(OTHER_SHOP, NEW_NAME, ['id = "acme-run-sleeve"', 'id = "acme-sleeve"'])
    planned = import_into(tmp_path, second)
    assert (tmp_path / "acme.toml").read_text("utf-8") == before
    assert told(planned) == [
        "chart acme-calves-1-2: new", "product acme-run-sock: elsewhere", "product acme-sleeve: new",
        "source acme-shop: new",
    ]  # fmt: skip
    again = [told(import_into(tmp_path, draft)) for draft in (feed(), second)]
    assert again == [[], ["product acme-run-sock: elsewhere"]]
    charts = {p.id: [c.id for c in p.charts] for some in read_brand_files([tmp_path]).values() for p in some}
    assert charts == {
        "acme-run-sock": ["acme-calves-1"], "acme-run-sleeve": ["acme-calves-1"], "acme-sleeve": ["acme-calves-1-2"],
    }  # fmt: skip


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("https://www.acme.example/products.json", id="with www"),
        pytest.param("https://de.acme.example/feed.xml", id="a part of the shop"),
        pytest.param("file:products.csv", id="a file"),
    ],
)
def test_the_same_shop_at_another_address_goes_on_with_its_file(tmp_path: Path, address: str) -> None:
    import_into(tmp_path, feed())
    import_into(tmp_path, feed(['"https://acme.example/products.json"', f'"{address}"'], NEW_NAME))
    assert list(folder_of(tmp_path)) == ["acme.toml"]
    assert 'name = "Run Sleeve 2"' in (tmp_path / "acme.toml").read_text("utf-8")


def test_products_whose_brand_is_named_later_stay_in_their_file(tmp_path: Path) -> None:
    write_files(plan_files(tmp_path, {NO_BRAND: renamed("acme-", "", "no-")}))
    file = tmp_path / "unstated.toml"
    file.write_text(changed(file.read_text("utf-8"), ['"34-38" },', '"34-38.5" },']), "utf-8")
    before = file.read_text("utf-8")
    named = plan_files(tmp_path, {"Acme": feed(NEW_NAME)})
    write_files(named)
    assert told(named) == [
        "chart no-calves-1: rows: M: calf_max_girth: yours 34-38.5, the shop's 34-38",
        "product run-sleeve: name: Run Sleeve → Run Sleeve 2",
    ]
    assert difference(before, file.read_text("utf-8")) == (
        '-brand = "unstated"\n+brand = "Acme"\n-name = "Run Sleeve"\n+name = "Run Sleeve 2"\n'
    )
    without = plan_files(tmp_path, {NO_BRAND: renamed("acme-", "", "no-")})
    write_files(without)
    assert list(folder_of(tmp_path)) == ["unstated.toml"]
    assert 'brand = "Acme"' in file.read_text("utf-8").partition(MARKS)[0]


def called_otherwise(brand: str, *edits: list[str]) -> BrandDraft:
    """The first feed of a shop that has another name for the brand now: its ids begin otherwise, too."""
    draft = renamed("acme-", f"{brand.lower()}-", f"{brand.lower()}-")
    names = dict(edits)
    for product in draft.product:
        product.name = names.get(product.name or "", product.name)
    draft.brand = brand
    return draft


def test_products_of_a_brand_that_the_shop_calls_otherwise_stay_in_their_file(tmp_path: Path) -> None:
    import_into(tmp_path, feed())
    file = tmp_path / "acme.toml"
    file.write_text(changed(file.read_text("utf-8"), ['"34-38" },', '"34-38.5" },']), "utf-8")
    before = file.read_text("utf-8")
    plans = [plan_files(tmp_path, {"Zenith": called_otherwise("Zenith")})]
    write_files(plans[0])
    plans.append(plan_files(tmp_path, {"Zenith": called_otherwise("Zenith")}))
    correction = "chart acme-calves-1: rows: M: calf_max_girth: yours 34-38.5, the shop's 34-38"
    assert [told(plan) for plan in plans] == [
        [correction, "brand Acme: brand: yours Acme, the shop's Zenith (new)"], [correction],
    ]  # fmt: skip
    assert difference(before, file.read_text("utf-8")) == ""
    assert list(folder_of(tmp_path)) == ["acme.toml"]


def test_a_brand_that_a_person_replaced_in_the_whole_file_goes_on(tmp_path: Path) -> None:
    import_into(tmp_path, feed())
    file = tmp_path / "acme.toml"
    text = file.read_text("utf-8").replace("Acme", "Zenith").replace("acme-run", "zenith-run")
    file.write_text(text.replace("acme-calves", "zenith-calves"), "utf-8")
    planned = import_into(tmp_path, feed(NEW_NAME))
    assert told(planned) == [
        "product zenith-run-sleeve: name: Run Sleeve → Run Sleeve 2",
        "brand Zenith: brand: yours Zenith, the shop's Acme (new)",
    ]
    assert list(folder_of(tmp_path)) == ["acme.toml"]


def test_products_of_other_names_with_the_skus_of_another_brand_get_their_own_file(tmp_path: Path) -> None:
    import_into(tmp_path, feed())
    other = called_otherwise("Zenith", ["Run Sock", "Ski Sock"], ["Run Sleeve", "Ski Sleeve"])
    write_files(plan_files(tmp_path, {"Zenith": other}))
    assert sorted(folder_of(tmp_path)) == ["acme.toml", "zenith.toml"]


@pytest.mark.parametrize(
    ("mark", "end", "last"),
    [
        pytest.param(b"", b"\n", b"\n", id="as it is written"),
        pytest.param(b"\xef\xbb\xbf", b"\r\n", b"\r\n", id="by an editor of Windows"),
        pytest.param(b"", b"\n", b"", id="without an end of line at the end"),
    ],
)
def test_ends_of_lines_stay_as_a_persons_editor_writes_them(
    tmp_path: Path, mark: bytes, end: bytes, last: bytes
) -> None:
    import_into(tmp_path, feed())
    file = tmp_path / "acme.toml"
    text = file.read_bytes().rstrip(b"\n").replace(b"\n", end)
    file.write_bytes(mark + text + last)
    import_into(tmp_path, feed())
    assert file.read_bytes() == mark + text + last
    import_into(tmp_path, feed(NEW_NAME, ["stock = 3", "stock = 0"]))
    above = text.partition(MARKS.encode())[0]
    after = file.read_bytes().partition(MARKS.encode())[0]
    assert after == mark + above.replace(b'"Run Sleeve"', b'"Run Sleeve 2"').replace(b"stock = 3", b"stock = 0")


def test_variants_on_one_line_are_written_again_as_a_list(tmp_path: Path) -> None:
    file = tmp_path / "acme.toml"
    import_into(tmp_path, feed())
    text = changed(
        file.read_text("utf-8"),
        ['[[product.variant]]\nsku = "SL-S"\navailability = "in_stock"\n', 'variant.sku = "SL-S"\n'],
        ['[[product.claim]]\nkind = "other"\nposition = "title"\ntext = "Run Sock"\n', ""],
        ['charts = ["acme-calves-1"]\n\n\n', 'charts = ["acme-calves-1"]\n'],
    ).replace('variant.sku = "SL-S"', '"variant" = [{ "sku" = "SL-S", availability = "in_stock" }]')
    file.write_text(text, "utf-8")
    planned = import_into(tmp_path, feed(['availability = "in_stock"', 'availability = "sold_out"']))
    assert [report.rewritten for report in planned.report.files] == [False]
    assert difference(text, file.read_text("utf-8")) == (
        '-"variant" = [{ "sku" = "SL-S", availability = "in_stock" }]\n'
        '+"variant" = [\n+  { sku = "SL-S", availability = "sold_out" },\n+]\n'
    )


@pytest.mark.parametrize("text", ["no TOML at all", 'brand = "Acme"\n'], ids=["broken", "with something lost"])
def test_a_text_that_could_not_be_changed_in_its_place_is_written_anew_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    import_into(tmp_path, feed())
    monkeypatch.setattr(plan, "edited", lambda *_: text)
    again = import_into(tmp_path, feed(NEW_NAME))
    monkeypatch.undo()
    assert [report.rewritten for report in again.report.files] == [True]
    assert import_into(tmp_path / "anew", feed(NEW_NAME)).files[0].text == (tmp_path / "acme.toml").read_text("utf-8")


def test_marks_that_a_person_damaged_make_corrections_of_everything(tmp_path: Path) -> None:
    import_into(tmp_path, feed())
    file = tmp_path / "acme.toml"
    above, marks, below = file.read_text("utf-8").partition(MARKS)
    file.write_text(above + marks + below.replace("name:", "nome:"), "utf-8")
    import_into(tmp_path, feed(NEW_NAME))
    assert difference(above, file.read_text("utf-8")) == ""


def test_what_was_changed_since_the_plan_is_not_overwritten(tmp_path: Path) -> None:
    import_into(tmp_path, feed())
    planned = plan_files(tmp_path, {"Acme": feed(NEW_NAME)})
    file = tmp_path / "acme.toml"
    file.write_text(file.read_text("utf-8") + "# mine\n", "utf-8")
    before = folder_of(tmp_path)
    with pytest.raises(BadInput) as error:
        write_files(planned)
    assert problems(error) == [
        "acme.toml: expected the file as it was when the import read it. Import again: somebody changed the file "
        "meanwhile. Nothing was written."
    ]
    assert folder_of(tmp_path) == before


def test_a_disk_that_refuses_leaves_every_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import_into(tmp_path, feed())
    before = folder_of(tmp_path)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BadInput) as error:
        write_files(plan_files(tmp_path, {"Acme": feed(NEW_NAME), "Other": OTHER}))
    assert "No space left on device" in problems(error)[0]
    assert folder_of(tmp_path) == before


def test_killed_between_two_files_each_is_whole_and_the_next_import_ends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brands = {"Acme": feed(), "Other": OTHER}
    planned = plan_files(tmp_path / "brands", brands)
    rename, left = Path.replace, [1]

    def killed(self: Path, target: Path) -> Path:
        if not left:
            raise KeyboardInterrupt
        left.pop()
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        write_files(planned)
    monkeypatch.undo()
    (tmp_path / "brands" / ".legfit-import-x.new").write_text("left by a process that was killed")
    assert len(read_brand_files([tmp_path / "brands"])) == 1
    write_files(plan_files(tmp_path / "brands", brands))
    assert sorted(folder_of(tmp_path / "brands")) == ["acme.toml", "other.toml"]


def test_the_rights_of_a_file_stay(tmp_path: Path) -> None:
    import_into(tmp_path, feed())
    file = tmp_path / "acme.toml"
    file.chmod(0o600)
    import_into(tmp_path, feed(NEW_NAME))
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "brands").write_text("")
    with pytest.raises(BadInput) as error:
        plan_files(tmp_path / "brands", {"Acme": feed()})
    assert [(p.code, p.expected) for p in error.value.problems] == [("file_unreadable", "file_folder")]
