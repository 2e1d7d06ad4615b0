"""What templates of credit say in words: rhythms and months."""

from django import template

from tequio.credit import words

register = template.Library()
register.filter("rhythm", words.rhythm_said)
register.filter("months", words.rests_said)
