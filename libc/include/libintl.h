/* SPDX-License-Identifier: MIT */
#ifndef _LIBINTL_H
#define _LIBINTL_H

#ifdef __cplusplus
extern "C" {
#endif

#define __USE_GNU_GETTEXT 1

char *bind_textdomain_codeset(const char *, const char *);
char *bindtextdomain(const char *, const char *);
char *dcgettext(const char *, const char *, int);
char *dcngettext(const char *, const char *, const char *, unsigned long, int);
char *dgettext(const char *, const char *);
char *dngettext(const char *, const char *, const char *, unsigned long);
char *gettext(const char *);
char *ngettext(const char *, const char *, unsigned long);
char *textdomain(const char *);

#ifdef __cplusplus
}
#endif

#endif
