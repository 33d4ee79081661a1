// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sched.h.</summary>
public static unsafe partial class C
{
    [RuntimeExport("sched_yield")]
    public static int sched_yield() => (int)Error.Answer(Syscall.Invoke(SystemCall.sched_yield));

    [RuntimeExport("sched_get_priority_max")]
    public static int sched_get_priority_max(int policy) => (int)Error.Answer(Syscall.Invoke(SystemCall.sched_get_priority_max, policy));

    [RuntimeExport("sched_get_priority_min")]
    public static int sched_get_priority_min(int policy) => (int)Error.Answer(Syscall.Invoke(SystemCall.sched_get_priority_min, policy));

    [RuntimeExport("sched_getparam")]
    public static int sched_getparam(int pid, void* parameters) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.sched_getparam, pid, (long)parameters));

    [RuntimeExport("sched_setparam")]
    public static int sched_setparam(int pid, void* parameters) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.sched_setparam, pid, (long)parameters));

    [RuntimeExport("sched_getscheduler")]
    public static int sched_getscheduler(int pid) => (int)Error.Answer(Syscall.Invoke(SystemCall.sched_getscheduler, pid));

    [RuntimeExport("sched_setscheduler")]
    public static int sched_setscheduler(int pid, int policy, void* parameters) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.sched_setscheduler, pid, policy, (long)parameters));

    [RuntimeExport("sched_rr_get_interval")]
    public static int sched_rr_get_interval(int pid, void* interval) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.sched_rr_get_interval, pid, (long)interval));

    [RuntimeExport("sched_setaffinity")]
    public static int sched_setaffinity(int pid, nuint size, void* set) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.sched_setaffinity, pid, (long)size, (long)set));

    [RuntimeExport("unshare")]
    public static int unshare(int flags) => (int)Error.Answer(Syscall.Invoke(SystemCall.unshare, flags));

    [RuntimeExport("setns")]
    public static int setns(int fd, int type) => (int)Error.Answer(Syscall.Invoke(SystemCall.setns, fd, type));

    /// <summary>Bytes past what the kernel knows are cleared.</summary>
    [RuntimeExport("sched_getaffinity")]
    public static int sched_getaffinity(int pid, nuint size, void* set)
    {
        long answer = Error.Answer(Syscall.Invoke(SystemCall.sched_getaffinity, pid, (long)size, (long)set));
        if (answer < 0)
        {
            return -1;
        }

        memset((byte*)set + answer, 0, size - (nuint)answer);
        return 0;
    }

    [RuntimeExport("sched_getcpu")]
    public static int sched_getcpu()
    {
        uint cpu;
        return Error.Answer(Syscall.Invoke(SystemCall.getcpu, (long)&cpu, 0, 0)) < 0 ? -1 : (int)cpu;
    }

    /// <summary>What CPU_COUNT stands for.</summary>
    [RuntimeExport("__sched_cpucount")]
    public static int __sched_cpucount(nuint size, byte* set)
    {
        int count = 0;
        for (nuint i = 0; i < size; i++)
        {
            for (int bits = set[i]; bits != 0; bits &= bits - 1)
            {
                count++;
            }
        }

        return count;
    }
}
