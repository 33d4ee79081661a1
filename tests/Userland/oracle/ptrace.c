// SPDX-License-Identifier: MIT
// ptrace(2): stops, registers, memory, events; and reading other processes' memory.
#include "ptracehelp.h"
#include <sys/uio.h>
#include <sys/user.h>

#ifndef PTRACE_GET_SYSCALL_INFO
#define PTRACE_GET_SYSCALL_INFO 0x420e
#endif

// A child that is traced and has stopped.
static pid_t traced_child(void)
{
    pid_t child = fork();
    if (child == 0) {
        trace(PTRACE_TRACEME, 0, 0, 0);
        raise(SIGSTOP);
        return 0;
    }
    next_stop("start", child);
    return child;
}

CASE(wrong_requests)
{
    int status;
    R(trace(PTRACE_CONT, 0x3fffff, 0, 0));
    R(trace(PTRACE_CONT, getpid(), 0, 0));
    R(trace(PTRACE_ATTACH, getpid(), 0, 0));
    R(trace(PTRACE_ATTACH, 0x3fffff, 0, 0));
    R(trace(PTRACE_SEIZE, 0x3fffff, 1, 0));
    R(trace(PTRACE_SEIZE, 0x3fffff, 0, 0x80000000));
    pid_t other = fork();
    if (other == 0) for (;;) pause();
    R(trace(PTRACE_CONT, other, 0, 0));
    R(trace(PTRACE_PEEKDATA, other, 0, 0));
    R(trace(0x9999, other, 0, 0));
    R(trace(PTRACE_SEIZE, other, 0, 0));
    R(trace(PTRACE_SEIZE, other, 0, 0));
    R(trace(PTRACE_ATTACH, other, 0, 0));
    R(trace(PTRACE_CONT, other, 0, 0));
    R(trace(PTRACE_KILL, other, 0, 0));
    R(waitpid(other, &status, 0) == other);
    show_status("killed", status);
    CHILD {
        R(trace(PTRACE_TRACEME, 0, 0, 0));
        R(trace(PTRACE_TRACEME, 0, 0, 0));
    }
}

CASE(only_its_user_may_attach)
{
    pid_t root = fork();
    if (root == 0) for (;;) pause();
    CHILD {
        setgid(1000);
        setuid(1000);
        R(trace(PTRACE_ATTACH, root, 0, 0));
        R(trace(PTRACE_SEIZE, root, 0, 0));
        char c;
        struct iovec own = { &c, 1 }, other = { &c, 1 };
        R(process_vm_readv(root, &own, 1, &other, 1, 0));
    }
    kill(root, SIGKILL);
    waitpid(root, NULL, 0);
}

CASE(signals_are_shown_first)
{
    pid_t child = traced_child();
    if (child == 0) {
        signal(SIGUSR1, SIG_IGN);
        raise(SIGUSR1);
        raise(SIGUSR2);
        raise(SIGTERM);
        _exit(9);
    }
    siginfo_t info;
    R(trace(PTRACE_CONT, child, 0, 0));
    next_stop("ignored", child);
    memset(&info, 0, sizeof info);
    R(trace(PTRACE_GETSIGINFO, child, 0, (long)&info));
    printf("%s code %d\n", oracle_signal(info.si_signo), info.si_code);
    T(info.si_pid == child);
    R(trace(PTRACE_CONT, child, 0, SIGUSR1));
    next_stop("deadly", child);
    R(trace(PTRACE_CONT, child, 0, 0));
    next_stop("changed", child);
    R(trace(PTRACE_CONT, child, 0, 65));
    R(trace(PTRACE_CONT, child, 0, SIGHUP));
    next_stop("end", child);
    R(trace(PTRACE_CONT, child, 0, 0));
}

CASE(sigkill_needs_no_leave)
{
    pid_t child = traced_child();
    if (child == 0) for (;;) pause();
    R(kill(child, SIGKILL));
    next_stop("killed", child);
}

CASE(calls_are_shown)
{
    pid_t child = traced_child();
    if (child == 0) {
        syscall(SYS_getppid);
        syscall(12345);
        syscall(SYS_close, 77);
        _exit(3);
    }
    R(trace(PTRACE_SETOPTIONS, child, 0, PTRACE_O_TRACESYSGOOD));
    R(trace(PTRACE_SETOPTIONS, child, 0, 1 << 30));
    for (int i = 0; i < 40; i++) {
        if (trace(PTRACE_SYSCALL, child, 0, 0) < 0) break;
        int status;
        waitpid(child, &status, __WALL);
        if (!WIFSTOPPED(status)) {
            show_status("end", status);
            break;
        }
        if (WSTOPSIG(status) != (SIGTRAP | 0x80)) {
            show_status("stop", status);
            continue;
        }
        struct user_regs_struct regs;
        struct { unsigned char op, pad[3]; unsigned arch; unsigned long ip, sp, first, second, rest[5]; } info;
        memset(&info, 0, sizeof info);
        trace(PTRACE_GETREGS, child, 0, (long)&regs);
        long size = trace(PTRACE_GET_SYSCALL_INFO, child, sizeof info, (long)&info);
        if (regs.orig_rax == SYS_rt_sigprocmask || regs.orig_rax == SYS_gettid || regs.orig_rax == SYS_tkill || regs.orig_rax == SYS_rt_sigaction) continue;
        if (info.op == 1) printf("entry %ld rax %ld size %ld first %d\n", (long)regs.orig_rax, (long)regs.rax, size, regs.rdi == info.second);
        else if (info.op == 2) printf("exit %ld %s size %ld error %d same %d\n", (long)regs.orig_rax, (long)regs.rax < 0 ? oracle_error((int)-regs.rax) : "ok", size, (int)(info.second & 1), regs.rax == info.first);
        else printf("op %d\n", info.op);
    }
}

CASE(a_call_is_changed)
{
    pid_t child = traced_child();
    if (child == 0) {
        long a = syscall(SYS_getuid), b = syscall(SYS_getuid);
        _exit((int)a * 10 + (b == 7));
    }
    struct user_regs_struct regs;
    trace(PTRACE_SETOPTIONS, child, 0, PTRACE_O_TRACESYSGOOD);
    int seen = 0, status;
    while (trace(PTRACE_SYSCALL, child, 0, 0) == 0 && waitpid(child, &status, __WALL) == child && WIFSTOPPED(status)) {
        trace(PTRACE_GETREGS, child, 0, (long)&regs);
        if ((long)regs.orig_rax != SYS_getuid && (long)regs.orig_rax != -1) continue;
        seen++;
        if (seen == 1) {
            regs.orig_rax = -1;
            R(trace(PTRACE_SETREGS, child, 0, (long)&regs));
        } else if (seen == 2) {
            printf("skipped: %s\n", oracle_error((int)-regs.rax));
            regs.rax = 4;
            R(trace(PTRACE_SETREGS, child, 0, (long)&regs));
        } else if (seen == 4) {
            regs.rax = 7;
            R(trace(PTRACE_SETREGS, child, 0, (long)&regs));
        }
    }
    show_status("end", status);
}

static volatile long watched = 0x1122334455667788;
static const char constant[] = "constant";

__attribute__((noinline)) static int answer(int a)
{
    __asm__ volatile("");
    return a + 1;
}

CASE(memory_is_read_and_written)
{
    pid_t child = traced_child();
    if (child == 0) _exit(watched == 5 && constant[0] == 'C' && answer(1) == 77 ? 0 : 1);
    unsigned long word = 0;
    R(trace(PTRACE_PEEKDATA, child, (long)&watched, (long)&word));
    printf("%lx\n", word);
    R(trace(PTRACE_PEEKTEXT, child, 8, (long)&word));
    R(trace(PTRACE_PEEKDATA, child, (long)&watched, 8));
    R(trace(PTRACE_POKEDATA, child, (long)&watched, 5));
    R(trace(PTRACE_POKEDATA, child, 8, 5));
    R(trace(PTRACE_PEEKDATA, child, (long)constant, (long)&word));
    word = (word & ~0xfful) | 'C';
    R(trace(PTRACE_POKETEXT, child, (long)constant, word));
    // mov $77, %eax; ret
    R(trace(PTRACE_POKETEXT, child, (long)answer, 0xc30000004db8));
    T(constant[0] == 'c');
    R(answer(1));
    R(watched == 5);
    R(trace(PTRACE_CONT, child, 0, 0));
    next_stop("end", child);
}

CASE(registers_are_read_and_written)
{
    pid_t child = fork();
    if (child == 0) {
        trace(PTRACE_TRACEME, 0, 0, 0);
        register long r12 __asm__("r12") = 0x1234;
        register long r13 __asm__("r13") = 0;
        __asm__ volatile("int3\n\t" : "+r"(r12), "+r"(r13) : : "memory");
        _exit((int)(r12 + r13));
    }
    next_stop("breakpoint", child);
    struct user_regs_struct regs;
    siginfo_t info;
    R(trace(PTRACE_GETSIGINFO, child, 0, (long)&info));
    printf("code %d\n", info.si_code);
    R(trace(PTRACE_GETREGS, child, 0, (long)&regs));
    printf("r12 %lx cs %lx ss %lx orig %ld\n", regs.r12, regs.cs, regs.ss, (long)regs.orig_rax);
    unsigned long word = 0;
    R(trace(PTRACE_PEEKUSER, child, offsetof(struct user_regs_struct, r12), (long)&word));
    printf("%lx\n", word);
    R(trace(PTRACE_POKEUSER, child, offsetof(struct user_regs_struct, r12), 3));
    R(trace(PTRACE_PEEKUSER, child, 3, (long)&word));
    R(trace(PTRACE_PEEKUSER, child, sizeof(struct user), (long)&word));
    R(trace(PTRACE_POKEUSER, child, offsetof(struct user_regs_struct, cs), 8));
    R(trace(PTRACE_POKEUSER, child, offsetof(struct user_regs_struct, fs_base), 0xffff800000000000));
    struct iovec part = { &regs, sizeof regs };
    R(trace(PTRACE_GETREGSET, child, 1, (long)&part));
    printf("%d r12 %lx\n", (int)part.iov_len, regs.r12);
    regs.r13 = 4;
    R(trace(PTRACE_SETREGSET, child, 1, (long)&part));
    part.iov_len = 16;
    R(trace(PTRACE_GETREGSET, child, 1, (long)&part));
    R(part.iov_len);
    part.iov_len = 17;
    R(trace(PTRACE_GETREGSET, child, 1, (long)&part));
    R(trace(PTRACE_GETREGSET, child, 77, (long)&part));
    R(trace(PTRACE_GETREGSET, child, 1, (long)bad_address()));
    struct user_fpregs_struct fp;
    R(trace(PTRACE_GETFPREGS, child, 0, (long)&fp));
    printf("%x %x\n", fp.cwd, fp.mxcsr);
    R(trace(PTRACE_SETFPREGS, child, 0, (long)&fp));
    part = (struct iovec){ &fp, sizeof fp };
    R(trace(PTRACE_GETREGSET, child, 2, (long)&part));
    R(part.iov_len);
    R(trace(PTRACE_CONT, child, 0, 0));
    next_stop("end", child);
}

CASE(single_steps)
{
    pid_t child = fork();
    if (child == 0) {
        trace(PTRACE_TRACEME, 0, 0, 0);
        __asm__ volatile("int3\n\tnop\n\tnop\n\tnop\n\t" ::: "memory");
        _exit(6);
    }
    next_stop("breakpoint", child);
    struct user_regs_struct before, after;
    for (int i = 0; i < 3; i++) {
        trace(PTRACE_GETREGS, child, 0, (long)&before);
        R(trace(PTRACE_SINGLESTEP, child, 0, 0));
        next_stop("step", child);
        trace(PTRACE_GETREGS, child, 0, (long)&after);
        printf("%ld, trap flag %d\n", (long)(after.rip - before.rip), (int)(after.eflags >> 8 & 1));
    }
    siginfo_t info;
    R(trace(PTRACE_GETSIGINFO, child, 0, (long)&info));
    printf("code %d\n", info.si_code);
    R(trace(PTRACE_CONT, child, 0, 0));
    next_stop("end", child);
}

CASE(children_are_traced_too)
{
    pid_t child = traced_child();
    if (child == 0) {
        pid_t inner = fork();
        if (inner == 0) _exit(4);
        int status;
        waitpid(inner, &status, 0);
        _exit(WEXITSTATUS(status) + 1);
    }
    unsigned long message = 0;
    R(trace(PTRACE_SETOPTIONS, child, 0, PTRACE_O_TRACEFORK | PTRACE_O_EXITKILL));
    R(trace(PTRACE_CONT, child, 0, 0));
    next_stop("fork", child);
    R(trace(PTRACE_GETEVENTMSG, child, 0, (long)&message));
    pid_t inner = (pid_t)message;
    next_stop("inner", inner);
    R(trace(PTRACE_CONT, child, 0, 0));
    R(trace(PTRACE_CONT, inner, 0, 0));
    next_stop("inner", inner);
    int status = next_stop("chld", child);
    if (WIFSTOPPED(status)) {
        R(trace(PTRACE_CONT, child, 0, SIGCHLD));
        next_stop("end", child);
    }
}

CASE(programs_that_are_started)
{
    for (int option = 0; option < 2; option++) {
        pid_t child = traced_child();
        if (child == 0) {
            dup2(open("/dev/null", O_WRONLY), 1);
            execl("/proc/self/exe", "oracle", "--exec", "x", NULL);
            _exit(99);
        }
        unsigned long message = 0;
        if (option) R(trace(PTRACE_SETOPTIONS, child, 0, PTRACE_O_TRACEEXEC | PTRACE_O_TRACEEXIT));
        R(trace(PTRACE_CONT, child, 0, 0));
        next_stop("exec", child);
        trace(PTRACE_GETEVENTMSG, child, 0, (long)&message);
        if (option) T(message == (unsigned long)child);
        R(trace(PTRACE_CONT, child, 0, 0));
        int status = next_stop("then", child);
        if (WIFSTOPPED(status)) {
            R(trace(PTRACE_GETEVENTMSG, child, 0, (long)&message));
            printf("exit status %lx\n", message);
            R(trace(PTRACE_CONT, child, 0, 0));
            next_stop("end", child);
        }
    }
}

CASE(attaching_stops)
{
    pid_t child = fork();
    if (child == 0) for (;;) pause();
    sleep_ms(20);
    R(trace(PTRACE_ATTACH, child, 0, 0));
    next_stop("attached", child);
    siginfo_t info;
    R(trace(PTRACE_GETSIGINFO, child, 0, (long)&info));
    R(trace(PTRACE_INTERRUPT, child, 0, 0));
    R(trace(PTRACE_LISTEN, child, 0, 0));
    R(trace(PTRACE_DETACH, child, 0, 0));
    R(trace(PTRACE_CONT, child, 0, 0));
    int status;
    R(waitpid(child, &status, WNOHANG));
    R(kill(child, SIGTERM));
    next_stop("end", child);
}

CASE(seizing_does_not)
{
    pid_t child = fork();
    if (child == 0) for (;;) pause();
    int status;
    siginfo_t info;
    sleep_ms(20);
    R(trace(PTRACE_SEIZE, child, 0, PTRACE_O_TRACESYSGOOD));
    R(waitpid(child, &status, WNOHANG));
    R(trace(PTRACE_INTERRUPT, child, 0, 0));
    next_stop("interrupted", child);
    R(trace(PTRACE_GETSIGINFO, child, 0, (long)&info));
    R(trace(PTRACE_LISTEN, child, 0, 0));
    R(trace(PTRACE_INTERRUPT, child, 0, 0));
    next_stop("again", child);
    R(trace(PTRACE_CONT, child, 0, 0));
    R(kill(child, SIGSTOP));
    next_stop("signal", child);
    R(trace(PTRACE_CONT, child, 0, SIGSTOP));
    next_stop("group", child);
    R(trace(PTRACE_LISTEN, child, 0, 0));
    R(kill(child, SIGCONT));
    next_stop("continued", child);
    R(trace(PTRACE_CONT, child, 0, 0));
    next_stop("signal", child);
    R(trace(PTRACE_DETACH, child, 0, SIGKILL));
    next_stop("end", child);
}

CASE(group_stops_of_the_attached)
{
    pid_t child = traced_child();
    if (child == 0) {
        raise(SIGTSTP);
        _exit(2);
    }
    R(trace(PTRACE_CONT, child, 0, 0));
    next_stop("signal", child);
    R(trace(PTRACE_CONT, child, 0, SIGSTOP));
    next_stop("group", child);
    R(trace(PTRACE_CONT, child, 0, 0));
    next_stop("end", child);
}

CASE(the_tracer_ends)
{
    int sync[2], report[2];
    char c;
    pipe(sync), pipe(report);
    pid_t child = fork();
    if (child == 0) {
        read(sync[0], &c, 1);
        write(report[1], "!", 1);
        _exit(0);
    }
    for (int kill_too = 0; kill_too < 2; kill_too++) {
        CHILD {
            R(trace(PTRACE_SEIZE, child, 0, kill_too ? PTRACE_O_EXITKILL : 0));
            R(trace(PTRACE_INTERRUPT, child, 0, 0));
            next_stop("stopped", child);
        }
    }
    next_stop("end", child);
}

CASE(another_process_waits_first)
{
    pid_t child = fork();
    if (child == 0) for (;;) pause();
    int ready[2], done[2];
    char c;
    pipe(ready), pipe(done);
    pid_t tracer = fork();
    if (tracer == 0) {
        R(trace(PTRACE_SEIZE, child, 0, 0));
        write(ready[1], "x", 1);
        read(done[0], &c, 1);
        next_stop("tracer sees", child);
        R(trace(PTRACE_CONT, child, 0, SIGTERM));
        next_stop("tracer sees", child);
        _exit(0);
    }
    read(ready[0], &c, 1);
    int status;
    kill(child, SIGTERM);
    sleep_ms(50);
    R(waitpid(child, &status, WNOHANG));
    write(done[1], "x", 1);
    show_child("tracer", tracer);
    next_stop("parent sees", child);
}

CASE(waitid_tells_traps)
{
    pid_t child = traced_child();
    if (child == 0) {
        raise(SIGUSR1);
        _exit(0);
    }
    siginfo_t info;
    trace(PTRACE_CONT, child, 0, 0);
    memset(&info, 0, sizeof info);
    R(waitid(P_PID, child, &info, WEXITED | WNOWAIT));
    printf("code %d status %d\n", info.si_code, info.si_status);
    R(waitid(P_PID, child, &info, WSTOPPED));
    printf("code %d status %d\n", info.si_code, info.si_status);
    R(waitpid(child, NULL, WNOHANG));
    trace(PTRACE_CONT, child, 0, SIGKILL);
    next_stop("end", child);
}

CASE(interrupted_calls_show_their_restart)
{
    pid_t child = traced_child();
    if (child == 0) {
        char c;
        int p[2];
        pipe(p);
        signal(SIGUSR1, SIG_IGN);
        long got = read(p[0], &c, 1);
        _exit(got == -1 ? errno : 0);
    }
    trace(PTRACE_CONT, child, 0, 0);
    sleep_ms(50);
    kill(child, SIGUSR1);
    next_stop("signal", child);
    struct user_regs_struct regs;
    trace(PTRACE_GETREGS, child, 0, (long)&regs);
    printf("rax %ld orig %ld\n", (long)regs.rax, (long)regs.orig_rax);
    regs.orig_rax = -1;
    regs.rax = -EINTR;
    trace(PTRACE_SETREGS, child, 0, (long)&regs);
    trace(PTRACE_CONT, child, 0, 0);
    int status = next_stop("end", child);
    if (WIFEXITED(status)) T(WEXITSTATUS(status) == EINTR);
}

CASE(masks_of_signals)
{
    pid_t child = traced_child();
    if (child == 0) {
        sigset_t mask;
        sigprocmask(SIG_BLOCK, NULL, &mask);
        _exit(sigismember(&mask, SIGUSR2));
    }
    unsigned long mask = 1;
    R(trace(PTRACE_GETSIGMASK, child, 8, (long)&mask));
    R(trace(PTRACE_GETSIGMASK, child, 4, (long)&mask));
    mask = 1ul << (SIGUSR2 - 1);
    R(trace(PTRACE_SETSIGMASK, child, 8, (long)&mask));
    R(trace(PTRACE_CONT, child, 0, 0));
    next_stop("end", child);
}

CASE(memory_of_others)
{
    static char text[] = "in the parent";
    char back[32] = "";
    pid_t child = fork();
    if (child == 0) {
        strcpy(text, "in the child ");
        raise(SIGSTOP);
        printf("%s\n", text);
        _exit(0);
    }
    int status;
    waitpid(child, &status, WUNTRACED);
    struct iovec own[2] = { { back, 4 }, { back + 4, 10 } }, other[2] = { { text, 6 }, { text + 6, 8 } };
    R(process_vm_readv(child, own, 2, other, 2, 0));
    show_bytes("back", back, 14);
    struct iovec small = { "IN", 2 };
    R(process_vm_writev(child, &small, 1, other, 1, 0));
    R(process_vm_readv(child, own, 2, other, 2, 1));
    R(process_vm_readv(0x3fffff, own, 2, other, 2, 0));
    other[1].iov_base = bad_address();
    R(process_vm_readv(child, own, 2, other, 2, 0));
    other[0].iov_base = bad_address();
    R(process_vm_readv(child, own, 2, other, 2, 0));
    R(process_vm_readv(child, own, 0, other, 2, 0));
    R(process_vm_readv(child, own, 2, other, 1025, 0));
    kill(child, SIGCONT);
    show_child("child", child);
}

CASE(memory_as_a_file)
{
    char path[64], back[16] = "";
    pid_t child = traced_child();
    if (child == 0) _exit(watched == 9 ? 0 : 1);
    snprintf(path, sizeof path, "/proc/%d/mem", child);
    int file = open(path, O_RDWR);
    NEED(file >= 0);
    R(pread(file, back, 9, (off_t)constant));
    show_bytes("back", back, 9);
    R(pread(file, back, 9, 8));
    long nine = 9;
    R(pwrite(file, &nine, sizeof nine, (off_t)&watched));
    R(pwrite(file, "X", 1, (off_t)constant));
    R(pread(file, back, 1, (off_t)constant));
    show_bytes("back", back, 1);
    R(pwrite(file, "X", 1, 8));
    T(constant[0] == 'c');
    trace(PTRACE_CONT, child, 0, 0);
    next_stop("end", child);
    R(pread(file, back, 9, (off_t)constant));
}

static volatile long observed[4];

static long debug_register(int number)
{
    return offsetof(struct user, u_debugreg) + (unsigned long)number * sizeof(long);
}

static void show_trap(pid_t child)
{
    siginfo_t info = { 0 };
    if (trace(PTRACE_GETSIGINFO, child, 0, (long)&info) == 0) printf("%s code %d\n", oracle_signal(info.si_signo), info.si_code);
    long status = ptrace(PTRACE_PEEKUSER, child, debug_register(6), 0);
    printf("hit %lx\n", status & 15);
    trace(PTRACE_POKEUSER, child, debug_register(6), 0);
}

CASE(hardware_watchpoints)
{
    pid_t child = traced_child();
    if (child == 0) {
        observed[0] = 1;
        observed[1] = 2;
        observed[2] = 3;
        _exit(0);
    }
    R(trace(PTRACE_POKEUSER, child, debug_register(0), (long)&observed[1]));
    // Writes of eight bytes to the first address.
    R(trace(PTRACE_POKEUSER, child, debug_register(7), 1 | 9ul << 16));
    R(ptrace(PTRACE_PEEKUSER, child, debug_register(7), 0) & 0xF0001);
    R(trace(PTRACE_CONT, child, 0, 0));
    next_stop("stopped", child);
    show_trap(child);
    R(ptrace(PTRACE_PEEKDATA, child, &observed[0], 0));
    R(ptrace(PTRACE_PEEKDATA, child, &observed[1], 0));
    R(ptrace(PTRACE_PEEKDATA, child, &observed[2], 0));
    R(trace(PTRACE_POKEUSER, child, debug_register(7), 0));
    R(trace(PTRACE_CONT, child, 0, 0));
    next_stop("end", child);
}

static __attribute__((noinline)) void stop_here(void)
{
    __asm__ volatile("");
}

CASE(hardware_breakpoints)
{
    pid_t child = traced_child();
    if (child == 0) {
        stop_here();
        stop_here();
        _exit(0);
    }
    R(trace(PTRACE_POKEUSER, child, debug_register(2), (long)stop_here));
    R(trace(PTRACE_POKEUSER, child, debug_register(7), 1 << 4));
    for (int i = 0; i < 2; i++) {
        R(trace(PTRACE_CONT, child, 0, 0));
        next_stop("stopped", child);
        show_trap(child);
        struct user_regs_struct registers;
        trace(PTRACE_GETREGS, child, 0, (long)&registers);
        T(registers.rip == (unsigned long)stop_here);
        registers.eflags |= 1 << 16;
        R(trace(PTRACE_SETREGS, child, 0, (long)&registers));
    }
    R(trace(PTRACE_CONT, child, 0, 0));
    next_stop("end", child);
}

CASE(wrong_debug_registers)
{
    pid_t child = traced_child();
    if (child == 0) _exit(0);
    R(trace(PTRACE_POKEUSER, child, debug_register(0), 0xffff800000000000));
    R(trace(PTRACE_POKEUSER, child, debug_register(4), 1));
    R(trace(PTRACE_POKEUSER, child, debug_register(5), 1));
    R(trace(PTRACE_POKEUSER, child, debug_register(8), 1));
    R(trace(PTRACE_POKEUSER, child, debug_register(0), (long)&observed[0] + 1));
    R(trace(PTRACE_POKEUSER, child, debug_register(7), 1 | 9ul << 16));
    R(trace(PTRACE_POKEUSER, child, debug_register(0), (long)&observed[0]));
    R(trace(PTRACE_POKEUSER, child, debug_register(7), 1 | 4ul << 16));
    R(trace(PTRACE_POKEUSER, child, debug_register(7), 1 | 2ul << 16));
    R(trace(PTRACE_KILL, child, 0, 0));
    next_stop("end", child);
}

CASE(emulated_calls)
{
    pid_t child = traced_child();
    if (child == 0) {
        long first = syscall(SYS_getppid), second = syscall(SYS_getppid);
        _exit(first == 1234 && second == getppid() ? 5 : 6);
    }
    struct user_regs_struct registers;
    // Out of the call that stopped it.
    for (int i = 0; i < 20; i++) {
        R(trace(31, child, 0, 0));
        next_stop("stopped", child);
        trace(PTRACE_GETREGS, child, 0, (long)&registers);
        if (registers.orig_rax == SYS_getppid) break;
    }
    R(registers.orig_rax == SYS_getppid);
    R((long)registers.rax);
    registers.rax = 1234;
    R(trace(PTRACE_SETREGS, child, 0, (long)&registers));
    R(trace(PTRACE_CONT, child, 0, 0));
    next_stop("end", child);
}

CASE(the_tracer_is_told)
{
    char path[64], text[4096];
    pid_t child = traced_child();
    if (child == 0) for (;;) pause();
    snprintf(path, sizeof path, "/proc/%d/status", child);
    text[read_file(path, text, sizeof text - 1)] = 0;
    char *line = strstr(text, "TracerPid:");
    NEED(line);
    T(atoi(line + 10) == getpid());
    R(trace(PTRACE_DETACH, child, 0, 0));
    sleep_ms(50);
    text[read_file(path, text, sizeof text - 1)] = 0;
    line = strstr(text, "TracerPid:");
    NEED(line);
    R(atoi(line + 10));
    // The call in which it waits.
    snprintf(path, sizeof path, "/proc/%d/syscall", child);
    text[read_file(path, text, sizeof text - 1)] = 0;
    R(atoi(text));
    int words = 0;
    for (char *word = strtok(text, " \n"); word; word = strtok(NULL, " \n")) words++;
    R(words);
    kill(child, SIGKILL);
    show_child("child", child);
}
