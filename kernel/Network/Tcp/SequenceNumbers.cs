// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using System.Numerics;
using Skift.Core;

namespace Skift.Network.Tcp;

/// <summary>The numbers that connections begin with: a keyed hash of their ends, so that others cannot foretell them, plus a clock, so that they
/// grow from one connection between the same ends to the next (RFC 6528).</summary>
internal static class SequenceNumbers
{
    /// <summary>The clock goes on every 64 ns, as on Linux.</summary>
    private const int ClockShift = 6;

    private static readonly (ulong First, ulong Second) s_key = (RandomSource.NextUInt64(), RandomSource.NextUInt64());

    internal static uint For(in Endpoint local, in Endpoint remote, long nowNanoseconds)
    {
        Span<byte> ends = stackalloc byte[(2 * InternetAddress.IPv6Bytes) + sizeof(ulong)];
        local.Address.Write(ends[..InternetAddress.IPv6Bytes]);
        remote.Address.Write(ends.Slice(InternetAddress.IPv6Bytes, InternetAddress.IPv6Bytes));
        BinaryPrimitives.WriteUInt64LittleEndian(ends[(2 * InternetAddress.IPv6Bytes)..], ((ulong)local.Port << 16) | remote.Port);
        return (uint)SipHash(s_key.First, s_key.Second, ends) + (uint)(nowNanoseconds >> ClockShift);
    }

    /// <summary>SipHash-2-4 (Aumasson, Bernstein, 2012) of whole words.</summary>
    internal static ulong SipHash(ulong first, ulong second, ReadOnlySpan<byte> data)
    {
        const int FinishRounds = 4;
        const ulong FinishMark = 0xFF;
        ulong a = first ^ 0x736F_6D65_7073_6575;
        ulong b = second ^ 0x646F_7261_6E64_6F6D;
        ulong c = first ^ 0x6C79_6765_6E65_7261;
        ulong d = second ^ 0x7465_6462_7974_6573;
        ulong length = (ulong)data.Length << 56;
        for (; data.Length >= sizeof(ulong); data = data[sizeof(ulong)..])
        {
            Mix(ref a, ref b, ref c, ref d, BinaryPrimitives.ReadUInt64LittleEndian(data));
        }

        Mix(ref a, ref b, ref c, ref d, length);
        c ^= FinishMark;
        for (int i = 0; i < FinishRounds; i++)
        {
            Round(ref a, ref b, ref c, ref d);
        }

        return a ^ b ^ c ^ d;
    }

    private static void Mix(ref ulong a, ref ulong b, ref ulong c, ref ulong d, ulong word)
    {
        d ^= word;
        Round(ref a, ref b, ref c, ref d);
        Round(ref a, ref b, ref c, ref d);
        a ^= word;
    }

    private static void Round(ref ulong a, ref ulong b, ref ulong c, ref ulong d)
    {
        a += b;
        c += d;
        b = BitOperations.RotateLeft(b, 13) ^ a;
        d = BitOperations.RotateLeft(d, 16) ^ c;
        a = BitOperations.RotateLeft(a, 32);
        c += b;
        a += d;
        b = BitOperations.RotateLeft(b, 17) ^ c;
        d = BitOperations.RotateLeft(d, 21) ^ a;
        c = BitOperations.RotateLeft(c, 32);
    }
}
