/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes of any charset become well-formed UTF-8, whatever they are taken for. The first byte
 * chooses the charset. */
#include "fuzz.h"
#include "text/decode.h"

static const char *const charsets[] = {
    NULL,     "utf-8", "utf-16le", "utf-16be",     "tcvn3",        "tcvn3-caps", "vni",
    "viscii", "vps",   "viqr",     "windows-1258", "windows-1252", "koi8-r"};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tc_buf out;
    tc_decoded info = {0};
    if (size == 0)
        return 0;
    const char *charset = charsets[data[0] % (sizeof charsets / sizeof *charsets)];
    tc_span in = tc_span_make((const char *)data + 1, size - 1);
    tc_buf_init(&out, 0);
    tc_status st = tc_decode(&out, in, charset, &info, NULL);
    if (st == TC_OK) {
        PROMISE(out.status == TC_OK);
        PROMISE(well_formed(tc_buf_span(&out)));
        PROMISE(info.charset != NULL);
    } else {
        PROMISE(charset && st == TC_EUNSUPPORTED);
    }
    tc_buf_reset(&out);
    if (well_formed(in) && tc_decode_visible(&out, in, charset, &info, NULL) == TC_OK)
        PROMISE(well_formed(tc_buf_span(&out)));
    tc_buf_release(&out);
    PROMISE(tc_decode_binary_share(in) <= 1000);
    return 0;
}
