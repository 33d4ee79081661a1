// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Jpeg;

/// <summary>The tables that segments between scans define and redefine (T.81 §B.2.4), and what the application markers tell.</summary>
internal sealed class JpegTables
{
    private const int SlotCount = 4;

    internal ushort[]?[] Quantization { get; } = new ushort[]?[SlotCount];

    internal JpegHuffmanTable?[] DC { get; } = new JpegHuffmanTable?[SlotCount];

    internal JpegHuffmanTable?[] AC { get; } = new JpegHuffmanTable?[SlotCount];

    /// <summary>Conditioning of arithmetic coding (§F.1.4.4.1.4): bounds of small DC differences, and Kx of AC.</summary>
    internal byte[] SmallDCLower { get; } = { 0, 0, 0, 0 };

    internal byte[] SmallDCUpper { get; } = { 1, 1, 1, 1 };

    internal byte[] LowFrequencyEnd { get; } = { 5, 5, 5, 5 };

    internal int RestartInterval { get; private set; }

    internal bool HasJfif { get; private set; }

    /// <summary>The colour transform of Adobe's APP14 marker, or -1 without one.</summary>
    internal int AdobeTransform { get; private set; } = -1;

    /// <summary>Takes in a segment; those that do not matter for decoding are passed over.</summary>
    internal void ReadSegment(int marker, DataReader reader, int end)
    {
        switch (marker)
        {
            case JpegMarker.DQT:
                while (reader.Position < end)
                    ReadQuantization(reader);
                break;
            case JpegMarker.DHT:
                while (reader.Position < end)
                    ReadHuffman(reader);
                break;
            case JpegMarker.DAC:
                while (reader.Position < end)
                    ReadConditioning(reader);
                break;
            case JpegMarker.DRI:
                RestartInterval = reader.ReadUInt16BigEndian();
                break;
            case JpegMarker.APP0:
                HasJfif |= reader.ReadBytes(Math.Min(5, end - reader.Position)).SequenceEqual("JFIF\0"u8);
                break;
            case JpegMarker.APP14:
                ReadAdobe(reader.ReadBytes(end - reader.Position));
                break;
        }

        if (reader.Position > end)
            throw new ImageFormatException("invalid segment length");
        reader.Seek(end);
    }

    // §B.2.4.1.
    private void ReadQuantization(DataReader reader)
    {
        int slot = reader.ReadByte();
        bool isWide = slot >> 4 != 0;
        slot &= 15;
        if (slot >= SlotCount)
            throw new ImageFormatException("invalid quantization table");
        ushort[] table = new ushort[64];
        for (int k = 0; k < 64; k++)
            table[JpegZigZag.ToNatural[k]] = isWide ? reader.ReadUInt16BigEndian() : reader.ReadByte();
        Quantization[slot] = table;
    }

    // §B.2.4.2.
    private void ReadHuffman(DataReader reader)
    {
        int slot = reader.ReadByte();
        bool isAC = (slot & 0x10) != 0;
        if ((slot & ~0x13) != 0)
            throw new ImageFormatException("invalid Huffman table");
        ReadOnlySpan<byte> counts = reader.ReadBytes(JpegHuffmanTable.MaxBits);
        int total = 0;
        foreach (byte count in counts)
            total += count;
        if (total > 256)
            throw new ImageFormatException("invalid Huffman table");
        JpegHuffmanTable table = new JpegHuffmanTable(counts, reader.ReadBytes(total));
        (isAC ? AC : DC)[slot & 3] = table;
    }

    // §B.2.4.3.
    private void ReadConditioning(DataReader reader)
    {
        int slot = reader.ReadByte();
        int value = reader.ReadByte();
        if ((slot & ~0x13) != 0)
            throw new ImageFormatException("invalid arithmetic conditioning");
        if ((slot & 0x10) != 0)
        {
            LowFrequencyEnd[slot & 3] = (byte)value;
            return;
        }

        if ((value & 15) > value >> 4)
            throw new ImageFormatException("invalid arithmetic conditioning");
        SmallDCLower[slot & 3] = (byte)(value & 15);
        SmallDCUpper[slot & 3] = (byte)(value >> 4);
    }

    // Adobe Technical Note 5116, §18: "Adobe", version, two words of flags, transform.
    private void ReadAdobe(ReadOnlySpan<byte> body)
    {
        if (body.Length >= 12 && body.StartsWith("Adobe"u8))
            AdobeTransform = body[11];
    }
}
