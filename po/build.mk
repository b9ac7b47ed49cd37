# SPDX-License-Identifier: GPL-3.0-or-later
# Messages: N_(), _() and the formats of tc_fail() in the sources; po/LANG.po has the translations.
#   make po-update   new messages into po/*.po, empty
#   make po-check    every message translated, none in doubt
LANGUAGES := $(basename $(notdir $(wildcard po/*.po)))
CATALOGUES := $(LANGUAGES:%=$(B)/locale/%/LC_MESSAGES/tracuu.mo)
PO_SRCS := $(sort $(wildcard $(patsubst %,%/*.[ch],base text plan store extract indexer query) store/*.cc extract/unread.def))
XGETTEXT := xgettext --from-code=UTF-8 --language=C --sort-by-file --package-name=tracuu \
	-k -k_ -kN_ -ktc_fail:3 -ktc_fail_errno:4 -ktc_fail_at:3 -ktc_fail_doing:4 -kUNREAD:3 -kwriting:2 -kreading:2 -kguard:2 \
	--flag=tc_fail:3:c-format --flag=tc_fail_errno:4:c-format --flag=tc_fail_at:3:c-format

$(B)/locale/%/LC_MESSAGES/tracuu.mo: po/%.po
	@mkdir -p $(@D)
	msgfmt --check-format $< -o $@
$(B)/tracuu.pot: $(PO_SRCS)
	@mkdir -p $(@D)
	$(XGETTEXT) $(PO_SRCS) -o - | sed 's/charset=CHARSET/charset=UTF-8/' >$@

.PHONY: po-update po-check
po-update: $(B)/tracuu.pot
	@for l in $(LANGUAGES); do msgmerge --quiet --update --backup=none --no-fuzzy-matching --no-location --sort-by-file po/$$l.po $<; done
po-check: $(B)/tracuu.pot
	@bash tests/lint/po.sh $< $(wildcard po/*.po)
