from django.urls import path

from tequio.dues.views import desk, lists, mine, papers, people, runs, schedules

app_name = "dues"
urlpatterns = [
    path("", desk.home, name="home"),
    path("mia/", mine.mine, name="mine"),
    path("atrasos/", desk.arrears, name="arrears"),
    path("tarifas/", schedules.schedule_list, name="schedules"),
    path("tarifas/nueva/", schedules.schedule_new, name="schedule_new"),
    path("cobrar/<slug:cadence>/<slug:period>/", runs.preview, name="preview"),
    path("cobros/<int:run_id>/", runs.run, name="run"),
    path("cobros/<int:run_id>/deshacer/", runs.run_undo, name="run_undo"),
    path("pueblo/<int:section_id>/", lists.village, name="village"),
    path("socios/<int:member_id>/", people.member, name="member"),
    path("socios/<int:member_id>/pago/", people.pay, name="pay"),
    path("socios/<int:member_id>/cuota/", people.fee_new, name="fee_new"),
    path("socios/<int:member_id>/apoyo/", people.relief_new, name="relief_new"),
    path("socios/<int:member_id>/certificados/", people.subscribe, name="subscribe"),
    path("socios/<int:member_id>/aportacion/", people.capital, name="capital"),
    path("socios/<int:member_id>/retiro/", people.leave, name="leave"),
    path("apoyos/<int:relief_id>/terminar/", people.relief_end, name="relief_end"),
    path("cuotas/<int:fee_id>/", papers.fee, name="fee"),
    path("cuotas/<int:fee_id>/cancelar/", papers.fee_cancel, name="fee_cancel"),
    path("recibos/<int:receipt_id>/", papers.receipt, name="receipt"),
    path("recibos/<int:receipt_id>/cancelar/", papers.receipt_cancel, name="receipt_cancel"),
    path("certificados/<int:certificate_id>/", papers.certificate, name="certificate"),
    path("retiros/<int:farewell_id>/", papers.farewell, name="farewell"),
    path("retiros/<int:farewell_id>/pagar/", papers.farewell_pay, name="farewell_pay"),
]
