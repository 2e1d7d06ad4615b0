from django.urls import path

from tequio.stock.views import prices

app_name = "stock"
urlpatterns = [
    path("", prices.item_list, name="items"),
    path("precios/", prices.price_list, name="prices"),
    path("precios/nuevo/", prices.price_new, name="price_new"),
    path("precios/<int:observation_id>/retirar/", prices.price_withdraw, name="price_withdraw"),
    path("precios/<int:observation_id>/foto/", prices.price_photo, name="price_photo"),
]
