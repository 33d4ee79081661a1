using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace System.Threading;

/// <summary>Atomic read-modify-write operations. The JIT expands those on 32 and 64 bits to one locked instruction.</summary>
public static class Interlocked
{
    // The recursive bodies of [Intrinsic] methods are never run: the JIT replaces every call of them, also this inner one.
    [Intrinsic]
    public static int CompareExchange(ref int location1, int value, int comparand) => CompareExchange(ref location1, value, comparand);

    [Intrinsic]
    public static long CompareExchange(ref long location1, long value, long comparand) => CompareExchange(ref location1, value, comparand);

    [Intrinsic]
    public static int Exchange(ref int location1, int value) => Exchange(ref location1, value);

    [Intrinsic]
    public static long Exchange(ref long location1, long value) => Exchange(ref location1, value);

    [Intrinsic]
    public static int ExchangeAdd(ref int location1, int value) => ExchangeAdd(ref location1, value);

    [Intrinsic]
    public static long ExchangeAdd(ref long location1, long value) => ExchangeAdd(ref location1, value);

    [Intrinsic]
    public static void MemoryBarrier() => MemoryBarrier();

    public static void MemoryBarrierProcessWide() => MemoryBarrier();

    public static uint CompareExchange(ref uint location1, uint value, uint comparand) =>
        (uint)CompareExchange(ref Unsafe.As<uint, int>(ref location1), (int)value, (int)comparand);

    public static ulong CompareExchange(ref ulong location1, ulong value, ulong comparand) =>
        (ulong)CompareExchange(ref Unsafe.As<ulong, long>(ref location1), (long)value, (long)comparand);

    public static nint CompareExchange(ref nint location1, nint value, nint comparand) =>
        (nint)CompareExchange(ref Unsafe.As<nint, long>(ref location1), value, comparand);

    public static nuint CompareExchange(ref nuint location1, nuint value, nuint comparand) =>
        (nuint)(ulong)CompareExchange(ref Unsafe.As<nuint, long>(ref location1), (long)value, (long)comparand);

    public static object? CompareExchange(ref object? location1, object? value, object? comparand) =>
        CompareExchange<object?>(ref location1, value, comparand);

    // References are exchanged as the words they are. SAFETY: objects do not move and the collector runs only while every thread
    // stands still, so a reference that is briefly an integer in a register is found by the conservative scan like any other.
    [return: NotNullIfNotNull(nameof(location1))]
    public static T CompareExchange<T>(ref T location1, T value, T comparand)
        where T : class?
    {
        nint previous = (nint)CompareExchange(ref Unsafe.As<T, long>(ref location1), Unsafe.As<T, long>(ref value), Unsafe.As<T, long>(ref comparand));
        return Unsafe.As<nint, T>(ref previous);
    }

    public static uint Exchange(ref uint location1, uint value) => (uint)Exchange(ref Unsafe.As<uint, int>(ref location1), (int)value);

    public static ulong Exchange(ref ulong location1, ulong value) => (ulong)Exchange(ref Unsafe.As<ulong, long>(ref location1), (long)value);

    public static nint Exchange(ref nint location1, nint value) => (nint)Exchange(ref Unsafe.As<nint, long>(ref location1), value);

    public static nuint Exchange(ref nuint location1, nuint value) => (nuint)(ulong)Exchange(ref Unsafe.As<nuint, long>(ref location1), (long)value);

    public static object? Exchange(ref object? location1, object? value) => Exchange<object?>(ref location1, value);

    [return: NotNullIfNotNull(nameof(location1))]
    public static T Exchange<T>([NotNullIfNotNull(nameof(value))] ref T location1, T value)
        where T : class?
    {
        nint previous = (nint)Exchange(ref Unsafe.As<T, long>(ref location1), Unsafe.As<T, long>(ref value));
        return Unsafe.As<nint, T>(ref previous);
    }

    public static int Add(ref int location1, int value) => ExchangeAdd(ref location1, value) + value;

    public static long Add(ref long location1, long value) => ExchangeAdd(ref location1, value) + value;

    public static uint Add(ref uint location1, uint value) => (uint)Add(ref Unsafe.As<uint, int>(ref location1), (int)value);

    public static ulong Add(ref ulong location1, ulong value) => (ulong)Add(ref Unsafe.As<ulong, long>(ref location1), (long)value);

    public static int Increment(ref int location) => Add(ref location, 1);

    public static long Increment(ref long location) => Add(ref location, 1);

    public static uint Increment(ref uint location) => Add(ref location, 1);

    public static ulong Increment(ref ulong location) => Add(ref location, 1);

    public static int Decrement(ref int location) => Add(ref location, -1);

    public static long Decrement(ref long location) => Add(ref location, -1);

    public static uint Decrement(ref uint location) => (uint)Add(ref Unsafe.As<uint, int>(ref location), -1);

    public static ulong Decrement(ref ulong location) => (ulong)Add(ref Unsafe.As<ulong, long>(ref location), -1);

    public static long Read(ref readonly long location) => Volatile.Read(in location);

    public static ulong Read(ref readonly ulong location) => Volatile.Read(in location);

    public static int And(ref int location1, int value)
    {
        int current = Volatile.Read(in location1);
        while (true)
        {
            int seen = CompareExchange(ref location1, current & value, current);
            if (seen == current)
                return current;
            current = seen;
        }
    }

    public static int Or(ref int location1, int value)
    {
        int current = Volatile.Read(in location1);
        while (true)
        {
            int seen = CompareExchange(ref location1, current | value, current);
            if (seen == current)
                return current;
            current = seen;
        }
    }

    public static uint And(ref uint location1, uint value) => (uint)And(ref Unsafe.As<uint, int>(ref location1), (int)value);

    public static uint Or(ref uint location1, uint value) => (uint)Or(ref Unsafe.As<uint, int>(ref location1), (int)value);

    public static long And(ref long location1, long value)
    {
        long current = Volatile.Read(in location1);
        while (true)
        {
            long seen = CompareExchange(ref location1, current & value, current);
            if (seen == current)
                return current;
            current = seen;
        }
    }

    public static long Or(ref long location1, long value)
    {
        long current = Volatile.Read(in location1);
        while (true)
        {
            long seen = CompareExchange(ref location1, current | value, current);
            if (seen == current)
                return current;
            current = seen;
        }
    }

    public static ulong And(ref ulong location1, ulong value) => (ulong)And(ref Unsafe.As<ulong, long>(ref location1), (long)value);

    public static ulong Or(ref ulong location1, ulong value) => (ulong)Or(ref Unsafe.As<ulong, long>(ref location1), (long)value);
}
