// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using Skift.Abi;
using Skift.Machine;

namespace Skift.Core.Processes;

/// <summary>What a number names: a thread, a process (its first thread's number), a group (its leader's), a session.</summary>
internal sealed class ProcessId
{
    internal int Number { get; set; }

    internal UserThread? Thread { get; set; }

    internal Process? Process { get; set; }

    internal ProcessGroup? Group { get; set; }

    internal Session? Session { get; set; }

    internal bool IsFree => Thread is null && Process is null && Group is null && Session is null;
}

/// <summary>All processes and how they belong together: numbers, parents, groups, sessions. One lock guards it.</summary>
internal sealed class ProcessTree
{
    private const int MaximumNumber = ProcessTable.MaximumNumber;
    private readonly ProcessId?[] _numbers = new ProcessId?[MaximumNumber];
    private int _last;

    /// <summary>Process 1: it inherits the children of those who end before them.</summary>
    internal Process? Init { get; set; }

    internal int ProcessCount { get; set; }

    internal int ThreadCount { get; set; }

    /// <summary>How many processes there have ever been.</summary>
    internal long CreatedCount { get; set; }

    internal int LastNumber => _last;

    /// <summary>Gives the entry the next free number.</summary>
    /// <returns><c>EAGAIN</c>: all are taken.</returns>
    internal Errno Assign(ProcessId id)
    {
        for (int i = 0; i < MaximumNumber; i++)
        {
            // After the first round low numbers stay free for system services, as on Linux.
            _last = _last + 1 < MaximumNumber ? _last + 1 : 300;
            if (_numbers[_last] is null)
            {
                id.Number = _last;
                _numbers[_last] = id;
                return Errno.None;
            }
        }

        return Errno.EAGAIN;
    }

    internal ProcessId? Find(int number) => number > 0 && number < MaximumNumber ? _numbers[number] : null;

    internal void FreeIfUnused(ProcessId id)
    {
        if (id.IsFree)
        {
            _numbers[id.Number] = null;
        }
    }

    /// <summary>The process with the lowest number from <paramref name="number"/> on.</summary>
    internal Process? FirstFrom(int number)
    {
        for (int i = System.Math.Max(number, 1); i < MaximumNumber; i++)
        {
            if (_numbers[i]?.Process is Process process)
            {
                return process;
            }
        }

        return null;
    }
}

/// <summary>Access to the one <see cref="ProcessTree"/>.</summary>
[EagerStaticClassConstruction]
public static class ProcessTable
{
    /// <summary>Numbers of processes and threads are below this.</summary>
    public const int MaximumNumber = 32768;

    private static readonly SpinLock<ProcessTree> s_tree = new(new ProcessTree(), LockRank.Process);

    internal static SpinLock<ProcessTree>.Guard Lock() => s_tree.Lock();

    /// <summary>The process with that number; null if there is none.</summary>
    public static Process? Find(int number)
    {
        using SpinLock<ProcessTree>.Guard tree = s_tree.Lock();
        return tree.Value.Find(number)?.Process;
    }

    internal static UserThread? FindThread(int number)
    {
        using SpinLock<ProcessTree>.Guard tree = s_tree.Lock();
        return tree.Value.Find(number)?.Thread;
    }

    internal static ProcessGroup? FindGroup(int number)
    {
        using SpinLock<ProcessTree>.Guard tree = s_tree.Lock();
        return tree.Value.Find(number)?.Group;
    }

    /// <summary>The process with the lowest number from <paramref name="number"/> on: to walk over all, for /proc and kill(-1).</summary>
    public static Process? FirstFrom(int number)
    {
        using SpinLock<ProcessTree>.Guard tree = s_tree.Lock();
        return tree.Value.FirstFrom(number);
    }

    public static int ProcessCount
    {
        get
        {
            using SpinLock<ProcessTree>.Guard tree = s_tree.Lock();
            return tree.Value.ProcessCount;
        }
    }

    public static int ThreadCount
    {
        get
        {
            using SpinLock<ProcessTree>.Guard tree = s_tree.Lock();
            return tree.Value.ThreadCount;
        }
    }

    /// <summary>The number given out last.</summary>
    public static int LastNumber
    {
        get
        {
            using SpinLock<ProcessTree>.Guard tree = s_tree.Lock();
            return tree.Value.LastNumber;
        }
    }

    /// <summary>How many processes there have ever been.</summary>
    public static long CreatedCount
    {
        get
        {
            using SpinLock<ProcessTree>.Guard tree = s_tree.Lock();
            return tree.Value.CreatedCount;
        }
    }
}
