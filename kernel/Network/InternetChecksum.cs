// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;

namespace Skift.Network;

/// <summary>The sum that guards IP, ICMP, UDP and TCP headers (RFC 1071).</summary>
internal static class InternetChecksum
{
    /// <summary>Adds bytes, of which there are an even number unless they are the last, to a sum.</summary>
    internal static uint Add(uint sum, ReadOnlySpan<byte> bytes)
    {
        ulong total = sum;
        while (bytes.Length >= sizeof(uint))
        {
            total += BinaryPrimitives.ReadUInt32BigEndian(bytes);
            bytes = bytes[sizeof(uint)..];
        }

        if (bytes.Length >= sizeof(ushort))
        {
            total += BinaryPrimitives.ReadUInt16BigEndian(bytes);
            bytes = bytes[sizeof(ushort)..];
        }

        if (!bytes.IsEmpty) total += (uint)bytes[0] << 8;
        return Fold(total);
    }

    /// <summary>Adds the sum of bytes that begin at an odd place (RFC 1071 §2 B: the sum with its bytes exchanged).</summary>
    internal static uint Join(uint sum, uint part, bool isOdd)
    {
        part = Fold(part);
        if (isOdd) part = (part >> 8) | ((part & 0xFF) << 8);
        return Fold((ulong)sum + part);
    }

    /// <summary>What goes into the header.</summary>
    internal static ushort Finish(uint sum) => (ushort)~Fold(sum);

    private static uint Fold(ulong total)
    {
        while (total >> 16 != 0)
        {
            total = (total & 0xFFFF) + (total >> 16);
        }

        return (uint)total;
    }
}
