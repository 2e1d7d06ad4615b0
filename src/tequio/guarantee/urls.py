from django.urls import path

from tequio.guarantee.views import claims, deals, fund, mine, people, portfolio

app_name = "guarantee"
urlpatterns = [
    path("", fund.home, name="home"),
    path("cartera/", portfolio.portfolio, name="portfolio"),
    path("mia/", mine.mine, name="mine"),
    path("mia/topes/<int:cap_id>/", mine.cap_accept, name="cap_accept"),
    path("aportes/", fund.take, name="take"),
    path("convenios/nuevo/", deals.deal_new, name="deal_new"),
    path("convenios/<int:deal_id>/terminar/", deals.deal_end, name="deal_end"),
    path("socios/", people.people, name="people"),
    path("socios/<int:fund_member_id>/", people.fund_member, name="fund_member"),
    path("socios/<int:fund_member_id>/aporte/", people.deposit, name="deposit"),
    path("socios/<int:fund_member_id>/tope/", people.cap_new, name="cap_new"),
    path("socios/<int:fund_member_id>/devolver/", people.refund, name="refund"),
    path("topes/<int:cap_id>/terminar/", people.cap_end, name="cap_end"),
    path("reclamar/<int:loan_id>/", claims.claim_new, name="claim_new"),
    path("reclamos/<int:claim_id>/", claims.claim, name="claim"),
    path("reclamos/<int:claim_id>/firmar/", claims.claim_sign, name="claim_sign"),
    path("reclamos/<int:claim_id>/pagar/", claims.claim_pay, name="claim_pay"),
    path("reclamos/<int:claim_id>/recuperado/", claims.claim_recover, name="claim_recover"),
]
