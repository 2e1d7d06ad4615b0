"""Every address there is."""

from django.urls import include, path

from tequio.production.views.calendar import feed_by_link as production_feed
from tequio.purchasing.views.quoting import quote_by_link
from tequio.sales.views.buyer import design_by_link, order_by_link
from tequio.sales.views.papers import paper_by_link
from tequio.sales.views.who_made import who_made
from tequio.tenders.views.bank import bank_bundle, bank_dossier, bank_page
from tequio.tenders.views.sealing import seal_check, seal_key
from tequio.training.views.arriving import arrive
from tequio.training.views.calendar import feed_by_link
from tequio.training.views.certificates import certificate_badge, certificate_check
from tequio.web import home, views

app_patterns = [
    path("", home.home, name="home"),
    path("socios/", include("tequio.members.urls")),
    path("cargos/", include("tequio.unions.urls")),
    path("rondas/", include("tequio.purchasing.urls")),
    path("ventas/", include("tequio.sales.urls")),
    path("asambleas/", include("tequio.assembly.urls")),
    path("fundacion/", include("tequio.founding.urls")),
    path("materiales/", include("tequio.stock.urls")),
    path("taller/", include("tequio.production.urls")),
    path("acuerdos/", include("tequio.makers.urls")),
    path("cursos/", include("tequio.training.urls")),
    path("beneficio/", include("tequio.benefit.urls")),
    path("libros/", include("tequio.books.urls")),
    path("cuotas/", include("tequio.dues.urls")),
    path("credito/", include("tequio.credit.urls")),
    path("concursos/", include("tequio.tenders.urls")),
    path("garantias/", include("tequio.guarantee.urls")),
]

urlpatterns = [
    path("", views.front, name="front"),
    path("salud/", views.health, name="health"),
    path("", include("tequio.web.account_urls")),
    path("", include("tequio.ui.urls")),
    path("cotizar/<str:token>/", quote_by_link, name="quote_link"),
    path("pedido/<str:token>/", order_by_link, name="buyer_link"),
    path("pedido/<str:token>/<slug:paper>.<slug:language>.<slug:kind>", paper_by_link, name="buyer_paper"),
    path("pedido/<str:token>/diseno/<int:number>/", design_by_link, name="buyer_design"),
    path("hecho/<slug:of>/<slug:code>/", who_made, name="who_made"),
    path("banco/<str:token>/", bank_page, name="bank_link"),
    path("banco/<str:token>/carpeta.<slug:form>", bank_bundle, name="bank_bundle"),
    path("banco/<str:token>/<int:number>.<slug:form>", bank_dossier, name="bank_dossier"),
    path("comprobar/", seal_check, name="seal_check"),
    path("comprobar/<slug:words>/", seal_key, name="seal_key"),
    path("aqui/<str:token>/", arrive, name="arrive"),
    path("constancia/<slug:of>/<slug:code>/", certificate_check, name="certificate"),
    path("constancia/<slug:of>/<slug:code>.json", certificate_badge, name="certificate_badge"),
    path("calendario/<str:token>.ics", feed_by_link, name="calendar_feed"),
    path("calendario/taller/<str:token>.ics", production_feed, name="production_feed"),
    path("<slug:union>/", include(app_patterns)),
]

handler400 = "tequio.ui.errors.bad_request"
