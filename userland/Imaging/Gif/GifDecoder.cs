// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Gif;

/// <summary>
/// Composes the frames on the logical screen. The screen begins transparent, and an area that is "restored to background"
/// becomes transparent again, as in every current viewer (the background index of the header is not used).
/// </summary>
internal sealed class GifDecoder : ImageDecoder
{
    private readonly DataReader _reader;
    private readonly GifHeader _header;
    private GifFrame _current;
    private bool _hasCurrent;
    private bool _isAtEnd;
    private uint[]? _saved;

    internal GifDecoder(byte[] data, GifHeader header, long maxPixels)
        : base(header.ToInfo(), maxPixels)
    {
        _header = header;
        _reader = new DataReader(data, header.FirstBlock);
    }

    public override bool ReadFrame()
    {
        if (_isAtEnd)
            return false;
        bool isFirst = !_hasCurrent;
        try
        {
            if (TryReadNext())
                return true;
        }
        catch (ImageFormatException exception) when (!isFirst)
        {
            // What came before can be shown; the animation ends here.
            Warn(exception.Message);
        }

        _isAtEnd = true;
        return false;
    }

    public override void Rewind()
    {
        _reader.Seek(_header.FirstBlock);
        Array.Clear(Canvas.Pixels);
        _hasCurrent = false;
        _isAtEnd = false;
    }

    private bool TryReadNext()
    {
        GifFrame frame = GifFrame.Default;
        while (_reader.Remaining > 0)
        {
            int block = _reader.ReadByte();
            switch (block)
            {
                case 0:
                    break;
                case GifBlock.Extension:
                    ReadExtension(ref frame);
                    break;
                case GifBlock.Image:
                    frame.ReadDescriptor(_reader);
                    DisposeCurrent();
                    Draw(frame);
                    return true;
                case GifBlock.Trailer:
                    return false;
                default:
                    throw new ImageFormatException("unknown block " + block.ToString());
            }
        }

        Warn("file ends early");
        return false;
    }

    private void ReadExtension(ref GifFrame frame)
    {
        if (_reader.ReadByte() == GifBlock.GraphicControl)
        {
            int start = _reader.Position;
            if (_reader.ReadByte() == 4)
                frame.ReadControl(_reader);
            else
                _reader.Seek(start);
        }

        GifHeader.TrySkipSubBlocks(_reader);
    }

    private void DisposeCurrent()
    {
        if (!_hasCurrent)
            return;
        if (_current.Disposal == GifDisposal.Background)
            ClearArea(_current);
        else if (_current.Disposal == GifDisposal.Previous && _saved is not null)
            _saved.AsSpan().CopyTo(Canvas.Pixels);
    }

    private void ClearArea(in GifFrame frame)
    {
        int left = Math.Min(frame.Left, Canvas.Width);
        int width = Math.Min(frame.Width, Canvas.Width - left);
        int bottom = Math.Min(frame.Top + frame.Height, Canvas.Height);
        for (int y = frame.Top; y < bottom; y++)
            Canvas.Row(y).Slice(left, width).Clear();
    }

    private void Draw(in GifFrame frame)
    {
        uint[]? palette = frame.LocalPalette ?? _header.Palette;
        if (palette is null)
            throw new ImageFormatException("no colour table");
        GifLzw lzw = new GifLzw(_reader);
        if (frame.Disposal == GifDisposal.Previous)
        {
            _saved ??= new uint[Canvas.Pixels.Length];
            Canvas.Pixels.AsSpan().CopyTo(_saved);
        }

        _current = frame;
        _hasCurrent = true;
        FrameDelayMilliseconds = frame.DelayMilliseconds;
        byte[] indices = new byte[frame.Width];
        bool isComplete = frame.IsInterlaced
            ? DrawRows(frame, lzw, palette, indices, 0, 8) && DrawRows(frame, lzw, palette, indices, 4, 8)
                && DrawRows(frame, lzw, palette, indices, 2, 4) && DrawRows(frame, lzw, palette, indices, 1, 2)
            : DrawRows(frame, lzw, palette, indices, 0, 1);
        if (!isComplete)
            Warn(lzw.IsDamaged ? "damaged LZW data" : "not enough image data");
        lzw.SkipRest();
    }

    /// <summary>Draws every step-th row; false if the data ended.</summary>
    private bool DrawRows(in GifFrame frame, GifLzw lzw, uint[] palette, byte[] indices, int first, int step)
    {
        for (int y = first; y < frame.Height; y += step)
        {
            int count = lzw.Read(indices);
            if (frame.Top + y < Canvas.Height && frame.Left < Canvas.Width)
            {
                Span<uint> row = Canvas.Row(frame.Top + y).Slice(frame.Left);
                DrawIndices(indices.AsSpan(0, Math.Min(count, row.Length)), row, palette, frame.Transparent);
            }

            if (count < indices.Length)
                return false;
        }

        return true;
    }

    private static void DrawIndices(ReadOnlySpan<byte> indices, Span<uint> row, uint[] palette, int transparent)
    {
        for (int x = 0; x < indices.Length; x++)
        {
            if (indices[x] != transparent)
                row[x] = palette[indices[x]];
        }
    }
}
