// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Network.Netlink;

/// <summary>A message that a program has sent (<c>netlink(7)</c>).</summary>
internal readonly ref struct NetlinkRequest
{
    internal ushort Type { get; init; }

    internal ushort Flags { get; init; }

    internal uint Sequence { get; init; }

    /// <summary>Header and body, as far as the header says.</summary>
    internal ReadOnlySpan<byte> Whole { get; init; }

    internal ReadOnlySpan<byte> Body => Whole[Abi.Netlink.HeaderBytes..];

    /// <summary>The first byte of the body, which names a family.</summary>
    internal int Family => Body[0];

    internal bool Has(ushort flags) => (Flags & flags) != 0;

    /// <summary>An attribute behind the fixed part of the body; false if there is none. What follows a malformed one is not looked at.</summary>
    internal bool TryGetAttribute(int fixedBytes, ushort type, out ReadOnlySpan<byte> value)
    {
        value = default;
        ReadOnlySpan<byte> rest = Body.Length <= fixedBytes ? default : Body[fixedBytes..];
        while (rest.Length >= Abi.Netlink.AttributeBytes)
        {
            int length = BitConverter.ToUInt16(rest);
            if (length < Abi.Netlink.AttributeBytes || length > rest.Length) return false;
            if (BitConverter.ToUInt16(rest[2..]) == type)
            {
                value = rest[Abi.Netlink.AttributeBytes..length];
                return true;
            }

            rest = rest[Math.Min(Abi.Netlink.Align(length), rest.Length)..];
        }

        return false;
    }
}

/// <summary>Goes through the messages of one datagram. They come from a program, so each length is checked.</summary>
internal ref struct NetlinkReader(ReadOnlySpan<byte> datagram)
{
    private ReadOnlySpan<byte> _rest = datagram;

    /// <returns>False at the end, or if what follows is no message: that is ignored, as on Linux.</returns>
    internal bool TryNext(out NetlinkRequest request)
    {
        request = default;
        if (_rest.Length < Abi.Netlink.HeaderBytes) return false;
        uint length = BitConverter.ToUInt32(_rest);
        if (length < Abi.Netlink.HeaderBytes || length > (uint)_rest.Length) return false;
        request = new NetlinkRequest
        {
            Type = BitConverter.ToUInt16(_rest[4..]),
            Flags = BitConverter.ToUInt16(_rest[6..]),
            Sequence = BitConverter.ToUInt32(_rest[8..]),
            Whole = _rest[..(int)length],
        };
        _rest = _rest[Math.Min(Abi.Netlink.Align((int)length), _rest.Length)..];
        return true;
    }
}
