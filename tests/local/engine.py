"""Starts ministack, the engine that plays AWS."""

import os
import urllib.error
import urllib.request
from pathlib import Path

from tests.local import waiting
from tests.local.places import ENGINE_BIN, HOST, REGION, Ports, clock_file, url
from tests.local.processes import Process

# In a burst each invocation at once is a process of about 40 MB: this bounds them. What comes from
# outside is bounded lower still (invoking.AT_ONCE), so that workflows find room for their steps.
ACCOUNT_CONCURRENCY = 14


def start(ports: Ports, state: Path, *, enforce_iam: bool) -> Process:
    """A running engine with what it saved in ``state``. Raises Died or Late if it does not come."""
    # The engine unpacks functions there and does not make the folder.
    (state / "tmp").mkdir(parents=True, exist_ok=True)
    process = Process(
        [str(ENGINE_BIN / "ministack")],
        env=environment(ports, state, enforce_iam=enforce_iam),
        log=state / "logs" / "engine.log",
    )

    def answers() -> bool:
        process.demand_alive()
        return _healthy(ports)

    try:
        waiting.until("the engine answers", answers, within=30, every=0.05)
    except BaseException:
        process.stop()
        raise
    return process


def environment(ports: Ports, state: Path, *, enforce_iam: bool) -> dict[str, str]:
    """All that the engine and, since it hands it on, the functions see of ours."""
    return {
        **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
        "TMPDIR": str(state / "tmp"),
        "BIND_HOST": HOST,
        "MINISTACK_HOST": HOST,
        "GATEWAY_PORT": str(ports.engine),
        "MINISTACK_REGION": REGION,
        # Both open ports of their own otherwise.
        "SFTP_ENABLED": "0",
        "IOT_MTLS_ENABLED": "0",
        "PERSIST_STATE": "1",
        "STATE_DIR": str(state / "engine"),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(state / "s3"),
        "LAMBDA_ACCOUNT_CONCURRENCY": str(ACCOUNT_CONCURRENCY),
        "LAMBDA_WARM_TTL_SECONDS": "60",
        "AUTH": str(enforce_iam).lower(),
        # Functions call back to the engine, and their keys come from it.
        "AWS_ENDPOINT_URL": url(ports.engine),
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_EC2_METADATA_DISABLED": "true",
        "LOG_LEVEL": "WARNING",
        "LOCAL_CLOCK": str(clock_file(state)),
    }


def _healthy(ports: Ports) -> bool:
    try:
        with urllib.request.urlopen(f"{url(ports.engine)}/_ministack/health", timeout=2) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
