// SPDX-License-Identifier: MIT
using System.Numerics;

namespace Skift.Imaging.Bmp;

/// <summary>Where in a 16- or 32-bit pixel a colour's bits lie.</summary>
internal readonly struct BmpChannel
{
    private readonly int _shift;
    private readonly uint _max;

    private BmpChannel(int shift, uint max)
    {
        _shift = shift;
        _max = max;
    }

    internal bool IsPresent => _max != 0;

    /// <exception cref="ImageFormatException">The mask's bits are not contiguous.</exception>
    internal static BmpChannel FromMask(uint mask)
    {
        if (mask == 0)
            return default;
        int shift = BitOperations.TrailingZeroCount(mask);
        uint max = mask >> shift;
        if ((max & (max + 1)) != 0)
            throw new ImageFormatException("invalid bit mask");
        return new BmpChannel(shift, max);
    }

    /// <summary>The channel's value, scaled to 0..255 with rounding; absent if there is no such channel.</summary>
    internal int Read(uint pixel, int absent)
    {
        if (_max == 0)
            return absent;
        ulong value = (pixel >> _shift) & _max;
        return _max == 255 ? (int)value : (int)((value * 255 + _max / 2) / _max);
    }
}
