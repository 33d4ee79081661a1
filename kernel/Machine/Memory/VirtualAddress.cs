// SPDX-License-Identifier: MIT
using System;

namespace Skift.Machine;

/// <summary>An address as an instruction names it. Holding one proves nothing; only a checked copy reads through it.</summary>
public readonly struct VirtualAddress : IEquatable<VirtualAddress>
{
    /// <summary>Bytes of one page.</summary>
    public const int PageSize = 4096;

    /// <summary>First address that user memory may not reach: the canonical half less one page, as Linux's <c>TASK_SIZE_MAX</c>.</summary>
    /// <remarks>The missing page keeps a SYSCALL in the last bytes from returning to a non-canonical address (Intel SDM vol. 2B, SYSRET).</remarks>
    public const ulong UserEnd = 0x0000_7FFF_FFFF_F000;

    public readonly ulong Value;

    public VirtualAddress(ulong value) => Value = value;

    public bool IsPageAligned => (Value & (PageSize - 1)) == 0;

    public int PageOffset => (int)(Value & (PageSize - 1));

    /// <summary>The start of the page that holds this address.</summary>
    public VirtualAddress PageStart => new(Value & ~(ulong)(PageSize - 1));

    /// <summary>Whether <paramref name="byteCount"/> bytes from here lie in the part of the address space that user code may use.</summary>
    public bool IsUserRange(ulong byteCount) => Value <= UserEnd && byteCount <= UserEnd - Value;

    public static VirtualAddress operator +(VirtualAddress address, ulong bytes) => new(address.Value + bytes);

    public static VirtualAddress operator -(VirtualAddress address, ulong bytes) => new(address.Value - bytes);

    public static ulong operator -(VirtualAddress left, VirtualAddress right) => left.Value - right.Value;

    public static bool operator ==(VirtualAddress left, VirtualAddress right) => left.Value == right.Value;

    public static bool operator !=(VirtualAddress left, VirtualAddress right) => left.Value != right.Value;

    public static bool operator <(VirtualAddress left, VirtualAddress right) => left.Value < right.Value;

    public static bool operator >(VirtualAddress left, VirtualAddress right) => left.Value > right.Value;

    public static bool operator <=(VirtualAddress left, VirtualAddress right) => left.Value <= right.Value;

    public static bool operator >=(VirtualAddress left, VirtualAddress right) => left.Value >= right.Value;

    public bool Equals(VirtualAddress other) => Value == other.Value;

    public override bool Equals(object? obj) => obj is VirtualAddress other && other.Value == Value;

    public override int GetHashCode() => Value.GetHashCode();
}
