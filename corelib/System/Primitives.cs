using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace System;

// The layout of the primitive types, which the compiler knows by name. What they can do is in the other parts.
#pragma warning disable CS0169, CS0649 // the fields are read through the compiler's primitive operations

/// <summary>Return type of methods that return nothing.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Void
{
}

public readonly partial struct Boolean
{
    private readonly bool m_value;

    public static readonly string TrueString = "True";
    public static readonly string FalseString = "False";
}

public readonly partial struct Char
{
    private readonly char m_value;
    public const char MaxValue = (char)0xFFFF;
    public const char MinValue = (char)0x00;
}

public readonly partial struct SByte
{
    private readonly sbyte m_value;
    public const sbyte MaxValue = 0x7F;
    public const sbyte MinValue = unchecked((sbyte)0x80);
}

public readonly partial struct Byte
{
    private readonly byte m_value;
    public const byte MaxValue = 0xFF;
    public const byte MinValue = 0;
}

public readonly partial struct Int16
{
    private readonly short m_value;
    public const short MaxValue = 0x7FFF;
    public const short MinValue = unchecked((short)0x8000);
}

public readonly partial struct UInt16
{
    private readonly ushort m_value;
    public const ushort MaxValue = 0xFFFF;
    public const ushort MinValue = 0;
}

public readonly partial struct Int32
{
    private readonly int m_value;
    public const int MaxValue = 0x7fffffff;
    public const int MinValue = unchecked((int)0x80000000);
}

public readonly partial struct UInt32
{
    private readonly uint m_value;
    public const uint MaxValue = 0xffffffff;
    public const uint MinValue = 0;
}

public readonly partial struct Int64
{
    private readonly long m_value;
    public const long MaxValue = 0x7fffffffffffffff;
    public const long MinValue = unchecked((long)0x8000000000000000);
}

public readonly partial struct UInt64
{
    private readonly ulong m_value;
    public const ulong MaxValue = 0xffffffffffffffff;
    public const ulong MinValue = 0;
}

public readonly partial struct Single
{
    private readonly float m_value;
    public const float MinValue = -3.40282346638528859e+38f;
    public const float MaxValue = 3.40282346638528859e+38f;
    public const float Epsilon = 1.4e-45f;
    public const float NegativeInfinity = -1.0f / 0.0f;
    public const float PositiveInfinity = 1.0f / 0.0f;
    public const float NaN = 0.0f / 0.0f;
}

public readonly partial struct Double
{
    private readonly double m_value;
    public const double MinValue = -1.7976931348623157E+308;
    public const double MaxValue = 1.7976931348623157E+308;
    public const double Epsilon = 4.9406564584124654E-324;
    public const double NegativeInfinity = -1.0 / 0.0;
    public const double PositiveInfinity = 1.0 / 0.0;
    public const double NaN = 0.0 / 0.0;
}

public readonly unsafe partial struct IntPtr
{
    private readonly nint _value;

    [Intrinsic]
    public static readonly nint Zero;

    public IntPtr(int value) => _value = value;

    public IntPtr(long value) => _value = checked((nint)value);

    public IntPtr(void* value) => _value = (nint)value;

    public static int Size => sizeof(void*);

    public void* ToPointer() => (void*)_value;

    public int ToInt32() => checked((int)_value);

    public long ToInt64() => _value;

    public static explicit operator nint(int value) => value;

    public static explicit operator nint(long value) => checked((nint)value);

    public static explicit operator nint(void* value) => (nint)value;

    public static explicit operator void*(nint value) => (void*)value;

    public static explicit operator int(nint value) => checked((int)value);

    public static explicit operator long(nint value) => value;

    public static bool operator ==(nint value1, nint value2) => value1 == value2;

    public static bool operator !=(nint value1, nint value2) => value1 != value2;
}

public readonly unsafe partial struct UIntPtr
{
    private readonly nuint _value;

    [Intrinsic]
    public static readonly nuint Zero;

    public UIntPtr(uint value) => _value = value;

    public UIntPtr(ulong value) => _value = checked((nuint)value);

    public UIntPtr(void* value) => _value = (nuint)value;

    public static int Size => sizeof(void*);

    public void* ToPointer() => (void*)_value;

    public uint ToUInt32() => checked((uint)_value);

    public ulong ToUInt64() => _value;

    public static explicit operator nuint(uint value) => value;

    public static explicit operator nuint(ulong value) => checked((nuint)value);

    public static explicit operator nuint(void* value) => (nuint)value;

    public static explicit operator void*(nuint value) => (void*)value;

    public static explicit operator uint(nuint value) => checked((uint)value);

    public static explicit operator ulong(nuint value) => value;

    public static bool operator ==(nuint value1, nuint value2) => value1 == value2;

    public static bool operator !=(nuint value1, nuint value2) => value1 != value2;
}
