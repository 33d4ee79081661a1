// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;

namespace Skift.Network.Tcp;

/// <summary>Control bits of a segment (RFC 9293 §3.1).</summary>
[Flags]
internal enum TcpFlags : byte
{
    None = 0,
    FIN = 1,
    SYN = 2,
    RST = 4,
    PSH = 8,
    ACK = 16,
    URG = 32,
}

/// <summary>The header of a segment with the options that this side knows: maximum segment size and window scale.</summary>
internal struct TcpHeader
{
    internal const int Bytes = 20;

    private const int ChecksumOffset = 16;
    private const byte EndOption = 0;
    private const byte NoOperation = 1;
    private const byte SegmentSizeOption = 2;
    private const byte SegmentSizeBytes = 4;
    private const byte WindowScaleOption = 3;
    private const byte WindowScaleBytes = 3;

    internal ushort SourcePort;
    internal ushort DestinationPort;
    internal uint Sequence;
    internal uint Acknowledgement;
    internal TcpFlags Flags;
    internal ushort Window;
    internal ushort UrgentPointer;

    /// <summary>0: not given.</summary>
    internal ushort SegmentSize;

    /// <summary>Negative: not given.</summary>
    internal int WindowScale;

    internal readonly bool Has(TcpFlags flag) => (Flags & flag) != 0;

    /// <summary>Reads a header with its options.</summary>
    /// <param name="length">Bytes of both.</param>
    /// <returns>False if it is damaged.</returns>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, out TcpHeader header, out int length)
    {
        header = default;
        length = 0;
        if (bytes.Length < Bytes) return false;
        length = (bytes[12] >> 4) * sizeof(uint);
        if (length < Bytes || length > bytes.Length) return false;
        header.SourcePort = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        header.DestinationPort = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        header.Sequence = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        header.Acknowledgement = BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]);
        header.Flags = (TcpFlags)(bytes[13] & 0x3F);
        header.Window = BinaryPrimitives.ReadUInt16BigEndian(bytes[14..]);
        header.UrgentPointer = BinaryPrimitives.ReadUInt16BigEndian(bytes[18..]);
        header.WindowScale = -1;
        if (length > Bytes) header.ReadOptions(bytes[Bytes..length]);
        return true;
    }

    /// <summary>Options count in segments with SYN only; what is damaged ends them.</summary>
    private void ReadOptions(ReadOnlySpan<byte> options)
    {
        if (!Has(TcpFlags.SYN)) return;
        while (!options.IsEmpty && options[0] != EndOption)
        {
            if (options[0] == NoOperation)
            {
                options = options[1..];
                continue;
            }

            if (options.Length < 2 || options[1] < 2 || options[1] > options.Length) return;
            if (options[0] == SegmentSizeOption && options[1] == SegmentSizeBytes) SegmentSize = BinaryPrimitives.ReadUInt16BigEndian(options[2..]);
            if (options[0] == WindowScaleOption && options[1] == WindowScaleBytes) WindowScale = options[2];
            options = options[options[1]..];
        }
    }

    /// <summary>Puts the header in front of a packet. The checksum is 0.</summary>
    internal readonly void Put(Packet packet)
    {
        int options = (SegmentSize != 0 ? SegmentSizeBytes : 0) + (WindowScale >= 0 ? WindowScaleBytes + 1 : 0);
        Span<byte> bytes = packet.Prepend(Bytes + options);
        BinaryPrimitives.WriteUInt16BigEndian(bytes, SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], DestinationPort);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], Sequence);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[8..], Acknowledgement);
        bytes[12] = (byte)((Bytes + options) / sizeof(uint) << 4);
        bytes[13] = (byte)Flags;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[14..], Window);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[ChecksumOffset..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[18..], UrgentPointer);
        if (options != 0) PutOptions(bytes[Bytes..]);
    }

    private readonly void PutOptions(Span<byte> bytes)
    {
        if (SegmentSize != 0)
        {
            bytes[0] = SegmentSizeOption;
            bytes[1] = SegmentSizeBytes;
            BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], SegmentSize);
            bytes = bytes[SegmentSizeBytes..];
        }

        if (WindowScale < 0) return;
        bytes[0] = NoOperation;
        bytes[1] = WindowScaleOption;
        bytes[2] = WindowScaleBytes;
        bytes[3] = (byte)WindowScale;
    }

    /// <summary>Puts a checksum into the outermost header of a packet.</summary>
    internal static void SetChecksum(Packet packet, ushort checksum) =>
        BinaryPrimitives.WriteUInt16BigEndian(packet.Header[ChecksumOffset..], checksum);
}
