"""Where credit learns what the committee chose: loaded once, when the program is ready."""

from django.utils.translation import gettext as _

from tequio.credit import offered
from tequio.credit.models import Application
from tequio.tenders.models import Choice


class Chosen:
    """The bid that was chosen in the last tender of an application."""

    def offered(self, application: Application) -> offered.Offered | None:
        found = (
            Choice.objects.filter(tender__bundled__application=application)
            .select_related("tender", "bid__invitation__lender")
            .order_by("-pk")
            .first()
        )
        if found is None:
            return None
        # Whether its rhythm is the one that was asked for is told where the agreement is written.
        told = _("Como contestó %(lender)s en el concurso «%(tender)s», que el comité escogió.") % {
            "lender": found.bid.invitation.lender.name, "tender": found.tender.title,
        }  # fmt: skip
        terms, payments = found.bid.to(application.rhythm)
        return offered.Offered(found.bid.invitation.lender, terms, payments, told)


offered.SOURCES.append(Chosen())
