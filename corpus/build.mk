# SPDX-License-Identifier: GPL-3.0-or-later
# The generator borrows the growing buffer of base/ and nothing else.
CORPUS_SRCS := $(wildcard corpus/*.c) base/buf.c base/catalogue.c base/span.c base/status.c base/utf8.c
