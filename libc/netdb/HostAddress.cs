// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>An address that a name has.</summary>
internal unsafe struct HostAddress
{
    internal const int IPv4 = 2;
    internal const int IPv6 = 10;

    internal int Family;
    internal uint Scope;
    internal fixed byte Bytes[16];

    /// <summary>Higher is tried first (RFC 6724 §6).</summary>
    internal long Preference;

    internal readonly int Size => Family == IPv4 ? 4 : 16;
}

/// <summary>The addresses of a name, and its canonical name.</summary>
internal unsafe struct HostAddresses
{
    internal const int Most = 48;
    internal const int NameSize = 256;

    private fixed byte _addresses[Most * 40];
    internal int Count;
    internal fixed byte Canonical[NameSize];

    internal HostAddress* this[int index]
    {
        get
        {
            fixed (byte* first = _addresses)
            {
                return (HostAddress*)first + index;
            }
        }
    }

    internal void Add(int family, byte* bytes, uint scope)
    {
        if (Count == Most)
        {
            return;
        }

        HostAddress* address = this[Count++];
        *address = default;
        address->Family = family;
        address->Scope = scope;
        C.memcpy(address->Bytes, bytes, (nuint)address->Size);
    }

    internal void SetCanonical(byte* name)
    {
        fixed (byte* own = Canonical)
        {
            _ = C.strlcpy(own, name, NameSize);
        }
    }

    internal readonly bool HasCanonical => Canonical[0] != 0;
}
