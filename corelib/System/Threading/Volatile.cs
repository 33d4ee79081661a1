using System.Runtime.CompilerServices;

namespace System.Threading;

/// <summary>Reads that later accesses, and writes that earlier accesses, are not moved across. Plain moves on x86-64.</summary>
public static class Volatile
{
    private struct VolatileBoolean
    {
        public volatile bool Value;
    }

    [Intrinsic]
    public static bool Read(ref readonly bool location) => Unsafe.As<bool, VolatileBoolean>(ref Unsafe.AsRef(in location)).Value;

    [Intrinsic]
    public static void Write(ref bool location, bool value) => Unsafe.As<bool, VolatileBoolean>(ref location).Value = value;

    private struct VolatileSByte
    {
        public volatile sbyte Value;
    }

    [Intrinsic]
    public static sbyte Read(ref readonly sbyte location) => Unsafe.As<sbyte, VolatileSByte>(ref Unsafe.AsRef(in location)).Value;

    [Intrinsic]
    public static void Write(ref sbyte location, sbyte value) => Unsafe.As<sbyte, VolatileSByte>(ref location).Value = value;

    private struct VolatileByte
    {
        public volatile byte Value;
    }

    [Intrinsic]
    public static byte Read(ref readonly byte location) => Unsafe.As<byte, VolatileByte>(ref Unsafe.AsRef(in location)).Value;

    [Intrinsic]
    public static void Write(ref byte location, byte value) => Unsafe.As<byte, VolatileByte>(ref location).Value = value;

    private struct VolatileInt16
    {
        public volatile short Value;
    }

    [Intrinsic]
    public static short Read(ref readonly short location) => Unsafe.As<short, VolatileInt16>(ref Unsafe.AsRef(in location)).Value;

    [Intrinsic]
    public static void Write(ref short location, short value) => Unsafe.As<short, VolatileInt16>(ref location).Value = value;

    private struct VolatileUInt16
    {
        public volatile ushort Value;
    }

    [Intrinsic]
    public static ushort Read(ref readonly ushort location) => Unsafe.As<ushort, VolatileUInt16>(ref Unsafe.AsRef(in location)).Value;

    [Intrinsic]
    public static void Write(ref ushort location, ushort value) => Unsafe.As<ushort, VolatileUInt16>(ref location).Value = value;

    private struct VolatileInt32
    {
        public volatile int Value;
    }

    [Intrinsic]
    public static int Read(ref readonly int location) => Unsafe.As<int, VolatileInt32>(ref Unsafe.AsRef(in location)).Value;

    [Intrinsic]
    public static void Write(ref int location, int value) => Unsafe.As<int, VolatileInt32>(ref location).Value = value;

    private struct VolatileUInt32
    {
        public volatile uint Value;
    }

    [Intrinsic]
    public static uint Read(ref readonly uint location) => Unsafe.As<uint, VolatileUInt32>(ref Unsafe.AsRef(in location)).Value;

    [Intrinsic]
    public static void Write(ref uint location, uint value) => Unsafe.As<uint, VolatileUInt32>(ref location).Value = value;

    [Intrinsic]
    public static long Read(ref readonly long location) => (long)Read(ref Unsafe.As<long, nint>(ref Unsafe.AsRef(in location)));

    [Intrinsic]
    public static void Write(ref long location, long value) => Write(ref Unsafe.As<long, nint>(ref location), (nint)value);

    [Intrinsic]
    public static ulong Read(ref readonly ulong location) => (ulong)Read(ref Unsafe.As<ulong, nint>(ref Unsafe.AsRef(in location)));

    [Intrinsic]
    public static void Write(ref ulong location, ulong value) => Write(ref Unsafe.As<ulong, nint>(ref location), (nint)value);

    private struct VolatileIntPtr
    {
        public volatile nint Value;
    }

    [Intrinsic]
    public static nint Read(ref readonly nint location) => Unsafe.As<nint, VolatileIntPtr>(ref Unsafe.AsRef(in location)).Value;

    [Intrinsic]
    public static void Write(ref nint location, nint value) => Unsafe.As<nint, VolatileIntPtr>(ref location).Value = value;

    private struct VolatileUIntPtr
    {
        public volatile nuint Value;
    }

    [Intrinsic]
    public static nuint Read(ref readonly nuint location) => Unsafe.As<nuint, VolatileUIntPtr>(ref Unsafe.AsRef(in location)).Value;

    [Intrinsic]
    public static void Write(ref nuint location, nuint value) => Unsafe.As<nuint, VolatileUIntPtr>(ref location).Value = value;

    private struct VolatileSingle
    {
        public volatile float Value;
    }

    [Intrinsic]
    public static float Read(ref readonly float location) => Unsafe.As<float, VolatileSingle>(ref Unsafe.AsRef(in location)).Value;

    [Intrinsic]
    public static void Write(ref float location, float value) => Unsafe.As<float, VolatileSingle>(ref location).Value = value;

    [Intrinsic]
    public static double Read(ref readonly double location) => Unsafe.BitCast<long, double>(Read(ref Unsafe.As<double, long>(ref Unsafe.AsRef(in location))));

    [Intrinsic]
    public static void Write(ref double location, double value) => Write(ref Unsafe.As<double, long>(ref location), Unsafe.BitCast<double, long>(value));

    private struct VolatileObject
    {
        public volatile object? Value;
    }

    [Intrinsic]
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(location))]
    public static T Read<T>([System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(location))] ref readonly T location)
        where T : class? => Unsafe.As<T>(Unsafe.As<T, VolatileObject>(ref Unsafe.AsRef(in location)).Value)!;

    [Intrinsic]
    public static void Write<T>([System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(value))] ref T location, T value)
        where T : class? => Unsafe.As<T, VolatileObject>(ref location).Value = value;

    public static void ReadBarrier() => Interlocked.MemoryBarrier();

    public static void WriteBarrier() => Interlocked.MemoryBarrier();
}
