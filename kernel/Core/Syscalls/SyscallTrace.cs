// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>Writes a line per system call to the log, like strace(1): the option <c>strace</c> on the kernel command line.</summary>
internal static class SyscallTrace
{
    internal static bool IsEnabled { get; set; }

    internal static void Write(UserThread thread, ulong number, in SyscallArguments a, Result<long> result)
    {
        string name = SystemCallNames.Find(number) ?? "unknown";
        if (result.Try(out long value, out Errno error))
        {
            Log.Info($"strace {thread.Id} {name}({a.A0:x}, {a.A1:x}, {a.A2:x}, {a.A3:x}, {a.A4:x}, {a.A5:x}) = {value:x}");
        }
        else
        {
            Log.Info($"strace {thread.Id} {name}({a.A0:x}, {a.A1:x}, {a.A2:x}, {a.A3:x}, {a.A4:x}, {a.A5:x}) = -{(int)error}");
        }
    }
}
