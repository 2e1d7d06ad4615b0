"""Figures that lead to their rows, and amounts short enough for the big sentence."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tequio.ui.numbers import money

register = template.Library()


@register.filter
def money_short(minor: int | None) -> str:
    """Whole pesos without their two zeros: $684, but $684.50."""
    return money(minor).removesuffix(".00")


@register.simple_tag(takes_context=True)
def entry_link(context: template.Context, entry_id: int, minor: int) -> SafeString:
    """The amount, leading to the entry that booked it."""
    href = reverse("books:entry", kwargs={"union": context["union"].slug, "entry_id": entry_id})
    return format_html('<a class="figure" href="{}">{}</a>', href, money(minor))
