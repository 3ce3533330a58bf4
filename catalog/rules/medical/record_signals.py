"""Signals from the fields of a record that are no running text: codes, flags, categories, brand, garment, class."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...lexicon.negation import NegationContext
from ...lexicon.phrases import medical_lexicon
from ...lexicon.tokens import tokenize
from ...model.policy import Policy
from ...model.product import Code, Garment, Position, PressureFigure, Product
from ...model.quantities import Pressure
from .device_codes import code_ok, scheme_name
from .record_texts import titles
from .stated_pressure import PressureBounds, StatedPressure, is_default, schemed_class
from .text_reading import has_group
from .text_signals import Signal, SignalKind

CODE_SIGNALS: Final = {
    "udi_di": "M1", "eudamed": "M1", "510k": "M2", "fda_product_code": "M2", "gudid": "M2",
    "hcpcs": "M3", "lppr": "M3", "hilfsmittelnummer": "M3", "migel": "M3", "drug_tariff": "M3",
}  # fmt: skip
TRUE: Final = frozenset({"true", "yes", "1", "ja", "oui", "si", "sì", "sí"})
FLAGS: Final = {
    "medical_device": "M1", "is_medical_device": "M1", "medizinprodukt": "M1",
    "kasse": "M3", "reimbursable": "M3", "erstattungsfaehig": "M3",
    "prescription_required": "M5", "rezeptpflichtig": "M5", "rx_only": "M5",
}  # fmt: skip
SUGGESTING_FLAGS: Final = {
    "fsa_eligible": "pharmacy", "hsa_eligible": "pharmacy", "fsaeligible": "pharmacy", "hsaeligible": "pharmacy",
    "fsa_hsa_eligible": "pharmacy", "fda_registered": "fda_wording",
}  # fmt: skip
VARICOSE_TARIFF: Final = "61151010"


def _signal(kind: SignalKind, name: str, text: str, field: str, why: str = "") -> Signal:
    return Signal(kind, name, " ".join(text[:120].split()), Position.CODE.value, field, "", why)


def of_codes(product: Product) -> Iterator[Signal]:
    """Codes: a regulator's or a payer's decide when their shape is right; a GTIN proves nothing."""
    for i, code in enumerate(product.codes):
        signal = _of_code(code, f"codes[{i}]")
        if signal is not None:
            yield signal


def _of_code(code: Code, field: str) -> Signal | None:
    name, text = scheme_name(code.scheme), f"{code.scheme} {code.value}"
    right = len(code.value) <= 60 and code_ok(name, code.value)
    if name in CODE_SIGNALS:
        kind = SignalKind.DECISIVE if right else SignalKind.SUGGESTIVE
        return _signal(kind, CODE_SIGNALS[name] if right else "malformed_code", text, field)
    if name in {"pzn", "acl"} and right:
        return _signal(SignalKind.SUGGESTIVE, "pharmacy", text, field)
    if name in {"pzn", "acl"}:
        return _signal(SignalKind.IGNORED, "pharmacy", text, field, "shape")
    if name == "hs" and right and code.value.replace(".", "").replace(" ", "").startswith(VARICOSE_TARIFF):
        return _signal(SignalKind.SUGGESTIVE, "tariff", text, field)
    if name in {"consumersalescondition", "gs1:consumersalescondition"}:
        return _sales_condition(code.value, field)
    return _signal(SignalKind.IGNORED, "gtin", text, field, "proves_nothing") if name == "gtin" else None


def _sales_condition(value: str, field: str) -> Signal | None:
    if value[:60].strip().upper().endswith("PRESCRIPTION_REQUIRED"):
        return _signal(SignalKind.DECISIVE, "M5", value, field)
    return None


def of_flags(product: Product) -> Iterator[Signal]:
    """Shop fields: reimbursement and prescription decide, FSA suggests, `regulated` means nothing."""
    for i, (key, value) in enumerate(product.flags):
        field, name = f"flags[{i}]", scheme_name(key[:60])
        text, said = f"{key} = {value}", value[:20].strip().lower() in TRUE
        if name.endswith(("consumersalescondition", "consumer_sales_condition")):
            signal = _sales_condition(value, field)
            if signal is not None:
                yield signal
        elif name == "regulated":
            yield _signal(SignalKind.IGNORED, "regulated", text, field, "meaningless")
        elif said and name in FLAGS:
            yield _signal(SignalKind.DECISIVE, FLAGS[name], text, field)
        elif said and name in SUGGESTING_FLAGS:
            yield _signal(SignalKind.SUGGESTIVE, SUGGESTING_FLAGS[name], text, field)


def _category(text: str) -> str:
    return "shopify:" + text.rsplit("/", 1)[-1] if text.startswith("gid://shopify/") else text.lower()


def _lies_in(category: str, listed: tuple[str, ...], *, below: bool) -> bool:
    return any(category == c or (below and category.startswith(c + "-")) for c in listed)


def of_categories(product: Product, policy: Policy) -> Iterator[Signal]:
    """Category ids: activewear identifies sport, supports and braces suggest, clothing hints."""
    for i, printed in enumerate(product.categories):
        category, field = _category(printed[:120].strip()), f"categories[{i}]"
        if _lies_in(category, policy.items("medical.sport_categories"), below=True):
            yield _signal(SignalKind.SPORT, "sport_category", printed, field)
        elif _lies_in(category, policy.items("medical.medical_categories"), below=True):
            yield _signal(SignalKind.SUGGESTIVE, "medical_category", printed, field)
        elif _lies_in(category, policy.items("medical.clothing_categories"), below=False):
            yield _signal(SignalKind.HINT, "clothing_category", printed, field)


def of_brand(product: Product) -> Iterator[Signal]:
    """A house of medical hosiery only suggests; one of sport compression alone is a second sign."""
    if has_group([product.brand], "makers", 200):
        yield Signal(SignalKind.SUGGESTIVE, "medical_maker", product.brand[:120], Position.BRAND.value, "brand")
    if has_group([product.brand], "sport_maker", 200):
        yield Signal(SignalKind.HINT, "sport_maker", product.brand[:120], Position.BRAND.value, "brand")


def of_garment(product: Product) -> Iterator[Signal]:
    """Thigh highs and pantyhose suggest medicine, a sleeve without a foot hints at sport."""
    if product.garment in {Garment.THIGH_HIGH, Garment.PANTYHOSE}:
        yield _signal(SignalKind.SUGGESTIVE, "thigh_high", product.garment.value, "garment")
    if product.garment in {Garment.CALF_SLEEVE, Garment.THIGH_SLEEVE}:
        yield _signal(SignalKind.HINT, "sleeve", product.garment.value, "garment")


def has_leg(product: Product, policy: Policy) -> bool:
    """Whether a pressure can mean anything: false where the title names a garment without a leg."""
    if product.garment is not Garment.UNSTATED:
        return True
    limit = policy.whole("medical.text_characters")
    names = titles(product)
    return not has_group(names, "no_leg", limit) or has_group(names, "leg", limit)


def _compares(label: str) -> bool:
    words = tokenize(label, 200)
    hits = [h for h in medical_lexicon().hits(words) if h.group == "compare"]
    return bool(NegationContext(words, {"compare": hits}, 0).at("compare", 0, len(words.words)))


def of_classes(product: Product) -> Iterator[Signal]:
    """A class with its scheme of medical hosiery decides; a bare numeral or a comparison suggests."""
    for i, figure in enumerate(product.pressure):
        signal = _of_class(figure, f"pressure[{i}]")
        if signal is not None:
            yield signal
        if is_default(figure):
            text = figure.label or figure.source.note
            yield _signal(SignalKind.IGNORED, "pressure", text, f"pressure[{i}]", "default")


def _of_class(figure: PressureFigure, field: str) -> Signal | None:
    if is_default(figure) or not (figure.label or figure.scheme):
        return None
    text = f"{figure.label} {figure.scheme}".strip()
    if schemed_class(figure) is None:
        return None
    if _compares(f"{figure.label} {figure.method}"):
        return _signal(SignalKind.SUGGESTIVE, "compared", text, field)
    return _signal(SignalKind.DECISIVE, "M4", text, field)


def of_pressure(statements: list[StatedPressure], bounds: PressureBounds, policy: Policy) -> Iterator[Signal]:
    """M7 for a lower bound in the medical range; 20 to 30 mmHg only suggests."""
    floor = Pressure(policy.whole("medical.medical_from") * 10)
    for found in statements:
        if found.low is not None and found.low >= floor:
            yield _signal(SignalKind.DECISIVE, "M7", found.text, found.field)
    high, moderate = bounds.high or bounds.open, Pressure(policy.whole("medical.moderate_max") * 10)
    if high is not None and high > moderate:
        text = next((s.text for s in statements if s.high == high or s.low == high), high.text())
        yield _signal(SignalKind.SUGGESTIVE, "firm_pressure", text, "pressure")


def record_signals(product: Product, policy: Policy) -> list[Signal]:
    """Every signal of the fields that hold no running text, pressure apart."""
    return [
        *of_codes(product), *of_flags(product), *of_categories(product, policy),
        *of_brand(product), *of_garment(product), *of_classes(product),
    ]  # fmt: skip
