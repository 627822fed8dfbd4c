"""Lists of rows that come by the hundred thousand."""

from typing import Any

from django.core.paginator import Paginator
from django.utils.functional import cached_property

MOST = 100_000


class CappedPaginator(Paginator):  # type: ignore[type-arg]  # not subscriptable at run time
    """Counts to MOST and no further: nobody turns to the page after that, he filters."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return rows.order_by()[:MOST].count()


class LongList:
    """For the admins of such rows."""

    paginator = CappedPaginator
    show_full_result_count = False
