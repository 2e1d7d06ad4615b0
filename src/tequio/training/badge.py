"""A certificate as an Open Badge 3.0: a credential by 1EdTech's data model (version 3.0 of 2024, contexts 3.0.3).

It is checked at its own address, which answers only while the certificate stands; it carries no proof of its own.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tequio.training.models import Certificate

CONTEXTS = ("https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json")
SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"


def credential(certificate: Certificate, address: str, union_address: str) -> dict[str, Any]:
    """The credential as JSON. `address`: where it is found; `union_address`: where the union is."""
    awarded = certificate.awarded_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    told = {"came": certificate.came, "held": certificate.held, "hours": certificate.hours}
    narrative = _("Vino a %(came)s de %(held)s sesiones, %(hours)s horas en total.") % told
    return {
        "@context": list(CONTEXTS),
        "id": address,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": certificate.title,
        "description": narrative,
        "issuer": {"id": union_address, "type": ["Profile"], "name": certificate.union.name},
        "validFrom": awarded,
        "awardedDate": awarded,
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "hashed": False, "identityHash": certificate.name, "identityType": "name"}
            ],
            "achievement": {
                "id": f"{union_address}#curso-{certificate.course_id}",
                "type": ["Achievement"],
                "achievementType": "CertificateOfCompletion",
                "name": certificate.title,
                "description": "; ".join(certificate.topics),
                "criteria": {"narrative": narrative},
            },
        },
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
    }
