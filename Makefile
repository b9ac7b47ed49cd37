# SPDX-License-Identifier: GPL-3.0-or-later
# One non-recursive Makefile; each room lists its sources in ROOM/build.mk.
#
#   make            both programs, in build/bin/
#   make demo       install what is missing, build, index corpus/, ask the four questions
#   make check      install what is missing, build, run every test (gcc, clang, ASan + UBSan, valgrind)
#   make eval       quality: extraction against labels, search against questions
#   make bench      speed and memory, as ratios against peers
#   make soak fuzz  long runs
#   make lib        libtracuu, shared and static (lib/build.mk)
#   make static     analysers; coverage: lines that the tests reach
#   make package    the Debian packages; package-check: built, installed in a fresh tree, removed
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
LIBDIR ?= $(PREFIX)/lib
PKGS := icu-uc icu-i18n xapian-core libdeflate libzstd nettle uuid libarchive expat libseccomp

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
OPT := $(if $(DEBUG),-O0,-O2) -g
comma := ,
SANFLAGS := $(if $(SAN),-fsanitize=address$(comma)undefined -fno-sanitize-recover=all -fno-omit-frame-pointer) \
	$(if $(FUZZING),-fsanitize=fuzzer-no-link)
HARDEN := $(if $(SAN)$(DEBUG),,-D_FORTIFY_SOURCE=2) -fstack-protector-strong -fstack-clash-protection -fcf-protection \
	-ffunction-sections -fdata-sections -fPIC -fno-semantic-interposition
HARDLINK := -Wl,-z,relro,-z,now,-z,noexecstack,-z,pack-relative-relocs -Wl,--as-needed
DEPFLAGS = -MMD -MP
PKG_CFLAGS = $(shell pkg-config --cflags $(PKGS))
# The two that most names are looked up in come first: half of the time of a short question is starting.
PKG_LIBS = -lxapian -lstdc++ $(shell pkg-config --libs $(PKGS))
# What only writes an index is no part of tracuu: its sections are left out, so its libraries need not be loaded.
QUERY_LIBS = $(if $(SAN)$(FUZZING)$(DEBUG),$(PKG_LIBS),$(filter-out -ldeflate,$(PKG_LIBS)))

VERSION := $(shell cat VERSION)
CPPFLAGS_ALL = -I. -D_GNU_SOURCE -DTC_VERSION='"$(VERSION)"' -DTC_LOCALEDIR='"$(PREFIX)/share/locale"' $(PKG_CFLAGS) $(CPPFLAGS)
CFLAGS_ALL = -std=c11 $(WARN) $(OPT) $(SANFLAGS) $(HARDEN) $(CFLAGS)
CXXFLAGS_ALL = -std=c++17 $(WARN) $(OPT) $(SANFLAGS) $(HARDEN) $(CXXFLAGS)
LINK = $(CXX) $(OPT) $(SANFLAGS) $(HARDLINK) $(LDFLAGS)
PROGRAM = $(LINK) -pie -Wl,--gc-sections

include $(wildcard */build.mk)

LIB_SRCS := $(BASE_SRCS) $(TEXT_SRCS) $(PLAN_SRCS) $(STORE_SRCS) $(EXTRACT_SRCS)
OBJCOPY ?= objcopy
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
	$(PROGRAM) $^ $(PKG_LIBS) -o $@
$(B)/bin/tracuu: $(call objs,$(QUERY_SRCS)) $(LIB)
	@mkdir -p $(@D)
	$(PROGRAM) $^ $(QUERY_LIBS) -o $@
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

include lib/rules.mk tests/fuzz/rules.mk

.PHONY: units benches
units: $(UNITS) $(CATALOGUES)
benches: $(BENCHES)

.PHONY: deps deps-check deps-bench
deps:
	@sh tests/deps.sh build
deps-check:
	@sh tests/deps.sh build check
deps-bench:
	@sh tests/deps.sh build bench

.PHONY: demo check eval bench soak lint format install uninstall clean
demo: deps
	@echo "building in $(B) (a minute or two)"
	@$(MAKE) --no-print-directory -s -j2 all
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

# Analysers: minutes. Coverage of text/, plan/ and query/ by their tests.
.PHONY: static coverage
static:
	@sh tests/deps.sh build static
	@bash tests/lint/static.sh
coverage:
	@B=$(B) bash tests/coverage.sh

.PHONY: package package-check
package: # in the folder above
	dpkg-buildpackage -us -uc -b
package-check:
	@sh tests/deps.sh build package
	@bash tests/package/check.sh

format:
	clang-format -i $$(git ls-files '*.c' '*.h' '*.cc')

# What is installed, as MODE,SOURCE,TARGET; TARGET below PREFIX; "make uninstall" takes away the same.
DOCS := README.md NEWS docs/query-language.md docs/schema.md docs/guide.md docs/guide.vi.md LICENSE
INSTALLED = \
	$(foreach p,tracuu tracuu-index,755,$(B)/bin/$(p),bin/$(p)) \
	$(foreach m,$(wildcard docs/man/*.[1-8]),644,$(m),share/man/man$(patsubst .%,%,$(suffix $(m)))/$(notdir $(m))) \
	$(foreach l,$(LANGUAGES),644,$(B)/locale/$(l)/LC_MESSAGES/tracuu.mo,share/locale/$(l)/LC_MESSAGES/tracuu.mo) \
	644,query/completion/tracuu.bash,share/bash-completion/completions/tracuu \
	644,query/completion/_tracuu,share/zsh/site-functions/_tracuu \
	644,query/completion/tracuu.fish,share/fish/vendor_completions.d/tracuu.fish \
	$(foreach d,$(wildcard $(DOCS)),644,$(d),share/doc/tracuu/$(notdir $(d))) \
	$(foreach e,$(wildcard examples/*),644,$(e),share/doc/tracuu/examples/$(notdir $(e))) \
	$(foreach p,$(wildcard corpus/plans/*),644,$(p),share/doc/tracuu/examples/plans/$(notdir $(p))) \
	644,include/tracuu/tracuu.h,include/tracuu/tracuu.h \
	644,$(SHARED),lib/$(notdir $(SHARED)) 644,$(STATIC),lib/libtracuu.a 644,$(B)/lib/tracuu.pc,lib/pkgconfig/tracuu.pc
c := ,
part = $(word $(1),$(subst $(c), ,$(2)))
ROOT = $(DESTDIR)$(PREFIX)
LIBROOT = $(DESTDIR)$(LIBDIR)
place = $(if $(filter lib/%,$(1)),$(LIBROOT)/$(patsubst lib/%,%,$(1)),$(ROOT)/$(1))
install: all lib
	@$(foreach i,$(INSTALLED),install -D -m $(call part,1,$(i)) $(call part,2,$(i)) $(call place,$(call part,3,$(i))) &&) true
	ln -sf $(notdir $(SHARED)) $(LIBROOT)/$(SONAME)
	ln -sf $(SONAME) $(LIBROOT)/libtracuu.so
uninstall:
	@rm -f $(foreach i,$(INSTALLED),$(call place,$(call part,3,$(i)))) $(LIBROOT)/$(SONAME) $(LIBROOT)/libtracuu.so
	@rmdir --ignore-fail-on-non-empty $(ROOT)/share/doc/tracuu/examples/plans $(ROOT)/share/doc/tracuu/examples $(ROOT)/share/doc/tracuu $(ROOT)/include/tracuu 2>/dev/null || true

clean:
	rm -rf $(B)

-include $(patsubst %.o,%.d,$(call objs,$(LIB_SRCS) $(INDEXER_SRCS) $(QUERY_SRCS) $(API_SRCS) $(CORPUS_SRCS) $(wildcard tests/fuzz/fuzz_*.c) $(UNIT_SRCS) $(BENCH_SRCS)))
