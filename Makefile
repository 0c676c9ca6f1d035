# make demo, make demo-spark, make test, make test-todo, make hooks, make bench N=1000000, make superset, make imagenes, make mutantes, make fallas, make auditar, make lock
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
N ?= 1000000
PUERTO ?= 5433
BALTIMORE ?= ../shared/datos/baltimore
export DBT_SEND_ANONYMOUS_USAGE_STATS := false

.PHONY: demo demo-spark superset test test-todo hooks bench bench-baltimore imagenes mutantes fallas auditar lock

# the environment, made anew when the lock changes; a half-made one is not taken for whole
.venv/hecho: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Hace falta Python 3.11 o posterior (make PYTHON=python3.12)." >&2; exit 1; }
	rm -rf .venv
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	touch $@

demo: .venv/hecho
	$(BIN)/reparto demo

# the same on Spark, which wants Java 17 of the system
demo-spark: .venv/hecho
	@command -v java >/dev/null || { echo "Spark necesita Java 17: apt-get install openjdk-17-jre-headless, o el de su sistema." >&2; exit 1; }
	$(BIN)/reparto demo --target spark

test: .venv/hecho
	$(BIN)/ruff check scripts tests
	$(BIN)/mypy
	$(BIN)/pytest

# every test, the long ones too: each engine's turn of each, the real data, all readings, the whole of Spark
test-todo: .venv/hecho
	$(BIN)/pytest -m ""

hooks: .venv/hecho
	$(BIN)/pre-commit install

bench: .venv/hecho
	$(BIN)/reparto bench $(N)

# the real data of Baltimore, where they are at hand
bench-baltimore: .venv/hecho
	@test -d $(BALTIMORE) || { echo "No están los datos: make bench-baltimore BALTIMORE=carpeta" >&2; exit 1; }
	$(BIN)/reparto bench --datos $(BALTIMORE)

# the pictures of README and LEEME, of the demo's board; wants Chromium
imagenes: demo
	@for par in 'tablero 1000 -' 'entre-cortes 720 ver=recaudo,ganancia'; do set -- $$par; chromium --headless --no-sandbox --disable-gpu --hide-scrollbars \
	  --window-size=1300,$$2 --virtual-time-budget=20000 --screenshot=docs/imagenes/$$1.png "file://$$PWD/.reparto/tablero-postgres.html#$$3" 2>/dev/null; done

# breaks each clause of the norm, one at a time, and says which tests notice (make mutantes CLAUSULAS=ART-7: those that begin so)
mutantes: .venv/hecho
	$(BIN)/python tests/python/mutantes.py $(CLAUSULAS)

# what each fault (a kill, Ctrl-C, a full disk, a dead server, a cut connection, a clock that jumps) leaves on each engine (make fallas CADA=10: every tenth;
# MOTORES=duckdb: that one alone). As root: it mounts small disks
fallas: .venv/hecho
	CADA=$(CADA) MOTORES=$(MOTORES) $(BIN)/python tests/python/fallas.py

# the lock's known vulnerabilities and its bill of materials (target/sbom.json). Needs the network, and says so where there is none
auditar:
	$(PYTHON) -m venv .venv/auditoria
	.venv/auditoria/bin/pip install --quiet --disable-pip-version-check pip-audit==2.10.1 cyclonedx-bom==7.5.0
	mkdir -p target
	.venv/auditoria/bin/cyclonedx-py requirements requirements.lock --output-reproducible -o target/sbom.json
	.venv/auditoria/bin/pip-audit --disable-pip --require-hashes -r requirements.lock --progress-spinner off -f json 2>/dev/null | $(PYTHON) scripts/auditar.py

lock:
	uv pip compile --quiet --universal --no-strip-extras --no-header --generate-hashes --python-version 3.11 --all-extras pyproject.toml -o requirements.lock

# Apache Superset, in an environment of its own, on the demo's warehouse: http://127.0.0.1:8088
.superset/hecho: bi/superset/requirements.txt
	rm -rf .superset
	$(PYTHON) -m venv .superset
	.superset/bin/pip install --quiet --disable-pip-version-check -r bi/superset/requirements.txt
	touch $@

superset: .venv/hecho .superset/hecho
	$(BIN)/reparto demo
	$(BIN)/reparto servidor iniciar --puerto $(PUERTO)
	$(BIN)/python bi/superset/servir.py .superset/bin
