# SPDX-License-Identifier: GPL-3.0-or-later
TEXT_SRCS := $(wildcard text/*.c)
