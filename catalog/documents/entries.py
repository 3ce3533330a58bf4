"""The entries of an answer: matches, misses and exclusions, each as far as the wanted detail says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final

from msgspec import UNSET, UnsetType

from ..messages.messages import Messages
from ..model.answer import Answer, Exclusion, Match, Miss
from ..model.cautions import certainty_reason
from ..model.product import Product
from ..model.question import Detail
from ..model.size_lead import size_sentence
from ..model.verdict import Advice, Reason, SizeOutcome, SizeVerdict
from . import offers
from . import product as products
from .advice import AdviceDocument, advice_document, headline_document
from .reason import ReasonDocument, VerdictDocument, reasons_document, verdict_document
from .records import Record, about, words
from .size import CertaintyWord, NearestDocument, Points, Share, SizeVerdictDocument, size_document
from .worded import WordedParts

FIRST: Final = frozenset({*(f"usage.C{number}" for number in range(1, 10)), "usage.P5", "usage.P6"})
"""Reasons that come before any size: health signs, then what the wearer sees on the product."""
CAUTION: Final = "caution."
"""How the codes of cautions begin inside; the documents leave it out."""

ProductHead = Annotated[products.ProductHeadDocument, about("Which product.")]
Lead = Annotated[str, about("The one or two sentences to show.")]
Medical = Annotated[VerdictDocument | UnsetType, about("Whether it is for sport and not medical-grade.")]
Graduated = Annotated[VerdictDocument | UnsetType, about("Whether it is tighter at the ankle than above.")]
Reasons = Annotated[list[ReasonDocument] | UnsetType, about("Why, each with its code, facts and sentence.")]
Legs = Annotated[dict[str, SizeVerdictDocument] | UnsetType, about("Each leg on its own, by side.")]
Price = Annotated[products.PriceDocument | UnsetType | None, about("What the size costs.")]
ChartSource = Annotated[products.SourceDocument | UnsetType | None, about("Where the chart was read.")]


class MatchDocument(Record, kw_only=True):
    """A product with a size to buy."""

    product: ProductHead
    lead: Lead
    outcome: Annotated[str, words(o for o in SizeOutcome if o.is_match), about("What came out.")]
    size: Annotated[str, about("The label of the size, as the maker prints it.")]
    also: Annotated[list[str], about("The other size, where two are possible.")]
    certainty: Annotated[CertaintyWord | None, about("How sure the size is.")]
    confidence: Annotated[Share | None, about("How probable it is that the leg lies in the size, from 0 to 1.")]
    points: Points
    needs: Annotated[list[str] | UnsetType, about("The measures that would say more.")] = UNSET
    candidates: Annotated[list[str] | UnsetType, about("The sizes that are still possible.")] = UNSET
    legs: Legs = UNSET
    cautions: Annotated[list[ReasonDocument], about("What has to be seen beside the size.")]
    basket: Annotated[list[offers.VariantDocument], about("The variants of the size: what to put into the basket.")]
    advice: Annotated[AdviceDocument | UnsetType, about("When wearing this product is worth it.")] = UNSET
    medical: Medical = UNSET
    graduated: Graduated = UNSET
    reasons: Reasons = UNSET
    price: Price = UNSET
    link: offers.Link = UNSET
    image: offers.Image = UNSET
    source: ChartSource = UNSET
    badge: Annotated[
        list[str] | UnsetType,
        about("The size in a few words, how sure it is, and each caution in brief; with `?badge=true` alone."),
    ] = UNSET


class MissDocument(Record):
    """A product of which no size is one to buy."""

    product: ProductHead
    lead: Lead
    outcome: Annotated[str, words(o for o in SizeOutcome if not o.is_match), about("What came out.")]
    needs: Annotated[list[str] | UnsetType, about("The measures that are missing.")] = UNSET
    size_page: Annotated[str | UnsetType, about("The brand's own size page, where no chart is known.")] = UNSET
    candidates: Annotated[list[str] | UnsetType, about("The sizes that are still possible.")] = UNSET
    nearest: Annotated[NearestDocument | UnsetType, about("The nearest size and how far it is.")] = UNSET
    legs: Legs = UNSET
    reasons: Reasons = UNSET
    medical: Medical = UNSET
    graduated: Graduated = UNSET
    source: ChartSource = UNSET


class ExclusionDocument(Record):
    """A product that is left out."""

    product: ProductHead
    lead: Lead
    rule: Annotated[str, words(("medical", "graduated", "stock")), about("What leaves it out.")]
    medical: Medical = UNSET
    graduated: Graduated = UNSET
    reasons: Reasons = UNSET


EntryDocument = MatchDocument | MissDocument | ExclusionDocument


class EntryWriter:
    """Writes the entries of one answer; each size verdict is worded once, for many products share theirs.

    Verdicts of gates and pieces of advice come from `worded` where a door keeps them, else they are worded here.
    """

    __slots__ = ("_advice_document", "_alone", "_detail", "_messages", "_runner", "_sizes", "_verdict_document")

    def __init__(self, answer: Answer, messages: Messages, detail: Detail, worded: WordedParts | None = None) -> None:
        self._messages, self._detail, self._runner = messages, detail, answer.advice
        self._alone = answer.counts.asked == 1
        self._advice_document = worded.advice if worded else advice_document
        self._verdict_document = worded.verdict if worded else verdict_document
        self._sizes: dict[int, SizeVerdictDocument] = {}

    def match(self, match: Match) -> MatchDocument:
        """Word a product with a size to buy."""
        full, size = self._detail is Detail.FULL, self._size(match.size)
        document = MatchDocument(
            product=products.product_head(match.product),
            lead=lead(match, self._runner, self._messages),
            outcome=size.outcome,
            size=str(size.size),
            also=size.also or [],
            certainty=size.certainty or None,
            confidence=size.confidence if size.confidence is not UNSET else None,
            points=size.points or {},
            needs=size.needs,
            candidates=size.candidates,
            legs=size.legs,
            cautions=cautions_document(match.cautions, self._messages),
            basket=offers.basket_document([v for v in match.product.variants if v.size == size.size], full=full),
        )
        if match.advice is not None:
            document.advice = self._of_product(match.advice)
        if self._detail is not Detail.BRIEF:
            self._gates(document, match)
            document.reasons = (size.reasons or []) + reasons_document(match.reasons, self._messages)
            document.price = products.price_document(match.price, match.priced_on)
            document.link, document.image = match.link or UNSET, match.image or UNSET
            document.source = self._source(match.product)
        return document

    def miss(self, miss: Miss) -> MissDocument:
        """Word a product that has no size for this leg; among others it gives its reasons only in a full answer."""
        full, size = self._detail is Detail.FULL, self._size(miss.size)
        document = MissDocument(
            product=products.product_head(miss.product),
            lead=lead(miss, self._runner, self._messages),
            outcome=size.outcome,
            needs=size.needs,
            candidates=size.candidates,
            nearest=size.nearest,
            legs=size.legs,
            reasons=size.reasons if full or self._alone else UNSET,
        )
        if miss.size.outcome is SizeOutcome.NO_CHART and self._detail is not Detail.BRIEF:
            document.size_page = miss.product.size_page or UNSET
        if full:
            self._gates(document, miss)
            document.source = self._source(miss.product)
        return document

    def exclusion(self, exclusion: Exclusion) -> ExclusionDocument:
        """Word a product that is left out: by a gate, or because what fits is sold out."""
        code = "ui.held_back" if exclusion.kind == "medical_unknown" else f"ui.excluded.{exclusion.kind}"
        document = ExclusionDocument(
            product=products.product_head(exclusion.product), lead=self._messages.text(code), rule=exclusion.rule
        )
        if self._detail is not Detail.BRIEF:
            self._gates(document, exclusion)
            # Each signal that a gate read is told only in a full answer.
            reasons = [r for r in exclusion.reasons if self._detail is Detail.FULL or not r.has("signal")]
            document.reasons = reasons_document(reasons, self._messages)
        return document

    def _size(self, size: SizeVerdict) -> SizeVerdictDocument:
        if id(size) not in self._sizes:
            self._sizes[id(size)] = size_document(size, self._messages, self._detail)
        return self._sizes[id(size)]

    def _gates(self, document: EntryDocument, entry: Match | Miss | Exclusion) -> None:
        document.medical = self._verdict_document(entry.medical, self._messages, self._detail)
        document.graduated = self._verdict_document(entry.graduated, self._messages, self._detail)

    def _of_product(self, advice: Advice) -> AdviceDocument:
        if self._detail is Detail.BRIEF:
            return headline_document(advice)
        return self._advice_document(advice, self._messages, notes=False, order=False, runner=self._runner)

    def _source(self, product: Product) -> products.SourceDocument | None:
        source = product.chart_source
        return None if source is None else products.source_document(source, note=self._detail is Detail.FULL)


def cautions_document(cautions: Sequence[Reason], messages: Messages) -> list[ReasonDocument]:
    """Word what has to be seen with a size, each under the short code of the contract: `near_edge`, `sold_out` ..."""
    documents = reasons_document(cautions, messages)
    for document in documents:
        document.code = document.code.removeprefix(CAUTION)
    return documents


def lead(entry: Match | Miss, runner: Advice | None, messages: Messages) -> str:
    """The one or two sentences to show for a product: the size and how sure it is, or why there is none.

    A health sign of the runner, or one that the wearer sees on the product, goes before the chart and stands alone.
    """
    for advice in (runner, entry.advice):
        reasons = advice.reasons if advice else ()
        if sign := next((r for r in reasons if r.code in FIRST), None):
            return messages.sentence(sign)
    text = messages.sentence(size_sentence(entry.size))
    return text if entry.size.certainty is None else f"{text} {messages.sentence(certainty_reason(entry.size))}"
