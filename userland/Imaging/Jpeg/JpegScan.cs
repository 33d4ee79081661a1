// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Jpeg;

/// <summary>A scan: its header (T.81 §B.2.3), and the walk over its blocks (§A.2).</summary>
internal sealed class JpegScan
{
    private readonly JpegFrame _frame;
    private readonly JpegTables _tables;
    private readonly short[] _block = new short[64];

    internal JpegScan(JpegFrame frame, JpegTables tables, DataReader reader, int end)
    {
        _frame = frame;
        _tables = tables;
        int count = reader.ReadByte();
        if (count is < 1 or > 4 || end - reader.Position != 2 * count + 3)
            throw Invalid();
        Components = new JpegComponent[count];
        DCSlots = new int[count];
        ACSlots = new int[count];
        for (int i = 0; i < count; i++)
            ReadComponent(reader, i);
        First = reader.ReadByte();
        Last = reader.ReadByte();
        int approximation = reader.ReadByte();
        PreviousBit = approximation >> 4;
        Bit = approximation & 15;
        if (frame.IsProgressive)
            CheckProgression();
        CheckBlockCount();
    }

    internal JpegComponent[] Components { get; }

    internal int[] DCSlots { get; }

    internal int[] ACSlots { get; }

    /// <summary>Ss and Se: the range of coefficients, in zigzag order. Meaningful in progressive pictures.</summary>
    internal int First { get; }

    internal int Last { get; }

    /// <summary>Ah: the position of the lowest bit known before this scan, 0 in the first scan of a coefficient.</summary>
    internal int PreviousBit { get; }

    /// <summary>Al: the position of the lowest bit after this scan.</summary>
    internal int Bit { get; }

    internal bool IsRefinement => PreviousBit != 0;

    /// <summary>Decodes the scan's data.</summary>
    /// <param name="data">The entropy-coded data; left at the marker behind it.</param>
    /// <returns>The first thing wrong with the data, or null.</returns>
    internal string? Decode(JpegEntropyReader data)
    {
        foreach (JpegComponent component in Components)
        {
            component.Quantization ??= _tables.Quantization[component.QuantizationIndex]
                ?? throw new ImageFormatException("missing quantization table");
        }

        JpegEntropyDecoder decoder = JpegEntropyDecoder.Create(_frame, this, _tables, data);
        bool isSingle = Components.Length == 1;
        int wide = isSingle ? Components[0].BlocksWide : _frame.McusWide;
        int high = isSingle ? Components[0].BlocksHigh : _frame.McusHigh;
        string? warning = null;
        int untilRestart = _tables.RestartInterval;
        int restart = 0;
        for (int y = 0; y < high; y++)
        {
            for (int x = 0; x < wide; x++)
            {
                if (_tables.RestartInterval != 0 && untilRestart-- == 0)
                {
                    if (!data.Restart(restart))
                        warning ??= "damaged data: restart marker not found";
                    decoder.Restart();
                    restart = (restart + 1) & 7;
                    untilRestart = _tables.RestartInterval - 1;
                }

                if (!data.IsExhausted)
                    DecodeMcu(decoder, isSingle, x, y);
            }

            if (data.IsExhausted && _tables.RestartInterval == 0)
                break;
        }

        if (warning is null && (data.IsExhausted || decoder.IsDamaged))
            warning = data.IsExhausted ? "image data ends early" : "damaged image data";
        return warning;
    }

    private static ImageFormatException Invalid() => new ImageFormatException("invalid scan header");

    private void ReadComponent(DataReader reader, int index)
    {
        int id = reader.ReadByte();
        int slots = reader.ReadByte();
        JpegComponent? found = null;
        foreach (JpegComponent component in _frame.Components)
        {
            if (component.Id == id && Array.IndexOf(Components, component) < 0)
            {
                found = component;
                break;
            }
        }

        Components[index] = found ?? throw Invalid();
        DCSlots[index] = slots >> 4;
        ACSlots[index] = slots & 15;
        if (DCSlots[index] > 3 || ACSlots[index] > 3)
            throw Invalid();
    }

    // §G.1.1.1.
    private void CheckProgression()
    {
        bool isRangeValid = First == 0 ? Last == 0 : Last >= First && Last <= 63 && Components.Length == 1;
        if (!isRangeValid || Bit > 13 || (IsRefinement && Bit != PreviousBit - 1))
            throw Invalid();
    }

    /// <summary>An MCU has at most ten blocks (§B.2.3).</summary>
    private void CheckBlockCount()
    {
        int blocks = 0;
        foreach (JpegComponent component in Components)
            blocks += component.Horizontal * component.Vertical;
        if (Components.Length > 1 && blocks > 10)
            throw Invalid();
    }

    private void DecodeMcu(JpegEntropyDecoder decoder, bool isSingle, int mcuX, int mcuY)
    {
        if (isSingle)
        {
            DecodeBlock(decoder, 0, mcuX, mcuY);
            return;
        }

        for (int i = 0; i < Components.Length; i++)
        {
            JpegComponent component = Components[i];
            for (int y = 0; y < component.Vertical; y++)
            {
                for (int x = 0; x < component.Horizontal; x++)
                    DecodeBlock(decoder, i, mcuX * component.Horizontal + x, mcuY * component.Vertical + y);
            }
        }
    }

    private void DecodeBlock(JpegEntropyDecoder decoder, int index, int blockX, int blockY)
    {
        JpegComponent component = Components[index];
        if (_frame.IsProgressive)
        {
            decoder.DecodeBlock(index, component.CoefficientsOf(blockX, blockY));
            return;
        }

        // A sequential block is complete after its scan: no coefficients need to be kept.
        Array.Clear(_block);
        decoder.DecodeBlock(index, _block);
        JpegInverseDct.Transform(_block, component.Quantization!, component.Samples, component.OffsetOf(blockX, blockY), component.Stride);
    }
}
