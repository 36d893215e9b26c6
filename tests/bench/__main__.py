"""``make bench``: prints the table and writes bench.json."""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Final

from tests.bench import compiled, day, growth, inboxes, orders, throughput, webhook
from tests.bench.rows import Row, table
from tests.local.places import ROOT

PARTS: Final[tuple[Callable[[], list[Row]], ...]] = (
    webhook.instructions,
    webhook.batch_of_ten,
    webhook.cold_import,
    compiled.files,
    day.rows,
    growth.conversations,
    inboxes.rows,
    orders.rows,
    throughput.rows,
)


def main() -> int:
    rows = [row for part in PARTS for row in part()]
    print(table(rows))
    written = [{**asdict(row), "verdict": row.verdict} for row in rows]
    (ROOT / "bench.json").write_text(json.dumps(written, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
