/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said to people goes through _() and, from tables, tc_said(): base/catalogue.h. */
#ifndef TC_QUERY_I18N_H
#define TC_QUERY_I18N_H

#include "base/catalogue.h"

#endif
