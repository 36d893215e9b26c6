"""Brings the whole stack up on this machine, and down again in the order that loses nothing."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from shared.channels import CHANNELS
from tests.local import accounts, engine, registry, tokens, waiting
from tests.local.build import built
from tests.local.cloud import Cloud
from tests.local.deploy import deploy, resources
from tests.local.front import serving
from tests.local.gateway import Gateway
from tests.local.invoking import Functions
from tests.local.places import Ports, clock_file, demand_free, url
from tests.local.polling import polling
from tests.local.processes import Process
from tests.local.ringing import ringing
from tests.local.routes import deployed

Stack = dict[str, Any]  # what stack.json holds


@dataclass(frozen=True, slots=True)
class Options:
    ports: Ports
    state: Path  # what must survive a restart lies here
    published: tuple[Path, ...]  # where stack.json goes while the stack is up
    enforce_iam: bool = False
    seed: int = 0
    visibility_s: int | None = None  # of all queues, if the template's is too long to wait for


@contextmanager
def running(
    options: Options, tell: Callable[[str], None]
) -> Iterator[tuple[Stack, Callable[[], None]]]:
    """The stack, up and seeded, and a check that raises Died if a part of it is no longer."""
    ports, state = options.ports, options.state
    demand_free(ports)
    for file in options.published:
        _forget_killed(file, url(ports.webhooks))
    state.mkdir(parents=True, exist_ok=True)
    with ExitStack() as up:
        with built() as folder:
            tell("starting the engine")
            running_engine = engine.start(ports, state, enforce_iam=options.enforce_iam)
            up.callback(running_engine.stop)
            cloud = Cloud(url(ports.engine))
            tell("deploying template.yaml")
            deploy(cloud, folder, state, _parameters(ports))
        stack = _seed(cloud, options)
        _set_visibility(cloud, options.visibility_s)
        up.enter_context(polling(cloud, state, options.seed))
        up.enter_context(ringing(cloud))
        _serve_apis(up, cloud, ports)
        tell("starting the simulator")
        simulator = _start_simulator(options, stack)
        up.callback(simulator.stop)
        registry.synced(cloud)
        up.enter_context(_published(stack, options.published))

        def demand_alive() -> None:
            running_engine.demand_alive()
            simulator.demand_alive()

        yield stack, demand_alive


def _parameters(ports: Ports) -> dict[str, str]:
    """Every channel is on, its platform is the simulator, and we are where it calls. Tests ask more
    often than people do."""
    on = {f"{channel.capitalize()}Accounts": accounts.NAME for channel in CHANNELS}
    here = {"ProviderUrl": url(ports.simulator), "PublicUrl": url(ports.webhooks)}
    return {**here, **on, "RequestsPerMinute": "30000"}


def _seed(cloud: Cloud, options: Options) -> Stack:
    ports, state, found = options.ports, options.state, resources(cloud)
    ours = accounts.kept(state)
    accounts.tell(cloud, ours, url(ports.webhooks))
    return {
        "webhook_url": url(ports.webhooks),
        "api_url": url(ports.api),
        "simulator_url": url(ports.simulator),
        "console_url": url(ports.simulator),
        "tokens": tokens.kept(cloud, state, found["IssueTokenFunction"], found["Table"]),
        "accounts": ours,
    }


def _serve_apis(up: ExitStack, cloud: Cloud, ports: Ports) -> None:
    functions, found = Functions(cloud), resources(cloud)
    for name, port in (("WebhooksApi", ports.webhooks), ("AgentApi", ports.api)):
        gateway = Gateway(found[name], deployed(cloud, found[name]), functions)
        up.enter_context(serving(gateway.handle, port))


def _set_visibility(cloud: Cloud, seconds: int | None) -> None:
    if seconds is not None:
        sqs = cloud.client("sqs")
        for queue in sqs.list_queues().get("QueueUrls", ()):
            sqs.set_queue_attributes(QueueUrl=queue, Attributes={"VisibilityTimeout": str(seconds)})


def _start_simulator(options: Options, stack: Stack) -> Process:
    config = options.state / "simulator.json"
    config.write_text(json.dumps(stack["accounts"]))
    command = [sys.executable, "-m", "tests.simulator", "--config", str(config)]
    # Tools that sign webhooks by themselves bring customers whom the simulator has not heard of.
    command += ["--allow-strangers", "--clock", str(clock_file(options.state))]
    command += ["--port", str(options.ports.simulator), "--webhook-url", stack["webhook_url"]]
    log = options.state / "logs" / "simulator.log"
    process = Process(command, env={**os.environ, "PYTHONUNBUFFERED": "1"}, log=log)

    def answers() -> bool:
        process.demand_alive()
        try:
            return requests.get(f"{stack['simulator_url']}/sent", timeout=5).ok
        except requests.RequestException:
            return False

    try:
        waiting.until("the simulator answers", answers, within=20)
    except BaseException:
        process.stop()
        raise
    return process


def _forget_killed(file: Path, webhook_url: str) -> None:
    """A stack that was killed could not take its file away."""
    if file.exists() and webhook_url in file.read_text():
        file.unlink()


@contextmanager
def _published(stack: Stack, files: tuple[Path, ...]) -> Iterator[None]:
    text = json.dumps(stack, indent=1) + "\n"
    for file in files:
        file.touch(mode=0o600)
        file.write_text(text)
    try:
        yield
    finally:
        for file in files:
            # Another stack may have been started since, and the file be about that one.
            if file.exists() and file.read_text() == text:
                file.unlink()
