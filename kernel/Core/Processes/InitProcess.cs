// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Programs;
using Skift.Core.Scheduling;
using Skift.Core.Signals;
using Skift.Machine;

namespace Skift.Core.Processes;

/// <summary>Makes process 1 from nothing; every other process is a copy of one.</summary>
public static class InitProcess
{
    /// <summary>Starts init: the program that <c>init=</c> on the command line names, or the first of the usual ones that is there.</summary>
    /// <param name="console">What descriptors 0, 1 and 2 are; null if the system has no console.</param>
    /// <returns>The error of the last attempt, if no program could be started.</returns>
    public static Errno Start(MountNamespace mounts, OpenFile? console)
    {
        if (!AddressSpace.Create().Try(out AddressSpace space, out Errno error)) return error;
        ProcessId identity = new();
        Process process = new(identity, space, new FileTable(), FileSystemContext.Create(mounts), Credentials.Root);
        InitThread starter = new(process, identity);
        error = Publish(process, starter);
        if (error != Errno.None) return error;
        AddConsole(process, console);
        Scheduler.Start(starter);
        return Errno.None;
    }

    private static Errno Publish(Process process, UserThread thread)
    {
        Session session = new(process.Identity, process);
        ProcessGroup group = new(process.Identity, session);
        using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
        using SpinLock<SignalState>.Guard state = process.Signals.Lock();
        Errno error = tree.Value.Assign(process.Identity);
        if (error != Errno.None) return error;
        process.Identity.Process = process;
        process.Identity.Thread = thread;
        process.Identity.Session = session;
        process.Identity.Group = group;
        session.GroupCount = 1;
        process.Group = group;
        group.Members.Add(process.GroupLink);
        tree.Value.Init = process;
        tree.Value.ProcessCount++;
        tree.Value.ThreadCount++;
        state.Value.IsProtected = true;
        state.Value.Threads.Add(thread.ThreadLink);
        return Errno.None;
    }

    private static void AddConsole(Process process, OpenFile? console)
    {
        const int StandardDescriptors = 3;
        for (int i = 0; console is not null && i < StandardDescriptors; i++)
        {
            _ = process.Files.Add(console.Acquire(), DescriptorFlags.None, process.Limits.FileLimit);
        }

        console?.Dispose();
    }
}
