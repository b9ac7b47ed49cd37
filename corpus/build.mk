# SPDX-License-Identifier: GPL-3.0-or-later
CORPUS_SRCS := corpus/generate.c
