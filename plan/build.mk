# SPDX-License-Identifier: GPL-3.0-or-later
PLAN_SRCS := $(wildcard plan/*.c)
