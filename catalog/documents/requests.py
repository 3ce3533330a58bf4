"""What a service is sent besides a question: a question about several products, a curator's decision."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any, Final

from ..model.policy import Policy
from ..model.problem import BadInput
from ..model.product import Ruling
from ..model.question import Question
from .fields import ObjectFields, Reader, list_of, one_of, text_up_to
from .question import QuestionDocument
from .records import Record, about

UNDO: Final = "undo"
RULINGS: Final = (*(r.value for r in Ruling), UNDO)
NEEDED_OF_SEVERAL: Final = {"question": "http_question", "products": "http_products"}
NEEDED_OF_A_DECISION: Final = {
    "product": "http_product_id", "ruling": "http_ruling", "by": "http_who", "why": "http_why",
}  # fmt: skip
ADDRESS: Final = "http_address"


class SeveralProductsDocument(Record):
    """One question about several products."""

    question: Annotated[QuestionDocument, about("The question.")]
    products: Annotated[list[str], about("The products, by id, SKU, GTIN, the shop's own id or name.")]


class DecisionDocument(Record, kw_only=True):
    """A curator's decision on a product that the rules left open."""

    product: Annotated[str, about("Which product.")]
    ruling: Annotated[str, about("What was decided.")]
    by: Annotated[str, about("Who decides.")]
    why: Annotated[str, about("The reason.")]
    source: Annotated[str, about("The address of the page that shows it; not needed to undo a decision.")] = ""


def several_fields(policy: Policy, most: int, read_question: Reader[Question]) -> ObjectFields:
    """The fields of a question about several products, at most so many; `read_question` reads the question itself."""
    products = list_of(text_up_to(policy.whole("question.longest_text")), most)
    readers: dict[str, Reader[Any]] = {"question": read_question, "products": products}
    return ObjectFields("http_several", readers, NEEDED_OF_SEVERAL)


@lru_cache(maxsize=16)
def decision_fields(policy: Policy, *, sourced: bool = False) -> ObjectFields:
    """The fields of a curator's decision; one that is to be `sourced` needs the address of its source."""
    text = text_up_to(policy.whole("question.longest_text"))
    rest = {"by": text, "why": text, "source": _address_reader(text)}
    readers: dict[str, Reader[Any]] = {"product": text, "ruling": one_of(RULINGS), **rest}
    needs = {**NEEDED_OF_A_DECISION, "source": ADDRESS} if sourced else NEEDED_OF_A_DECISION
    return ObjectFields("http_decision", readers, needs)


def _address_reader(text: Reader[str]) -> Reader[str]:
    """Read a web address: a decision is shown with its source, so nothing else may stand there."""

    def read(value: object) -> str:
        address = text(value)
        if not address.startswith(("http://", "https://")):
            raise BadInput.one("bad_url", "", address, ADDRESS)
        return address

    return read
