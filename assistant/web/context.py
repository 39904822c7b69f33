"""What every request brings: the services, the written form, and pages rendered in it."""

import datetime
from pathlib import Path
from typing import Annotated, Any, cast
from urllib.parse import urlencode

from babel import negotiate_locale
from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates

from assistant import texts
from assistant.bootstrap import Services
from assistant.entities import Label
from assistant.people import SignedIn
from assistant.web import markup
from knowledge_base.article import WrittenForm

FORM_COOKIE = "veivalg_form"
_ACCEPTED = {"nb": WrittenForm.BOKMAL, "no": WrittenForm.BOKMAL, "nn": WrittenForm.NYNORSK, "en": WrittenForm.ENGLISH}
# Of the entities whose values are the same in all forms: what the ids of their texts begin with.
_PREFIXES: dict[str, str] = {Label.POSITION: "value", Label.PHASE: "value", Label.FAMILY: "value", Label.MONTH: "month"}
_HERE = Path(__file__).parent

templates = Jinja2Templates(_HERE / "templates")
templates.env.trim_blocks = True
templates.env.lstrip_blocks = True
templates.env.filters["markdown"] = markup.render


def services_of(request: Request) -> Services:
    """The process's services."""
    return cast(Services, request.app.state.services)


def form_of(request: Request) -> WrittenForm:
    """The written form of pages: chosen on the page, else what the browser prefers, else Bokmål."""
    chosen = request.query_params.get("written_form") or request.cookies.get(FORM_COOKIE)
    if chosen in set(WrittenForm):
        return WrittenForm(chosen)
    accepted = request.headers.get("accept-language", "").lower()
    preferred = [part.partition(";")[0].strip()[:2] for part in accepted.split(",")]
    return _ACCEPTED[negotiate_locale(preferred, list(_ACCEPTED)) or "nb"]


def own_path(path: str) -> str:
    """The path if it is one of our own, else nothing: anything else could lead a person to another site."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else ""


ServicesHere = Annotated[Services, Depends(services_of)]
FormHere = Annotated[WrittenForm, Depends(form_of)]


class Words:
    """The texts of one written form, as templates use them: `t("chat-send")`, `t.day(moment)`."""

    def __init__(self, form: WrittenForm) -> None:
        self.form = form

    def __call__(self, name: str, /, **values: str | int) -> str:
        """The text with this id."""
        return texts.text(name, self.form, **values)

    def told(self, label: str, value: str) -> str:
        """An entity's value for people; fields, institutions and countries are as the researcher wrote them."""
        if label == Label.DATE:
            return self._moment(value)
        prefix = _PREFIXES.get(label)
        return self(f"{prefix}-{value}") if prefix else value

    def _moment(self, value: str) -> str:
        year, *rest = value.split("-")
        if len(rest) == 2:
            return texts.date(datetime.date.fromisoformat(value), self.form)
        (part,) = rest
        return f"{self(f'month-{int(part)}' if part.isdecimal() else f'season-{part}')} {year}"

    def __getattr__(self, name: str) -> Any:
        """The formats of assistant.texts (day, hour, date), bound to this form."""
        return lambda value: getattr(texts, name)(value, self.form)


# For the parts of a page that are in a written form of their own, as a reply or an article is.
templates.env.globals["words_in"] = Words


def page(
    request: Request,
    template: str,
    *,
    form: WrittenForm | None = None,
    signed_in: SignedIn | None = None,
    status: int = 200,
    **values: Any,
) -> HTMLResponse:
    """A page or a part of one, rendered in the request's written form or the one given."""
    shown_form = form or form_of(request)
    context = {
        "t": Words(shown_form),
        "form": shown_form,
        "forms": list(WrittenForm),
        "signed_in": signed_in,
        "csrf_token": signed_in.csrf_token if signed_in else "",
        "path": request.url.path,
        "here": _here(request),
        **values,
    }
    return templates.TemplateResponse(request, template, context, status_code=status)


def _here(request: Request) -> str:
    # Where the written-form switch comes back to: this page, without the form it was shown in.
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "written_form"]
    return f"{request.url.path}?{urlencode(kept)}" if kept else request.url.path
