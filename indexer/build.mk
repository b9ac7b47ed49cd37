# SPDX-License-Identifier: GPL-3.0-or-later
INDEXER_SRCS := $(wildcard indexer/*.c)
