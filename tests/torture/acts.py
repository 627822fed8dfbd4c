"""What a writer does: each act writes, in whatever transaction it finds, and says what it wrote.

To have something else survive the torture, write an act and give it a place in ACTS.
"""

from collections.abc import Callable

from tests.torture import amending, scanning
from tests.torture.ledgers import Told
from tests.torture.wills import Will

Act = Callable[[Will], Told]
ACTS: dict[Act, int] = {
    scanning.pass_the_door: 30,
    scanning.send_late: 15,
    scanning.send_again: 5,
    scanning.write_rows: 15,
    scanning.take_back: 12,
    amending.merge: 6,
    amending.part: 4,
    amending.name: 4,
    amending.register: 4,
    amending.cancel: 2,
    amending.adjust: 6,
    amending.readjust: 4,
}
"""Act → how often among the others."""
