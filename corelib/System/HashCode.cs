namespace System;

/// <summary>Combines hash codes; the same inputs give the same result within one run and across runs.</summary>
/// <remarks>A multiply-rotate mix of 32 bits per step with the final avalanche of xxHash32.</remarks>
public struct HashCode
{
    private const uint Prime1 = 2654435761U;
    private const uint Prime2 = 2246822519U;
    private const uint Prime3 = 3266489917U;
    private const uint Prime4 = 668265263U;

    private uint _state;
    private uint _count;

    public static int Combine<T1>(T1 value1)
    {
        HashCode hash = default;
        hash.Add(value1);
        return hash.ToHashCode();
    }

    public static int Combine<T1, T2>(T1 value1, T2 value2)
    {
        HashCode hash = default;
        hash.Add(value1);
        hash.Add(value2);
        return hash.ToHashCode();
    }

    public static int Combine<T1, T2, T3>(T1 value1, T2 value2, T3 value3)
    {
        HashCode hash = default;
        hash.Add(value1);
        hash.Add(value2);
        hash.Add(value3);
        return hash.ToHashCode();
    }

    public static int Combine<T1, T2, T3, T4>(T1 value1, T2 value2, T3 value3, T4 value4)
    {
        HashCode hash = default;
        hash.Add(value1);
        hash.Add(value2);
        hash.Add(value3);
        hash.Add(value4);
        return hash.ToHashCode();
    }

    public static int Combine<T1, T2, T3, T4, T5>(T1 value1, T2 value2, T3 value3, T4 value4, T5 value5)
    {
        HashCode hash = default;
        hash.Add(Combine(value1, value2, value3, value4));
        hash.Add(value5);
        return hash.ToHashCode();
    }

    public static int Combine<T1, T2, T3, T4, T5, T6>(T1 value1, T2 value2, T3 value3, T4 value4, T5 value5, T6 value6)
    {
        HashCode hash = default;
        hash.Add(Combine(value1, value2, value3, value4));
        hash.Add(Combine(value5, value6));
        return hash.ToHashCode();
    }

    public void Add<T>(T value) => Add(value?.GetHashCode() ?? 0);

    public void Add<T>(T value, Collections.Generic.IEqualityComparer<T>? comparer) =>
        Add(value == null ? 0 : comparer == null ? value.GetHashCode() : comparer.GetHashCode(value));

    private void Add(int value)
    {
        uint mixed = _state + Prime1 + (uint)value * Prime3;
        _state = ((mixed << 17) | (mixed >> 15)) * Prime4;
        _count++;
    }

    public readonly int ToHashCode()
    {
        uint hash = _state + _count * 4;
        hash = (hash ^ (hash >> 15)) * Prime2;
        hash = (hash ^ (hash >> 13)) * Prime3;
        return (int)(hash ^ (hash >> 16));
    }
}
