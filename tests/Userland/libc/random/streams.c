/* SPDX-License-Identifier: MIT */
/* Random things done to a FILE, and what is in the file then. A case is one life of a stream. */
#include "random.h"
#include <sys/stat.h>
#include <unistd.h>

enum { START, READING, WRITING };

static FILE *stream;
static int state, can_read, can_write, has_pushed_back, had_pushed_back;
static char text[700];

static void position(void)
{
	int where = (int[]){ SEEK_SET, SEEK_CUR, SEEK_END }[below(3)];
	long by = where == SEEK_SET ? (long)below(300) : (long)below(200) - 100;
	/*
	 * What was pushed back is forgotten by a move that succeeds; glibc forgets it also if it fails, and having read it again
	 * moves from the end of the file where a move is from the current place.
	 */
	if (had_pushed_back)
		where = SEEK_SET, by = 5;
	int status = fseek(stream, by, where);
	result("fseek %d %d: %d %d", (int)by, where, status, (int)ftell(stream));
	if (!status) {
		state = START;
		has_pushed_back = had_pushed_back = 0;
	}
}

static void write_some(void)
{
	if (state == READING)
		position();
	if (state == READING)
		return;
	state = WRITING;
	for (size_t i = 0; i < sizeof text - 1; i++)
		text[i] = (char)('a' + (i * 7 + below(3)) % 26);
	size_t size = below(below(4) ? 20 : 600);
	text[size] = 0;
	switch (below(5)) {
	case 0: result("fputc %d", fputc(text[0], stream)); break;
	case 1: result("fputs %d", fputs(text, stream) < 0); break;
	case 2: result("fprintf %d", fprintf(stream, "%s\n%d\n", text, (int)size)); break;
	case 3: result("fwrite %d", (int)fwrite(text, 3, size / 3, stream)); break;
	default: result("fwrite %d", (int)fwrite(text, 1, size, stream)); break;
	}
}

static void read_some(void)
{
	if (state == WRITING && (fflush(stream) || below(2)))
		position();
	if (state == WRITING && fseek(stream, 0, SEEK_CUR))
		return;
	state = READING;
	memset(text, 0, sizeof text);
	int size = 1 + (int)below(below(4) ? 20 : 600), c = 0;
	switch (below(6)) {
	case 0: result("fgetc %d", c = fgetc(stream)); break;
	case 1: result("fgets %s", fgets(text, size, stream) ? text : "-"); break;
	case 2: result("fread %d", (int)fread(text, 1, (size_t)size, stream)); break;
	case 3: {
		char *line = NULL;
		size_t room = 0;
		int length = (int)getline(&line, &room, stream);
		result("getline %d %s", length, length < 0 ? "-" : line);
		free(line);
		break;
	}
	case 4:
		/* What it does not take it pushes back itself. */
		if (has_pushed_back)
			return;
		result("fscanf %d", fscanf(stream, "%20[a-m]%n", text, &size)); break;
	default:
		c = getc(stream);
		result("getc %d", c);
		if (c != EOF && !has_pushed_back) {
			result("ungetc %d", ungetc('#', stream));
			has_pushed_back = had_pushed_back = 1;
			return;
		}
		break;
	}
	has_pushed_back = 0;
	result("%s", text);
}

static void one_thing(void)
{
	switch (below(12)) {
	case 0: case 1: case 2: if (can_write) write_some(); break;
	case 3: case 4: case 5: case 6: if (can_read) read_some(); break;
	case 7: position(); break;
	case 8: if (!has_pushed_back) result("ftell %d", (int)ftell(stream)); break;
	case 9: result("eof %d %d", !!feof(stream), !!ferror(stream)); break;
	case 10:
		if (state != READING) {
			result("fflush %d", fflush(stream));
			struct stat about;
			result("size %d", fstat(fileno(stream), &about) ? -1 : (int)about.st_size);
		}
		break;
	default:
		if (below(4) == 0) {
			rewind(stream);
			state = START;
			has_pushed_back = had_pushed_back = 0;
		} else {
			clearerr(stream);
		}
		break;
	}
}

static void show_file(void)
{
	/* Not by the streams under test. */
	char all[4000];
	int fd = dup(fileno(stream));
	result("fclose %d", fclose(stream));
	ssize_t size = pread(fd, all, sizeof all - 1, 0);
	close(fd);
	uint64_t hash = 0;
	for (ssize_t i = 0; i < size; i++)
		hash = hash * 31 + (unsigned char)all[i];
	result("holds %d %lx", (int)size, (unsigned long)hash);
}

void streams_case(void)
{
	static const char *const modes[] = { "r", "r+", "w", "w+", "a", "a+" };
	static char buffer[1000];
	static char name[40];
	const char *mode = modes[below(6)];
	if (!*name)
		snprintf(name, sizeof name, "stream.%d", (int)getpid());
	FILE *seed = fopen(name, "w");
	for (int i = (int)below(300); i > 0; i--)
		putc(i % 11 ? 'a' + i % 20 : '\n', seed);
	fclose(seed);
	stream = fopen(name, mode);
	can_read = *mode == 'r' || mode[1];
	can_write = *mode != 'r' || mode[1];
	state = START;
	has_pushed_back = had_pushed_back = 0;
	result("fopen %s", mode);
	/* Where a stream that appends begins is left to the library (C23 7.23.3). */
	if (*mode == 'a')
		fseek(stream, 0, SEEK_END);
	static const int kinds[] = { _IOFBF, _IOLBF, _IONBF };
	if (below(2)) {
		int kind = kinds[below(3)];
		size_t size = 1 + below(below(2) ? 20 : 1000);
		result("setvbuf %d %d", kind, setvbuf(stream, kind == _IONBF ? NULL : buffer, kind, size));
	}
	for (int i = (int)below(30); i > 0; i--)
		one_thing();
	/* Reading from what is only for writing, and the other way round, fails. */
	if (!can_read)
		result("%d %d", fgetc(stream), !!ferror(stream));
	if (!can_write)
		result("%d %d", fputc('a', stream), !!ferror(stream));
	show_file();
	if (below(50) == 0)
		unlink(name);
}
