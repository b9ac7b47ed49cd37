# SPDX-License-Identifier: GPL-3.0-or-later
API_SRCS := $(wildcard lib/*.c)
