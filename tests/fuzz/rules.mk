# SPDX-License-Identifier: GPL-3.0-or-later
# Fuzzing by libFuzzer, with clang and a build of its own in B/fuzz.
#   make fuzz FUZZ_SECONDS=60       each target so long, from what earlier runs found
#   make fuzz FUZZ_TARGETS="plan"   only these
FUZZ_SECONDS ?= 60
FUZZ_TARGETS ?= $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZERS := $(FUZZ_TARGETS:%=$(B)/bin/fuzz_%)

# these run in the inner make, which has FUZZING=1
$(B)/bin/fuzz_%: $(B)/tests/fuzz/fuzz_%.o $(B)/libindexer.a $(B)/libquery.a $(LIB)
	@mkdir -p $(@D)
	$(LINK) -fsanitize=fuzzer $^ $(PKG_LIBS) -o $@
.PHONY: fuzzers fuzz fuzz-build
fuzzers: $(FUZZERS)
fuzz-build:
	@$(MAKE) --no-print-directory -s -j2 B=$(B)/fuzz CC=clang CXX=clang++ SAN=1 FUZZING=1 FUZZ_TARGETS="$(FUZZ_TARGETS)" fuzzers
fuzz: fuzz-build
	@B=$(B) bash tests/fuzz/run.sh $(FUZZ_SECONDS) $(FUZZ_TARGETS)
