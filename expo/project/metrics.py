"""What Prometheus reads: how fresh the figures are, what the doors hold back, how this process is.

The fair's numbers come from rows at the moment of asking, so that every web worker says the same.
"""

import os
from collections.abc import Callable, Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from expo import editions
from expo.models import Edition
from expo.project import full_house
from visitors import attendance, devices
from visitors.devices import DeviceState
from visitors.models import Device


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """The page of numbers; 404 without the token where the installation has set one."""
    if not _may_read(request):
        raise Http404
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    registry.register(Fair())
    registry.register(House())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _may_read(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "")
    return not token or constant_time_compare(given, f"Bearer {token}")


class Fair(Collector):
    """The gauges of every published edition, labelled by its address name."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        fairs = list(Edition.objects.published())
        for name, (words, value) in GAUGES.items():
            family = GaugeMetricFamily(name, words, labels=["edition"])
            for fair in fairs:
                family.add_metric([fair.slug], value(fair))
            yield family


class House(Collector):
    """Of this process alone, as every worker of the web server refuses by itself."""

    def collect(self) -> Iterator[CounterMetricFamily]:
        family = CounterMetricFamily(
            "expo_requests_refused", "Refused by 503, as too many came.", labels=["room", "process"]
        )
        for room in full_house.ROOMS:
            family.add_metric([room.name, str(os.getpid())], room.refused)
        yield family


def _age_of_figures(fair: Edition) -> float:
    counted_to = attendance.counted_to(fair)
    return (editions.now(fair) - counted_to).total_seconds() if counted_to else float("nan")


def _devices_in(state: DeviceState) -> Callable[[Edition], int]:
    return lambda fair: devices.in_state(Device.objects.of(fair), state, timezone.now()).count()


def _unsent(fair: Edition) -> int:
    return sum(device.scans for device in attendance.pending(fair))


GAUGES: dict[str, tuple[str, Callable[[Edition], float]]] = {
    "expo_figures_age_seconds": ("Time of the fair since the last count.", _age_of_figures),
    "expo_devices_in_use": ("Scanners heard from lately.", _devices_in(DeviceState.IN_USE)),
    "expo_devices_silent": ("Scanners not heard from.", _devices_in(DeviceState.SILENT)),
    "expo_scans_unsent": ("Scans that devices said they still hold.", _unsent),
}
