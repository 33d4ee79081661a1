/* SPDX-License-Identifier: MIT */
// What C++ needs of a C library: constructors, destructors at exit, virtual functions, C linkage of the headers.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <pthread.h>
#include <math.h>
struct Greeter {
	const char *name;
	explicit Greeter(const char *n) : name(n) {}
	~Greeter() { printf("bye %s\n", name); }
	virtual int size() const { return (int)strlen(name); }
};
struct Loud : Greeter {
	using Greeter::Greeter;
	int size() const override { return 100; }
};
static Greeter global("global");
static void *run(void *p) { return (void *)((long)p + 1); }
int main() {
	Loud loud("local");
	Greeter *g = &loud;
	pthread_t t; void *r;
	pthread_create(&t, nullptr, run, (void *)41);
	pthread_join(t, &r);
	printf("%d %ld %.1f %d\n", g->size(), (long)r, sqrt(2.0), global.size());
	return 0;
}
