// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/resource.h: limits of other processes, priorities.</summary>
public static unsafe partial class C
{
    [RuntimeExport("prlimit")]
    public static int prlimit(int pid, int resource, void* limit, void* old) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.prlimit64, pid, resource, (long)limit, (long)old));

    [RuntimeExport("setpriority")]
    public static int setpriority(int which, uint who, int priority) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.setpriority, which, who, priority));

    /// <summary>May well be -1 without an error: clear errno first.</summary>
    [RuntimeExport("getpriority")]
    public static int getpriority(int which, uint who)
    {
        // The kernel answers 20 - nice.
        long answer = Error.Answer(Syscall.Invoke(SystemCall.getpriority, which, who));
        return answer < 0 ? -1 : 20 - (int)answer;
    }
}
