"""The yardstick's one resource."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from rest_framework.routers import DefaultRouter

from tests.bench.idiomatic.views import CheckInViewSet

router = DefaultRouter()
router.register("checkins", CheckInViewSet)


def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [path("healthz", healthz), path("", include(router.urls))]
