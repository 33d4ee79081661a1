/* SPDX-License-Identifier: MIT */
/* What X/Open adds: contexts, amounts of money, message catalogues, messages for people; and data that headers promise. */
#include "common.h"
#include <fcntl.h>
#include <fmtmsg.h>
#include <libgen.h>
#include <locale.h>
#include <limits.h>
#include <monetary.h>
#include <netinet/in.h>
#include <nl_types.h>
#include <signal.h>
#include <sys/personality.h>
#define SYSLOG_NAMES
#include <syslog.h>
#include <ucontext.h>
#include <sys/wait.h>
#include <unistd.h>
#include <math.h>

static ucontext_t main_context, first_context, second_context;
static char stacks[2][65536];

static void first(int a, int b, int c, int d, int e, int f, int g, int h)
{
	printf("first %d %d %d %d %d %d %d %d\n", a, b, c, d, e, f, g, h);
	for (int i = 0; i < 3; i++) {
		printf("first %d %.2f\n", i, i / 3.0);
		swapcontext(&first_context, &second_context);
	}
	printf("first ends\n");
}

static void second(void)
{
	int i = 0;
	for (;;) {
		printf("second %d\n", i++);
		swapcontext(&second_context, &first_context);
	}
}

static void test_contexts(void)
{
	volatile int count = 0;
	sigset_t set, old;
	ucontext_t here;
	SHOW("%d", getcontext(&here));
	printf("here %d\n", count);
	if (count++ < 3)
		setcontext(&here);
	getcontext(&first_context);
	first_context.uc_stack.ss_sp = stacks[0];
	first_context.uc_stack.ss_size = sizeof stacks[0];
	first_context.uc_link = &main_context;
	makecontext(&first_context, (void (*)(void))first, 8, 1, 2, 3, 4, 5, 6, 7, -8);
	getcontext(&second_context);
	second_context.uc_stack.ss_sp = stacks[1];
	second_context.uc_stack.ss_size = sizeof stacks[1];
	second_context.uc_link = 0;
	makecontext(&second_context, second, 0);
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, &old);
	SHOW("%d", swapcontext(&main_context, &first_context));
	sigprocmask(SIG_SETMASK, &old, &set);
	SHOW("%d", sigismember(&set, SIGUSR1));
}

static void test_money(void)
{
	static const char *const formats[] = { "%n", "%i", "%!n", "%+n", "%(n", "%#5n", "%#5.0n", "%=*#5n", "%(#5n", "%12n", "%-12n|", "%^#6.3n", "%.4n", "%=0#8.1n", "%(#5.2i",
		"%+#5i", "%12#5n", "%%[%n]", "%=*14#5n", "%(=*#7n", "%-9(n|", "%-(14#5n|" };
	static const double values[] = { 123.456, -123.456, 1234567.891, -0.005, 0, -1e6, 0.5 };
	char text[200];
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		for (size_t k = 0; k < sizeof values / sizeof *values; k++) {
			memset(text, 0, sizeof text);
			long length = strfmon(text, sizeof text, formats[i], values[k]);
			printf("%s %g: %ld <%s>\n", formats[i], values[k], length, length < 0 ? "" : text);
		}
	SHOW("%d", (int)strfmon(text, 7, "%n", 1234.0));
	SHOW("%d", errno == E2BIG);
	SHOW("%d", (int)strfmon(text, 8, "%n", 1234.0));
	SHOW("%d", (int)strfmon(text, 50, "%q", 1.0));
	SHOW("%d", errno == EINVAL);
	SHOW("%d", (int)strfmon(text, 50, "%n and %i, %Ln", 1.0, 2.0, 3.14159L));
	puts(text);
	locale_t locale = newlocale(LC_ALL_MASK, "C", 0);
	SHOW("%d", (int)strfmon_l(text, 50, locale, "%#4n", 2.5));
	puts(text);
}

static void put_file(const char *name, const void *data, size_t size)
{
	FILE *file = fopen(name, "w");
	fwrite(data, 1, size, file);
	fclose(file);
}

static void show_catalogue(const char *name)
{
	nl_catd catalogue = catopen(name, 0);
	printf("%s: %d\n", name, catalogue != (nl_catd)-1);
	for (int set = 0; set < 5; set++)
		for (int message = 0; message < 6; message++) {
			errno = 0;
			char *text = catgets(catalogue, set, message, "none");
			printf("%d %d: %s", set, message, text);
			printf(" %d\n", strcmp(text, "none") == 0 && catalogue != (nl_catd)-1 ? errno == ENOMSG : 0);
		}
	if (catalogue != (nl_catd)-1)
		SHOW("%d", catclose(catalogue));
}

/* What run.sh has put beside this program: gencat is of the host, and not in the guest. */
static int copy_from_beside(const char *name)
{
	char path[4096], data[4096];
	ssize_t length = readlink("/proc/self/exe", path, sizeof path - 100);
	if (length < 0)
		return 0;
	path[length] = '\0';
	strcpy(strrchr(path, '/') + 1, name);
	FILE *from = fopen(path, "r"), *to = fopen(name, "w");
	size_t count = from && to ? fread(data, 1, sizeof data, from) : 0;
	if (to && fwrite(data, 1, count, to) != count)
		count = 0;
	if (from)
		fclose(from);
	if (to)
		fclose(to);
	return count > 0;
}

static void test_catalogues(void)
{
	if (copy_from_beside("messages.cat")) {
		show_catalogue("./messages.cat");
		char path[4096];
		if (!getcwd(path, sizeof path - 40))
			return;
		strcat(path, "/%L.%N:/nowhere/%N:");
		setenv("NLSPATH", path, 1);
		setenv("LANG", "xx_YY.UTF-8", 1);
		rename("messages.cat", "xx_YY.UTF-8.messages");
		show_catalogue("messages");
		strcpy(strrchr(path, '/'), "/%l-%t-%c.%N");
		setenv("NLSPATH", path, 1);
		rename("xx_YY.UTF-8.messages", "xx-YY-UTF-8.messages");
		show_catalogue("messages");
		unsetenv("NLSPATH");
		unsetenv("LANG");
	}
	show_catalogue("./none.cat");
	put_file("broken.cat", "not a catalogue, certainly", 26);
	SHOW("%d", catopen("./broken.cat", 0) == (nl_catd)-1);
	SHOW("%d", catopen("", 0) == (nl_catd)-1);
#ifndef __GLIBC__
	/* The table of BSD and musl: glibc does not read it. */
	static const unsigned char sorted[] = { 255, 136, 255, 137, 0, 0, 0, 1, 0, 0, 0, 42, 0, 0, 0, 12, 0, 0, 0, 36, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 0,
		0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 3, 0, 0, 0, 3, 'o', 'n', 0, 's', 'e', 0 };
	put_file("sorted.cat", sorted, sizeof sorted);
	nl_catd catalogue = catopen("./sorted.cat", 0);
	if (strcmp(catgets(catalogue, 2, 1, "none"), "on") || strcmp(catgets(catalogue, 2, 7, "none"), "se") || strcmp(catgets(catalogue, 2, 3, "none"), "none"))
		printf("wrong\n");
	catclose(catalogue);
#endif
}

static void test_messages(void)
{
	static const char *const verbosities[] = { 0, "text", "label:action", "severity:text:tag", "label:nonsense", "tag", "" };
	int kept = dup(2);
	for (size_t i = 0; i < sizeof verbosities / sizeof *verbosities; i++) {
		/* The host's reads the variable once. */
		fflush(stdout);
		if (fork() == 0) {
			dup2(1, 2);
			if (verbosities[i]) setenv("MSGVERB", verbosities[i], 1); else unsetenv("MSGVERB");
			int a = fmtmsg(MM_PRINT | MM_SOFT | MM_APPL, "skift:libc", MM_ERROR, "a text", "do something", "skift:libc:001");
			int b = fmtmsg(MM_PRINT, "skift:libc", MM_WARNING, "no action", MM_NULLACT, MM_NULLTAG);
			int c = fmtmsg(MM_PRINT, MM_NULLLBL, MM_INFO, "no label", MM_NULLACT, MM_NULLTAG);
			int d = fmtmsg(MM_PRINT, "skift:libc", MM_HALT, MM_NULLTXT, "just do it", MM_NULLTAG);
			int e = fmtmsg(MM_PRINT, "far too long a label:libc", MM_HALT, "text", MM_NULLACT, MM_NULLTAG);
			int f = fmtmsg(0, "skift:libc", MM_HALT, "nobody reads it", MM_NULLACT, MM_NULLTAG);
			printf("%d %d %d %d %d %d\n", a, b, c, d, e, f);
			fflush(stdout);
			_exit(0);
		}
		int status;
		wait(&status);
	}
	close(kept);
}

static void test_data(void)
{
	char path[] = "/usr/lib/";
	SHOW("%s", basename(path));
	for (int i = 0; i < 16; i++)
		printf("%d%d", in6addr_any.s6_addr[i], in6addr_loopback.s6_addr[i]);
	printf("\n");
	for (CODE *code = prioritynames; code->c_name; code++) printf("%s %d\n", code->c_name, code->c_val);
	for (CODE *code = facilitynames; code->c_name; code++) printf("%s %d\n", code->c_name, code->c_val);
	SHOW("%d", LONG_BIT);
	SHOW("%d", WORD_BIT);
	SHOW("%x", PER_LINUX32_3GB | PER_SCOSVR3 | PER_UW7);
	SHOW("%d", personality(0xffffffff) >= 0);
}

void test_xsi(void)
{
	test_contexts();
	test_money();
	test_catalogues();
	test_messages();
	test_data();
}
