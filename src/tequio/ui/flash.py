"""What happened and what comes next, said once on the following page."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import format_html


def tell(
    request: HttpRequest, sentence: str, *, link: str = "", label: str = "", level: int = messages.SUCCESS
) -> None:
    """`tell(request, _("Se guardó tu pedido."), link=round_.get_absolute_url(), label=_("Ver la ronda"))`"""
    text = format_html('{} <a href="{}">{}</a>', sentence, link, label) if link else sentence
    messages.add_message(request, level, text)


def warn(request: HttpRequest, sentence: str, *, link: str = "", label: str = "") -> None:
    tell(request, sentence, link=link, label=label, level=messages.WARNING)
