// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Jpeg;

/// <summary>
/// Makes full-width rows of a component's samples. Where a component has half the resolution, new samples are weighted 3:1
/// between their two neighbours in each direction ("triangle filter"); other ratios repeat samples.
/// </summary>
internal sealed class JpegUpsampler
{
    private readonly JpegComponent _component;
    private readonly int _maxHorizontal;
    private readonly int _maxVertical;
    private readonly bool _isSmoothHorizontally;
    private readonly bool _isSmoothVertically;
    private readonly int[] _sums;

    internal JpegUpsampler(JpegFrame frame, JpegComponent component)
    {
        _component = component;
        _maxHorizontal = frame.MaxHorizontal;
        _maxVertical = frame.MaxVertical;
        bool isHalfWidth = component.Horizontal * 2 == _maxHorizontal;
        bool isFullWidth = component.Horizontal == _maxHorizontal;
        bool isHalfHeight = component.Vertical * 2 == _maxVertical;
        bool isFullHeight = component.Vertical == _maxVertical;
        // The horizontal filter needs three samples to have a middle.
        _isSmoothHorizontally = isHalfWidth && (isFullHeight || isHalfHeight) && component.Width > 2;
        _isSmoothVertically = isHalfHeight && (isFullWidth || _isSmoothHorizontally);
        _sums = new int[component.Width];
    }

    /// <summary>Computes row y of the picture; the row may be up to one sample longer than the picture is wide.</summary>
    /// <param name="y">Row of the picture.</param>
    /// <param name="row">At least twice the component's width long where it is smoothed.</param>
    internal void GetRow(int y, Span<byte> row)
    {
        int sourceY = Math.Min(y * _component.Vertical / _maxVertical, _component.Height - 1);
        ReadOnlySpan<byte> near = Samples(sourceY);
        if (_isSmoothVertically)
        {
            // Rows outside the picture are copies of the outermost ones.
            ReadOnlySpan<byte> far = Samples(Math.Clamp((y & 1) == 0 ? sourceY - 1 : sourceY + 1, 0, _component.Height - 1));
            if (_isSmoothHorizontally)
                SmoothBoth(near, far, row);
            else
                SmoothVertically(near, far, (y & 1) == 0 ? 1 : 2, row);
        }
        else if (_isSmoothHorizontally)
        {
            SmoothHorizontally(near, row);
        }
        else
        {
            Repeat(near, row);
        }
    }

    private ReadOnlySpan<byte> Samples(int y) => _component.Samples.AsSpan(y * _component.Stride, _component.Width);

    private void Repeat(ReadOnlySpan<byte> samples, Span<byte> row)
    {
        if (_component.Horizontal == _maxHorizontal)
        {
            samples.CopyTo(row);
            return;
        }

        int width = Math.Min(row.Length, samples.Length * _maxHorizontal / _component.Horizontal);
        for (int x = 0; x < width; x++)
            row[x] = samples[x * _component.Horizontal / _maxHorizontal];
    }

    // The rounding term alternates (1, 2; with two directions 8, 7) so that it brings no bias.
    private static void SmoothHorizontally(ReadOnlySpan<byte> samples, Span<byte> row)
    {
        int last = samples.Length - 1;
        row[0] = samples[0];
        for (int i = 0; i <= last; i++)
        {
            if (i > 0)
                row[2 * i] = (byte)((3 * samples[i] + samples[i - 1] + 1) >> 2);
            if (i < last)
                row[2 * i + 1] = (byte)((3 * samples[i] + samples[i + 1] + 2) >> 2);
        }

        row[2 * last + 1] = samples[last];
    }

    private static void SmoothVertically(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, int rounding, Span<byte> row)
    {
        for (int i = 0; i < near.Length; i++)
            row[i] = (byte)((3 * near[i] + far[i] + rounding) >> 2);
    }

    private void SmoothBoth(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, Span<byte> row)
    {
        int[] sums = _sums;
        for (int i = 0; i < sums.Length; i++)
            sums[i] = 3 * near[i] + far[i];
        int last = sums.Length - 1;
        for (int i = 0; i <= last; i++)
        {
            int left = sums[Math.Max(i - 1, 0)];
            int right = sums[Math.Min(i + 1, last)];
            row[2 * i] = (byte)((3 * sums[i] + left + 8) >> 4);
            row[2 * i + 1] = (byte)((3 * sums[i] + right + 7) >> 4);
        }
    }
}
