/* SPDX-License-Identifier: MIT */
#ifndef _CRYPT_H
#define _CRYPT_H

#ifdef __cplusplus
extern "C" {
#endif

struct crypt_data {
	char output[384];
	int initialized;
	char __reserved[60];
};

char *crypt(const char *, const char *);
char *crypt_r(const char *, const char *, struct crypt_data *);
void encrypt(char *, int);
void setkey(const char *);

#ifdef __cplusplus
}
#endif

#endif
