// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>A set of signals, as the kernel has it: bit n-1 is signal n.</summary>
public readonly struct SignalSet : IEquatable<SignalSet>
{
    public SignalSet(ulong bits) => Bits = bits;

    public ulong Bits { get; }

    public static SignalSet Empty => default;

    public static SignalSet Full => new(ulong.MaxValue);

    public bool IsEmpty => Bits == 0;

    public static SignalSet Of(params ReadOnlySpan<Signal> signals)
    {
        SignalSet set = default;
        foreach (Signal signal in signals)
        {
            set = set.With(signal);
        }

        return set;
    }

    public static SignalSet operator |(SignalSet left, SignalSet right) => new(left.Bits | right.Bits);

    public static SignalSet operator &(SignalSet left, SignalSet right) => new(left.Bits & right.Bits);

    public static SignalSet operator ~(SignalSet set) => new(~set.Bits);

    public bool Contains(Signal signal) => (Bits & Bit(signal)) != 0;

    public SignalSet With(Signal signal) => new(Bits | Bit(signal));

    public SignalSet Without(Signal signal) => new(Bits & ~Bit(signal));

    public bool Equals(SignalSet other) => Bits == other.Bits;

    public override bool Equals(object? obj) => obj is SignalSet other && Equals(other);

    public override int GetHashCode() => Bits.GetHashCode();

    private static ulong Bit(Signal signal) => (int)signal is >= 1 and <= 64 ? 1UL << ((int)signal - 1) : 0;
}
