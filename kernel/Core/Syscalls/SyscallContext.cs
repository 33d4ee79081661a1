// SPDX-License-Identifier: MIT
using Skift.Core.Processes;

namespace Skift.Core.Syscalls;

/// <summary>On whose behalf a system call runs. Having one means that sleeping is allowed and user memory can be reached.</summary>
public readonly ref struct SyscallContext
{
    internal SyscallContext(UserThread thread) => Thread = thread;

    /// <summary>The calling thread.</summary>
    public UserThread Thread { get; }

    /// <summary>The caller's process.</summary>
    public Process Process => Thread.Process;

    public Credentials Credentials => Thread.Process.Credentials;
}
