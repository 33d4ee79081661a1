// SPDX-License-Identifier: MIT
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Syscalls;
using Skift.Machine;

namespace Skift.Core;

/// <summary>What there is one of, made once at boot by <see cref="Start"/>.</summary>
public static class KernelServices
{
    private static PipeFileSystem? s_pipes;

    /// <summary>Where pipe(2) makes its inodes.</summary>
    internal static PipeFileSystem Pipes => s_pipes!;

    /// <summary>Prepares for processes. Called once the root file system is there, before <see cref="InitProcess.Start"/>.</summary>
    public static void Start(MountNamespace mounts)
    {
        s_pipes = new PipeFileSystem(mounts);
        FaultHandler.Install(new UserMemoryFaultHandler());
        SyscallTrace.IsEnabled = BootInformation.TryGetOption("strace"u8, out _);
    }
}
