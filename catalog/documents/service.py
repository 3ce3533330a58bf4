"""What a service says of its catalog and of itself."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta

from .product import ProductHeadDocument
from .reason import VerdictDocument
from .records import Record, about
from .why import ThresholdDocument

Count = Annotated[int, Meta(ge=0)]
CatalogVersion = Annotated[str, about("The version of the catalog.")]
PolicyVersion = Annotated[str, about("Which edition of the rules' figures it goes by.")]


class ListedProductDocument(ProductHeadDocument):
    """A product in a list."""

    collection: Annotated[str, about("The collection that it belongs to.")]
    audience: Annotated[str | None, about("Whom it is made for.")]
    medical: Annotated[str, about("Whether it is for sport and not medical-grade.")]
    graduated: Annotated[str, about("Whether it is tighter at the ankle than above.")]
    charts: Annotated[list[str], about("The ids of its size charts.")]
    keyed_by: Annotated[list[str], about("The points that its sizes go by.")]


class ProductPageDocument(Record):
    """A page of the catalog."""

    products: Annotated[list[ListedProductDocument], about("The products of the page.")]
    count: Annotated[Count, about("How many there are in all.")]
    next: Annotated[str | None, about("The cursor of the next page; null on the last one.")]
    catalog: CatalogVersion


class PolicyDocument(Record):
    """Every figure that a rule uses."""

    version: PolicyVersion
    thresholds: Annotated[list[ThresholdDocument], about("Every figure, with unit, date, source and reason.")]


class SentenceDocument(Record):
    """A sentence that a rule can say."""

    code: Annotated[str, about("The code of the reason.")]
    template: Annotated[Any, about("Its text with places for facts, or several texts and the fact that picks one.")]


class RuleDocument(Record):
    """What a rule decides, and with what."""

    rule: Annotated[str, about("The name of the rule.")]
    says: Annotated[str, about("What it decides.")]
    policy: Annotated[list[str], about("The names of the figures that it uses.")]
    sentences: Annotated[list[SentenceDocument], about("Every sentence that it can say.")]


class RulesDocument(Record):
    """The rules and what they can say."""

    version: PolicyVersion
    language: Annotated[str, about("The language of the sentences.")]
    rules: Annotated[list[RuleDocument], about("The rules.")]


class HealthDocument(Record):
    """The process is alive."""

    status: Annotated[str, about("Always `ok`.")]


class ReadyDocument(Record):
    """The catalog can be reached."""

    status: Annotated[str, about("Always `ready`.")]
    package: Annotated[str, about("The version of the program.")]
    policy: PolicyVersion
    catalog: CatalogVersion
    products: Annotated[Count, about("How many products the catalog has.")]


class DecidedDocument(Record):
    """The verdicts that follow from a decision."""

    catalog: CatalogVersion
    product: Annotated[str, about("Which product.")]
    ruling: Annotated[str, about("What was decided.")]
    medical: Annotated[VerdictDocument, about("Whether it is for sport and not medical-grade.")]
    graduated: Annotated[VerdictDocument, about("Whether it is tighter at the ankle than above.")]


class ReloadedDocument(Record):
    """The catalog as it is now."""

    catalog: CatalogVersion
    products: Annotated[Count, about("How many products it has.")]
