// SPDX-License-Identifier: MIT
using Skift.Core.Events;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.MessageQueues;
using Skift.Core.Processes;
using Skift.Core.Programs;
using Skift.Core.Scheduling;
using Skift.Core.Sockets;
using Skift.Core.Sockets.Unix;
using Skift.Core.Syscalls.Strace;
using Skift.Machine;

namespace Skift.Core;

/// <summary>What there is one of, made once at boot by <see cref="Start"/>.</summary>
public static class KernelServices
{
    private static PipeFileSystem? s_pipes;
    private static AnonymousFileSystem? s_anonymous;
    private static SocketFileSystem? s_sockets;
    private static MemoryFileMount? s_memoryFiles;
    private static MessageQueueFileSystem? s_messageQueues;

    /// <summary>Where pipe(2) makes its inodes.</summary>
    internal static PipeFileSystem Pipes => s_pipes!;

    /// <summary>Where files that are only a descriptor have their inode.</summary>
    internal static AnonymousFileSystem Anonymous => s_anonymous!;

    /// <summary>Where sockets have their inodes.</summary>
    internal static SocketFileSystem Sockets => s_sockets!;

    /// <summary>Where memfd_create(2) makes its files.</summary>
    internal static MemoryFileMount MemoryFiles => s_memoryFiles!;

    /// <summary>Where mq_open(2) makes its queues.</summary>
    internal static MessageQueueFileSystem MessageQueues => s_messageQueues!;

    /// <summary>Prepares for processes. Called once the root file system is there, before <see cref="InitProcess.Start"/>.</summary>
    public static void Start(MountNamespace mounts, FileSystem memoryFiles)
    {
        s_memoryFiles = new MemoryFileMount(mounts, memoryFiles);
        s_pipes = new PipeFileSystem(mounts);
        s_anonymous = new AnonymousFileSystem(mounts);
        s_sockets = new SocketFileSystem(mounts);
        s_messageQueues = new MessageQueueFileSystem(mounts);
        SocketFamily.Register(new UnixFamily());
        VirtualCalls.Start();
        FaultHandler.Install(new UserMemoryFaultHandler());
        LoadAverage.Start();
        SyscallTrace.Start();
    }
}
