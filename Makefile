# SPDX-License-Identifier: GPL-3.0-or-later
# One non-recursive Makefile; each room lists its sources in ROOM/build.mk.
#
#   make            both programs, in build/bin/
#   make demo       install what is missing, build, index corpus/, ask the four questions
#   make check      install what is missing, build, run every test (gcc, clang, ASan + UBSan, valgrind)
#   make eval       quality: extraction against labels, search against questions
#   make bench      speed and memory, as ratios against peers
#   make soak fuzz  long runs
#   make lint format install uninstall clean
#
# B=DIR     build directory           CC=clang   another compiler
# SAN=1     AddressSanitizer + UBSan  DEBUG=1    no optimisation

B ?= build
CC ?= gcc
CXX ?= g++
ifeq ($(origin CC),default)
CC := gcc
endif
ifeq ($(origin CXX),default)
CXX := g++
endif
PREFIX ?= /usr/local
PKGS := icu-uc icu-i18n xapian-core nettle libarchive expat libseccomp poppler-glib cairo

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
OPT := $(if $(DEBUG),-O0,-O2) -g
comma := ,
SANFLAGS := $(if $(SAN),-fsanitize=address$(comma)undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
HARDEN := $(if $(SAN)$(DEBUG),,-D_FORTIFY_SOURCE=2) -fstack-protector-strong -fPIC
DEPFLAGS = -MMD -MP
PKG_CFLAGS = $(shell pkg-config --cflags $(PKGS))
PKG_LIBS = $(shell pkg-config --libs $(PKGS))

VERSION := $(shell cat VERSION)
CPPFLAGS_ALL = -I. -D_GNU_SOURCE -DTC_VERSION='"$(VERSION)"' -DTC_LOCALEDIR='"$(PREFIX)/share/locale"' $(PKG_CFLAGS) $(CPPFLAGS)
CFLAGS_ALL = -std=c11 $(WARN) $(OPT) $(SANFLAGS) $(HARDEN) $(CFLAGS)
CXXFLAGS_ALL = -std=c++17 $(WARN) $(OPT) $(SANFLAGS) $(HARDEN) $(CXXFLAGS)
LINK = $(CXX) $(OPT) $(SANFLAGS) -Wl,--as-needed $(LDFLAGS)

include $(wildcard */build.mk)

LIB_SRCS := $(BASE_SRCS) $(TEXT_SRCS) $(PLAN_SRCS) $(STORE_SRCS) $(EXTRACT_SRCS)
objs = $(patsubst %,$(B)/%.o,$(basename $(1)))
LIB := $(B)/libtracuu.a
BINS := $(B)/bin/tracuu-index $(B)/bin/tracuu $(B)/bin/generate
UNITS := $(patsubst tests/unit/%.c,$(B)/unit/%,$(UNIT_SRCS))
BENCHES := $(patsubst tests/bench/%.c,$(B)/bench/%,$(BENCH_SRCS))

.PHONY: all
.DEFAULT_GOAL := all
all: $(BINS) $(CATALOGUES)

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) $(DEPFLAGS) -c $< -o $@
$(B)/%.o: %.cc
	@mkdir -p $(@D)
	$(CXX) $(CPPFLAGS_ALL) $(CXXFLAGS_ALL) $(DEPFLAGS) -c $< -o $@

$(LIB): $(call objs,$(LIB_SRCS))
	@rm -f $@
	$(AR) rcs $@ $^
$(B)/bin/tracuu-index: $(call objs,$(INDEXER_SRCS)) $(LIB)
	@mkdir -p $(@D)
	$(LINK) $^ $(PKG_LIBS) -o $@
$(B)/bin/tracuu: $(call objs,$(QUERY_SRCS)) $(LIB)
	@mkdir -p $(@D)
	$(LINK) $^ $(PKG_LIBS) -o $@
$(B)/bin/generate: $(call objs,$(CORPUS_SRCS))
	@mkdir -p $(@D)
	$(CC) $(OPT) $(SANFLAGS) $(LDFLAGS) $^ -lm -o $@
# A unit test of a program's own room sees that room without its main.
ROOM_OBJS = $(filter-out %/main.o,$(call objs,$(INDEXER_SRCS) $(QUERY_SRCS)))
$(B)/libindexer.a: $(filter-out %/main.o,$(call objs,$(INDEXER_SRCS)))
	@rm -f $@
	$(AR) rcs $@ $^
$(B)/libquery.a: $(filter-out %/main.o,$(call objs,$(QUERY_SRCS)))
	@rm -f $@
	$(AR) rcs $@ $^
$(B)/unit/%: $(B)/tests/unit/%.o $(B)/libindexer.a $(B)/libquery.a $(LIB)
	@mkdir -p $(@D)
	$(LINK) $^ $(PKG_LIBS) -lcmocka -o $@
$(B)/bench/%: $(B)/tests/bench/%.o $(LIB)
	@mkdir -p $(@D)
	$(LINK) $^ $(PKG_LIBS) -o $@
.SECONDARY:

.PHONY: units benches
units: $(UNITS)
benches: $(BENCHES)

.PHONY: deps deps-check deps-bench
deps:
	@sh tests/deps.sh build
deps-check:
	@sh tests/deps.sh build check
deps-bench:
	@sh tests/deps.sh build bench

.PHONY: demo check eval bench soak fuzz lint format install uninstall clean
demo: deps
	@$(MAKE) --no-print-directory -j2 all
	@B=$(abspath $(B)) sh corpus/demo.sh

check: deps-check
	@bash tests/check.sh

eval: deps-check
	@$(MAKE) --no-print-directory -j2 all
	@B=$(B) bash tests/eval.sh

bench: deps-bench
	@$(MAKE) --no-print-directory -j2 all benches
	@B=$(B) bash tests/bench/run.sh

soak: deps-check
	@$(MAKE) --no-print-directory -j2 all
	@B=$(B) bash tests/fault/soak.sh

lint:
	@bash tests/lint/lint.sh

format:
	clang-format -i $$(git ls-files '*.c' '*.h' '*.cc')

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 755 $(B)/bin/tracuu $(B)/bin/tracuu-index $(DESTDIR)$(PREFIX)/bin/
	install -m 644 docs/man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1/
	install -D -m 644 query/completion/tracuu.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/tracuu
	install -D -m 644 query/completion/_tracuu $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_tracuu
	install -D -m 644 query/completion/tracuu.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/tracuu.fish
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/tracuu $(DESTDIR)$(PREFIX)/bin/tracuu-index
	rm -f $(DESTDIR)$(PREFIX)/share/bash-completion/completions/tracuu $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_tracuu $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/tracuu.fish
	rm -f $(DESTDIR)$(PREFIX)/share/man/man1/tracuu.1 $(DESTDIR)$(PREFIX)/share/man/man1/tracuu-index.1

clean:
	rm -rf $(B)

-include $(patsubst %.o,%.d,$(call objs,$(LIB_SRCS) $(INDEXER_SRCS) $(QUERY_SRCS) $(CORPUS_SRCS) $(UNIT_SRCS) $(BENCH_SRCS)))
