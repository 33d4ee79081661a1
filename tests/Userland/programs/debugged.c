// SPDX-License-Identifier: MIT
// Something to look at with strace and gdb: functions, data, a child, a thread, and a crash if asked for.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int table[4] = {1, 2, 3, 4};
struct point { int x, y; } corner = {3, 4};
volatile int counter;

static int square(int n)
{
    int result = n * n;
    counter += result;
    return result;
}

static int sum(int count)
{
    int total = 0;
    for (int i = 0; i < count; i++)
        total += square(table[i]);
    return total;
}

static void crash(volatile int *where)
{
    *where = 42;
}

static void *work(void *argument)
{
    counter += *(int *)argument;
    return NULL;
}

int main(int argc, char **argv)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    printf("sum %d\n", sum(3));
    if (argc > 1 && strcmp(argv[1], "child") == 0) {
        pid_t child = fork();
        if (child == 0) {
            write(1, "child\n", 6);
            _exit(3);
        }
        int status;
        waitpid(child, &status, 0);
        printf("status %d\n", WEXITSTATUS(status));
    }
    if (argc > 1 && strcmp(argv[1], "thread") == 0) {
        pthread_t thread;
        int ten = 10;
        pthread_create(&thread, NULL, work, &ten);
        pthread_join(thread, NULL);
    }
    if (argc > 1 && strcmp(argv[1], "crash") == 0)
        crash(NULL);
    printf("counter %d\n", counter);
    return 0;
}
