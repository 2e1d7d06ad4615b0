"""What a founding still lacks, one thing a line, each with the page that mends it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.core.actors import Actor
from tequio.engines import founding as engine
from tequio.engines.founding import What
from tequio.founding import queries
from tequio.founding.models import Founder, Founding
from tequio.founding.words import missing_said, rankings_said, said

MOST_LINES = 20
CORRECT = "members.member.update"
RANK = "founding.ranking.record"


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing; `href` is empty where whoever reads it cannot mend it."""

    says: str
    href: str


def lacks_for(actor: Actor, founding: Founding, now: datetime) -> list[Lack]:
    """Everything that keeps the present stage from ending. What does not fit is told as a number on the last line."""
    found = [line for each in queries.missing(founding, now) for line in _lines(actor, founding, each, now)]
    if len(found) <= MOST_LINES:
        return found
    rest = len(found) - MOST_LINES + 1
    return [*found[: MOST_LINES - 1], Lack(_("Y %(more)s cosas más como esta.") % {"more": rest}, found[-1].href)]


def _lines(actor: Actor, founding: Founding, each: engine.Missing, now: datetime) -> Iterator[Lack]:
    match each.what:
        case What.SESSIONS | What.ATTENDERS:
            yield Lack(missing_said(each), founding.course.get_absolute_url() if founding.course else "")
        case What.RANKINGS:
            yield Lack(rankings_said(each), _page(founding, "orders"))
            for member in queries.unranked(founding, timezone.localdate(now)):
                href = _page(founding, "order", member_id=member.pk) if actor.may(RANK) else ""
                yield Lack(_("Falta el orden de %(name)s.") % {"name": member.name}, href)
        case What.ANSWERS:
            for question in queries.unanswered(founding, queries.answers(), timezone.localdate(now)):
                yield Lack(said(question.ask), f"{_page(founding, 'bylaws')}#id_{question.code}")
        case What.PAPERS:
            for founder in queries.founders():
                yield from _papers(actor, founding, founder)
        case What.ASSEMBLY | What.VOTE | What.OFFICES:
            for name in each.names:
                text = _("Nadie tiene todavía el cargo: %(names)s.") % {"names": name}
                told = text if each.what is What.OFFICES else name[:1].upper() + name[1:]
                yield Lack(told, founding.assembly.get_absolute_url() if founding.assembly else "")
        case _:
            yield Lack(missing_said(each), _page(founding, PAGES[each.what]))


PAGES = {What.PROBLEMS: "problems", What.PROMOTERS: "promoters", What.FORM: "form", What.FOUNDERS: "founders"}


def _papers(actor: Actor, founding: Founding, founder: Founder) -> Iterator[Lack]:
    """The paper that was shown is noted in the list of founders; everything else in the roster."""
    told = {"union": founding.union.slug, "member_id": founder.member_id}
    roster = reverse("members:member_edit", kwargs=told) if actor.may(CORRECT) else ""
    for what, is_of_the_roster in queries.lacks_with_home(founder):
        text = _("%(name)s, núm. %(number)s: falta %(what)s.") % {
            "name": founder.member.name, "number": founder.member.number, "what": what,
        }  # fmt: skip
        yield Lack(text, roster if is_of_the_roster else _page(founding, "founders"))


def _page(founding: Founding, name: str, **kwargs: int) -> str:
    return reverse(f"founding:{name}", kwargs={"union": founding.union.slug, **kwargs})
