# SPDX-License-Identifier: GPL-3.0-or-later
EXTRACT_SRCS := $(wildcard extract/*.c)
