// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Machine;

namespace Skift.Core.Programs;

/// <summary>The strings that a new program gets, as one block of bytes: each with its NUL, arguments first, then the environment.</summary>
/// <remarks>Collected before the old program's memory goes. The limits are those of execve(2).</remarks>
internal sealed class ArgumentList
{
    /// <summary>Linux's MAX_ARG_STRLEN: 32 pages.</summary>
    private const int MaximumString = 32 * 4096;

    private const int MinimumTotal = 32 * 4096;
    private const int MaximumTotal = 6 * 1024 * 1024;

    private readonly int _limit;
    private byte[] _bytes = new byte[1024];

    /// <param name="stackLimit">RLIMIT_STACK: strings and pointers get a quarter of it.</param>
    internal ArgumentList(ulong stackLimit) => _limit = (int)Math.Clamp(stackLimit / 4, MinimumTotal, MaximumTotal);

    internal int ArgumentCount { get; private set; }

    internal int EnvironmentCount { get; private set; }

    /// <summary>Bytes of the arguments alone.</summary>
    internal int ArgumentBytes { get; private set; }

    internal ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    internal int Length { get; private set; }

    private int PointerBytes => (ArgumentCount + EnvironmentCount) * sizeof(ulong);

    /// <summary>Copies both lists in.</summary>
    /// <returns><c>EFAULT</c>; <c>E2BIG</c>: one string or all of them are too long.</returns>
    internal Errno Collect(ulong arguments, ulong environment)
    {
        Errno error = CollectOne(arguments, out int count);
        if (error != Errno.None) return error;
        ArgumentCount = count;
        ArgumentBytes = Length;
        if (count == 0)
        {
            // A program may count on its name; Linux gives an empty one too (since 5.18).
            error = AddArgument(default);
            if (error != Errno.None) return error;
        }

        error = CollectOne(environment, out count);
        EnvironmentCount = count;
        return error;
    }

    /// <summary>Appends an argument; only while there is no environment.</summary>
    internal Errno AddArgument(ReadOnlySpan<byte> text)
    {
        Errno error = Append(text);
        if (error != Errno.None) return error;
        ArgumentCount++;
        ArgumentBytes = Length;
        return Errno.None;
    }

    /// <summary>Appends a variable; arguments are complete.</summary>
    internal Errno AddEnvironment(ReadOnlySpan<byte> text)
    {
        Errno error = Append(text);
        if (error == Errno.None) EnvironmentCount++;
        return error;
    }

    /// <summary>Puts an interpreter in place of the first argument: its name, its option if there is one, and the script.</summary>
    internal Errno ReplaceFirst(ReadOnlySpan<byte> interpreter, ReadOnlySpan<byte> option, ReadOnlySpan<byte> script)
    {
        int removed = Bytes.IndexOf((byte)0) + 1;
        int added = interpreter.Length + 1 + (option.IsEmpty ? 0 : option.Length + 1) + script.Length + 1;
        int oldLength = Length;
        Errno error = Reserve(added - removed);
        if (error != Errno.None) return error;
        _bytes.AsSpan(removed, oldLength - removed).CopyTo(_bytes.AsSpan(added));
        int at = Put(0, interpreter);
        if (!option.IsEmpty) at = Put(at, option);
        _ = Put(at, script);
        Length = oldLength - removed + added;
        ArgumentBytes += added - removed;
        ArgumentCount += option.IsEmpty ? 1 : 2;
        return Errno.None;
    }

    private Errno CollectOne(ulong list, out int count)
    {
        count = 0;
        // A null list counts as an empty one, as on Linux.
        if (list == 0) return Errno.None;
        while (true)
        {
            Errno error = UserMemory.Read(new VirtualAddress(list + ((ulong)count * sizeof(ulong))), out ulong text);
            if (error != Errno.None) return error;
            if (text == 0) return Errno.None;
            if ((count + 1) * sizeof(ulong) > _limit) return Errno.E2BIG;
            error = AppendUser(text);
            if (error != Errno.None) return error;
            count++;
            Scheduling.Scheduler.YieldIfNeeded();
        }
    }

    private Errno AppendUser(ulong text)
    {
        int room = 256;
        while (true)
        {
            Errno error = Reserve(room);
            if (error != Errno.None && room == 256) return error;
            int capacity = Math.Min(_bytes.Length - Length, MaximumString);
            Result<int> result = UserMemory.CopyStringIn(new VirtualAddress(text), _bytes.AsSpan(Length, capacity));
            if (result.Try(out int length, out error))
            {
                Length += length + 1;
                return Length + PointerBytes > _limit ? Errno.E2BIG : Errno.None;
            }

            if (error != Errno.ENAMETOOLONG) return error;
            if (capacity >= MaximumString || Length + capacity > _limit) return Errno.E2BIG;
            room = capacity * 2;
        }
    }

    private Errno Append(ReadOnlySpan<byte> text)
    {
        Errno error = Reserve(text.Length + 1);
        if (error != Errno.None) return error;
        Length = Put(Length, text);
        return Errno.None;
    }

    private int Put(int at, ReadOnlySpan<byte> text)
    {
        text.CopyTo(_bytes.AsSpan(at));
        _bytes[at + text.Length] = 0;
        return at + text.Length + 1;
    }

    private Errno Reserve(int byteCount)
    {
        int needed = Length + byteCount;
        if (needed <= _bytes.Length) return Errno.None;
        if (needed > _limit + MaximumString) return Errno.E2BIG;
        byte[] larger = new byte[Math.Max(needed, _bytes.Length * 2)];
        Bytes.CopyTo(larger);
        _bytes = larger;
        return Errno.None;
    }
}
