// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Abi;
using Skift.Core;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Core.Signals;
using Skift.Machine;

namespace Skift.Tests.Kernel;

/// <summary>Processes whose threads run a method of a test in the kernel, where a program would make system calls.</summary>
internal static class TestProcess
{
    /// <summary>The process of the thread that asks.</summary>
    internal static Process Current => UserThread.Current.Process;

    internal static AddressSpace Memory => Current.AddressSpace;

    /// <summary>The file tree as the current process sees it.</summary>
    internal static FileView View => new(Current.FileSystem, Current.Credentials);

    /// <summary>Makes process 1, which adopts and runs the others.</summary>
    internal static void StartFirst(Action work)
    {
        TestThread thread = Create(work, FileSystemContext.Create(TestSystem.Mounts), Credentials.Root);
        Process process = thread.Process;
        Session session = new(process.Identity, process);
        ProcessGroup group = new(process.Identity, session);
        using (SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock())
        {
            Publish(tree.Value, thread, group);
            process.Identity.Session = session;
            process.Identity.Group = group;
            session.GroupCount = 1;
            tree.Value.Init = process;
        }

        Scheduler.Start(thread);
    }

    /// <summary>Runs a method in a process of its own and waits for its end; what it throws is thrown here.</summary>
    internal static void Run(Action work)
    {
        TestThread thread = Start(work);
        int number = thread.Process.Id;
        Check.True(Current.WaitForChild(new WaitSelection(IdType.P_PID, number), WaitOptions.WEXITED).IsSuccess, "wait for the child");
        if (thread.Failure is Exception failure) throw failure;
    }

    /// <summary>Starts a child of the current process. Memory and descriptors are new, the place in the file tree is a copy.</summary>
    internal static TestThread Start(Action work)
    {
        Process parent = Current;
        TestThread thread = Create(work, parent.FileSystem.Clone(), parent.Credentials);
        using (SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock())
        {
            Publish(tree.Value, thread, parent.Group);
            thread.Process.Parent = parent;
            parent.Children.Add(thread.Process.SiblingLink);
        }

        Scheduler.Start(thread);
        return thread;
    }

    /// <summary>Starts another thread of the current process.</summary>
    internal static TestThread StartThread(Action work)
    {
        TestThread thread = new(Current, new ProcessId(), work) { Files = Current.Files.Share(), FileSystem = Current.FileSystem.Share() };
        using (SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock())
        {
            Register(tree.Value, thread);
        }

        Scheduler.Start(thread);
        return thread;
    }

    /// <summary>Waits for the next report of a child of the current process.</summary>
    internal static WaitReport Wait(WaitOptions options = WaitOptions.WEXITED)
    {
        bool isReported = Current.WaitForChild(new WaitSelection(IdType.P_ALL, 0), options).Try(out WaitReport report, out Errno error);
        Check.True(isReported, $"wait: errno {(int)error}");
        return report;
    }

    private static TestThread Create(Action work, FileSystemContext fileSystem, Credentials credentials)
    {
        Check.True(AddressSpace.Create().Try(out AddressSpace space, out _), "an address space");
        ProcessId identity = new();
        return new TestThread(new Process(identity, space, new FileTable(), fileSystem, credentials), identity, work);
    }

    private static void Publish(ProcessTree tree, TestThread thread, ProcessGroup group)
    {
        Register(tree, thread);
        thread.Process.Identity.Process = thread.Process;
        thread.Process.Group = group;
        group.Members.Add(thread.Process.GroupLink);
        tree.ProcessCount++;
    }

    private static void Register(ProcessTree tree, TestThread thread)
    {
        using SpinLock<SignalState>.Guard state = thread.Process.Signals.Lock();
        Check.Succeeds(tree.Assign(thread.Identity), "a number");
        thread.Identity.Thread = thread;
        state.Value.Threads.Add(thread.ThreadLink);
        tree.ThreadCount++;
    }
}

/// <summary>A thread of a process that runs a method of a test.</summary>
internal sealed class TestThread(Process process, ProcessId identity, Action work) : UserThread(process, identity)
{
    /// <summary>What the method threw.</summary>
    internal Exception? Failure { get; private set; }

    private bool _isDone;

    internal bool IsDone => Volatile.Read(ref _isDone);

    /// <summary>Waits until the method has returned, and throws what it threw.</summary>
    internal void Join()
    {
        Until.True(() => IsDone, "the thread ends");
        if (Failure is Exception failure) throw failure;
    }

    protected override void Main()
    {
        try
        {
            work();
        }
        catch (Exception exception)
        {
            Failure = exception;
        }

        Volatile.Write(ref _isDone, true);
        Process.ExitThread(this, 0);
    }
}
