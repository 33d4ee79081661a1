/* SPDX-License-Identifier: MIT */
#include "common.h"
#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <unistd.h>
#include <sys/wait.h>

static void show_strtol(const char *text, int base)
{
	char *end;
	errno = 0;
	long value = strtol(text, &end, base);
	printf("strtol(%s, %d) = %ld, rest [%s], %d\n", text, base, value, end, errno);
	errno = 0;
	unsigned long unsigned_value = strtoul(text, &end, base);
	printf("strtoul(%s, %d) = %lu, rest [%s], %d\n", text, base, unsigned_value, end, errno);
}

static void show_strtod(const char *text)
{
	char *end;
	errno = 0;
	double value = strtod(text, &end);
	printf("strtod(%s) = %.17g, rest [%s], %d\n", text, value, end, errno);
	errno = 0;
	float single = strtof(text, &end);
	printf("strtof(%s) = %.9g, rest [%s], %d\n", text, single, end, errno);
	errno = 0;
	long double extended = strtold(text, &end);
	printf("strtold(%s) = %.21Lg, rest [%s], %d\n", text, extended, end, errno);
}

static int compare_ints(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;
	return (x > y) - (x < y);
}

struct triple { char text[11]; };

static int compare_triples(const void *a, const void *b, void *count)
{
	++*(int *)count;
	return strcmp(((const struct triple *)a)->text, ((const struct triple *)b)->text);
}

static void sorting(void)
{
	static int numbers[1000];
	struct triple words[] = { { "pear" }, { "apple" }, { "fig" }, { "kiwi" }, { "banana" }, { "cherry" }, { "date" }, { "elder" }, { "grape" }, { "lemon" } };
	unsigned seed = 12345;
	int count = 0, key;
	for (int pattern = 0; pattern < 4; pattern++) {
		for (int i = 0; i < 1000; i++) {
			seed = seed * 1103515245 + 12345;
			numbers[i] = pattern == 0 ? (int)(seed >> 16) : pattern == 1 ? i : pattern == 2 ? 1000 - i : i % 3;
		}
		qsort(numbers, 1000, sizeof *numbers, compare_ints);
		for (int i = 1; i < 1000; i++)
			if (numbers[i - 1] > numbers[i])
				printf("not sorted at %d\n", i);
		printf("%d %d %d\n", numbers[0], numbers[500], numbers[999]);
	}
	qsort_r(words, 10, sizeof *words, compare_triples, &count);
	for (int i = 0; i < 10; i++)
		printf("%s ", words[i].text);
	printf("%d\n", count > 0);
	key = 2;
	SHOW("%d", *(int *)bsearch(&key, numbers, 1000, sizeof *numbers, compare_ints));
	key = 7;
	SHOW("%d", bsearch(&key, numbers, 1000, sizeof *numbers, compare_ints) == NULL);
}

static void allocation(void)
{
	static void *blocks[2000];
	static size_t sizes[2000];
	unsigned seed = 1;
	int broken = 0;
	for (int round = 0; round < 20000; round++) {
		seed = seed * 1103515245 + 12345;
		int i = (int)(seed >> 8) % 2000;
		if (blocks[i]) {
			unsigned char *bytes = blocks[i];
			broken += bytes[0] != (unsigned char)i || bytes[sizes[i] - 1] != (unsigned char)i;
		}
		seed = seed * 1103515245 + 12345;
		size_t size = seed >> 16;
		size = size % 100 == 0 ? size * 10 + 1 : size % 1500 + 1;
		if (seed & 1) {
			free(blocks[i]);
			blocks[i] = malloc(size);
		} else
			blocks[i] = realloc(blocks[i], size);
		if (!blocks[i] || (size_t)blocks[i] % 16) {
			printf("malloc(%zu) failed\n", size);
			return;
		}
		sizes[i] = size;
		memset(blocks[i], i, size);
	}
	for (int i = 0; i < 2000; i++)
		free(blocks[i]);
	SHOW("%d", broken);
	char *zeros = calloc(1000, 7);
	for (int i = 0; i < 7000; i++)
		broken += zeros[i];
	free(zeros);
	SHOW("%d", broken);
	volatile size_t huge = SIZE_MAX / 2;
	errno = 0;
	SHOW("%d", calloc(huge, 3) == NULL);
	SHOW("%d", errno == ENOMEM);
	for (size_t alignment = 16; alignment <= 1 << 20; alignment *= 4) {
		void *aligned = aligned_alloc(alignment, alignment * 2);
		printf("aligned %zu %d\n", alignment, (size_t)aligned % alignment == 0);
		memset(aligned, 1, alignment * 2);
		free(aligned);
	}
	void *p = NULL;
	SHOW("%d", posix_memalign(&p, 3, 10));
	SHOW("%d", posix_memalign(&p, 64, 10));
	free(p);
	char *large = malloc(100);
	strcpy(large, "kept");
	large = realloc(large, 5000000);
	large[4999999] = 1;
	large = realloc(large, 40);
	SHOW("%s", large);
	free(large);
	free(NULL);
}

static void double_free(void)
{
	fflush(stdout);
	pid_t child = fork();
	if (child == 0) {
		close(2);
		void *volatile p = malloc(24);
		void *volatile q = malloc(24);
		free(p);
		free(q);
		free(p);
		free(p);
		_exit(0);
	}
	int status;
	waitpid(child, &status, 0);
	printf("double free ends with %d\n", WIFSIGNALED(status) ? WTERMSIG(status) : -1);
}

static void at_exit_one(void) { printf("exit handler one\n"); }
static void at_exit_two(void) { printf("exit handler two\n"); }

void test_stdlib(void)
{
	static const char *const integers[] = { "0", "  42xyz", "-17", "+8", "0x1fg", "0X", "0x", "077", "089", "9223372036854775807",
		"9223372036854775808", "-9223372036854775808", "-9223372036854775809", "18446744073709551615", "18446744073709551616",
		"", "-", "abc", "zz", " \t\n 5", "--5", "0b101", "-0x10", "1234567890123456789012345678901234567890" };
	static const char *const floats[] = { "0", "-0", "1", "3.14159", ".5", "5.", ".", "1e10", "1e", "1e+", "1e-5x", "inf", "-Infinity", "infin",
		"nan", "NaN(123)", "nan(", "0x1.8p3", "0x.1", "0x", "0xp1", "1e400", "1e-400", "-1e400", "4.9e-324", "2.4703282292062327e-324",
		"2.4703282292062328e-324", "1.7976931348623157e308", "1.7976931348623159e308", "2.2250738585072011e-308", "9007199254740993",
		"9007199254740992.999999999999999999999999", "123456789012345678901234567890", "0.1", "1.00000005960464477540", "3.4028235677973366e38",
		"1.17549431e-38", "  \n7e1", "1e4933", "3.6e-4951", "0x1.fffffffffffff8p0", "0x1.00000000000008p0", "1_000" };
	static const int bases[] = { 0, 2, 8, 10, 16, 36 };

	for (size_t i = 0; i < sizeof integers / sizeof *integers; i++)
		for (size_t j = 0; j < sizeof bases / sizeof *bases; j++)
			if (strcmp(integers[i], "0b101")) /* C23 reads it as five, C99 does not */
				show_strtol(integers[i], bases[j]);
	for (size_t i = 0; i < sizeof floats / sizeof *floats; i++)
		show_strtod(floats[i]);
	SHOW("%d", atoi("  -123abc"));
	SHOW("%lld", atoll("99999999999"));
	SHOW("%.3f", atof("2.5e1"));
	SHOW("%jd", strtoimax("-5", NULL, 10));
	div_t d = div(-7, 2);
	printf("%d %d\n", d.quot, d.rem);
	ldiv_t l = ldiv(7, -2);
	printf("%ld %ld\n", l.quot, l.rem);
	SHOW("%d", abs(-5));
	SHOW("%lld", llabs(-5LL));
	sorting();
	allocation();
	double_free();

	SHOW("%d", getenv("LIBC_TEST_VARIABLE") == NULL);
	SHOW("%d", setenv("LIBC_TEST_VARIABLE", "one", 0));
	SHOW("%s", getenv("LIBC_TEST_VARIABLE"));
	SHOW("%d", setenv("LIBC_TEST_VARIABLE", "two", 0));
	SHOW("%s", getenv("LIBC_TEST_VARIABLE"));
	SHOW("%d", setenv("LIBC_TEST_VARIABLE", "three", 1));
	SHOW("%s", getenv("LIBC_TEST_VARIABLE"));
	SHOW("%d", unsetenv("LIBC_TEST_VARIABLE"));
	SHOW("%d", getenv("LIBC_TEST_VARIABLE") == NULL);
	SHOW("%d", setenv("a=b", "x", 1));
	SHOW("%d", errno == EINVAL);
	SHOW("%d", putenv("LIBC_TEST_PUT=value"));
	SHOW("%s", getenv("LIBC_TEST_PUT"));
	srand(1);
	int first = rand();
	srand(1);
	SHOW("%d", first == rand() && first >= 0);

	fflush(stdout);
	if (fork() == 0) {
		atexit(at_exit_one);
		atexit(at_exit_two);
		printf("before exit\n");
		exit(3);
	}
	int status;
	wait(&status);
	SHOW("%d", WEXITSTATUS(status));
	fflush(stdout);
	if (fork() == 0)
		abort();
	wait(&status);
	SHOW("%d", WTERMSIG(status));
}
