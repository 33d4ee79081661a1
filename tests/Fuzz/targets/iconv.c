/* SPDX-License-Identifier: MIT */
/*
 * Input: a byte that chooses the size of pieces, a line with the names of two character sets, then text. What comes out in pieces is what
 * comes out at once, and what was converted without a change comes back.
 */
#include "../harness.h"
#include <errno.h>
#include <iconv.h>
#include <string.h>

enum { TEXT = 1000, ROOM = 16 * TEXT, LONGEST = 16 };

static char whole[ROOM], pieces[ROOM], back[ROOM];

void target_start(void)
{
}

struct outcome {
	size_t taken, made, changed;
	int error;
};

static struct outcome convert(iconv_t conversion, char *text, size_t size, char *out, size_t piece)
{
	struct outcome outcome = { 0 };
	char *in = text, *to = out;
	size_t left = size;
	iconv(conversion, NULL, NULL, NULL, NULL);
	for (;;) {
		size_t room = (size_t)(out + ROOM - to) < piece ? (size_t)(out + ROOM - to) : piece, had = room;
		char *start = to;
		size_t answer = iconv(conversion, &in, &left, &to, &room);
		int error = errno;
		REQUIRE(left <= size && in == text + (size - left) && room <= had && to == start + (had - room));
		outcome.made = (size_t)(to - out);
		outcome.taken = size - left;
		if (answer != (size_t)-1) {
			REQUIRE(left == 0);
			outcome.changed += answer;
			outcome.error = 0;
			return outcome;
		}
		REQUIRE(error == EILSEQ || error == EINVAL || error == E2BIG);
		/* How many were changed before an error is not told. */
		outcome.changed++;
		outcome.error = error;
		if (error != E2BIG || to == start)
			return outcome;
	}
}

static void there_and_back(const char *from, const char *target, char *text, size_t size, size_t piece)
{
	iconv_t conversion = iconv_open(target, from);
	if (conversion == (iconv_t)-1) {
		REQUIRE(errno == EINVAL);
		return;
	}
	struct outcome once = convert(conversion, text, size, whole, ROOM), again = convert(conversion, text, size, pieces, piece);
	iconv_close(conversion);
	REQUIRE(once.error != E2BIG && once.error == again.error && once.taken == again.taken && once.made == again.made);
	REQUIRE(!memcmp(whole, pieces, once.made));
	if (once.error || once.changed || strchr(from, '/') || strchr(target, '/'))
		return;

	conversion = iconv_open("UTF-8", target);
	REQUIRE(conversion != (iconv_t)-1);
	struct outcome returned = convert(conversion, guarded_bytes(whole, once.made), once.made, back, ROOM);
	REQUIRE(!returned.error && returned.taken == once.made);
	iconv_close(conversion);
	conversion = iconv_open(from, target);
	REQUIRE(conversion != (iconv_t)-1);
	returned = convert(conversion, guarded_bytes(whole, once.made), once.made, back, ROOM);
	/* Some East Asian sets take a narrow character for the wide one that they have. */
	REQUIRE(returned.error ? returned.error == EILSEQ : returned.taken == once.made);
	if (returned.error) {
		iconv_close(conversion);
		return;
	}
	/* A mark of the order of bytes may have come or gone, and a set may have two ways to write a character: then it is stable from here on. */
	iconv_close(conversion);
	conversion = iconv_open(target, from);
	struct outcome third = convert(conversion, guarded_bytes(back, returned.made), returned.made, pieces, ROOM);
	REQUIRE(!third.error && third.made == once.made && !memcmp(whole, pieces, once.made));
	iconv_close(conversion);
}

void target_run(const unsigned char *data, size_t size)
{
	struct input rest = { data, size };
	size_t piece = LONGEST + input_byte(&rest) % 16;
	struct input line = input_line(&rest);
	if (line.size > 100 || rest.size > TEXT)
		return;
	char *from = guarded_string(line.at, line.size), *space = strchr(from, ' ');
	if (!space)
		return;
	*space = 0;
	there_and_back(from, space + 1, (char *)rest.at, rest.size, piece);
}
