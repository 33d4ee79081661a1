// SPDX-License-Identifier: MIT

namespace System;

/// <summary>Pseudo-random numbers by xoshiro256** (Blackman and Vigna, Scrambled Linear Pseudorandom Number Generators, 2021).</summary>
/// <remarks>The same seed gives the same sequence here, but not the one of .NET, whose seeded generator is an older one.</remarks>
public class Random
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    private static ulong s_instances;

    public Random()
        : this((ulong)System.Runtime.Hooks.Monotonic() + Threading.Interlocked.Add(ref s_instances, 0x9E3779B97F4A7C15))
    {
    }

    public Random(int Seed)
        : this((ulong)(uint)Seed)
    {
    }

    private Random(ulong seed)
    {
        _s0 = SplitMix(ref seed);
        _s1 = SplitMix(ref seed);
        _s2 = SplitMix(ref seed);
        _s3 = SplitMix(ref seed);
    }

    public static Random Shared { get; } = new SharedRandom();

    /// <summary>Fills the state from one word, as the generator's authors advise (Steele, Lea and Flood, SplitMix64).</summary>
    private static ulong SplitMix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private protected virtual ulong NextBits()
    {
        ulong result = Numerics.BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = Numerics.BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>An unbiased number below a limit: multiply and reject (Lemire, Fast Random Integer Generation in an Interval, 2019).</summary>
    private ulong NextBelow(ulong limit)
    {
        ulong high = Math.BigMul(NextBits(), limit, out ulong low);
        if (low >= limit) return high;
        ulong threshold = (0 - limit) % limit;
        while (low < threshold) high = Math.BigMul(NextBits(), limit, out low);
        return high;
    }

    public virtual int Next() => (int)NextBelow(int.MaxValue);

    public virtual int Next(int maxValue)
    {
        if (maxValue < 0) throw new ArgumentOutOfRangeException(nameof(maxValue), "'maxValue' must be greater than zero.");
        return maxValue == 0 ? 0 : (int)NextBelow((uint)maxValue);
    }

    public virtual int Next(int minValue, int maxValue) => (int)NextInt64(minValue, maxValue);

    public virtual long NextInt64() => (long)NextBelow(long.MaxValue);

    public virtual long NextInt64(long maxValue)
    {
        if (maxValue < 0) throw new ArgumentOutOfRangeException(nameof(maxValue), "'maxValue' must be greater than zero.");
        return maxValue == 0 ? 0 : (long)NextBelow((ulong)maxValue);
    }

    public virtual long NextInt64(long minValue, long maxValue)
    {
        if (minValue > maxValue) throw new ArgumentOutOfRangeException(nameof(minValue), "'minValue' cannot be greater than maxValue.");
        return minValue == maxValue ? minValue : minValue + (long)NextBelow((ulong)maxValue - (ulong)minValue);
    }

    public virtual double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    public virtual float NextSingle() => (NextBits() >> 40) * (1.0f / (1 << 24));

    protected virtual double Sample() => NextDouble();

    public virtual void NextBytes(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        NextBytes(buffer.AsSpan());
    }

    public virtual void NextBytes(Span<byte> buffer)
    {
        for (int i = 0; i < buffer.Length;)
        {
            ulong bits = NextBits();
            for (int end = Math.Min(i + 8, buffer.Length); i < end; i++)
            {
                buffer[i] = (byte)bits;
                bits >>= 8;
            }
        }
    }

    public void Shuffle<T>(T[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Shuffle(values.AsSpan());
    }

    public void Shuffle<T>(Span<T> values)
    {
        for (int i = 0; i < values.Length - 1; i++)
        {
            int j = Next(i, values.Length);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    public T[] GetItems<T>(ReadOnlySpan<T> choices, int length)
    {
        if (choices.IsEmpty) throw new ArgumentException("Span may not be empty.", nameof(choices));
        T[] items = new T[length];
        for (int i = 0; i < length; i++) items[i] = choices[Next(choices.Length)];
        return items;
    }

    private sealed class SharedRandom : Random
    {
        private readonly object _lock = new();

        private protected override ulong NextBits()
        {
            lock (_lock) return base.NextBits();
        }
    }
}
