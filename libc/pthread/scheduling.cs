// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>pthread.h: scheduling, names and clocks of threads. ESRCH: the thread has ended.</summary>
public static unsafe partial class C
{
    private const int ThreadNameSize = 16;

    [RuntimeExport("pthread_getschedparam")]
    public static int pthread_getschedparam(ThreadBlock* thread, int* policy, int* parameters)
    {
        ulong mask = HoldThread(thread, out int id);
        long answer = id == 0 ? -(long)Errno.ESRCH : Syscall.Invoke(SystemCall.sched_getparam, id, (long)parameters);
        if (answer >= 0)
        {
            *policy = (int)Syscall.Invoke(SystemCall.sched_getscheduler, id);
        }

        return LetThreadGo(thread, mask, answer);
    }

    [RuntimeExport("pthread_setschedparam")]
    public static int pthread_setschedparam(ThreadBlock* thread, int policy, int* parameters)
    {
        ulong mask = HoldThread(thread, out int id);
        long answer = id == 0 ? -(long)Errno.ESRCH : Syscall.Invoke(SystemCall.sched_setscheduler, id, policy, (long)parameters);
        return LetThreadGo(thread, mask, answer);
    }

    [RuntimeExport("pthread_setschedprio")]
    public static int pthread_setschedprio(ThreadBlock* thread, int priority)
    {
        ulong mask = HoldThread(thread, out int id);
        long answer = id == 0 ? -(long)Errno.ESRCH : Syscall.Invoke(SystemCall.sched_setparam, id, (long)&priority);
        return LetThreadGo(thread, mask, answer);
    }

    [RuntimeExport("pthread_setaffinity_np")]
    public static int pthread_setaffinity_np(ThreadBlock* thread, nuint size, void* set)
    {
        ulong mask = HoldThread(thread, out int id);
        long answer = id == 0 ? -(long)Errno.ESRCH : Syscall.Invoke(SystemCall.sched_setaffinity, id, (long)size, (long)set);
        return LetThreadGo(thread, mask, answer);
    }

    [RuntimeExport("pthread_getaffinity_np")]
    public static int pthread_getaffinity_np(ThreadBlock* thread, nuint size, byte* set)
    {
        ulong mask = HoldThread(thread, out int id);
        long answer = id == 0 ? -(long)Errno.ESRCH : Syscall.Invoke(SystemCall.sched_getaffinity, id, (long)size, (long)set);
        if (answer >= 0)
        {
            memset(set + answer, 0, size - (nuint)answer);
        }

        return LetThreadGo(thread, mask, answer);
    }

    [RuntimeExport("pthread_getcpuclockid")]
    public static int pthread_getcpuclockid(ThreadBlock* thread, int* clock)
    {
        // The kernel's numbering of processor-time clocks: the inverted number, "this thread only", "scheduler's clock".
        const int ThreadClock = 6;
        int id = thread->Id;
        *clock = (~id << 3) | ThreadClock;
        return id == 0 ? (int)Errno.ESRCH : 0;
    }

    /// <summary>Of no consequence: every thread is the kernel's.</summary>
    [RuntimeExport("pthread_setconcurrency")]
    public static int pthread_setconcurrency(int level) => level < 0 ? (int)Errno.EINVAL : level > 0 ? (int)Errno.EAGAIN : 0;

    [RuntimeExport("pthread_getconcurrency")]
    public static int pthread_getconcurrency() => 0;

    /// <returns>0; ERANGE: longer than 15 bytes; what opening /proc answers.</returns>
    [RuntimeExport("pthread_setname_np")]
    public static int pthread_setname_np(ThreadBlock* thread, byte* name)
    {
        nuint length = strnlen(name, ThreadNameSize);
        if (length >= ThreadNameSize)
        {
            return (int)Errno.ERANGE;
        }

        if (thread == ThreadStubs.Self())
        {
            return (int)-Syscall.Invoke(SystemCall.prctl, (long)Prctl.PR_SET_NAME, (long)name);
        }

        long file = OpenThreadName(thread, OpenFlags.O_WRONLY);
        long answer = file < 0 ? file : Syscall.Invoke(SystemCall.write, file, (long)name, (long)length);
        _ = file < 0 ? 0 : Syscall.Invoke(SystemCall.close, file);
        return answer < 0 ? (int)-answer : 0;
    }

    [RuntimeExport("pthread_getname_np")]
    public static int pthread_getname_np(ThreadBlock* thread, byte* name, nuint size)
    {
        if (size < ThreadNameSize)
        {
            return (int)Errno.ERANGE;
        }

        if (thread == ThreadStubs.Self())
        {
            return (int)-Syscall.Invoke(SystemCall.prctl, (long)Prctl.PR_GET_NAME, (long)name);
        }

        long file = OpenThreadName(thread, OpenFlags.O_RDONLY);
        long answer = file < 0 ? file : Syscall.Invoke(SystemCall.read, file, (long)name, (long)size);
        _ = file < 0 ? 0 : Syscall.Invoke(SystemCall.close, file);
        if (answer > 0)
        {
            // The kernel's text ends with a newline.
            name[answer - 1] = 0;
        }

        return answer < 0 ? (int)-answer : 0;
    }

    private static long OpenThreadName(ThreadBlock* thread, OpenFlags flags)
    {
        byte* path = stackalloc byte[40];
        byte* end = stpcpy(path, Literal("/proc/self/task/"u8));
        int id = thread->Id;
        int digits = 1;
        for (int rest = id; rest >= 10; rest /= 10)
        {
            digits++;
        }

        for (int i = digits - 1; i >= 0; i--, id /= 10)
        {
            end[i] = (byte)('0' + (id % 10));
        }

        _ = strcpy(end + digits, Literal("/comm"u8));
        return Syscall.Invoke(SystemCall.open, (long)path, (long)(flags | OpenFlags.O_CLOEXEC));
    }

    /// <summary>Keeps the thread's number its own while it is used.</summary>
    private static ulong HoldThread(ThreadBlock* thread, out int id)
    {
        ulong mask = Threads.BlockSignals(withHidden: true);
        LibraryLock.EnterAlways(ref thread->KillLock);
        id = thread->Id;
        return mask;
    }

    private static int LetThreadGo(ThreadBlock* thread, ulong mask, long answer)
    {
        LibraryLock.LeaveAlways(ref thread->KillLock);
        Threads.RestoreSignals(mask);
        return answer < 0 ? (int)-answer : 0;
    }
}
