# SPDX-License-Identifier: GPL-3.0-or-later
# libtracuu for other programs: the rooms that read and ask, behind include/tracuu/tracuu.h.
#   make lib        lib/libtracuu.so.0, lib/libtracuu.a, tracuu.pc
#   make lib-check  what it exports; the header alone in C11 and C++17; the examples, run
SHARED_PKGS := icu-uc icu-i18n xapian-core libdeflate libzstd uuid
SONAME := libtracuu.so.0
SHARED := $(B)/lib/libtracuu.so.$(VERSION)
STATIC := $(B)/lib/libtracuu.a
EXAMPLES := $(patsubst examples/%.c,$(B)/examples/%,$(wildcard examples/*.c))

# Of the rooms, the archives give what the functions of lib/ need.
PARTS := $(call objs,$(API_SRCS)) $(B)/libquery.a $(LIB)
$(SHARED): $(PARTS) lib/libtracuu.map
	@mkdir -p $(@D)
	$(LINK) -shared -Wl,-soname,$(SONAME) -Wl,--version-script=lib/libtracuu.map -Wl,--no-undefined -Wl,--gc-sections \
		$(filter %.o,$^) $(filter %.a,$^) $$(pkg-config --libs $(SHARED_PKGS)) -o $@
	ln -sf $(@F) $(B)/lib/$(SONAME)
	ln -sf $(SONAME) $(B)/lib/libtracuu.so
# One object in which only the names of the map are seen from outside.
$(STATIC): $(PARTS) lib/libtracuu.map
	@mkdir -p $(@D)
	$(LD) -r $(filter %.o,$^) $(filter %.a,$^) -o $(B)/lib/tracuu.o
	sed -n 's/^ *\(tc_lib_[a-z_]*\);/\1/p' lib/libtracuu.map >$(B)/lib/names
	$(OBJCOPY) --keep-global-symbols=$(B)/lib/names $(B)/lib/tracuu.o
	@rm -f $@
	$(AR) rcs $@ $(B)/lib/tracuu.o
$(B)/lib/tracuu.pc: lib/tracuu.pc.in VERSION
	@mkdir -p $(@D)
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@LIBDIR@|$(LIBDIR)|' -e 's|@VERSION@|$(VERSION)|' \
		-e 's|@PKGS@|$(SHARED_PKGS)|' $< >$@
$(B)/examples/%: examples/%.c $(SHARED)
	@mkdir -p $(@D)
	$(CC) -std=c11 $(WARN) $(OPT) $(SANFLAGS) -Iinclude $< -L$(B)/lib -ltracuu -Wl,-rpath,'$$ORIGIN/../lib' -o $@

.PHONY: lib lib-check $(B)/lib/tracuu.pc # made anew, as PREFIX may be another
lib: $(SHARED) $(STATIC) $(B)/lib/tracuu.pc
lib-check: lib $(EXAMPLES) $(BINS)
	@B=$(B) CC="$(CC)" CXX="$(CXX)" SANFLAGS="$(SANFLAGS)" bash tests/lint/lib.sh
