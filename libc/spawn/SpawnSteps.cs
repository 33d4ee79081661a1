// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Libc;

/// <summary>What <c>crt/Spawn.S</c> does besides a step's system call.</summary>
internal enum SpawnKind
{
    /// <summary>A failure is the child's end.</summary>
    Ordinary,

    /// <summary>A failure does not matter.</summary>
    MayFail,

    /// <summary>The descriptor that comes of it becomes <see cref="SpawnStep.A3"/>.</summary>
    Open,

    /// <summary>An execve(2) after which, without a program there, the next is tried.</summary>
    Candidate,

    /// <summary>No system call: the end after candidates that were no programs.</summary>
    NotFound,
}

/// <summary>A system call that a child makes before it runs its program; <c>crt/Spawn.S</c> knows the layout.</summary>
internal struct SpawnStep
{
    internal int Number;
    internal SpawnKind Kind;
    internal long A0;
    internal long A1;
    internal long A2;
    internal long A3;
}

/// <summary>The system calls of a child to be, and what they point to, in memory of its own that no collector looks at.</summary>
/// <remarks>
/// SAFETY: 1. The mapping is as large as was measured, and every write goes through <see cref="Add"/> and <see cref="Reserve"/>, which check that.
/// 2. It outlives the child's use of it: the parent sleeps until the child runs its program or has ended (CLONE_VFORK).
/// </remarks>
internal unsafe ref partial struct SpawnSteps
{
    /// <summary>Steps that <see cref="AddDefaults"/> adds at most.</summary>
    internal const int MostDefaults = SignalConstants.Count;

    /// <summary>Bytes that <see cref="AddDefaults"/> and <see cref="AddMask"/> take.</summary>
    internal const long SignalBytes = 32 + 8;

    private const int StackSize = 4096;

    private readonly byte* _map;
    private readonly long _size;
    private readonly SpawnStep* _steps;
    private readonly int _capacity;
    private long _used;
    private int _count;

    /// <param name="steps">At most so many.</param>
    /// <param name="bytes">For strings and tables, each rounded up to 8.</param>
    /// <param name="error">ENOMEM if there is no memory.</param>
    internal SpawnSteps(int steps, long bytes, out Errno error)
    {
        _size = StackSize + ((long)steps * sizeof(SpawnStep)) + bytes;
        const long Flags = (long)(MapFlags.MAP_PRIVATE | MapFlags.MAP_ANONYMOUS);
        long answer = Syscall.Invoke(SystemCall.mmap, 0, _size, (long)(Protection.PROT_READ | Protection.PROT_WRITE), Flags, -1, 0);
        error = answer < 0 ? (Errno)(int)-answer : Errno.None;
        if (answer < 0) return;

        _map = (byte*)answer;
        _steps = (SpawnStep*)(_map + StackSize);
        _capacity = steps;
        _used = StackSize + ((long)steps * sizeof(SpawnStep));
    }

    internal void Add(SystemCall number, long a0 = 0, long a1 = 0, long a2 = 0, long a3 = 0) => Add(SpawnKind.Ordinary, number, a0, a1, a2, a3);

    internal void Add(SpawnKind kind, SystemCall number, long a0 = 0, long a1 = 0, long a2 = 0, long a3 = 0)
    {
        if (_count == _capacity) C.abort();
        _steps[_count++] = new SpawnStep { Number = (int)number, Kind = kind, A0 = a0, A1 = a1, A2 = a2, A3 = a3 };
    }

    /// <summary>What the caller catches is never caught in the child, whose handlers would run in the caller's memory.</summary>
    /// <param name="wanted">The signals that are not ignored there either, though the caller does.</param>
    internal void AddDefaults(ulong wanted)
    {
        SignalAction* standard = (SignalAction*)Reserve(sizeof(SignalAction));
        *standard = default;
        for (int signal = 1; signal <= SignalConstants.Count; signal++)
        {
            SignalAction action;
            if (Syscall.Invoke(SystemCall.rt_sigaction, signal, 0, (long)&action, (long)SignalConstants.SetSize) < 0) continue;
            bool isIgnored = action.sa_handler == SignalConstants.SIG_IGN;
            if (isIgnored ? (wanted >> (signal - 1) & 1) != 0 : action.sa_handler != SignalConstants.SIG_DFL)
            {
                Add(SystemCall.rt_sigaction, signal, (long)standard, 0, (long)SignalConstants.SetSize);
            }
        }
    }

    /// <summary>The signals that are blocked from here on.</summary>
    internal void AddMask(ulong mask)
    {
        ulong* place = (ulong*)Reserve(sizeof(ulong));
        *place = mask;
        Add(SystemCall.rt_sigprocmask, SignalConstants.SIG_SETMASK, (long)place, 0, (long)SignalConstants.SetSize);
    }

    /// <summary>Starts the child; see <see cref="SpawnStubs.Spawn"/>. All signals must be blocked.</summary>
    internal readonly long Start(int* pidfd, out long failure)
    {
        long error = 0;
        long child = SpawnStubs.Spawn(_steps, _map + StackSize, pidfd, &error);
        failure = error;
        return child;
    }

    internal readonly void Dispose() => _ = _map == null ? 0 : Syscall.Invoke(SystemCall.munmap, (long)_map, _size);

    internal static long RoundUp(long bytes) => (bytes + 7) & -8L;

    internal byte* Reserve(long bytes)
    {
        byte* place = _map + _used;
        _used += RoundUp(bytes);
        if (_used > _size) C.abort();
        return place;
    }
}
