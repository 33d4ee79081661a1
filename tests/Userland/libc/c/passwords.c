/* SPDX-License-Identifier: MIT */
/* crypt: every method, with phrases and salts of all lengths. */
#include "common.h"
#include <crypt.h>

static const char *const phrases[] = { "", "a", "password", "Hello, world: a longer phrase that does not fit into one block of the hash, nor into two of them, I should think; does it?",
	"\xc3\xa4\xff\x80 8bit", "exactly-fifteen", "exactly-sixteen!", "seventy-two bytes are what Blowfish takes of a phrase, and no more than that, so" };

static const char *const settings[] = { "ab", "./", "zz", "Zq.longer", "$1$$", "$1$salt$", "$1$12345678$", "$1$toolongsalt$", "$1$abc", "$5$$", "$5$salt", "$5$sixteen-chars-ok-and-more$",
	"$5$rounds=1000$short$", "$5$rounds=1234$abc", "$6$$", "$6$salt", "$6$rounds=1001$abcdefghijklmnopq$", "$6$saltstring$ignored", "$2a$04$abcdefghijklmnopqrstuu",
	"$2b$04$......................", "$2y$05$zzzzzzzzzzzzzzzzzzzzz.", "$2b$04$abcdefghijklmnopqrstuv$more",
	/* No settings. */
	"", "*0", "*1", "a", "!!", "$", "$9$abc", "$2b$03$abcdefghijklmnopqrstuu", "$2b$04$short", "$2c$04$abcdefghijklmnopqrstuu", "$5$rounds=0$abc", "$5$rounds=999$abc", "$5$rounds=abc$d",
	"$6$rounds=1000000000$abc" };

static void test_methods(void)
{
	for (size_t k = 0; k < sizeof settings / sizeof *settings; k++)
		for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
			errno = 0;
			char *hash = crypt(phrases[i], settings[k]);
			printf("%zu %s: %s", i, settings[k], hash ? hash : "null");
			printf(" %d\n", hash && hash[0] == '*' ? errno : 0);
			if (k < 6 && hash) {
				char kept[200];
				strcpy(kept, hash);
				/* A hash is its own setting. */
				printf("%d\n", !strcmp(crypt(phrases[i], kept), kept));
			}
		}
	struct crypt_data data;
	memset(&data, 0, sizeof data);
	SHOW("%s", crypt_r("reentrant", "$1$salt$", &data));
}

static void to_bits(unsigned long long number, char *bits)
{
	for (int i = 0; i < 64; i++)
		bits[i] = number >> (63 - i) & 1;
}

/* The host's library has these for old programs only, so the answers are here (NBS Special Publication 500-20 has such). */
static void test_blocks(void)
{
	static const unsigned long long cases[][3] = { { 0x133457799BBCDFF1, 0x0123456789ABCDEF, 0x85E813540F0AB405 }, { 0x0101010101010101, 0x8000000000000000, 0x95F8A5E5DD31D900 },
		{ 0x8001010101010101, 0, 0x95A8D72813DAA94D }, { 0x7CA110454A1A6E57, 0x01A1D6D039776742, 0x690F5B0D9A26939B } };
#ifndef __GLIBC__
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char key[64], block[64], wanted[64], plain[64];
		to_bits(cases[i][0], key);
		to_bits(cases[i][1], block);
		to_bits(cases[i][1], plain);
		to_bits(cases[i][2], wanted);
		setkey(key);
		encrypt(block, 0);
		if (memcmp(block, wanted, 64)) printf("wrong %zu\n", i);
		encrypt(block, 1);
		if (memcmp(block, plain, 64)) printf("not back %zu\n", i);
	}
#endif
	printf("blocks %zu\n", sizeof cases / sizeof *cases);
}

void test_passwords(void)
{
	test_methods();
	test_blocks();
}
