using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace System;

// Equality, hashing and order of the primitive types: what tuples, records and collections ask of every value.

public readonly partial struct Boolean : IComparable, IComparable<bool>, IEquatable<bool>
{
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is bool other && Equals(other);

    public bool Equals(bool obj) => m_value == obj;

    public override int GetHashCode() => m_value ? 1 : 0;

    public int CompareTo(bool value) => m_value == value ? 0 : m_value ? 1 : -1;

    public int CompareTo(object? value) => value switch
    {
        null => 1,
        bool other => CompareTo(other),
        _ => throw new ArgumentException("Object must be of type Boolean."),
    };
}

public readonly partial struct Char : IComparable, IComparable<char>, IEquatable<char>
{
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is char other && Equals(other);

    public bool Equals(char obj) => m_value == obj;

    public override int GetHashCode() => m_value | (m_value << 16);

    public int CompareTo(char value) => m_value - value;

    public int CompareTo(object? value) => value switch
    {
        null => 1,
        char other => CompareTo(other),
        _ => throw new ArgumentException("Object must be of type Char."),
    };
}

public readonly partial struct SByte : IComparable, IComparable<sbyte>, IEquatable<sbyte>
{
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is sbyte other && Equals(other);

    public bool Equals(sbyte obj) => m_value == obj;

    public override int GetHashCode() => m_value;

    public int CompareTo(sbyte value) => m_value - value;

    public int CompareTo(object? value) => value switch
    {
        null => 1,
        sbyte other => CompareTo(other),
        _ => throw new ArgumentException("Object must be of type SByte."),
    };
}

public readonly partial struct Byte : IComparable, IComparable<byte>, IEquatable<byte>
{
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is byte other && Equals(other);

    public bool Equals(byte obj) => m_value == obj;

    public override int GetHashCode() => m_value;

    public int CompareTo(byte value) => m_value - value;

    public int CompareTo(object? value) => value switch
    {
        null => 1,
        byte other => CompareTo(other),
        _ => throw new ArgumentException("Object must be of type Byte."),
    };
}

public readonly partial struct Int16 : IComparable, IComparable<short>, IEquatable<short>
{
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is short other && Equals(other);

    public bool Equals(short obj) => m_value == obj;

    public override int GetHashCode() => m_value;

    public int CompareTo(short value) => m_value - value;

    public int CompareTo(object? value) => value switch
    {
        null => 1,
        short other => CompareTo(other),
        _ => throw new ArgumentException("Object must be of type Int16."),
    };
}

public readonly partial struct UInt16 : IComparable, IComparable<ushort>, IEquatable<ushort>
{
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is ushort other && Equals(other);

    public bool Equals(ushort obj) => m_value == obj;

    public override int GetHashCode() => m_value;

    public int CompareTo(ushort value) => m_value - value;

    public int CompareTo(object? value) => value switch
    {
        null => 1,
        ushort other => CompareTo(other),
        _ => throw new ArgumentException("Object must be of type UInt16."),
    };
}

public readonly partial struct Int32 : IComparable, IComparable<int>, IEquatable<int>
{
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is int other && Equals(other);

    public bool Equals(int obj) => m_value == obj;

    public override int GetHashCode() => m_value;

    public int CompareTo(int value) => m_value < value ? -1 : m_value > value ? 1 : 0;

    public int CompareTo(object? value) => value switch
    {
        null => 1,
        int other => CompareTo(other),
        _ => throw new ArgumentException("Object must be of type Int32."),
    };
}

public readonly partial struct UInt32 : IComparable, IComparable<uint>, IEquatable<uint>
{
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is uint other && Equals(other);

    public bool Equals(uint obj) => m_value == obj;

    public override int GetHashCode() => (int)m_value;

    public int CompareTo(uint value) => m_value < value ? -1 : m_value > value ? 1 : 0;

    public int CompareTo(object? value) => value switch
    {
        null => 1,
        uint other => CompareTo(other),
        _ => throw new ArgumentException("Object must be of type UInt32."),
    };
}

public readonly partial struct Int64 : IComparable, IComparable<long>, IEquatable<long>
{
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is long other && Equals(other);

    public bool Equals(long obj) => m_value == obj;

    public override int GetHashCode() => unchecked((int)m_value ^ (int)(m_value >> 32));

    public int CompareTo(long value) => m_value < value ? -1 : m_value > value ? 1 : 0;

    public int CompareTo(object? value) => value switch
    {
        null => 1,
        long other => CompareTo(other),
        _ => throw new ArgumentException("Object must be of type Int64."),
    };
}

public readonly partial struct UInt64 : IComparable, IComparable<ulong>, IEquatable<ulong>
{
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is ulong other && Equals(other);

    public bool Equals(ulong obj) => m_value == obj;

    public override int GetHashCode() => unchecked((int)m_value ^ (int)(m_value >> 32));

    public int CompareTo(ulong value) => m_value < value ? -1 : m_value > value ? 1 : 0;

    public int CompareTo(object? value) => value switch
    {
        null => 1,
        ulong other => CompareTo(other),
        _ => throw new ArgumentException("Object must be of type UInt64."),
    };
}

public readonly partial struct IntPtr : IComparable, IComparable<nint>, IEquatable<nint>
{
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is nint other && Equals(other);

    public bool Equals(nint obj) => _value == obj;

    public override int GetHashCode() => unchecked((int)(long)_value ^ (int)((long)_value >> 32));

    public int CompareTo(nint value) => _value < value ? -1 : _value > value ? 1 : 0;

    public int CompareTo(object? value) => value switch
    {
        null => 1,
        nint other => CompareTo(other),
        _ => throw new ArgumentException("Object must be of type IntPtr."),
    };
}

public readonly partial struct UIntPtr : IComparable, IComparable<nuint>, IEquatable<nuint>
{
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is nuint other && Equals(other);

    public bool Equals(nuint obj) => _value == obj;

    public override int GetHashCode() => unchecked((int)(ulong)_value ^ (int)((ulong)_value >> 32));

    public int CompareTo(nuint value) => _value < value ? -1 : _value > value ? 1 : 0;

    public int CompareTo(object? value) => value switch
    {
        null => 1,
        nuint other => CompareTo(other),
        _ => throw new ArgumentException("Object must be of type UIntPtr."),
    };
}

public readonly partial struct Single : IComparable, IComparable<float>, IEquatable<float>
{
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is float other && Equals(other);

    public bool Equals(float obj) => m_value == obj || (float.IsNaN(m_value) && float.IsNaN(obj));

    public override int GetHashCode()
    {
        int bits = Unsafe.BitCast<float, int>(m_value);
        // 0.0 and -0.0 are equal, all NaNs are equal: equal values need equal hashes.
        if (((bits - 1) & 0x7FFFFFFF) >= 0x7F800000)
            bits &= 0x7F800000;
        return bits;
    }

    public int CompareTo(float value)
    {
        if (m_value < value)
            return -1;
        if (m_value > value)
            return 1;
        if (m_value == value)
            return 0;
        // At least one is NaN, which sorts before everything else.
        return float.IsNaN(m_value) ? (float.IsNaN(value) ? 0 : -1) : 1;
    }

    public int CompareTo(object? value) => value switch
    {
        null => 1,
        float other => CompareTo(other),
        _ => throw new ArgumentException("Object must be of type Single."),
    };

#pragma warning disable CS1718 // only NaN differs from itself
    public static bool IsNaN(float d) => d != d;
#pragma warning restore CS1718

    public static bool IsInfinity(float d) => (Unsafe.BitCast<float, int>(d) & 0x7FFFFFFF) == 0x7F800000;

    public static bool IsFinite(float d) => (Unsafe.BitCast<float, int>(d) & 0x7FFFFFFF) < 0x7F800000;

    public static bool IsNegative(float d) => Unsafe.BitCast<float, int>(d) < 0;

    public static bool IsPositiveInfinity(float d) => d == float.PositiveInfinity;

    public static bool IsNegativeInfinity(float d) => d == float.NegativeInfinity;
}

public readonly partial struct Double : IComparable, IComparable<double>, IEquatable<double>
{
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is double other && Equals(other);

    public bool Equals(double obj) => m_value == obj || (double.IsNaN(m_value) && double.IsNaN(obj));

    public override int GetHashCode()
    {
        long bits = Unsafe.BitCast<double, long>(m_value);
        // 0.0 and -0.0 are equal, all NaNs are equal: equal values need equal hashes.
        if (((bits - 1) & 0x7FFFFFFFFFFFFFFF) >= 0x7FF0000000000000)
            bits &= 0x7FF0000000000000;
        return unchecked((int)bits) ^ (int)(bits >> 32);
    }

    public int CompareTo(double value)
    {
        if (m_value < value)
            return -1;
        if (m_value > value)
            return 1;
        if (m_value == value)
            return 0;
        // At least one is NaN, which sorts before everything else.
        return double.IsNaN(m_value) ? (double.IsNaN(value) ? 0 : -1) : 1;
    }

    public int CompareTo(object? value) => value switch
    {
        null => 1,
        double other => CompareTo(other),
        _ => throw new ArgumentException("Object must be of type Double."),
    };

#pragma warning disable CS1718 // only NaN differs from itself
    public static bool IsNaN(double d) => d != d;
#pragma warning restore CS1718

    public static bool IsInfinity(double d) => (Unsafe.BitCast<double, long>(d) & 0x7FFFFFFFFFFFFFFF) == 0x7FF0000000000000;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsFinite(double d) => (Unsafe.BitCast<double, long>(d) & 0x7FFFFFFFFFFFFFFF) < 0x7FF0000000000000;

    public static bool IsNegative(double d) => Unsafe.BitCast<double, long>(d) < 0;

    public static bool IsPositiveInfinity(double d) => d == double.PositiveInfinity;

    public static bool IsNegativeInfinity(double d) => d == double.NegativeInfinity;
}
