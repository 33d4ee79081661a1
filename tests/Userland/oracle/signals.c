// SPDX-License-Identifier: MIT
// sigaction(2), queues, waiting for signals, restarting, frames.
#include "oracle.h"
#include <fenv.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/ucontext.h>
#include <time.h>

static volatile sig_atomic_t taken;
static int ends[2];

static void count(int signal)
{
    (void)signal;
    taken++;
}

static void tell(int signal, siginfo_t *info, void *context)
{
    (void)context;
    printf("%s code %d value %d\n", oracle_signal(signal), info->si_code, info->si_value.sival_int);
    taken++;
}

static void handle(int signal, void (*handler)(int), int flags)
{
    struct sigaction action = { .sa_handler = handler, .sa_flags = flags };
    sigaction(signal, &action, NULL);
}

static void inform(int signal, void (*handler)(int, siginfo_t *, void *), int flags)
{
    struct sigaction action = { .sa_sigaction = handler, .sa_flags = SA_SIGINFO | flags };
    sigaction(signal, &action, NULL);
}

static void block(int how, int signal)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, signal);
    sigprocmask(how, &set, NULL);
}

struct kernel_action { void *handler; unsigned long flags; void *restorer; uint64_t mask; };

CASE(action_errors_in_order)
{
    struct kernel_action action = { 0 };
    R(syscall(SYS_rt_sigaction, 99, bad_address(), bad_address(), 4));
    R(syscall(SYS_rt_sigaction, 99, bad_address(), NULL, 8));
    R(syscall(SYS_rt_sigaction, 99, &action, NULL, 8));
    R(syscall(SYS_rt_sigaction, 0, NULL, NULL, 8));
    R(syscall(SYS_rt_sigaction, SIGKILL, &action, NULL, 8));
    R(syscall(SYS_rt_sigaction, SIGKILL, NULL, &action, 8));
    R(syscall(SYS_rt_sigaction, SIGSTOP, &action, NULL, 8));
    R(syscall(SYS_rt_sigaction, SIGUSR1, NULL, bad_address(), 8));
    R(syscall(SYS_rt_sigaction, 64, &action, NULL, 8));
    R(syscall(SYS_rt_sigaction, 65, &action, NULL, 8));
    // Unknown flags are taken away, so that programs can find out.
    action.flags = 0x400 | 0x20 | 0x800 | 0x80000000;
    action.mask = ~0ULL;
    R(syscall(SYS_rt_sigaction, SIGUSR1, &action, NULL, 8));
    R(syscall(SYS_rt_sigaction, SIGUSR1, NULL, &action, 8));
    printf("%#lx %#llx\n", action.flags, (unsigned long long)action.mask);
}

CASE(mask_errors_in_order)
{
    uint64_t set = ~0ULL;
    R(syscall(SYS_rt_sigprocmask, 99, bad_address(), NULL, 4));
    R(syscall(SYS_rt_sigprocmask, 99, bad_address(), NULL, 8));
    R(syscall(SYS_rt_sigprocmask, 99, &set, NULL, 8));
    R(syscall(SYS_rt_sigprocmask, 99, NULL, &set, 8));
    printf("%#llx\n", (unsigned long long)set);
    set = ~0ULL;
    R(syscall(SYS_rt_sigprocmask, SIG_SETMASK, &set, NULL, 8));
    R(syscall(SYS_rt_sigprocmask, SIG_BLOCK, NULL, &set, 8));
    printf("%#llx\n", (unsigned long long)set);
    R(syscall(SYS_rt_sigpending, bad_address(), 9));
    R(syscall(SYS_rt_sigpending, bad_address(), 8));
    R(syscall(SYS_rt_sigpending, bad_address(), 0));
    R(syscall(SYS_rt_sigsuspend, bad_address(), 4));
    R(syscall(SYS_rt_sigsuspend, bad_address(), 8));
}

CASE(kill_errors_in_order)
{
    R(kill(0x7FFFFFFF, 65));
    R(kill(0x7FFFFFFF, 0));
    R(kill(getpid(), 65));
    R(kill(getpid(), -1));
    R(kill(-0x7FFFFFFF, 0));
    R(kill(0x80000000, 0));
    R(syscall(SYS_tkill, 0, 0));
    R(syscall(SYS_tkill, -1, 99));
    R(syscall(SYS_tkill, 0x7FFFFFFF, 99));
    R(syscall(SYS_tkill, 0x7FFFFFFF, 0));
    R(syscall(SYS_tgkill, getpid(), 0x7FFFFFFF, 0));
    R(syscall(SYS_tgkill, 1, getpid(), 0));
    R(syscall(SYS_tgkill, -1, getpid(), 0));
    R(syscall(SYS_tgkill, getpid(), getpid(), 0));
    R(syscall(SYS_tgkill, getpid(), getpid(), 65));
    CHILD {
        setuid(1000);
        R(kill(getppid(), 0));
        R(kill(getppid(), SIGTERM));
        R(kill(getppid(), 65));
        R(kill(getppid(), SIGCONT));
        R(syscall(SYS_tgkill, getppid(), getppid(), 0));
    }
}

CASE(queue_order)
{
    for (int signal = SIGRTMIN; signal < SIGRTMIN + 3; signal++) {
        inform(signal, tell, 0);
        block(SIG_BLOCK, signal);
    }
    inform(SIGUSR1, tell, 0);
    block(SIG_BLOCK, SIGUSR1);
    for (int i = 0; i < 3; i++)
        for (int signal = SIGRTMIN + 2; signal >= SIGRTMIN; signal--) sigqueue(getpid(), signal, (union sigval){ .sival_int = i });
    sigqueue(getpid(), SIGUSR1, (union sigval){ .sival_int = 55 });
    sigqueue(getpid(), SIGUSR1, (union sigval){ .sival_int = 66 });
    sigset_t none;
    sigfillset(&none);
    siginfo_t info;
    while (sigtimedwait(&none, &info, &(struct timespec){ 0, 0 }) > 0) printf("%s %d\n", oracle_signal(info.si_signo), info.si_value.sival_int);
}

CASE(queue_limit)
{
    CHILD {
        setuid(54321);
        struct rlimit limit = { 3, 3 };
        setrlimit(RLIMIT_SIGPENDING, &limit);
        int signal = SIGRTMIN + 1;
        block(SIG_BLOCK, signal);
        for (int i = 0; i < 5; i++) R(sigqueue(getpid(), signal, (union sigval){ .sival_int = i }));
        R(kill(getpid(), signal + 1));
        R(syscall(SYS_tgkill, getpid(), getpid(), signal + 1));
        R(kill(getpid(), SIGCONT));
        siginfo_t info;
        sigset_t set;
        sigemptyset(&set);
        sigaddset(&set, signal);
        for (int i = 0; i < 4; i++) R(sigtimedwait(&set, &info, &(struct timespec){ 0, 0 }));
        R(sigqueue(getpid(), signal, (union sigval){ .sival_int = 9 }));
    }
}

CASE(sigqueue_rules)
{
    siginfo_t info = { .si_code = SI_USER };
    int parent = getpid();
    R(syscall(SYS_rt_sigqueueinfo, parent, 0, bad_address()));
    R(syscall(SYS_rt_sigqueueinfo, 0x7FFFFFFF, SIGUSR1, &info));
    R(syscall(SYS_rt_tgsigqueueinfo, -1, parent, SIGUSR1, &info));
    R(syscall(SYS_rt_tgsigqueueinfo, parent, 0x7FFFFFFF, 0, &info));
    R(syscall(SYS_rt_sigqueueinfo, parent, 65, &info));
    R(syscall(SYS_rt_sigqueueinfo, parent, 0, &info));
    CHILD {
        R(syscall(SYS_rt_sigqueueinfo, parent, 0, &info));
        info.si_code = SI_TKILL;
        R(syscall(SYS_rt_sigqueueinfo, parent, 0, &info));
        info.si_code = 5;
        R(syscall(SYS_rt_sigqueueinfo, parent, 0, &info));
        info.si_code = SI_QUEUE;
        R(syscall(SYS_rt_sigqueueinfo, parent, 0, &info));
        setuid(1000);
        R(syscall(SYS_rt_sigqueueinfo, parent, 0, &info));
    }
}

CASE(wait_for_signals)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGKILL);
    siginfo_t info;
    struct timespec bad = { 0, 1000000000 }, soon = { 0, 20000000 };
    R(syscall(SYS_rt_sigtimedwait, bad_address(), &info, &bad, 4));
    R(syscall(SYS_rt_sigtimedwait, bad_address(), &info, &bad, 8));
    R(syscall(SYS_rt_sigtimedwait, &set, &info, bad_address(), 8));
    R(syscall(SYS_rt_sigtimedwait, &set, &info, &bad, 8));
    R(syscall(SYS_rt_sigtimedwait, &set, &info, &soon, 8));
    handle(SIGUSR2, count, SA_RESTART);
    pid_t parent = getpid(), child = fork();
    if (child == 0) {
        sleep_ms(30);
        kill(parent, SIGUSR2);
        _exit(0);
    }
    // Another signal's handler ends it, SA_RESTART or not.
    R(sigtimedwait(&set, &info, &(struct timespec){ 5, 0 }));
    show_child("child", child);
    block(SIG_BLOCK, SIGUSR1);
    raise(SIGUSR1);
    R(syscall(SYS_rt_sigtimedwait, &set, bad_address(), NULL, 8));
    raise(SIGUSR1);
    R(syscall(SYS_rt_sigtimedwait, &set, NULL, NULL, 8));
    R(syscall(SYS_rt_sigtimedwait, &set, NULL, &(struct timespec){ 0, 0 }, 8));
}

static void nested(int signal)
{
    printf("in %s\n", oracle_signal(signal));
    if (signal == SIGUSR1) raise(SIGUSR2);
    if (signal == SIGUSR1 && taken++ == 0) raise(SIGUSR1);
    printf("out %s\n", oracle_signal(signal));
}

CASE(masks_while_a_handler_runs)
{
    struct sigaction action = { .sa_handler = nested };
    sigaddset(&action.sa_mask, SIGUSR2);
    sigaction(SIGUSR1, &action, NULL);
    handle(SIGUSR2, nested, 0);
    raise(SIGUSR1);
    printf("--\n");
    taken = 0;
    action.sa_flags = SA_NODEFER;
    sigemptyset(&action.sa_mask);
    sigaction(SIGUSR1, &action, NULL);
    raise(SIGUSR1);
}

CASE(reset_after_the_first)
{
    CHILD {
        handle(SIGUSR1, count, SA_RESETHAND);
        raise(SIGUSR1);
        printf("taken %d\n", taken);
        struct sigaction now;
        sigaction(SIGUSR1, NULL, &now);
        T(now.sa_handler == SIG_DFL);
        printf("%#x\n", (unsigned)now.sa_flags & ~0x04000000u);
        raise(SIGUSR1);
    }
}

static long interrupted_read(int flags)
{
    handle(SIGALRM, count, flags);
    pid_t child = fork();
    if (child == 0) {
        sleep_ms(1300);
        write(ends[1], "x", 1);
        _exit(0);
    }
    alarm(1);
    char byte;
    long result = read(ends[0], &byte, 1);
    int error = errno;
    waitpid(child, NULL, 0);
    if (result < 0) read(ends[0], &byte, 1);
    errno = error;
    return result;
}

CASE(read_restarts_if_asked)
{
    pipe(ends);
    R(interrupted_read(SA_RESTART));
    R(interrupted_read(0));
    printf("taken %d\n", taken);
}

CASE(wait_restarts_if_asked)
{
    for (int i = 0; i < 2; i++) {
        handle(SIGALRM, count, i == 0 ? SA_RESTART : 0);
        pid_t child = fork();
        if (child == 0) {
            sleep_ms(1300);
            _exit(0);
        }
        alarm(1);
        int status;
        long result = waitpid(child, &status, 0);
        printf("%s\n", result == child ? "child" : oracle_error(errno));
        if (result < 0) waitpid(child, &status, 0);
    }
}

CASE(calls_that_never_restart)
{
    handle(SIGALRM, count, SA_RESTART);
    struct timespec time = { 5, 0 };
    sigset_t none;
    sigemptyset(&none);
    alarm(1);
    R(pause());
    alarm(1);
    R(sigsuspend(&none));
    alarm(1);
    R(nanosleep(&time, NULL));
    printf("taken %d\n", taken);
}

static char stack[65536] __attribute__((aligned(16)));

static void on_stack(int signal, siginfo_t *info, void *context)
{
    (void)info;
    char here;
    stack_t now;
    ucontext_t *user = context;
    sigaltstack(NULL, &now);
    printf("%s on alternate stack: %d flags %d, saved flags %d size %zu\n", oracle_signal(signal), &here >= stack && &here < stack + sizeof stack,
           now.ss_flags, user->uc_stack.ss_flags, user->uc_stack.ss_size);
    stack_t other = { .ss_sp = stack, .ss_size = sizeof stack };
    R(sigaltstack(&other, NULL));
}

CASE(alternate_stack)
{
    stack_t alternate = { .ss_sp = stack, .ss_size = sizeof stack }, old;
    R(sigaltstack(NULL, &old));
    printf("%d %zu\n", old.ss_flags, old.ss_size);
    R(sigaltstack(&alternate, &old));
    inform(SIGUSR1, on_stack, SA_ONSTACK);
    raise(SIGUSR1);
    inform(SIGUSR1, on_stack, 0);
    raise(SIGUSR1);
    alternate.ss_flags = (int)0x80000000;
    R(sigaltstack(&alternate, &old));
    inform(SIGUSR1, on_stack, SA_ONSTACK);
    raise(SIGUSR1);
    R(sigaltstack(NULL, &old));
    printf("%#x %zu\n", (unsigned)old.ss_flags, old.ss_size);
    alternate = (stack_t){ .ss_sp = stack, .ss_size = 100 };
    R(sigaltstack(&alternate, NULL));
    alternate.ss_flags = 7;
    R(sigaltstack(&alternate, NULL));
    alternate.ss_flags = SS_DISABLE;
    R(sigaltstack(&alternate, NULL));
    alternate.ss_flags = SS_ONSTACK;
    alternate.ss_size = 8192;
    R(sigaltstack(&alternate, NULL));
    R(syscall(SYS_sigaltstack, bad_address(), NULL));
    R(syscall(SYS_sigaltstack, NULL, bad_address()));
}

static void show_fault(int signal, siginfo_t *info, void *context)
{
    ucontext_t *user = context;
    greg_t *registers = user->uc_mcontext.gregs;
    printf("%s code %d trap %lld error %lld address %d cr2 %d\n", oracle_signal(signal), info->si_code, registers[REG_TRAPNO], registers[REG_ERR],
           info->si_addr == bad_address() || info->si_addr == (void *)0x1000, (void *)registers[REG_CR2] == info->si_addr);
    _exit(0);
}

static void fault(int kind)
{
    char *pages = mmap(NULL, 8192, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    volatile char *place = bad_address();
    static const int signals[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP };
    for (int i = 0; i < 5; i++) inform(signals[i], show_fault, 0);
    switch (kind) {
    case 0: (void)*place; break;
    case 1: *place = 1; break;
    case 2: *pages = 1; break;
    case 3: __asm__ volatile("ud2"); break;
    case 4: __asm__ volatile("int3"); break;
    case 5: __asm__ volatile("xorl %%ecx, %%ecx\n movl $1, %%eax\n cltd\n idivl %%ecx" ::: "eax", "ecx", "edx"); break;
    case 6: __asm__ volatile("hlt"); break;
    case 7: __asm__ volatile("movabsq $0x8000000000000000, %%rax\n movb $1, (%%rax)" ::: "rax", "memory"); break;
    case 8: ((void (*)(void))pages)(); break;
    case 9: __asm__ volatile("pushfq\n orq $0x100, (%%rsp)\n popfq\n nop" ::: "memory", "cc"); break;
    case 10: {
        int file = open("empty", O_RDWR | O_CREAT, 0600);
        char *beyond = mmap(NULL, 4096, PROT_READ, MAP_SHARED, file, 0);
        (void)*(volatile char *)beyond;
        break;
    }
    case 11: {
        unsigned control = 0x1F80 & ~0x200u;
        __asm__ volatile("ldmxcsr %0\n xorps %%xmm0, %%xmm0\n divss %%xmm0, %%xmm0\n movl $0x3f800000, %%eax\n movd %%eax, %%xmm1\n divss %%xmm0, %%xmm1" :: "m"(control) : "xmm0", "xmm1", "eax");
        break;
    }
    case 12: __asm__ volatile("int $0x80" :: "a"(-1)); printf("int 0x80 returned\n"); break;
    case 13: __asm__ volatile("int $4"); break;
    case 14: __asm__ volatile("movw $0x1234, %%ax\n movw %%ax, %%ds" ::: "ax"); break;
    }
    _exit(9);
}

CASE(faults_tell_their_cause)
{
    for (int kind = 0; kind < 15; kind++) {
        if (kind == 12) continue;
        printf("%d: ", kind);
        CHILD fault(kind);
    }
}

CASE(blocked_or_ignored_faults_end_it)
{
    CHILD {
        block(SIG_BLOCK, SIGSEGV);
        handle(SIGSEGV, count, 0);
        *(volatile char *)bad_address() = 1;
    }
    CHILD {
        signal(SIGSEGV, SIG_IGN);
        *(volatile char *)bad_address() = 1;
    }
}

CASE(core_dump_is_told)
{
    static const int signals[] = { SIGQUIT, SIGABRT, SIGSEGV, SIGTERM, SIGSYS, SIGXCPU, SIGUSR1, SIGPWR, SIGSTKFLT, SIGTRAP, 40 };
    for (unsigned i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        struct rlimit limit = { 0, RLIM_INFINITY };
        setrlimit(RLIMIT_CORE, &limit);
        pid_t child = fork();
        if (child == 0) {
            raise(signals[i]);
            _exit(0);
        }
        show_child("without room for a core", child);
    }
}

CASE(frame_layout)
{
    printf("%zu %zu %zu\n", sizeof(ucontext_t) > 0 ? sizeof(siginfo_t) : 0, offsetof(ucontext_t, uc_mcontext), offsetof(ucontext_t, uc_sigmask));
}

static void show_frame(int signal, siginfo_t *info, void *context)
{
    ucontext_t *user = context;
    (void)signal, (void)info;
    unsigned char *state = (void *)user->uc_mcontext.fpregs;
    uint32_t magic1 = *(uint32_t *)(state + 464), size = *(uint32_t *)(state + 468), user_size = *(uint32_t *)(state + 480);
    uint64_t features = *(uint64_t *)(state + 472), header = *(uint64_t *)(state + 512);
    printf("flags %#lx link %d aligned %d %d magic %#x %d end %#x sizes %d bits %d cs %#llx\n", user->uc_flags, user->uc_link == NULL, (uintptr_t)state % 64 == 0,
           (int)((uintptr_t)context % 16), magic1, size == user_size + 4, *(uint32_t *)(state + user_size), user_size >= 576, (features & 3) == 3 && (header & ~features) == 0,
           (unsigned long long)user->uc_mcontext.gregs[REG_CSGSFS]);
    double value;
    memcpy(&value, state + 160 + 16 * 7, sizeof value);
    printf("xmm7 %g r12 %llx\n", value, user->uc_mcontext.gregs[REG_R12]);
    value = 2.5;
    memcpy(state + 160 + 16 * 7, &value, sizeof value);
    user->uc_mcontext.gregs[REG_R12] = 0x4321;
    user->uc_sigmask.__bits[0] |= 1UL << (SIGUSR2 - 1);
}

CASE(frame_is_read_back)
{
    inform(SIGUSR1, show_frame, 0);
    double in = 1.5, out = 0;
    long r12 = 0;
    long pid = getpid();
    __asm__ volatile("movsd %2, %%xmm7\n movq $0x1234, %%r12\n movq %3, %%rdi\n movq $10, %%rsi\n movl $62, %%eax\n syscall\n movsd %%xmm7, %0\n movq %%r12, %1\n"
                     : "=m"(out), "=r"(r12) : "m"(in), "r"(pid) : "rax", "rcx", "r11", "rdi", "rsi", "r12", "xmm7", "memory");
    printf("%g %lx\n", out, r12);
    sigset_t now;
    sigprocmask(SIG_BLOCK, NULL, &now);
    T(sigismember(&now, SIGUSR2) == 1);
}

CASE(stop_and_continue)
{
    inform(SIGCHLD, tell, SA_RESTART);
    pid_t child = fork();
    if (child == 0) for (;;) pause();
    int status;
    kill(child, SIGSTOP);
    T(waitpid(child, &status, WUNTRACED) == child);
    show_status("child", status);
    siginfo_t info;
    kill(child, SIGCONT);
    sleep_ms(100);
    R(waitid(P_PID, (id_t)child, &info, WCONTINUED | WNOWAIT));
    printf("%d %d\n", info.si_code, info.si_status);
    R(waitid(P_PID, (id_t)child, &info, WCONTINUED));
    R(waitid(P_PID, (id_t)child, &info, WCONTINUED | WNOHANG));
    kill(child, SIGKILL);
    R(waitid(P_PID, (id_t)child, &info, WEXITED));
    printf("%d %s\n", info.si_code, oracle_signal(info.si_status));
    struct sigaction action = { .sa_sigaction = tell, .sa_flags = SA_SIGINFO | SA_NOCLDSTOP | SA_RESTART };
    sigaction(SIGCHLD, &action, NULL);
    printf("without stops\n");
    child = fork();
    if (child == 0) for (;;) pause();
    kill(child, SIGTSTP);
    T(waitpid(child, &status, WUNTRACED | WNOHANG) >= 0);
    kill(child, SIGKILL);
    T(waitpid(child, &status, 0) == child);
    show_status("child", status);
}

CASE(no_zombies_wanted)
{
    struct sigaction action = { .sa_handler = SIG_DFL, .sa_flags = SA_NOCLDWAIT };
    sigaction(SIGCHLD, &action, NULL);
    pid_t child = fork();
    if (child == 0) _exit(0);
    R(waitpid(child, NULL, 0));
    signal(SIGCHLD, SIG_IGN);
    child = fork();
    if (child == 0) _exit(0);
    R(waitpid(-1, NULL, 0));
    action.sa_flags |= SA_RESTART;
    action.sa_handler = count;
    sigaction(SIGCHLD, &action, NULL);
    child = fork();
    if (child == 0) _exit(0);
    R(waitpid(child, NULL, 0));
    printf("taken %d\n", taken);
}

CASE(wait_errors_in_order)
{
    int status;
    siginfo_t info;
    R(syscall(SYS_wait4, -1, &status, 0x100, NULL));
    R(syscall(SYS_wait4, 0x80000000, &status, 0, NULL));
    R(syscall(SYS_wait4, -1, bad_address(), 0, NULL));
    R(syscall(SYS_wait4, 0x7FFFFFFF, &status, 0, NULL));
    R(syscall(SYS_wait4, -1, &status, WNOHANG, NULL));
    R(syscall(SYS_waitid, P_ALL, 0, &info, 0, NULL));
    R(syscall(SYS_waitid, P_ALL, 0, &info, 0x100 | WEXITED, NULL));
    R(syscall(SYS_waitid, 9, 0, &info, WEXITED, NULL));
    R(syscall(SYS_waitid, P_PID, 0, &info, WEXITED, NULL));
    R(syscall(SYS_waitid, P_PID, -1, &info, WEXITED, NULL));
    R(syscall(SYS_waitid, P_PGID, -1, &info, WEXITED, NULL));
    R(syscall(SYS_waitid, P_PGID, 0, &info, WEXITED, NULL));
    pid_t child = fork();
    if (child == 0) _exit(3);
    R(syscall(SYS_waitid, P_PID, child, bad_address(), WEXITED | WNOWAIT, NULL));
    R(syscall(SYS_waitid, P_PID, child, NULL, WEXITED | WNOWAIT, NULL));
    R(syscall(SYS_wait4, child, bad_address(), 0, NULL));
    R(syscall(SYS_wait4, child, &status, 0, NULL));
}

CASE(exec_keeps_ignored_and_mask)
{
    CHILD {
        signal(SIGUSR1, SIG_IGN);
        handle(SIGUSR2, count, 0);
        block(SIG_BLOCK, SIGTERM);
        raise(SIGTERM);
        char text[4096];
        read_file("/proc/self/status", text, sizeof text);
        (void)text;
        char *arguments[] = { "oracle", "--exec", "ran", NULL };
        execve("/proc/self/exe", arguments, (char *[]){ NULL });
    }
}

CASE(pending_survives_fork_in_the_parent_only)
{
    block(SIG_BLOCK, SIGUSR1);
    raise(SIGUSR1);
    CHILD {
        sigset_t pending;
        sigpending(&pending);
        T(sigismember(&pending, SIGUSR1) == 0);
    }
    sigset_t pending;
    sigpending(&pending);
    T(sigismember(&pending, SIGUSR1) == 1);
}

CASE(broken_pipe)
{
    pipe(ends);
    close(ends[0]);
    CHILD write(ends[1], "x", 1);
    inform(SIGPIPE, tell, 0);
    R(write(ends[1], "x", 1));
}

CASE(ignoring_discards_pending)
{
    handle(SIGUSR1, count, 0);
    block(SIG_BLOCK, SIGUSR1);
    raise(SIGUSR1);
    signal(SIGUSR1, SIG_IGN);
    handle(SIGUSR1, count, 0);
    block(SIG_UNBLOCK, SIGUSR1);
    printf("taken %d\n", taken);
    block(SIG_BLOCK, SIGCHLD);
    raise(SIGCHLD);
    sigset_t pending;
    sigpending(&pending);
    T(sigismember(&pending, SIGCHLD) == 1);
}

CASE(continue_and_stop_take_each_other_away)
{
    block(SIG_BLOCK, SIGCONT);
    block(SIG_BLOCK, SIGTSTP);
    sigset_t pending;
    raise(SIGTSTP);
    raise(SIGCONT);
    sigpending(&pending);
    printf("%d %d\n", sigismember(&pending, SIGTSTP), sigismember(&pending, SIGCONT));
    raise(SIGTSTP);
    sigpending(&pending);
    printf("%d %d\n", sigismember(&pending, SIGTSTP), sigismember(&pending, SIGCONT));
}
