"""Every page of a founding at every stage: it opens, and what is not due offers no form to send."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tequio.core.users import User

PAGES = (
    "",
    "problemas/",
    "orden/",
    "comite/",
    "figura/",
    "figura/meses/",
    "bases/",
    "fundadores/",
    "asamblea/",
    "tramites/",
    "entrega/",
)


@pytest.mark.parametrize("stage", ["form", "bylaws", "assembly", "founded"])
def test_every_page_opens_at_every_stage(played, stage):
    forum = played(stage)
    client = Client()
    client.force_login(User.objects.get(email="mesa@foro.example"), backend=settings.AUTHENTICATION_BACKENDS[0])
    base = f"/{forum.play.union.slug}/fundacion/"
    given = {page: client.get(base + page).status_code for page in PAGES}
    if stage == "form":
        assert given.pop("bases/") == 302
    assert set(given.values()) == {200}
    if stage == "founded":
        assert client.get(f"{base}tramites/rfc/").status_code == 200
        for paper in ("promoters", "bylaws", "roster", "act", "checklist"):
            assert client.get(f"{base}papel/{paper}.pdf").content.startswith(b"%PDF-"), paper
            assert client.get(f"{base}papel/{paper}.docx").content.startswith(b"PK"), paper
    assert timezone.localdate() >= forum.today
