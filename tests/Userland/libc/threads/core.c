/* SPDX-License-Identifier: MIT */
/* Threads begin and end; attributes; thread-local storage; keys; what happens once; names. */
#include "common.h"

static __thread int initialised = 5;
static __thread char zeroed[3000];
static __thread struct { long a; } __attribute__((aligned(64))) aligned = { 7 };

static void *locals(void *argument)
{
	long sum = initialised + zeroed[2999] + aligned.a;
	initialised += (int)(long)argument;
	zeroed[2999] = 1;
	errno = initialised;
	sched_yield();
	return (void *)(sum * 1000 + errno + ((uintptr_t)&aligned % 64 == 0) * 100000 + (pthread_self() != 0) * 1000000);
}

static void *leave(void *argument)
{
	pthread_exit(argument);
	return NULL;
}

static void *get_errno(void *argument) { (void)argument; return &errno; }

static pthread_t first_thread;
static void *joins_first(void *argument)
{
	(void)argument;
	return (void *)(long)(pthread_equal(first_thread, pthread_self()) == 0);
}

static int flag;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;

static void *raise_flag(void *argument)
{
	pthread_mutex_lock(&mutex);
	flag += (int)(long)argument;
	pthread_cond_broadcast(&condition);
	pthread_mutex_unlock(&mutex);
	return NULL;
}

static void await_flag(int value)
{
	pthread_mutex_lock(&mutex);
	while (flag != value)
		pthread_cond_wait(&condition, &mutex);
	pthread_mutex_unlock(&mutex);
}

static void *depth(void *argument)
{
	char buffer[4096];
	pthread_attr_t attributes;
	void *low;
	size_t size;
	memset(buffer, 1, sizeof buffer);
	if (pthread_getattr_np(pthread_self(), &attributes) || pthread_attr_getstack(&attributes, &low, &size))
		return (void *)-1;
	long inside = (char *)low <= buffer && buffer < (char *)low + size;
	return (void *)(inside * 10 + (size >= *(size_t *)argument));
}

static void attributes(void)
{
	pthread_attr_t a;
	size_t size;
	int value;
	struct sched_param parameters;
	void *memory;
	E(pthread_attr_init(&a));
	E(pthread_attr_getdetachstate(&a, &value)); P(value == PTHREAD_CREATE_JOINABLE);
	E(pthread_attr_setdetachstate(&a, 7));
	E(pthread_attr_setdetachstate(&a, PTHREAD_CREATE_DETACHED));
	E(pthread_attr_getdetachstate(&a, &value)); P(value == PTHREAD_CREATE_DETACHED);
	pthread_t t;
	E(pthread_create(&t, &a, raise_flag, (void *)1L));
	await_flag(1);
	E(pthread_attr_setdetachstate(&a, PTHREAD_CREATE_JOINABLE));
	E(pthread_attr_setstacksize(&a, 100));
	E(pthread_attr_setstacksize(&a, 1 << 20));
	E(pthread_attr_getstacksize(&a, &size)); P(size);
	E(pthread_attr_setguardsize(&a, 8192));
	E(pthread_attr_getguardsize(&a, &size)); P(size);
	size = 1 << 20;
	E(pthread_create(&t, &a, depth, &size)); P((long)finish(t));
	E(pthread_attr_setguardsize(&a, 0));
	E(pthread_create(&t, &a, depth, &size)); P((long)finish(t));
	E(pthread_attr_getscope(&a, &value)); P(value == PTHREAD_SCOPE_SYSTEM);
	E(pthread_attr_setscope(&a, PTHREAD_SCOPE_SYSTEM));
	E(pthread_attr_setscope(&a, 17));
	E(pthread_attr_getinheritsched(&a, &value)); P(value == PTHREAD_INHERIT_SCHED);
	E(pthread_attr_setinheritsched(&a, PTHREAD_EXPLICIT_SCHED));
	E(pthread_attr_setinheritsched(&a, 9));
	E(pthread_attr_setschedpolicy(&a, SCHED_OTHER));
	E(pthread_attr_getschedpolicy(&a, &value)); P(value == SCHED_OTHER);
	parameters.sched_priority = 0;
	E(pthread_attr_setschedparam(&a, &parameters));
	E(pthread_attr_getschedparam(&a, &parameters)); P(parameters.sched_priority);
	E(pthread_create(&t, &a, leave, (void *)11L)); P((long)finish(t));
	E(pthread_attr_setinheritsched(&a, PTHREAD_INHERIT_SCHED));
	size = 65536;
	memory = aligned_alloc(4096, size);
	E(pthread_attr_setstack(&a, memory, size));
	E(pthread_create(&t, &a, depth, &size)); P((long)finish(t));
	free(memory);
	E(pthread_attr_destroy(&a));
	size = 100000;
	P((long)depth(&size));
	E(pthread_getschedparam(pthread_self(), &value, &parameters)); P(value == SCHED_OTHER); P(parameters.sched_priority);
	E(pthread_setschedparam(pthread_self(), SCHED_OTHER, &parameters));
	E(pthread_setschedprio(pthread_self(), 0));
	E(pthread_setconcurrency(0)); P(pthread_getconcurrency());
}

static pthread_key_t keys[4];
static int destroyed[4], again;
static void destroy0(void *value) { destroyed[0] += (int)(long)value; }
static void destroy1(void *value) { destroyed[1]++; if (again-- > 0) pthread_setspecific(keys[1], value); }
static void *use_keys(void *argument)
{
	P(pthread_getspecific(keys[0]) == NULL);
	E(pthread_setspecific(keys[0], (void *)40L));
	E(pthread_setspecific(keys[1], argument));
	E(pthread_setspecific(keys[2], argument));
	E(pthread_setspecific(keys[3], argument));
	E(pthread_key_delete(keys[3]));
	return pthread_getspecific(keys[2]);
}

static void all_keys(void)
{
	E(pthread_key_create(&keys[0], destroy0));
	E(pthread_key_create(&keys[1], destroy1));
	E(pthread_key_create(&keys[2], NULL));
	E(pthread_key_create(&keys[3], destroy0));
	E(pthread_setspecific(keys[0], &keys));
	P(pthread_getspecific(keys[0]) == &keys);
	again = 2;
	P((long)finish(start(use_keys, (void *)3L)));
	P(destroyed[0]); P(destroyed[1]);
	again = 1000;
	destroyed[1] = 0;
	E(pthread_key_create(&keys[3], destroy0));
	finish(start(use_keys, (void *)3L));
	P(destroyed[1] == PTHREAD_DESTRUCTOR_ITERATIONS);
	P(pthread_getspecific(keys[0]) == &keys);
	E(pthread_key_delete(keys[0])); E(pthread_key_delete(keys[1])); E(pthread_key_delete(keys[2]));
	E(pthread_key_delete(keys[0]));
	pthread_key_t many[PTHREAD_KEYS_MAX];
	int count = 0, distinct = 1;
	while (count < PTHREAD_KEYS_MAX && !pthread_key_create(&many[count], NULL)) {
		for (int i = 0; i < count; i++)
			distinct &= many[i] != many[count];
		count++;
	}
	P(distinct); P(count > 100);
	while (count > 0)
		pthread_key_delete(many[--count]);
}

static pthread_once_t once = PTHREAD_ONCE_INIT, hard = PTHREAD_ONCE_INIT;
static int ran, tried;
static void run_once(void) { nap(20); ran++; }
static void *call_once_(void *argument) { pthread_once(&once, run_once); (void)argument; return (void *)(long)ran; }
static void try_hard(void) { if (tried++ == 0) pause(); }
static void *call_hard(void *argument) { pthread_once(&hard, try_hard); return argument; }

static void happen_once(void)
{
	pthread_t t[6];
	long sum = 0;
	for (int i = 0; i < 6; i++) t[i] = start(call_once_, NULL);
	for (int i = 0; i < 6; i++) sum += (long)finish(t[i]);
	P(sum);
	t[0] = start(call_hard, NULL);
	while (!__atomic_load_n(&tried, __ATOMIC_SEQ_CST)) nap(1);
	t[1] = start(call_hard, (void *)9L);
	nap(10);
	E(pthread_cancel(t[0]));
	P(finish(t[0]) == PTHREAD_CANCELED); P((long)finish(t[1])); P(tried);
}

static void names(void)
{
	char name[32];
	cpu_set_t set;
	clockid_t clock;
	struct timespec time;
	E(pthread_setname_np(pthread_self(), "a-name"));
	E(pthread_getname_np(pthread_self(), name, sizeof name)); puts(name);
	E(pthread_setname_np(pthread_self(), "much-too-long-a-name"));
	pthread_mutex_lock(&mutex);
	pthread_t t = start(raise_flag, (void *)0L);
	E(pthread_setname_np(t, "another"));
	E(pthread_getname_np(t, name, sizeof name)); puts(name);
	CPU_ZERO(&set);
	E(pthread_getaffinity_np(t, sizeof set, &set)); P(CPU_COUNT(&set) > 0);
	E(pthread_setaffinity_np(t, sizeof set, &set));
	E(pthread_getcpuclockid(t, &clock)); P(clock_gettime(clock, &time)); P(time.tv_sec);
	pthread_mutex_unlock(&mutex);
	finish(t);
	P(getpid() == gettid());
}

static void *sleeper(void *argument) { nap((long)argument); return argument; }

static void joins(void)
{
	void *result = NULL;
	struct timespec soon = in_ms(CLOCK_REALTIME, 20);
	pthread_t t = start(sleeper, (void *)300L);
	E(pthread_tryjoin_np(t, &result));
	E(pthread_timedjoin_np(t, &result, &soon));
	soon = in_ms(CLOCK_REALTIME, 20000);
	E(pthread_timedjoin_np(t, &result, &soon)); P((long)result);
	t = start(sleeper, (void *)0L);
	nap(50);
	E(pthread_tryjoin_np(t, &result)); P((long)result);
	E(pthread_join(pthread_self(), NULL));
	t = start(sleeper, (void *)100L);
	E(pthread_detach(t));
	t = start(sleeper, (void *)0L);
	nap(20);
	E(pthread_detach(t));
}

static void *last(void *argument)
{
	void *result;
	pthread_join(*(pthread_t *)argument, &result);
	printf("the first thread left %ld\n", (long)result);
	return NULL;
}

static void at_exit(void) { puts("exit handlers ran"); }

int main(void)
{
	pthread_t t[5];
	void *other;
	first_thread = pthread_self();
	for (long i = 0; i < 5; i++) t[i] = start(locals, (void *)(i * 10));
	for (int i = 0; i < 5; i++) P((long)finish(t[i]));
	P(initialised);
	P((long)finish(start(leave, (void *)77L)));
	other = finish(start(get_errno, NULL)); P(other != &errno);
	P((long)finish(start(joins_first, NULL)));
	P(pthread_equal(first_thread, pthread_self()) != 0);
	attributes();
	all_keys();
	happen_once();
	names();
	joins();
	atexit(at_exit);
	start(last, &first_thread);
	pthread_exit((void *)55L);
}
