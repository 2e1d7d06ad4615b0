"""Filters and tags every template may use; docs/reference/ui.md shows each at work."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.loader_tags import BlockNode
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from tequio.ui import icons, numbers, stylesheet

register = template.Library()

register.filter("money", numbers.money)
register.filter("pesos", numbers.pesos)
register.filter("qty", numbers.quantity)
register.filter("pct", numbers.percent)


@register.filter
def day(value: date | datetime | None) -> str:
    """10 de marzo de 2026."""
    return _written(value, "DATE_FORMAT")


@register.filter
def weekday(value: date | datetime | None) -> str:
    """martes 10 de marzo: for days close at hand."""
    return _written(value, "WEEK_FORMAT")


@register.filter
def day_short(value: date | datetime | None) -> str:
    """10 mar 2026: for tables."""
    return _written(value, "SHORT_DATE_FORMAT")


@register.filter
def moment(value: datetime | None) -> str:
    """10 mar 2026, 18:05, in the union's time."""
    return _written(value, "SHORT_DATETIME_FORMAT")


def _written(value: date | datetime | None, format_: str) -> str:
    if value is None:
        return numbers.NOTHING
    local = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
    text = date_format(local, format_)
    # Django's Mexican months begin with a capital; in Spanish they do not.
    return text.lower() if (get_language() or "").startswith("es") else text


@register.filter
def sign(value: Decimal | int | None) -> str:
    """The class for a figure that is good news above zero and bad news below."""
    return "good" if value and value > 0 else "bad" if value and value < 0 else ""


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One of our drawings; without a label it is only decoration."""
    meaning = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return mark_safe(f'<svg class="icon" viewBox="0 0 24 24" {meaning}>{icons.ICONS[name]}</svg>')


@register.simple_tag
def drawings(names: list[str]) -> SafeString:
    """Drawings that a long list repeats, written once; `drawn` shows them."""
    symbols = "".join(f'<symbol id="i-{name}" viewBox="0 0 24 24">{icons.ICONS[name]}</symbol>' for name in names)
    return mark_safe(f'<svg class="icon" hidden>{symbols}</svg>')


@register.simple_tag
def drawn(name: str) -> SafeString:
    """One of the `drawings` of this page."""
    return mark_safe(f'<svg class="icon" aria-hidden="true"><use href="#i-{name}"/></svg>')


@register.simple_tag
def mark() -> SafeString:
    return mark_safe(f'<svg class="mark" viewBox="0 0 32 32" aria-hidden="true">{icons.MARK}</svg>')


@register.simple_tag
def stylesheet_url(side: str = "") -> str:
    """The whole stylesheet, or the lighter one of a member's page."""
    files = stylesheet.MEMBER if side == "member" else stylesheet.ORDER
    return reverse("ui:stylesheet", kwargs={"version": stylesheet.version(files)})


@register.simple_tag
def once() -> SafeString:
    """The idempotency key of this rendering of a form: sent twice, done once."""
    return format_html('<input type="hidden" name="once" value="{}">', uuid4())


@register.simple_tag(takes_context=True)
def theme(context: template.Context) -> str:
    """What the reader chose: "light", "dark", or "" for whatever the device says."""
    request = context.get("request")
    chosen = request.COOKIES.get("theme", "") if request else ""
    return chosen if chosen in ("light", "dark") else ""


# --- components ------------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/field.html")
def field(bound: Any, **extra: Any) -> dict[str, Any]:
    """One field of a form: label, help, box, and the error beside it."""
    return {"field": bound} | extra


@register.inclusion_tag("ui/parts/chip.html")
def chip(text: str, tone: str = "", icon: str = "") -> dict[str, Any]:
    """A state in one or two words. Tones: good, bad, warn, info, clay, or none."""
    return {"text": text, "tone": tone, "icon": icon}


@register.inclusion_tag("ui/parts/measure.html")
def measure(label: str, value: Any, note: str = "", href: str = "", tone: str = "") -> dict[str, Any]:
    """A figure with its name, linking to the rows it comes from."""
    return {"label": label, "value": value, "note": note, "href": href, "tone": tone}


@register.inclusion_tag("ui/parts/progress.html")
def progress(done: Any, whole: Any, text: str, url: str = "", seconds: int = 2, tone: str = "") -> dict[str, Any]:
    """How far something is, in words and as a bar. With a `url` it asks again every few seconds until all is done."""
    done, whole = max(0, float(done or 0)), float(whole or 0)
    share = min(1.0, done / whole) if whole > 0 else 0.0
    finished = share >= 1.0
    return {
        "percent": round(share * 100),
        "text": text,
        "url": "" if finished else url,
        "seconds": seconds,
        "tone": tone,
    }


@register.inclusion_tag("ui/parts/steps.html")
def steps(stages: Any, current: Any, across: bool = True, stopped: bool = False) -> dict[str, Any]:
    """A process: `stages` are (key, label) or (key, label, note); the stages before `current` are done.

    A `current` of None says that every stage is done; `stopped` marks the current one as called off.
    """
    rows = [(stage[0], stage[1], stage[2] if len(stage) > 2 else "") for stage in stages]
    keys = [str(key) for key, _label, _note in rows]
    at = keys.index(str(current)) if current is not None else len(keys)
    return {
        "across": across,
        "stages": [
            {"label": label, "note": note, "is_done": index < at, "is_current": index == at,
             "is_stopped": stopped and index == at}
            for index, (_key, label, note) in enumerate(rows)
        ],
    }  # fmt: skip


@register.inclusion_tag("ui/parts/pages.html", takes_context=True)
def pages(context: template.Context, page: Any, name: str = "pagina", target: str = "") -> dict[str, Any]:
    """The pages of a list (a Django Page), keeping the filters of the address."""
    query = context["request"].GET.copy()
    query.pop(name, None)
    return {
        "page": page, "name": name, "query": query.urlencode(), "target": target,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "gap": page.paginator.ELLIPSIS,
    }  # fmt: skip


@register.inclusion_tag("ui/parts/sortable.html", takes_context=True)
def sortable(
    context: template.Context, key: str, label: str, numeric: bool = False, target: str = ""
) -> dict[str, Any]:
    """The head of a column that sorts: `?orden=key` upwards, `?orden=-key` downwards."""
    query = context["request"].GET.copy()
    now = query.pop("orden", [""])[-1]
    query.pop("pagina", None)
    query["orden"] = f"-{key}" if now == key else key
    order = {key: "ascending", f"-{key}": "descending"}.get(now, "")
    return {"label": label, "numeric": numeric, "order": order, "query": query.urlencode(), "target": target}


@register.inclusion_tag("ui/parts/hidden_query.html", takes_context=True)
def keep_query(context: template.Context, *names: str) -> dict[str, Any]:
    """Hidden inputs that carry these parameters of the address through a filter form."""
    given = context["request"].GET
    return {"pairs": [(name, value) for name in names for value in given.getlist(name)]}


@register.inclusion_tag("ui/parts/figure.html")
def figure(chart: Any, caption: str, note: str = "") -> dict[str, Any]:
    """A chart with its title and, one tap away, its figures as a table."""
    return {"chart": chart, "caption": caption, "note": note}


# --- tags that wrap what stands between them -------------------------------------------------------------------------


class Wrapped(template.Node):
    """Puts its contents inside an element, or leaves both out when the contents are blank."""

    def __init__(self, tag: str, css: str, contents: NodeList) -> None:
        self.tag, self.css, self.nodelist = tag, css, contents

    def render(self, context: template.Context) -> str:
        inner = self.nodelist.render(context).strip()
        return mark_safe(f'<{self.tag} class="{self.css}">{inner}</{self.tag}>') if inner else ""


@register.tag
def wrap(parser: Parser, token: Token) -> Wrapped:
    """{% wrap "p" "lead" %}…{% endwrap %}"""
    _name, tag, css = token.split_contents()
    contents = parser.parse(("endwrap",))
    parser.delete_first_token()
    return Wrapped(tag.strip("\"'"), css.strip("\"'"), contents)


class Again(template.Node):
    def __init__(self, block: str) -> None:
        self.block = block

    def render(self, context: template.Context) -> str:
        return BlockNode(self.block, NodeList()).render(context)


@register.tag
def again(parser: Parser, token: Token) -> Again:
    """{% again title %} shows a block that is defined elsewhere once more."""
    return Again(token.split_contents()[1])


class Component(template.Node):
    """A template that receives what stands between the tags as `body`."""

    def __init__(self, name: str, values: dict[str, FilterExpression], contents: NodeList) -> None:
        self.name, self.values, self.nodelist = name, values, contents

    def render(self, context: template.Context) -> str:
        values = {key: value.resolve(context) for key, value in self.values.items()}
        body = self.nodelist.render(context)
        chosen = context.template.engine.get_template(f"ui/parts/{self.name}.html")
        with context.push(**values, body=body):
            return chosen.render(context)


def _component(name: str) -> None:
    def compile_(parser: Parser, token: Token) -> Component:
        values = token_kwargs(token.split_contents()[1:], parser)
        contents = parser.parse((f"end{name}",))
        parser.delete_first_token()
        return Component(name, values, contents)

    register.tag(name, compile_)


for _name in ("card", "stat", "note", "empty", "confirm"):
    _component(_name)
