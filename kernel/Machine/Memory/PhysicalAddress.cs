// SPDX-License-Identifier: MIT
using System;

namespace Skift.Machine;

/// <summary>An address on the memory bus, as page-table entries and DMA descriptors hold it. Never dereferenced.</summary>
public readonly struct PhysicalAddress : IEquatable<PhysicalAddress>
{
    public readonly ulong Value;

    public PhysicalAddress(ulong value) => Value = value;

    public static PhysicalAddress operator +(PhysicalAddress address, ulong bytes) => new(address.Value + bytes);

    public static ulong operator -(PhysicalAddress left, PhysicalAddress right) => left.Value - right.Value;

    public static bool operator ==(PhysicalAddress left, PhysicalAddress right) => left.Value == right.Value;

    public static bool operator !=(PhysicalAddress left, PhysicalAddress right) => left.Value != right.Value;

    public bool Equals(PhysicalAddress other) => Value == other.Value;

    public override bool Equals(object? obj) => obj is PhysicalAddress other && other.Value == Value;

    public override int GetHashCode() => Value.GetHashCode();
}
