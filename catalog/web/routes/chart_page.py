"""The page where a size table is pasted: the table as it was read, and the size. Nothing pasted is kept."""

from __future__ import annotations

import base64
import binascii
from typing import Final
from urllib.parse import parse_qsl

from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response

from ...app.read_chart import LARGEST_CHART, ChartsRead
from ...documents.chart_request import PastedChart
from ...messages.messages import Messages
from ...model.problem import BadInput, Problem
from ..page.chart_table import MOST_FIELDS as CELLS
from ..page.chart_table import PASTED, corrections_of, of_this_text
from ..page.chart_view import ChartView
from ..page.form import LONGEST, MOST_FIELDS, Form, turns_language, units_of, value_of, with_suggestion
from ..page.frame import render
from ..page.problems import doubt_of, faults_of
from ..problems import Refusal
from ..requests import body_of
from ..routing import route
from ..state import Service, service_of
from .charts import NAME, answer_in_thread, check_chart, read_in_thread, too_long
from .page import FORM, PRIVATE, language_of, marks_of, question_and_doubts, unless_known

HERE: Final = "./chart"
MOST_LETTERS: Final = {"carried": 2_000}
"""Letters of fields that may have more than others."""
LARGEST_FORM: Final = 4 * LARGEST_CHART
"""Bytes of the form: a letter may take several where a form writes it."""


def chart_page(request: Request, view: ChartView, status: int = 200, *, listed: bool = False) -> Response:
    """Send the page."""
    site = service_of(request).site
    body = render("chart.html", view.messages, view.languages(), site=site, listed=listed, view=view, here=HERE)
    headers = {**PRIVATE, "Content-Language": view.messages.language}
    return Response(body, status_code=status, media_type="text/html", headers=headers)


async def first_visit(request: Request) -> Response:
    """The empty form."""
    lang = request.query_params.get("lang", "")
    form: Form = {"lang": (lang,)}
    view = ChartView(Messages(language_of(request, form)), form)
    return unless_known(request, chart_page(request, view, listed=True))


async def submit(request: Request) -> Response:
    """The charts of what was pasted, and the size where measures are there."""
    form: Form = {}
    messages = Messages(language_of(request, form))
    try:
        form = of_this_text(with_suggestion(await pasted_form(request)))
        messages = Messages(language_of(request, form), units_of(form))
        return chart_page(request, await result_view(service_of(request), form, messages))
    except BadInput as bad:
        return chart_page(request, ChartView(messages, form, refusal=_sentence(bad, messages)), 422)
    except Refusal as refused:
        view = ChartView(messages, form, refusal=messages.expected(refused.problems[0]))
        return chart_page(request, view, refused.status)


async def result_view(service: Service, form: Form, messages: Messages) -> ChartView:
    """The page with what was read and what it says of the leg. Raises: BadInput (nothing can be read)."""
    pasted = pasted_chart(form)
    if pasted is None:
        empty = "" if value_of(form, "paste") or turns_language(form) else messages.text("page.chart_empty")
        return ChartView(messages, form, refusal=empty)
    corrections = corrections_of(form)
    charts = await read_in_thread(service, pasted, corrections=corrections)
    picked = value_of(form, "pick") or value_of(form, "number")
    number = (
        int(picked) if picked.isascii() and picked.isdigit() and 0 < int(picked[:5]) <= len(charts.charts) else None
    )
    view = ChartView(messages, form, charts=charts, corrections=corrections, pick=number)
    return await _answered(view, charts, service) if view.chosen else view


async def _answered(view: ChartView, charts: ChartsRead, service: Service) -> ChartView:
    """The page with the size, or with what has to be entered or confirmed first.

    Without a measure the chart is asked, too: whether it is one for sport, and what it needs, is said at once.
    """
    try:
        question, unlikely = question_and_doubts(view.form, service.policy)
    except BadInput as bad:
        return replace(view, faults=faults_of(bad.problems, view.form, view.messages, service.policy))
    try:
        check_chart(charts, view.chosen)
        if unlikely:
            return replace(view, confirm=doubt_of(unlikely, marks_of(unlikely), view.messages))
        return replace(view, answered=await answer_in_thread(service, charts, view.chosen, question))
    except BadInput as bad:
        return replace(view, refusal=_sentence(bad, view.messages))


def _sentence(bad: BadInput, messages: Messages) -> str:
    """Every problem in plain words, without the names of fields."""
    return " ".join(dict.fromkeys(messages.hint(p) or messages.problem(_nameless(p)) for p in bad.problems))


def _nameless(problem: Problem) -> Problem:
    return problem.at("")


def pasted_chart(form: Form) -> PastedChart | None:
    """What was pasted: the file, else the HTML that the browser had, else the text; None where nothing was.

    Raises: BadInput (a file that is no base64, which no browser sends).
    """
    data, html, text = (value_of(form, name) for name in ("data", "html", "text"))
    if data:
        try:
            return PastedChart(None, base64.b64decode(data, validate=True))
        except (binascii.Error, ValueError):
            raise BadInput.one("not_base64", NAME, "", "http_base64") from None
    return PastedChart(html or text, b"") if (html or text).strip() else None


async def pasted_form(request: Request) -> Form:
    """The form in the body, its tables whole. Raises: BadInput (it is no form), Refusal (it is too large)."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != FORM:
        raise BadInput.one("unsupported_media_type", "", kind, "page.kind", kind=FORM)
    body = await body_of(request, LARGEST_FORM, too_long())
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS + CELLS)
    except ValueError:
        raise BadInput.one("not_a_form", "", "", "page.form") from None
    form: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        form[name] = (
            *form.get(name, ()),
            value if name in PASTED else value.strip()[: MOST_LETTERS.get(name, LONGEST)],
        )
    return form


ROUTES: Final = [route("/chart", get=first_visit, post=submit)]
