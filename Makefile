# Two commands for everything: `make app` (the page) and `make test` (lint, types, tests). Both set up .venv first.
SHELL := /bin/sh
CORPUS ?= corpus
INDEX ?= indexes
PORT ?= 8501
SHARE ?=
PY := .venv/bin/python
# In the environment, so that a path with spaces reaches the shell as one word.
export CORPUS INDEX PORT SHARE

# Some shells leave ~ as it is in CORPUS=~/plans.
HOME_FOLDER = case "$$CORPUS" in "~/"*) CORPUS="$$HOME/$${CORPUS\#??}";; esac

.PHONY: help app build folder test docs screenshots lock clean

help:
	@echo 'make app                        build the knowledge base from corpus/ and serve the page on 127.0.0.1:8501'
	@echo 'make app CORPUS="my folder"     the same for your own documents;  PORT=8600 takes another port'
	@echo 'make app SHARE=1                for others of the network as well; who changes something signs in (README)'
	@echo 'make test                       lint, types and tests'
	@echo 'make docs                       run the examples of README again and write down what they print'
	@echo 'make screenshots                take the pictures of README again'
	@echo 'make lock                       new versions of all packages'
	@echo 'make clean                      remove .venv and the built indexes'

app: folder .venv/app.stamp
	@if test -n "$$SHARE"; then $(PY) -m kb editors list --index "$$INDEX" >/dev/null || { \
	echo "共享之前请先添加编辑人员：$(PY) -m kb editors add 姓名 --index $$INDEX（网页没有启动）"; \
	echo "Add an editor before you share the page: $(PY) -m kb editors add NAME --index $$INDEX"; exit 1; }; fi
	@$(PY) -c 'import os, socket; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); \
	s.bind(("127.0.0.1", int(os.environ["PORT"])))' 2>/dev/null || { \
	echo "端口 $$PORT 已被占用（或不是有效的端口号），请换一个：make app PORT=8600"; \
	echo "Port $$PORT is in use (or is no port number); choose another: make app PORT=8600"; exit 1; }
	@$(MAKE) --no-print-directory build
	@if test -n "$$SHARE"; then exec env KB_INDEX="$$INDEX" $(PY) share.py; fi; \
	echo "网页地址 / open in the browser:  http://127.0.0.1:$$PORT   (Ctrl+C 停止 / stops)"; \
	KB_INDEX="$$INDEX" exec $(PY) -m streamlit run app.py --server.port "$$PORT"

# A status of 3 says that some files could not be read: they are listed above and on the page, which starts all the same.
build: folder .venv/app.stamp
	@$(HOME_FOLDER); $(PY) -m kb build "$$CORPUS" --index "$$INDEX" || { status=$$?; test $$status -eq 3 || exit $$status; }

folder:
	@$(HOME_FOLDER); test -d "$$CORPUS" || { echo "找不到文件夹 / no such folder: $$CORPUS"; exit 2; }

test: .venv/dev.stamp
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy extract kb evaluation
	$(PY) -m pytest -n auto --dist loadfile

# Runs README's examples again and writes what they print into it; a test compares the two.
docs: .venv/dev.stamp
	$(PY) tests/readme_examples.py

# Takes README's pictures anew, of the demonstration documents, in chromium.
screenshots: .venv/dev.stamp
	$(PY) tests/readme_pictures.py

.venv/bin/python:
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  "$$python" -c 'import venv, ensurepip' 2>/dev/null || { found=$$python; continue; }; \
	  exec "$$python" -m venv --clear .venv; \
	done; \
	if test -n "$$found"; then \
	  echo "$$found 缺少 venv 模块，请先安装（Debian/Ubuntu：sudo apt install python3-venv）。"; \
	  echo "$$found lacks the venv module; install it first (Debian/Ubuntu: sudo apt install python3-venv)."; \
	else \
	  echo "需要 Python 3.11 或更新的版本；若装在别处：make app PYTHON=/path/to/python3"; \
	  echo "Python 3.11 or newer is needed; if it is elsewhere: make app PYTHON=/path/to/python3"; \
	fi; exit 1

.venv/app.stamp: requirements.txt | .venv/bin/python
	@echo "安装依赖（首次约 250 MB，需要一两分钟）/ installing the pinned packages (the first time about 250 MB, a minute or two)"
	@$(PY) -m pip install --disable-pip-version-check --no-input -q -r requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt .venv/app.stamp
	@$(PY) -m pip install --disable-pip-version-check --no-input -q -r requirements-dev.txt
	@touch $@

# New pins for every Python from 3.11 on and every platform, by uv (installed for this only, apart from .venv).
lock:
	python3 -m venv --clear .venv/lock && .venv/lock/bin/python -m pip install -q uv
	.venv/lock/bin/uv pip compile --universal --python-version 3.11 --upgrade --no-header --no-annotate \
	  requirements.in -o requirements.txt
	.venv/lock/bin/uv pip compile --universal --python-version 3.11 --upgrade --no-header --no-annotate \
	  -c requirements.txt requirements-dev.in -o requirements-dev.txt

clean:
	rm -rf .venv indexes/*
