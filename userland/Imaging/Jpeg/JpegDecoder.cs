// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Jpeg;

/// <summary>Walks through the markers, has scans decoded, and puts the picture together.</summary>
/// <remarks>Once a scan has begun, damage is a warning: what is missing stays gray or coarse, as is the custom with JPEG.</remarks>
internal sealed class JpegDecoder : StillImageDecoder
{
    // A progressive picture has at most some dozens of scans. Each goes over the whole picture whatever little data it has,
    // so a file of nothing but scans would take hours.
    private const int MaxScans = 500;

    private readonly byte[] _data;
    private readonly JpegOrientation _orientation;

    internal JpegDecoder(byte[] data, JpegFrame frame, long maxPixels)
        : base(frame.ToInfo(), maxPixels)
    {
        _data = data;
        _orientation = frame.Orientation;
    }

    protected override void Decode(Bitmap canvas)
    {
        JpegTables tables = new JpegTables();
        JpegFrame frame = DecodeScans(tables);
        if (frame.IsProgressive)
            TransformCoefficients(frame);
        Render(frame, new JpegColorConverter(frame, tables), canvas);
    }

    private JpegFrame DecodeScans(JpegTables tables)
    {
        DataReader reader = new DataReader(_data, 2);
        JpegFrame? frame = null;
        int scans = 0;
        try
        {
            int marker;
            while ((marker = JpegMarker.FindNext(reader)) is >= 0 and not JpegMarker.EOI)
            {
                if (JpegMarker.StandsAlone(marker))
                    continue;
                int end = JpegMarker.ReadSegmentEnd(reader);
                if (marker == JpegMarker.SOS)
                {
                    if (frame is null)
                        throw new ImageFormatException("missing frame header");
                    if (scans == MaxScans)
                        throw new ImageFormatException("too many scans");
                    DecodeScan(frame, tables, reader, end);
                    scans++;
                }
                else if (JpegMarker.IsStartOfFrame(marker))
                    frame = ReadFrameHeader(frame, marker, reader, end);
                else
                    tables.ReadSegment(marker, reader, end);
            }

            if (marker < 0)
                Warn("file ends early");
        }
        catch (ImageFormatException exception) when (scans > 0)
        {
            Warn(exception.Message);
        }

        return scans > 0 && frame is not null ? frame : throw new ImageFormatException("no image data");
    }

    private static JpegFrame ReadFrameHeader(JpegFrame? previous, int marker, DataReader reader, int end)
    {
        if (previous is not null)
            throw new ImageFormatException("more than one frame header");
        JpegFrame frame = JpegFrame.Read(marker, reader, end);
        frame.Allocate();
        return frame;
    }

    private void DecodeScan(JpegFrame frame, JpegTables tables, DataReader reader, int end)
    {
        JpegScan scan = new JpegScan(frame, tables, reader, end);
        JpegEntropyReader data = new JpegEntropyReader(_data, end);
        string? warning = scan.Decode(data);
        if (warning is not null)
            Warn(warning);
        reader.Seek(data.Position);
    }

    private static void TransformCoefficients(JpegFrame frame)
    {
        foreach (JpegComponent component in frame.Components)
        {
            // Without a table there was no scan of this component: it stays gray.
            if (component.Quantization is null)
                continue;
            for (int y = 0; y < component.BlocksHigh; y++)
            {
                for (int x = 0; x < component.BlocksWide; x++)
                {
                    JpegInverseDct.Transform(component.CoefficientsOf(x, y), component.Quantization, component.Samples,
                        component.OffsetOf(x, y), component.Stride);
                }
            }
        }
    }

    private void Render(JpegFrame frame, JpegColorConverter converter, Bitmap canvas)
    {
        int count = frame.Components.Length;
        JpegUpsampler[] upsamplers = new JpegUpsampler[count];
        byte[][] rows = new byte[count][];
        for (int i = 0; i < count; i++)
        {
            upsamplers[i] = new JpegUpsampler(frame, frame.Components[i]);
            // Smoothing a half-width component gives an even number of samples.
            rows[i] = new byte[Math.Max(frame.Width, 2 * frame.Components[i].Width)];
        }

        uint[] pixels = new uint[frame.Width];
        _orientation.GetSteps(canvas, out int first, out int perColumn, out int perRow);
        for (int y = 0; y < frame.Height; y++)
        {
            for (int i = 0; i < count; i++)
                upsamplers[i].GetRow(y, rows[i]);
            converter.Convert(rows, pixels);
            int target = first + y * perRow;
            for (int x = 0; x < pixels.Length; x++)
                canvas.Pixels[target + x * perColumn] = pixels[x];
        }

        foreach (JpegComponent component in frame.Components)
            component.Free();
    }
}
