// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;

namespace Skift.Network.Netlink;

/// <summary>Puts messages together, one after the other.</summary>
/// <param name="port">Whom they are for.</param>
internal sealed class NetlinkWriter(uint port)
{
    private const int FirstBytes = 512;

    private byte[] _bytes = new byte[FirstBytes];
    private int _length;
    private int _start;

    internal bool IsEmpty => _length == 0;

    internal byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();

    /// <summary>Begins a message; the fixed part of its body and the attributes follow, then <see cref="End"/>.</summary>
    internal void Begin(ushort type, ushort flags, uint sequence)
    {
        _start = _length;
        Span<byte> header = Take(Abi.Netlink.HeaderBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], type);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], flags);
        _ = BitConverter.TryWriteBytes(header[8..], sequence);
        _ = BitConverter.TryWriteBytes(header[12..], port);
    }

    internal void End() => _ = BitConverter.TryWriteBytes(_bytes.AsSpan(_start), (uint)(_length - _start));

    /// <summary>Adds bytes to the body.</summary>
    internal void Add(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    internal void Add(int number) => _ = BitConverter.TryWriteBytes(Take(sizeof(int)), number);

    internal void AddAttribute(ushort type, ReadOnlySpan<byte> value)
    {
        Span<byte> header = Take(Abi.Netlink.AttributeBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(header, (ushort)(Abi.Netlink.AttributeBytes + value.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], type);
        Add(value);
    }

    internal void AddAttribute(ushort type, byte value) => AddAttribute(type, [value]);

    internal void AddAttribute(ushort type, uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        _ = BitConverter.TryWriteBytes(bytes, value);
        AddAttribute(type, bytes);
    }

    /// <summary>An ASCII text with its NUL.</summary>
    internal void AddAttribute(ushort type, string text)
    {
        Span<byte> bytes = stackalloc byte[text.Length + 1];
        for (int i = 0; i < text.Length; i++)
        {
            bytes[i] = (byte)text[i];
        }

        bytes[^1] = 0;
        AddAttribute(type, bytes);
    }

    internal void AddAttribute(ushort type, InternetAddress address)
    {
        Span<byte> bytes = stackalloc byte[address.IsIPv4 ? InternetAddress.IPv4Bytes : InternetAddress.IPv6Bytes];
        address.Write(bytes);
        AddAttribute(type, bytes);
    }

    /// <summary>The last message of several.</summary>
    internal void AddDone(uint sequence)
    {
        Begin(Abi.Netlink.NLMSG_DONE, Abi.Netlink.NLM_F_MULTI, sequence);
        Add(0);
        End();
    }

    /// <summary>Answers a request with an error, or with 0 where an answer was asked for (NLM_F_ACK). What was asked goes along, whole only with an error.</summary>
    internal void AddError(in NetlinkRequest request, Errno error, bool isCapped)
    {
        isCapped |= error == Errno.None;
        Begin(Abi.Netlink.NLMSG_ERROR, isCapped ? Abi.Netlink.NLM_F_CAPPED : (ushort)0, request.Sequence);
        Add(-(int)error);
        Add(isCapped ? request.Whole[..Abi.Netlink.HeaderBytes] : request.Whole);
        End();
    }

    /// <summary>Zeroed bytes up to where the next part begins.</summary>
    private Span<byte> Take(int count)
    {
        int aligned = Abi.Netlink.Align(count);
        if (_length + aligned > _bytes.Length)
        {
            byte[] larger = new byte[Math.Max(_length + aligned, _bytes.Length * 2)];
            _bytes.AsSpan(0, _length).CopyTo(larger);
            _bytes = larger;
        }

        Span<byte> taken = _bytes.AsSpan(_length, count);
        _length += aligned;
        return taken;
    }
}
