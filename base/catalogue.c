/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/catalogue.h"

#include <errno.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef TC_LOCALEDIR
#define TC_LOCALEDIR "/usr/local/share/locale"
#endif

/* What systems say most. Their own translations come in the locale's charset and not at all where
 * the locale was never made, so these are in our catalogue. */
static const char *const system_texts[] = {
    N_("Operation not permitted"),
    N_("No such file or directory"),
    N_("Input/output error"),
    N_("Argument list too long"),
    N_("Bad file descriptor"),
    N_("Resource temporarily unavailable"),
    N_("Cannot allocate memory"),
    N_("Permission denied"),
    N_("Device or resource busy"),
    N_("File exists"),
    N_("Not a directory"),
    N_("Is a directory"),
    N_("Invalid argument"),
    N_("Too many open files in system"),
    N_("Too many open files"),
    N_("File too large"),
    N_("No space left on device"),
    N_("Illegal seek"),
    N_("Read-only file system"),
    N_("Too many links"),
    N_("Broken pipe"),
    N_("File name too long"),
    N_("No locks available"),
    N_("Directory not empty"),
    N_("Too many levels of symbolic links"),
    N_("Value too large for defined data type"),
    N_("Operation not supported"),
    N_("Address already in use"),
    N_("Cannot assign requested address"),
    N_("Stale file handle"),
    N_("Disk quota exceeded"),
};

/* The name of the language that the environment asks for, as setlocale() reads it. */
static const char *asked(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return value;
    }
    return "";
}

/* Not every system has made the locales that its users ask for; the catalogues only need the
 * language's name. */
static void choose_language(void)
{
    const char *name = asked();
    size_t len = strcspn(name, ".@");
    char language[32];
    if (setlocale(LC_MESSAGES, "") || len == 0 || len >= sizeof language)
        return;
    memcpy(language, name, len);
    language[len] = '\0';
    if (setlocale(LC_MESSAGES, "C.UTF-8"))
        setenv("LANGUAGE", language, 0);
}

/* The folder behind the program's own: a build has bin/ and locale/, an installed tree has bin/
 * and share/locale/. */
static bool beside_program(char *dir, size_t size, const char *back)
{
    char exe[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", exe, sizeof exe);
    if (n <= 0 || (size_t)n >= sizeof exe)
        return false;
    exe[n] = '\0';
    for (int up = 0; up < 2; up++) {
        char *slash = strrchr(exe, '/');
        if (!slash)
            return false;
        *slash = '\0';
    }
    int len = snprintf(dir, size, "%s/%s", exe, back);
    return len > 0 && (size_t)len < size && access(dir, R_OK | X_OK) == 0;
}

void tc_catalogue_open(void)
{
    char dir[PATH_MAX + 16];
    choose_language();
    bool near = beside_program(dir, sizeof dir, "locale") ||
                beside_program(dir, sizeof dir, "share/locale");
    bindtextdomain(TC_TEXT_DOMAIN, near ? dir : TC_LOCALEDIR);
    bind_textdomain_codeset(TC_TEXT_DOMAIN, "UTF-8");
}

const char *tc_said(const char *text)
{
    return *text ? _(text) : text; /* the catalogue's own heading stands under "" */
}

const char *tc_errno_text(int errnum)
{
    const char *text = strerrordesc_np(errnum);
    return text ? text : "unknown error";
}

const char *tc_errno_said(int errnum)
{
    const char *text = tc_errno_text(errnum);
    for (size_t i = 0; i < sizeof system_texts / sizeof *system_texts; i++)
        if (strcmp(system_texts[i], text) == 0)
            return _(text);
    return text;
}

int tc_field_width(const char *text, int cells)
{
    for (; *text; text++)
        cells += ((unsigned char)*text & 0xC0) == 0x80;
    return cells;
}
