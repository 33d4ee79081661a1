// SPDX-License-Identifier: MIT
// POSIX message queues: names, attributes, order, waiting, notices, and the file system that shows them.
#include "oracle.h"
#include <mqueue.h>
#include <poll.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/statfs.h>
#include <grp.h>
#include <time.h>

#define NAME "/oracle-queue"

static mqd_t open_queue(long messages, long bytes, int flags)
{
    struct mq_attr attributes = { .mq_maxmsg = messages, .mq_msgsize = bytes };
    mq_unlink(NAME);
    mqd_t queue = mq_open(NAME, O_RDWR | O_CREAT | O_EXCL | flags, 0600, &attributes);
    NEED(queue >= 0);
    return queue;
}

// Takes one message without waiting and shows it.
static void show_next(mqd_t queue)
{
    char buffer[8192];
    unsigned priority = 99;
    struct timespec past = { 1, 0 };
    errno = 0;
    long count = mq_timedreceive(queue, buffer, sizeof buffer, &priority, &past);
    if (count < 0) printf("next: %s\n", oracle_error(errno));
    else printf("next: \"%.*s\" of priority %u\n", (int)count, buffer, priority);
}

static long count_of(mqd_t queue)
{
    struct mq_attr now = { 0 };
    mq_getattr(queue, &now);
    return now.mq_curmsgs;
}

static void show_attributes(mqd_t queue)
{
    struct mq_attr now;
    memset(&now, 0x55, sizeof now);
    R(syscall(SYS_mq_getsetattr, queue, NULL, &now));
    const char *rest = (const char *)&now + 4 * sizeof(long);
    int zero = 1;
    for (size_t i = 0; i < sizeof now - 4 * sizeof(long); i++) zero &= rest[i] == 0;
    printf("flags %ld, room %ld of %ld bytes, %ld there, rest %d\n", now.mq_flags, now.mq_maxmsg, now.mq_msgsize, now.mq_curmsgs, zero);
}

// Waits until the child sleeps in a system call, and not only for a moment.
static void until_asleep(pid_t child)
{
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%d/stat", child);
    for (int seen = 0; seen < 4; sleep_ms(2)) {
        long count = read_file(path, text, sizeof text - 1);
        if (count <= 0) return;
        text[count] = 0;
        char *end = strrchr(text, ')');
        seen = end && end[2] == 'S' ? seen + 1 : 0;
    }
}

// Not every root has CAP_SYS_RESOURCE; here nobody has.
static void drop_resources(void)
{
    struct { unsigned version; int pid; } header = { 0x20080522, 0 };
    struct { unsigned effective, permitted, inheritable; } sets[2];
    NEED(syscall(SYS_capget, &header, sets) == 0);
    sets[0].effective &= ~(1u << 24);
    NEED(syscall(SYS_capset, &header, sets) == 0);
}

CASE(names)
{
    static char longest[256], too_long[4200];
    memset(longest, 'n', 255);
    memset(too_long, 'n', sizeof too_long - 1);
    R(syscall(SYS_mq_open, "", O_RDWR | O_CREAT, 0600, NULL));
    R(syscall(SYS_mq_open, ".", O_RDWR | O_CREAT, 0600, NULL));
    R(syscall(SYS_mq_open, "..", O_RDWR, 0600, NULL));
    R(syscall(SYS_mq_open, "/a", O_RDWR | O_CREAT, 0600, NULL));
    R(syscall(SYS_mq_open, "a/b", O_RDWR | O_CREAT, 0600, NULL));
    R(syscall(SYS_mq_open, "a/", O_RDWR, 0600, NULL));
    R(syscall(SYS_mq_open, bad_address(), O_RDWR, 0600, NULL));
    R(syscall(SYS_mq_open, too_long, O_RDWR | O_CREAT, 0600, NULL));
    too_long[256] = 0;
    R(syscall(SYS_mq_open, too_long, O_RDWR | O_CREAT, 0600, NULL));
    R(syscall(SYS_mq_open, too_long, O_RDWR, 0600, NULL));
    OK(syscall(SYS_mq_open, longest, O_RDWR | O_CREAT, 0600, NULL));
    R(syscall(SYS_mq_unlink, longest));
    R(syscall(SYS_mq_open, "none", O_RDWR, 0600, NULL));
    R(syscall(SYS_mq_open, "none", O_RDWR | O_EXCL, 0600, NULL));
    R(syscall(SYS_mq_unlink, "none"));
    R(syscall(SYS_mq_unlink, ""));
    R(syscall(SYS_mq_unlink, "."));
    R(syscall(SYS_mq_unlink, "/none"));
    R(syscall(SYS_mq_unlink, too_long));
    R(syscall(SYS_mq_unlink, bad_address()));
    // What is wrong is found in this order: attributes, name, room for a descriptor, queue.
    R(syscall(SYS_mq_open, "", O_RDWR | O_CREAT, 0600, bad_address()));
    R(syscall(SYS_mq_open, "none", O_RDWR, 0600, bad_address()));
    struct rlimit none = { 3, 1024 };
    setrlimit(RLIMIT_NOFILE, &none);
    R(syscall(SYS_mq_open, "", O_RDWR | O_CREAT, 0600, NULL));
    R(syscall(SYS_mq_open, "a/b", O_RDWR | O_CREAT, 0600, NULL));
    R(syscall(SYS_mq_open, "none", O_RDWR | O_CREAT, 0600, NULL));
    R(mq_unlink("/none"));
}

CASE(opening)
{
    struct mq_attr attributes = { .mq_maxmsg = 3, .mq_msgsize = 128 };
    mqd_t queue = mq_open(NAME, O_RDWR | O_CREAT | O_EXCL | O_NONBLOCK, 0666, &attributes);
    NEED(queue >= 0);
    show_attributes(queue);
    R(fcntl(queue, F_GETFD));
    printf("flags %#o\n", fcntl(queue, F_GETFL));
    R(mq_open(NAME, O_RDWR | O_CREAT | O_EXCL, 0600, NULL));
    R(mq_open(NAME, 3, 0));
    R(mq_open(NAME, O_RDWR | O_DIRECT, 0));
    mqd_t again = mq_open(NAME, O_RDONLY | O_CREAT, 0600, &(struct mq_attr){ .mq_maxmsg = -1 });
    OK(again);
    show_attributes(again);
    printf("flags %#o\n", fcntl(again, F_GETFL));
    R(mq_send(again, "x", 1, 0));
    mqd_t writer = mq_open(NAME, O_WRONLY);
    char buffer[128];
    R(mq_send(writer, "x", 1, 0));
    R(mq_receive(writer, buffer, sizeof buffer, NULL));
    R(mq_receive(again, buffer, sizeof buffer, NULL));
    mqd_t neither = mq_open("/oracle-neither", 3 | O_CREAT, 0600, NULL);
    OK(neither);
    R(mq_send(neither, "x", 1, 0));
    R(mq_receive(neither, buffer, sizeof buffer, NULL));
    show_attributes(neither);
    R(mq_unlink("/oracle-neither"));
    mqd_t place = mq_open(NAME, O_PATH | O_RDWR);
    OK(place);
    R(mq_send(place, "x", 1, 0));
    R(syscall(SYS_mq_getsetattr, place, NULL, &attributes));
    R(fcntl(queue, F_SETFL, 0));
    show_attributes(queue);
    struct stat info;
    R(fstat(queue, &info));
    printf("mode %o, links %ld, size %ld, blocks %ld of %ld, owner %d:%d\n", info.st_mode, (long)info.st_nlink, (long)info.st_size, (long)info.st_blocks,
        (long)info.st_blksize, info.st_uid, info.st_gid);
    R(mq_unlink(NAME));
    R(mq_unlink(NAME));
    R(fstat(queue, &info));
    R(info.st_nlink);
    R(mq_send(queue, "still here", 10, 0));
    show_next(queue);
    R(mq_open(NAME, O_RDWR));
    R(mq_close(queue));
    R(mq_close(queue));
    R(mq_close(STDIN_FILENO));
}

CASE(new_queue_attributes)
{
    static const struct { long messages, bytes; } wanted[] = {
        { 0, 1 }, { 1, 0 }, { -1, 100 }, { 100, -1 }, { 11, 8192 }, { 10, 8193 }, { 1, 1 }, { 10, 8192 },
    };
    struct rlimit limit = { RLIM_INFINITY, RLIM_INFINITY };
    setrlimit(RLIMIT_MSGQUEUE, &limit);
    drop_resources();
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        struct mq_attr attributes = { .mq_flags = O_NONBLOCK | 64, .mq_maxmsg = wanted[i].messages, .mq_msgsize = wanted[i].bytes, .mq_curmsgs = 7 };
        printf("%ld of %ld bytes: ", wanted[i].messages, wanted[i].bytes);
        mqd_t queue = OK(mq_open(NAME, O_RDWR | O_CREAT, 0600, &attributes));
        if (queue < 0) continue;
        show_attributes(queue);
        mq_close(queue);
        mq_unlink(NAME);
    }
}

CASE(getsetattr)
{
    mqd_t queue = open_queue(2, 16, 0);
    struct mq_attr new = { .mq_flags = O_NONBLOCK, .mq_maxmsg = 100, .mq_msgsize = 100, .mq_curmsgs = 100 }, old;
    R(syscall(SYS_mq_getsetattr, queue, NULL, NULL));
    R(mq_setattr(queue, &new, &old));
    R(old.mq_flags);
    show_attributes(queue);
    printf("flags %#o\n", fcntl(queue, F_GETFL));
    new.mq_flags = O_NONBLOCK | O_APPEND;
    R(mq_setattr(queue, &new, &old));
    R(mq_setattr(-1, &new, &old));
    new.mq_flags = 0;
    R(mq_setattr(-1, &new, &old));
    R(mq_setattr(STDIN_FILENO, &new, &old));
    R(mq_setattr(-1, bad_address(), &old));
    R(mq_setattr(queue, &new, bad_address()));
    show_attributes(queue);
    mq_unlink(NAME);
}

CASE(order_of_priorities)
{
    mqd_t queue = open_queue(10, 16, 0);
    static const struct { const char *text; unsigned priority; } sent[] = {
        { "a", 5 }, { "b", 0 }, { "c", 32767 }, { "d", 5 }, { "e", 1 }, { "f", 0 }, { "g", 32767 }, { "h", 5 },
    };
    for (int i = 0; i < 4; i++) R(mq_send(queue, sent[i].text, 1, sent[i].priority));
    show_next(queue);
    show_next(queue);
    for (int i = 4; i < 8; i++) R(mq_send(queue, sent[i].text, 1, sent[i].priority));
    R(mq_send(queue, "", 0, 6));
    R(count_of(queue));
    for (int i = 0; i < 8; i++) show_next(queue);
    R(mq_send(queue, "x", 1, 32768));
    R(mq_send(queue, "x", 1, -1u));
    R(count_of(queue));
    mq_unlink(NAME);
}

CASE(transfer_errors)
{
    mqd_t queue = open_queue(2, 16, O_NONBLOCK);
    char buffer[64];
    unsigned priority = 7;
    struct timespec wrong = { 1, 1000000000 }, negative = { -1, 0 };
    R(mq_send(queue, "12345678901234567", 17, 0));
    R(mq_send(queue, bad_address(), 17, 0));
    R(mq_send(queue, bad_address(), 16, 0));
    R(mq_send(queue, bad_address(), 0, 0));
    R(mq_send(-1, "x", 1, 32768));
    R(mq_send(-1, "x", 17, 0));
    R(mq_send(STDIN_FILENO, "x", 1, 0));
    R(mq_receive(-1, buffer, 16, NULL));
    R(mq_receive(STDIN_FILENO, buffer, 1, NULL));
    R(mq_receive(queue, buffer, 15, &priority));
    R(count_of(queue));
    show_next(queue);
    R(mq_send(queue, "first", 5, 3));
    R(mq_send(queue, "second", 6, 2));
    R(mq_send(queue, "third", 5, 2));
    R(mq_send(queue, bad_address(), 5, 2));
    // Times are looked at even where nothing waits, before all else.
    R(mq_timedsend(queue, "x", 17, 0, &wrong));
    R(mq_timedsend(-1, "x", 1, 32768, &negative));
    R(mq_timedsend(-1, "x", 1, 32768, bad_address()));
    R(mq_timedreceive(-1, buffer, 1, NULL, &wrong));
    R(mq_timedreceive(-1, buffer, 1, NULL, bad_address()));
    // A message that cannot be handed over is gone.
    R(mq_receive(queue, bad_address(), 16, &priority));
    R(priority);
    R(count_of(queue));
    R(mq_receive(queue, buffer, 16, bad_address()));
    show_bytes("buffer", buffer, 0);
    R(count_of(queue));
    R(mq_receive(queue, buffer, 16, NULL));
    mq_unlink(NAME);
}

CASE(deadlines)
{
    mqd_t queue = open_queue(1, 16, 0);
    char buffer[16];
    struct timespec past = { 1, 0 }, soon;
    R(mq_timedreceive(queue, buffer, 16, NULL, &past));
    R(mq_timedsend(queue, "x", 1, 0, &past));
    R(mq_timedsend(queue, "x", 1, 0, &past));
    clock_gettime(CLOCK_REALTIME, &soon);
    soon.tv_nsec += 60000000;
    if (soon.tv_nsec >= 1000000000) soon.tv_sec++, soon.tv_nsec -= 1000000000;
    long start = now_ms();
    R(mq_timedsend(queue, "x", 1, 0, &soon));
    T(now_ms() - start >= 50);
    R(mq_timedreceive(queue, buffer, 16, NULL, &past));
    R(mq_timedreceive(queue, buffer, 16, NULL, &soon));
    mq_unlink(NAME);
}

static volatile int caught;

static void on_signal(int signal)
{
    (void)signal;
    caught++;
}

static void interrupted(int flags, int sends)
{
    mqd_t queue = open_queue(1, 16, 0);
    char buffer[16];
    struct sigaction action = { .sa_handler = on_signal, .sa_flags = flags };
    if (sends) mq_send(queue, "full", 4, 0);
    pid_t child = fork();
    if (child == 0) {
        sigaction(SIGUSR1, &action, NULL);
        if (sends) R(mq_send(queue, "one", 3, 0));
        else R(mq_receive(queue, buffer, 16, NULL));
        R(caught);
        _exit(0);
    }
    // It begins with the signal's default action: it must have set its own before it sleeps.
    until_asleep(child);
    kill(child, SIGUSR1);
    if (flags & SA_RESTART) {
        sleep_ms(20);
        until_asleep(child);
        if (sends) mq_receive(queue, buffer, 16, NULL);
        else mq_send(queue, "two", 3, 0);
    }
    show_child("child", child);
    R(count_of(queue));
    mq_unlink(NAME);
}

CASE(signals_interrupt)
{
    interrupted(0, 0);
    interrupted(SA_RESTART, 0);
    interrupted(0, 1);
    interrupted(SA_RESTART, 1);
}

// Each receiver tells which message it got; those with less niceness are served first, then those that came first.
CASE(receivers_in_order)
{
    static const int niceness[] = { 5, 0, 0, 10, -3 };
    mqd_t queue = open_queue(5, 16, 0), answers;
    char buffer[16];
    pid_t children[5];
    mq_unlink("/oracle-answers");
    answers = mq_open("/oracle-answers", O_RDWR | O_CREAT, 0600, &(struct mq_attr){ .mq_maxmsg = 5, .mq_msgsize = 16 });
    for (int i = 0; i < 5; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            setpriority(PRIO_PROCESS, 0, niceness[i]);
            char text[16];
            if (mq_receive(queue, buffer, 16, NULL) != 1) _exit(1);
            snprintf(text, sizeof text, "%d: %c", i, buffer[0]);
            mq_send(answers, text, strlen(text), (unsigned)(9 - i));
            _exit(0);
        }
        until_asleep(children[i]);
    }
    for (int i = 0; i < 5; i++) {
        R(mq_send(queue, &"abcde"[i], 1, 0));
        R(count_of(queue));
    }
    for (int i = 0; i < 5; i++) show_child("receiver", children[i]);
    for (int i = 0; i < 5; i++) show_next(answers);
    R(mq_unlink("/oracle-answers"));
    mq_unlink(NAME);
}

CASE(senders_in_order)
{
    static const int niceness[] = { 5, 0, 0, 10, -3 };
    mqd_t queue = open_queue(1, 16, 0);
    pid_t children[5];
    mq_send(queue, "x", 1, 0);
    for (int i = 0; i < 5; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            setpriority(PRIO_PROCESS, 0, niceness[i]);
            _exit(mq_send(queue, &"abcde"[i], 1, (unsigned)i) != 0);
        }
        until_asleep(children[i]);
    }
    for (int i = 0; i < 6; i++) {
        show_next(queue);
        R(count_of(queue));
    }
    for (int i = 0; i < 5; i++) show_child("sender", children[i]);
    mq_unlink(NAME);
}

// A receiver that waits takes the message that comes whatever its priority, and one that is killed takes none.
CASE(killed_waiters)
{
    mqd_t queue = open_queue(1, 16, 0);
    char buffer[16];
    pid_t child = fork();
    if (child == 0) _exit((int)mq_receive(queue, buffer, 16, NULL));
    until_asleep(child);
    kill(child, SIGKILL);
    show_child("receiver", child);
    R(mq_send(queue, "kept", 4, 0));
    child = fork();
    if (child == 0) _exit(mq_send(queue, "lost", 4, 9));
    until_asleep(child);
    kill(child, SIGKILL);
    show_child("sender", child);
    show_next(queue);
    show_next(queue);
    mq_unlink(NAME);
}

static void *send_many(void *argument)
{
    mqd_t queue = *(mqd_t *)argument;
    for (int i = 1; i <= 500; i++)
        if (mq_send(queue, (char *)&i, sizeof i, (unsigned)i % 7) != 0) return (void *)-1L;
    return NULL;
}

static void *take_many(void *argument)
{
    mqd_t queue = *(mqd_t *)argument;
    long sum = 0;
    for (int i = 0; i < 500; i++) {
        int value = 0;
        if (mq_receive(queue, (char *)&value, sizeof value, NULL) != sizeof value) return (void *)-1L;
        sum += value;
    }
    return (void *)sum;
}

CASE(many_senders_and_receivers)
{
    mqd_t queue = open_queue(3, sizeof(int), 0);
    pthread_t senders[4], receivers[4];
    long total = 0;
    for (int i = 0; i < 4; i++) {
        pthread_create(&receivers[i], NULL, take_many, &queue);
        pthread_create(&senders[i], NULL, send_many, &queue);
    }
    for (int i = 0; i < 4; i++) {
        void *sum;
        pthread_join(senders[i], &sum);
        R((long)sum);
        pthread_join(receivers[i], &sum);
        NEED((long)sum > 0);
        total += (long)sum;
    }
    R(total);
    R(count_of(queue));
    mq_unlink(NAME);
}

static void show_poll(int file)
{
    struct pollfd one = { .fd = file, .events = POLLIN | POLLOUT | POLLPRI | POLLRDNORM | POLLWRNORM | POLLHUP };
    int count = poll(&one, 1, 0);
    printf("poll: %d, %#x\n", count, one.revents);
}

CASE(readiness)
{
    mqd_t queue = open_queue(2, 16, O_NONBLOCK);
    char buffer[16];
    show_poll(queue);
    mq_send(queue, "a", 1, 0);
    show_poll(queue);
    mq_send(queue, "b", 1, 0);
    show_poll(queue);
    int epoll = epoll_create1(0);
    struct epoll_event wanted = { .events = EPOLLOUT | EPOLLET, .data.u32 = 1 }, got;
    R(epoll_ctl(epoll, EPOLL_CTL_ADD, queue, &wanted));
    R(epoll_wait(epoll, &got, 1, 0));
    mq_receive(queue, buffer, 16, NULL);
    R(epoll_wait(epoll, &got, 1, 0));
    R(epoll_wait(epoll, &got, 1, 0));
    mq_receive(queue, buffer, 16, NULL);
    R(epoll_wait(epoll, &got, 1, 0));
    pid_t child = fork();
    if (child == 0) {
        struct pollfd one = { .fd = queue, .events = POLLIN };
        R(poll(&one, 1, 10000));
        R(one.revents);
        R(mq_receive(queue, buffer, 16, NULL));
        _exit(0);
    }
    until_asleep(child);
    mq_send(queue, "c", 1, 0);
    show_child("poller", child);
    mqd_t reader = mq_open(NAME, O_RDONLY);
    show_poll(reader);
    mq_unlink(NAME);
}

static void take_signal(int number)
{
    siginfo_t info;
    sigset_t set;
    struct timespec none = { 0, 0 };
    sigemptyset(&set);
    sigaddset(&set, number);
    memset(&info, 0, sizeof info);
    errno = 0;
    int got = sigtimedwait(&set, &info, &none);
    if (got < 0) printf("no signal: %s\n", oracle_error(errno));
    else printf("signal %d, code %d, from self %d, user %d, value %#lx\n", got - number, info.si_code, info.si_pid == getpid(), info.si_uid, (long)info.si_value.sival_ptr);
}

static void block(int number)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    sigprocmask(SIG_BLOCK, &set, NULL);
}

static void show_status_line(mqd_t queue)
{
    char text[128];
    long count = pread(queue, text, sizeof text - 1, 0);
    if (count < 0) count = 0;
    text[count] = 0;
    // The process's number differs.
    char *pid = strstr(text, "NOTIFY_PID:");
    int owner = pid ? atoi(pid + 11) : -1;
    printf("line: %.*s%s\n", pid ? (int)(pid - text) : 0, text, owner == 0 ? "nobody" : owner == getpid() ? "self" : "another");
}

CASE(notice_by_signal)
{
    mqd_t queue = open_queue(4, 16, 0);
    struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1, .sigev_value.sival_ptr = (void *)0x123456789abcL };
    block(SIGUSR1);
    block(SIGRTMIN);
    show_status_line(queue);
    R(mq_notify(queue, &event));
    show_status_line(queue);
    R(mq_notify(queue, &event));
    CHILD {
        R(mq_notify(queue, &event));
        R(mq_notify(queue, NULL));
        show_status_line(queue);
    }
    R(mq_send(queue, "a", 1, 0));
    take_signal(SIGUSR1);
    show_status_line(queue);
    // Only the first message of an empty queue counts.
    event.sigev_signo = SIGRTMIN;
    R(mq_notify(queue, &event));
    R(mq_send(queue, "b", 1, 0));
    take_signal(SIGRTMIN);
    show_next(queue);
    show_next(queue);
    CHILD {
        R(setresuid(1000, 1001, 1002));
        R(mq_send(queue, "c", 1, 0));
    }
    take_signal(SIGRTMIN);
    // A message that a receiver waits for is nothing to tell.
    show_next(queue);
    R(mq_notify(queue, &event));
    char buffer[16];
    pid_t child = fork();
    if (child == 0) _exit((int)mq_receive(queue, buffer, 16, NULL));
    until_asleep(child);
    R(mq_send(queue, "d", 1, 0));
    show_child("receiver", child);
    take_signal(SIGRTMIN);
    R(mq_send(queue, "e", 1, 0));
    take_signal(SIGRTMIN);
    show_next(queue);
    // Taken back, and signal 0, which is no signal.
    R(mq_notify(queue, &event));
    R(mq_notify(queue, NULL));
    R(mq_notify(queue, NULL));
    R(mq_send(queue, "f", 1, 0));
    take_signal(SIGRTMIN);
    show_next(queue);
    event.sigev_signo = 0;
    R(mq_notify(queue, &event));
    show_status_line(queue);
    R(mq_send(queue, "g", 1, 0));
    show_status_line(queue);
    mq_unlink(NAME);
}

CASE(notice_to_signalfd)
{
    mqd_t queue = open_queue(4, 16, 0);
    struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN + 1, .sigev_value.sival_int = 77 };
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN + 1);
    sigprocmask(SIG_BLOCK, &set, NULL);
    int file = signalfd(-1, &set, SFD_NONBLOCK);
    R(mq_notify(queue, &event));
    R(mq_send(queue, "a", 1, 0));
    struct signalfd_siginfo info;
    R(read(file, &info, sizeof info));
    printf("signal %d, code %d, self %d, user %u, int %d\n", (int)info.ssi_signo - SIGRTMIN, info.ssi_code, info.ssi_pid == (unsigned)getpid(), info.ssi_uid, info.ssi_int);
    mq_unlink(NAME);
}

// The system call itself: libraries look at the event before.
#define NOTIFY(queue, event) syscall(SYS_mq_notify, queue, event)

CASE(notice_errors)
{
    mqd_t queue = open_queue(4, 16, 0);
    struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = 65 };
    R(NOTIFY(queue, bad_address()));
    R(NOTIFY(-1, bad_address()));
    R(NOTIFY(-1, &event));
    event.sigev_signo = -1;
    R(NOTIFY(queue, &event));
    event.sigev_signo = 64;
    R(NOTIFY(-1, &event));
    R(NOTIFY(STDIN_FILENO, &event));
    R(NOTIFY(-1, NULL));
    R(NOTIFY(STDIN_FILENO, NULL));
    event.sigev_notify = 3;
    R(NOTIFY(queue, &event));
    event.sigev_notify = SIGEV_THREAD_ID;
    R(NOTIFY(queue, &event));
    event.sigev_notify = SIGEV_NONE;
    R(NOTIFY(-1, &event));
    R(NOTIFY(queue, &event));
    show_status_line(queue);
    R(NOTIFY(queue, &event));
    R(mq_send(queue, "a", 1, 0));
    show_status_line(queue);
    mqd_t reader = mq_open(NAME, O_RDONLY);
    R(NOTIFY(reader, &event));
    R(NOTIFY(reader, NULL));
    mqd_t writer = mq_open(NAME, O_WRONLY);
    R(NOTIFY(writer, &event));
    mq_unlink(NAME);
}

// The notice goes when its owner closes any descriptor of the queue, or ends; not when another process does.
CASE(notice_ends_by_close)
{
    mqd_t queue = open_queue(4, 16, 0), second = mq_open(NAME, O_RDWR);
    struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1 };
    block(SIGUSR1);
    R(mq_notify(queue, &event));
    CHILD mq_close(queue);
    show_status_line(queue);
    R(mq_close(second));
    show_status_line(queue);
    R(mq_notify(queue, &event));
    R(close(dup(queue)));
    show_status_line(queue);
    R(mq_notify(queue, &event));
    int null = open("/dev/null", O_RDONLY), copy = dup(queue);
    R(dup2(null, copy) == copy);
    show_status_line(queue);
    int pipes[2];
    NEED(pipe(pipes) == 0);
    pid_t child = fork();
    if (child == 0) {
        R(mq_notify(queue, &event));
        write(pipes[1], "x", 1);
        pause();
    }
    char byte;
    read(pipes[0], &byte, 1);
    show_status_line(queue);
    R(mq_notify(queue, &event));
    kill(child, SIGKILL);
    show_child("owner", child);
    show_status_line(queue);
    R(mq_notify(queue, &event));
    mq_unlink(NAME);
}

// A program that is executed inherits neither descriptor nor notice; with the descriptor kept, the notice stays, but no signal comes.
CASE(notice_and_exec)
{
    mqd_t queue = open_queue(4, 16, 0);
    struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1 };
    for (int keeps = 0; keeps < 2; keeps++) {
        int pipes[2];
        NEED(pipe(pipes) == 0);
        pid_t child = fork();
        if (child == 0) {
            if (keeps) fcntl(queue, F_SETFD, 0);
            R(mq_notify(queue, &event));
            dup2(pipes[0], 0);
            close(pipes[1]);
            execl("/bin/cat", "cat", NULL);
            _exit(1);
        }
        close(pipes[0]);
        char path[64], text[256] = "";
        snprintf(path, sizeof path, "/proc/%d/comm", child);
        while (strncmp(text, "cat", 3) != 0) {
            sleep_ms(1);
            memset(text, 0, sizeof text);
            read_file(path, text, sizeof text - 1);
        }
        until_asleep(child);
        show_status_line(queue);
        R(mq_send(queue, "a", 1, 0));
        show_status_line(queue);
        show_next(queue);
        close(pipes[1]);
        show_child("cat", child);
    }
    mq_unlink(NAME);
}

static void show_cookie(int file)
{
    unsigned char cookie[64];
    struct sockaddr from_room[4];
    socklen_t length = sizeof from_room;
    errno = 0;
    long count = recvfrom(file, cookie, sizeof cookie, MSG_DONTWAIT, from_room, &length);
    if (count < 0) printf("cookie: %s\n", oracle_error(errno));
    else printf("cookie: %ld bytes, first %d, last %d, from family %d, %d bytes\n", count, cookie[0], cookie[count - 1], from_room[0].sa_family, (int)length);
}

CASE(notice_to_socket)
{
    mqd_t queue = open_queue(4, 16, 0);
    char cookie[32];
    int file = socket(AF_NETLINK, SOCK_RAW, 0);
    OK(file);
    memset(cookie, 5, sizeof cookie);
    struct sigevent event = { .sigev_notify = SIGEV_THREAD, .sigev_signo = file, .sigev_value.sival_ptr = cookie };
    R(NOTIFY(queue, &event));
    show_status_line(queue);
    R(NOTIFY(queue, &event));
    show_cookie(file);
    R(mq_send(queue, "a", 1, 0));
    show_poll(file);
    show_cookie(file);
    show_cookie(file);
    show_status_line(queue);
    show_next(queue);
    R(NOTIFY(queue, &event));
    R(NOTIFY(queue, NULL));
    show_cookie(file);
    R(NOTIFY(queue, &event));
    R(close(dup(queue)));
    show_cookie(file);
    // The socket may go first.
    R(NOTIFY(queue, &event));
    R(close(file));
    R(mq_send(queue, "b", 1, 0));
    show_status_line(queue);
    R(NOTIFY(queue, &event));
    event.sigev_signo = STDIN_FILENO;
    R(NOTIFY(queue, &event));
    event.sigev_signo = socket(AF_UNIX, SOCK_STREAM, 0);
    R(NOTIFY(queue, &event));
    event.sigev_signo = socket(AF_INET, SOCK_STREAM, 0);
    R(NOTIFY(queue, &event));
    event.sigev_signo = socket(AF_NETLINK, SOCK_RAW, 0);
    R(NOTIFY(-1, &event));
    R(NOTIFY(STDIN_FILENO, &event));
    event.sigev_value.sival_ptr = bad_address();
    R(NOTIFY(queue, &event));
    event.sigev_signo = -1;
    R(NOTIFY(-1, &event));
    event.sigev_value.sival_ptr = cookie;
    R(NOTIFY(-1, &event));
    mq_unlink(NAME);
}

CASE(permissions)
{
    umask(027);
    mqd_t queue = mq_open(NAME, O_RDWR | O_CREAT | O_EXCL, 0666, NULL);
    struct stat info;
    fstat(queue, &info);
    printf("mode %o\n", info.st_mode);
    CHILD {
        setgroups(0, NULL);
        setresgid(1000, 1000, 1000);
        setresuid(1000, 1000, 1000);
        R(mq_open(NAME, O_RDONLY));
        R(mq_open(NAME, O_RDONLY | O_CREAT, 0666, NULL));
        R(mq_open(NAME, O_RDONLY | O_CREAT | O_EXCL, 0666, NULL));
        R(mq_open(NAME, 3));
        R(syscall(SYS_mq_unlink, NAME + 1));
        mqd_t own = mq_open("/oracle-own", O_RDWR | O_CREAT, 0200, NULL);
        OK(own);
        R(mq_send(own, "x", 1, 0));
        show_next(own);
        R(mq_open("/oracle-own", O_RDWR));
        OK(mq_open("/oracle-own", O_WRONLY));
        fstat(own, &info);
        printf("owner %d:%d\n", info.st_uid, info.st_gid);
        R(fchmod(own, 0600));
        OK(mq_open("/oracle-own", O_RDWR));
        R(mq_unlink("/oracle-own"));
    }
    R(fchmod(queue, 0604));
    R(fchown(queue, 1, 2));
    CHILD {
        setgroups(0, NULL);
        setresgid(1000, 1000, 1000);
        setresuid(1000, 1000, 1000);
        OK(mq_open(NAME, O_RDONLY));
        R(mq_open(NAME, O_RDWR));
    }
    R(mq_unlink(NAME));
}

static void show_control(const char *name)
{
    char path[64], text[64];
    snprintf(path, sizeof path, "/proc/sys/fs/mqueue/%s", name);
    long count = read_file(path, text, sizeof text - 1);
    text[count < 0 ? 0 : count] = 0;
    printf("%s: %s", name, text);
}

static int set_control(const char *name, const char *value)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/sys/fs/mqueue/%s", name);
    int file = open(path, O_WRONLY);
    if (file < 0) return -1;
    long count = write(file, value, strlen(value));
    int error = errno;
    close(file);
    errno = error;
    return count < 0 ? -1 : 0;
}

static const char *const controls[] = { "msg_default", "msg_max", "msgsize_default", "msgsize_max", "queues_max" };

CASE(system_controls)
{
    struct stat info;
    drop_resources();
    for (int i = 0; i < 5; i++) show_control(controls[i]);
    R(stat("/proc/sys/fs/mqueue", &info));
    printf("mode %o\n", info.st_mode);
    R(stat("/proc/sys/fs/mqueue/msg_max", &info));
    printf("mode %o\n", info.st_mode);
    R(set_control("msg_max", "0"));
    R(set_control("msg_max", "65537"));
    R(set_control("msgsize_max", "127"));
    R(set_control("msgsize_max", "16777217"));
    R(set_control("msg_default", "0"));
    R(set_control("msgsize_default", "127"));
    R(set_control("queues_max", "x"));
    R(set_control("queues_max", "0"));
    show_control("queues_max");
    R(mq_open(NAME, O_RDWR | O_CREAT, 0600, NULL));
    R(set_control("queues_max", "1"));
    R(set_control("msg_default", "20"));
    R(set_control("msgsize_default", "200"));
    mqd_t queue = mq_open(NAME, O_RDWR | O_CREAT, 0600, NULL);
    show_attributes(queue);
    CHILD {
        setresuid(1000, 1000, 1000);
        R(mq_open("/oracle-other", O_RDWR | O_CREAT, 0600, NULL));
        R(set_control("queues_max", "5"));
    }
    R(set_control("msg_max", "30"));
    R(mq_unlink(NAME));
    // Still open, so that it still counts.
    CHILD {
        setresuid(1000, 1000, 1000);
        R(mq_open("/oracle-other", O_RDWR | O_CREAT, 0600, NULL));
        mq_close(queue);
    }
    mq_close(queue);
    CHILD {
        setresuid(1000, 1000, 1000);
        mqd_t own = mq_open("/oracle-other", O_RDWR | O_CREAT, 0600, NULL);
        OK(own);
        show_attributes(own);
        R(mq_unlink("/oracle-other"));
    }
    static const char *const before[] = { "10", "10", "8192", "8192", "256" };
    for (int i = 0; i < 5; i++) R(set_control(controls[i], before[i]));
}

CASE(memory_limit)
{
    CHILD {
        setresuid(1234, 1234, 1234);
        // Each message costs 48 bytes for itself and, as it could have a priority of its own, 48 for that.
        struct rlimit limit = { 10 * (100 + 96), 10 * (100 + 96) };
        R(setrlimit(RLIMIT_MSGQUEUE, &limit));
        struct mq_attr attributes = { .mq_maxmsg = 10, .mq_msgsize = 101 };
        R(mq_open("/oracle-1", O_RDWR | O_CREAT, 0600, &attributes));
        attributes.mq_msgsize = 100;
        mqd_t first = mq_open("/oracle-1", O_RDWR | O_CREAT, 0600, &attributes);
        OK(first);
        attributes.mq_maxmsg = attributes.mq_msgsize = 1;
        R(mq_open("/oracle-2", O_RDWR | O_CREAT, 0600, &attributes));
        R(mq_unlink("/oracle-1"));
        R(mq_open("/oracle-2", O_RDWR | O_CREAT, 0600, &attributes));
        R(mq_close(first));
        OK(mq_open("/oracle-2", O_RDWR | O_CREAT, 0600, &attributes));
        R(mq_unlink("/oracle-2"));
    }
    // The privileged have a limit, too.
    struct rlimit none = { 0, 0 };
    setrlimit(RLIMIT_MSGQUEUE, &none);
    R(mq_open("/oracle-1", O_RDWR | O_CREAT, 0600, NULL));
}

CASE(file_system)
{
    mkdir("m", 0755);
    R(mount("none", "m", "mqueue", 0, "size=1"));
    R(mount("none", "m", "mqueue", 0, NULL));
    struct statfs system;
    R(statfs("m", &system));
    printf("type %#lx, block %ld, name %ld\n", (long)system.f_type, (long)system.f_bsize, (long)system.f_namelen);
    struct stat info;
    stat("m", &info);
    printf("mode %o, links %ld, size %ld\n", info.st_mode, (long)info.st_nlink, (long)info.st_size);
    mqd_t queue = open_queue(4, 100, 0);
    stat("m", &info);
    printf("size %ld\n", (long)info.st_size);
    mq_send(queue, "12345", 5, 0);
    mq_send(queue, "678", 3, 4);
    char text[128];
    R(read_file("m" NAME, text, sizeof text));
    show_bytes("line", text, 80 < sizeof text ? 65 : 0);
    int file = open("m" NAME, O_RDWR);
    R(write(file, "x", 1));
    R(lseek(file, 6, SEEK_SET));
    memset(text, 0, sizeof text);
    R(read(file, text, 5));
    show_bytes("part", text, 5);
    R(lseek(file, 0, SEEK_END));
    show_next(file);
    R(mq_send(file, "by file", 7, 0));
    R(fsync(file));
    R(ftruncate(file, 10));
    fstat(file, &info);
    R(info.st_size);
    R(count_of(file));
    // A file that is made here is a queue with the usual attributes.
    int made = open("m/made", O_RDWR | O_CREAT, 0600);
    OK(made);
    show_attributes(made);
    R(mq_open("/made", O_RDWR | O_CREAT | O_EXCL, 0600, NULL));
    R(mkdir("m/d", 0755));
    R(symlink("x", "m/l"));
    R(link("m/made", "m/other"));
    R(rename("m/made", "m/other"));
    R(mknod("m/p", S_IFIFO | 0600, 0));
    R(rmdir("m/made"));
    R(unlink("m/made"));
    R(mq_open("/made", O_RDWR));
    mkdir("n", 0755);
    R(mount("none", "n", "mqueue", MS_RDONLY, NULL));
    R(access("n" NAME, F_OK));
    R(unlink("n" NAME));
    R(open("n/x", O_RDWR | O_CREAT, 0600));
    R(open("n" NAME, O_RDWR));
    R(umount("n"));
    R(umount("m"));
    R(mq_unlink(NAME));
    show_next(queue);
}
