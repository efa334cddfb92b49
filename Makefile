# The only commands there are. Each sets up what is missing first.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help setup kerberos demo test check bench fuzz screenshots texts wheel clean

help:
	@echo "make demo         open the console on a simulated fleet (without a display: a guided tour, pictures in build/tour)"
	@echo "make test         run every test"
	@echo "make check        style, types, layers, house rules"
	@echo "make fuzz         feed broken replies to the client for FUZZ_SECONDS (300), then try other examples of every property"
	@echo "make bench        measure requests, speed, lag and memory"
	@echo "make screenshots  take the pictures of docs/images"
	@echo "make wheel        build the wheel and prove that it starts"

setup: $(STAMP) kerberos

$(STAMP): pyproject.toml constraints.txt installer/debian/packages.txt
	@sh installer/debian/install_packages.sh
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q -c constraints.txt hatchling editables PySide6-Essentials
	$(BIN)/python -m pip install -q -c constraints.txt --no-build-isolation -e '.[charts,dev]'
	$(BIN)/python installer/wheel/compile_texts.py
	@touch $(STAMP)

# Never fails: without it the console signs in by everything but Kerberos, and those tests skip.
kerberos: $(STAMP)
	@sh installer/kerberos/install.sh $(BIN)/python

texts: $(STAMP)
	$(BIN)/python installer/wheel/compile_texts.py

demo: texts
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		$(BIN)/hvconsole demo; \
	else \
		$(BIN)/hvconsole demo --tour build/tour; \
	fi

test: texts kerberos
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/house

bench: texts
	QT_QPA_PLATFORM=offscreen $(BIN)/python tests/bench/run.py

fuzz: texts
	$(BIN)/python -m tests.fuzz.run
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q --hypothesis-profile=fuzz \
		$$(grep -rlE "^(from|import) hypothesis" tests --include="test_*.py")

screenshots: texts
	QT_QPA_PLATFORM=offscreen $(BIN)/python tests/bench/screenshots.py docs/images
	$(BIN)/python -m tests.bench.session_picture docs/images

wheel: texts
	$(BIN)/python installer/wheel/build_wheel.py

clean:
	rm -rf build dist .venv
