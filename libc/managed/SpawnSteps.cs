// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>A system call that a child makes before it runs its program; <c>crt/Spawn.S</c> knows the layout.</summary>
internal struct SpawnStep
{
    internal long Number;
    internal long A0;
    internal long A1;
    internal long A2;
    internal long A3;
}

/// <summary>The system calls of a child to be, and what they point to, in memory of its own that no collector looks at.</summary>
/// <remarks>
/// SAFETY: 1. The mapping is as large as was measured, and every write goes through <see cref="Reserve"/>, which checks that.
/// 2. It outlives the child's use of it: the parent sleeps until the child runs its program or has ended (CLONE_VFORK).
/// </remarks>
internal unsafe ref struct SpawnSteps
{
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

    internal void Add(SystemCall number, long a0 = 0, long a1 = 0, long a2 = 0, long a3 = 0)
    {
        if (_count == _capacity) throw new InvalidOperationException();
        _steps[_count++] = new SpawnStep { Number = (long)number, A0 = a0, A1 = a1, A2 = a2, A3 = a3 };
    }

    /// <summary>A copy of a value.</summary>
    internal long Store<T>(T value)
        where T : unmanaged
    {
        T* place = (T*)Reserve(sizeof(T));
        *place = value;
        return (long)place;
    }

    /// <summary>The text as a C string; 0 if it holds a zero.</summary>
    internal long Store(string text)
    {
        int length = ByteString.GetByteCount(text);
        byte* place = Reserve(length + 1L);
        Span<byte> bytes = new(place, length);
        _ = ByteString.Encode(text, bytes);
        return bytes.IndexOf((byte)0) >= 0 ? 0 : (long)place;
    }

    /// <summary>The texts as a table of C strings that ends with null; 0 if one holds a zero.</summary>
    internal long Store(ReadOnlySpan<string> texts)
    {
        long* table = (long*)Reserve((texts.Length + 1L) * sizeof(long));
        for (int i = 0; i < texts.Length; i++)
        {
            table[i] = Store(texts[i]);
            if (table[i] == 0) return 0;
        }

        return (long)table;
    }

    /// <summary>Bytes that <see cref="Store(ReadOnlySpan{string})"/> takes.</summary>
    internal static long Measure(ReadOnlySpan<string> texts)
    {
        long total = (texts.Length + 1L) * sizeof(long);
        foreach (string text in texts) total += Measure(text);
        return total;
    }

    /// <summary>Bytes that <see cref="Store(string)"/> takes.</summary>
    internal static long Measure(string text) => RoundUp(ByteString.GetByteCount(text) + 1L);

    /// <summary>Starts the child; see <see cref="SpawnStubs.Spawn"/>.</summary>
    internal readonly long Start(out int descriptor, out long failure)
    {
        int pidfd = -1;
        long error = 0;
        long child = SpawnStubs.Spawn(_steps, _map + StackSize, &pidfd, &error);
        descriptor = pidfd;
        failure = error;
        return child;
    }

    internal readonly void Dispose() => _ = _map == null ? 0 : Syscall.Invoke(SystemCall.munmap, (long)_map, _size);

    private static long RoundUp(long bytes) => (bytes + 7) & -8L;

    private byte* Reserve(long bytes)
    {
        byte* place = _map + _used;
        _used += RoundUp(bytes);
        if (_used > _size) throw new InvalidOperationException();
        return place;
    }
}
