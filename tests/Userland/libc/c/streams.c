/* SPDX-License-Identifier: MIT */
#include "common.h"
#include <sys/wait.h>
#include <unistd.h>

static void show_rest(FILE *file)
{
	int c;
	while ((c = getc(file)) != EOF)
		putchar(c);
	printf("|%d %d\n", feof(file) != 0, ferror(file) != 0);
}

void test_streams(void)
{
	char buffer[20000], line[16];
	char *dynamic = NULL;
	size_t capacity = 0;
	FILE *file = fopen("stream", "w");

	fputs("first line\nsecond line\n", file);
	fprintf(file, "%d %s\n", 3, "third");
	SHOW("%ld", ftell(file));
	fputc('x', file);
	SHOW("%d", fclose(file));
	file = fopen("stream", "r");
	SHOW("%s", fgets(line, sizeof line, file));
	SHOW("%s", fgets(line, 5, file));
	SHOW("%d", getc(file));
	SHOW("%d", ungetc('U', file));
	SHOW("%ld", ftell(file));
	show_rest(file);
	SHOW("%d", getc(file));
	clearerr(file);
	SHOW("%d", fseek(file, 6, SEEK_SET));
	show_rest(file);
	SHOW("%d", fseek(file, -3, SEEK_END));
	show_rest(file);
	rewind(file);
	long length;
	while ((length = getline(&dynamic, &capacity, file)) > 0)
		printf("%ld %s", length, dynamic);
	printf("\n");
	SHOW("%d", fputc('w', file));
	SHOW("%d", ferror(file) != 0);
	fclose(file);

	file = fopen("stream", "r+");
	fseek(file, 6, SEEK_SET);
	fputs("LINE", file);
	fseek(file, 0, SEEK_CUR);
	SHOW("%d", getc(file));
	rewind(file);
	show_rest(file);
	fclose(file);

	file = fopen("stream", "a+");
	fputs("appended", file);
	fseek(file, 0, SEEK_SET);
	SHOW("%d", getc(file));
	fclose(file);

	for (int i = 0; i < (int)sizeof buffer; i++)
		buffer[i] = (char)('a' + i % 26);
	file = fopen("big", "w+");
	for (int i = 0; i < 100; i++)
		fwrite(buffer, 1, (size_t)(i * 190 + 1), file);
	SHOW("%ld", ftell(file));
	rewind(file);
	size_t total = 0, got;
	unsigned sum = 0;
	while ((got = fread(buffer, 1, total % 7000 + 1, file)) > 0) {
		for (size_t i = 0; i < got; i++)
			sum = sum * 31 + (unsigned char)buffer[i];
		total += got;
	}
	printf("%zu %u\n", total, sum);
	SHOW("%d", feof(file) != 0);
	SHOW("%zu", fread(buffer, 3, 5, file));
	fclose(file);

	file = fopen("unbuffered", "w+");
	setvbuf(file, NULL, _IONBF, 0);
	fprintf(file, "%d-%s", 1, "two");
	rewind(file);
	show_rest(file);
	fclose(file);
	SHOW("%d", fopen("missing/file", "r") == NULL);
	SHOW("%d", errno);
	SHOW("%d", fopen("stream", "q") == NULL);
	SHOW("%d", errno);
	SHOW("%d", fopen("stream", "wx") == NULL);
	SHOW("%d", errno);

	file = fopen("numbers", "w+");
	fputs("10 20 thirty 0x28", file);
	rewind(file);
	int a = 0, b = 0, c = 0;
	SHOW("%d", fscanf(file, "%d %d %d", &a, &b, &c));
	printf("%d %d %d\n", a, b, c);
	SHOW("%d", fscanf(file, "%s %x", line, (unsigned *)&c));
	printf("%s %d\n", line, c);
	SHOW("%d", fscanf(file, "%d", &c));
	fclose(file);

	file = popen("echo from a pipe; exit 3", "r");
	show_rest(file);
	int status = pclose(file);
	SHOW("%d", WEXITSTATUS(status));
	fflush(stdout);
	file = popen("cat", "w");
	fputs("into a pipe\n", file);
	SHOW("%d", pclose(file));
	file = tmpfile();
	fputs("temporary", file);
	rewind(file);
	show_rest(file);
	fclose(file);
	file = freopen("numbers", "r", fopen("stream", "r"));
	show_rest(file);
	fclose(file);
	SHOW("%d", remove("numbers"));
	SHOW("%d", remove("numbers"));
	int ends[2];
	if (pipe(ends))
		return;
	file = fdopen(ends[1], "w");
	setvbuf(file, NULL, _IOLBF, 0);
	fputs("whole\npart", file);
	SHOW("%zd", read(ends[0], buffer, 100));
	fflush(file);
	SHOW("%zd", read(ends[0], buffer, 100));
	fclose(file);
	close(ends[0]);
	getdelim(&dynamic, &capacity, 'n', file = fopen("stream", "r"));
	SHOW("%s", dynamic);
	fclose(file);
	free(dynamic);
}
