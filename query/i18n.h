/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said to people goes through _(), the hook for translations. Field names, codes and keys
 * never do. */
#ifndef TC_QUERY_I18N_H
#define TC_QUERY_I18N_H

#define _(text) (text)

#endif
