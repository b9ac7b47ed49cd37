# SPDX-License-Identifier: GPL-3.0-or-later
STORE_SRCS := $(wildcard store/*.c) store/xapian.cc
$(B)/store/pack.o: store/stock.head store/stock.txt
