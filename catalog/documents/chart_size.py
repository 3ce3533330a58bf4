"""What a pasted chart says of a leg, as a document: an answer about one product, and the chart as it was read."""

from __future__ import annotations

from typing import Annotated

from ..messages.messages import Messages
from ..model.answer import Answer
from ..model.question import Detail
from ..model.read_chart import ReadChart
from .answer import AnswerDocument, answer_document
from .chart_read import Place, ReadChartDocument, read_chart_document
from .records import about


class ChartSizeDocument(AnswerDocument, kw_only=True):
    """The answer by a chart that was pasted, and the chart."""

    chart_number: Annotated[Place, about("Which of the charts answered, from 1.")]
    chart: Annotated[ReadChartDocument, about("The chart as it was read.")]


def chart_size_document(
    answer: Answer, chart: ReadChart, number: int, messages: Messages, detail: Detail = Detail.FULL
) -> ChartSizeDocument:
    """Word the answer as everywhere, and put the chart beside it."""
    document = answer_document(answer, messages, detail)
    fields = {name: getattr(document, name) for name in document.__struct_fields__}
    return ChartSizeDocument(**fields, chart_number=number, chart=read_chart_document(chart, messages))
