"""Signals from the fields of a record that are no running text: codes, flags, categories, brand, garment, class."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from ...model.policy import Policy
from ...model.product import Code, Garment, Position, PressureFigure, Product
from ...model.quantities import Pressure
from .device_codes import code_ok, scheme_name
from .sport_brands import brand_hint
from .stated_pressure import HOSIERY_SCHEMES, PressureBounds, StatedPressure, is_default, scheme_of
from .text_reading import Signal, SignalKind, groups_in, titles

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
PHARMACY_CODES: Final = frozenset({"pzn", "acl"})
VARICOSE_TARIFF: Final = "61151010"
NAME_CHARACTERS: Final = 200
"""So much of a brand name and of a label is read."""


def _signal(kind: SignalKind, name: str, text: str, field: str, why: str = "") -> Signal:
    return Signal(kind, name, " ".join(text[:120].split()), Position.CODE.value, field, "", why)


def _code_signal(code: Code, field: str) -> Signal | None:
    """Codes: a regulator's or a payer's decide when their shape is right; a GTIN proves nothing."""
    name, text = scheme_name(code.scheme), f"{code.scheme} {code.value}"
    is_right = len(code.value) <= 60 and code_ok(name, code.value)
    if name in CODE_SIGNALS and is_right:
        return _signal(SignalKind.DECISIVE, CODE_SIGNALS[name], text, field)
    if name in CODE_SIGNALS:
        return _signal(SignalKind.SUGGESTIVE, "malformed_code", text, field)
    if name in PHARMACY_CODES and is_right:
        return _signal(SignalKind.SUGGESTIVE, "pharmacy", text, field)
    if name in PHARMACY_CODES:
        return _signal(SignalKind.IGNORED, "pharmacy", text, field, "shape")
    if name == "hs" and is_right and code.value.replace(".", "").replace(" ", "").startswith(VARICOSE_TARIFF):
        return _signal(SignalKind.SUGGESTIVE, "tariff", text, field)
    if name in {"consumersalescondition", "gs1:consumersalescondition"}:
        return _sales_condition(code.value, field)
    return _signal(SignalKind.IGNORED, "gtin", text, field, "proves_nothing") if name == "gtin" else None


def _sales_condition(value: str, field: str) -> Signal | None:
    needs_prescription = value[:60].strip().upper().endswith("PRESCRIPTION_REQUIRED")
    return _signal(SignalKind.DECISIVE, "M5", value, field) if needs_prescription else None


def _flag_signal(key: str, value: str, field: str) -> Signal | None:
    """Shop fields: reimbursement and prescription decide, FSA suggests, `regulated` means nothing."""
    name, text = scheme_name(key[:60]), f"{key} = {value}"
    is_set = value[:20].strip().lower() in TRUE
    if name.endswith(("consumersalescondition", "consumer_sales_condition")):
        return _sales_condition(value, field)
    if name == "regulated":
        return _signal(SignalKind.IGNORED, "regulated", text, field, "meaningless")
    if is_set and name in FLAGS:
        return _signal(SignalKind.DECISIVE, FLAGS[name], text, field)
    if is_set and name in SUGGESTING_FLAGS:
        return _signal(SignalKind.SUGGESTIVE, SUGGESTING_FLAGS[name], text, field)
    return None


def _category_id(text: str) -> str:
    return "shopify:" + text.rsplit("/", 1)[-1] if text.startswith("gid://shopify/") else text.lower()


def _lies_in(category: str, listed: tuple[str, ...]) -> bool:
    """Whether a category is one of some listed ones or lies below one."""
    return any(category == c or category.startswith(c + "-") for c in listed)


def _category_signals(product: Product, policy: Policy) -> Iterator[Signal]:
    """Category ids: activewear identifies sport, supports and braces suggest, clothing hints."""
    for i, printed in enumerate(product.categories):
        category, field = _category_id(printed[:120].strip()), f"categories[{i}]"
        if _lies_in(category, policy.items("medical.sport_categories")):
            yield _signal(SignalKind.SPORT, "sport_category", printed, field)
        elif _lies_in(category, policy.items("medical.medical_categories")):
            yield _signal(SignalKind.SUGGESTIVE, "medical_category", printed, field)
        elif category in policy.items("medical.clothing_categories"):
            yield _signal(SignalKind.HINT, "clothing_category", printed, field)


@lru_cache(maxsize=1024)
def _groups_in_brand(brand: str) -> frozenset[str]:
    """The groups that the name of a brand holds a phrase of; remembered, for a brand has many products."""
    return groups_in(brand, NAME_CHARACTERS)


def _brand_signals(product: Product, policy: Policy) -> Iterator[Signal]:
    """A house of medical hosiery suggests, one of sport compression alone is a second sign, a sport brand hints."""
    groups, brand = _groups_in_brand(product.brand[:NAME_CHARACTERS]), product.brand[:120]
    if "makers" in groups:
        yield Signal(SignalKind.SUGGESTIVE, "medical_maker", brand, Position.BRAND.value, "brand")
    if "sport_maker" in groups:
        yield Signal(SignalKind.HINT, "sport_maker", brand, Position.BRAND.value, "brand")
    hint = brand_hint(product)
    if hint is not None and not _names_other_garment(product, policy):
        yield hint


def _garment_signals(product: Product) -> Iterator[Signal]:
    """Thigh highs and pantyhose suggest medicine, a sleeve without a foot hints at sport."""
    if product.garment in {Garment.THIGH_HIGH, Garment.PANTYHOSE}:
        yield _signal(SignalKind.SUGGESTIVE, "thigh_high", product.garment.value, "garment")
    if product.garment in {Garment.CALF_SLEEVE, Garment.THIGH_SLEEVE}:
        yield _signal(SignalKind.HINT, "sleeve", product.garment.value, "garment")


def has_leg(product: Product, policy: Policy) -> bool:
    """Whether a pressure can mean anything: false where the title names a garment without a leg."""
    return product.garment is not Garment.UNSTATED or not _names_other_garment(product, policy)


def _names_other_garment(product: Product, policy: Policy) -> bool:
    """Whether the title names a garment without a leg, and none with one."""
    limit = policy.whole("medical.text_characters")
    groups = frozenset(group for title in titles(product) for group in groups_in(title, limit))
    return "no_leg" in groups and "leg" not in groups


def _class_signal(figure: PressureFigure, field: str) -> Signal | None:
    """A class with its scheme of medical hosiery decides, or suggests where it is compared with."""
    if is_default(figure):
        return _signal(SignalKind.IGNORED, "pressure", figure.label or figure.source.note, field, "default")
    if scheme_of(figure.scheme) not in HOSIERY_SCHEMES:
        return None
    text = f"{figure.label} {figure.scheme}".strip()
    if "compare" in groups_in(f"{figure.label} {figure.method}", NAME_CHARACTERS):
        return _signal(SignalKind.SUGGESTIVE, "compared", text, field)
    return _signal(SignalKind.DECISIVE, "M4", text, field)


def pressure_signals(statements: list[StatedPressure], bounds: PressureBounds, policy: Policy) -> Iterator[Signal]:
    """M7 for a lower bound in the medical range; 20 to 30 mmHg only suggests."""
    floor = Pressure(policy.whole("medical.medical_from") * 10)
    for pressure in statements:
        if pressure.low is not None and pressure.low >= floor:
            yield _signal(SignalKind.DECISIVE, "M7", pressure.text, pressure.field)
    high, moderate = bounds.high or bounds.open, Pressure(policy.whole("medical.moderate_max") * 10)
    if high is not None and high > moderate:
        text = next((s.text for s in statements if high in (s.high, s.low)), high.text())
        yield _signal(SignalKind.SUGGESTIVE, "firm_pressure", text, "pressure")


def record_signals(product: Product, policy: Policy) -> list[Signal]:
    """Every signal of the fields that hold no running text, pressure apart."""
    from_fields = (
        *(_code_signal(code, f"codes[{i}]") for i, code in enumerate(product.codes)),
        *(_flag_signal(key, value, f"flags[{i}]") for i, (key, value) in enumerate(product.flags)),
        *(_class_signal(figure, f"pressure[{i}]") for i, figure in enumerate(product.pressure)),
    )
    signals = [signal for signal in from_fields if signal is not None]
    return [*signals, *_category_signals(product, policy), *_brand_signals(product, policy), *_garment_signals(product)]
