// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>System calls that no header declares, neither musl's nor glibc's: programs write their prototypes themselves.</summary>
public static unsafe partial class C
{
    /// <summary>arch_prctl(2): EINVAL for a code there is not, EPERM for an address outside the program, EFAULT.</summary>
    [RuntimeExport("arch_prctl")]
    public static int arch_prctl(int code, ulong address) => (int)Error.Answer(Syscall.Invoke(SystemCall.arch_prctl, code, (long)address));

    [RuntimeExport("init_module")]
    public static int init_module(void* image, ulong length, byte* parameters) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.init_module, (long)image, (long)length, (long)parameters));

    [RuntimeExport("delete_module")]
    public static int delete_module(byte* name, uint flags) => (int)Error.Answer(Syscall.Invoke(SystemCall.delete_module, (long)name, flags));
}
