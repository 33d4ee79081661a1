// SPDX-License-Identifier: MIT
namespace Skift.Imaging.Jpeg;

/// <summary>
/// The bytes of entropy-coded segments: takes out stuffed zeros (T.81 §B.1.1.5), stops at markers, and goes on behind restart markers.
/// </summary>
internal sealed class JpegEntropyReader
{
    private readonly byte[] _data;

    internal JpegEntropyReader(byte[] data, int position)
    {
        _data = data;
        Position = position;
    }

    /// <summary>Offset of the next byte; of the marker once <see cref="IsAtMarker"/>.</summary>
    internal int Position { get; private set; }

    /// <summary>A marker or the end of the file was reached; zeros are read from here on.</summary>
    internal bool IsAtMarker { get; private set; }

    /// <summary>The segment is to be skipped: blocks up to the next restart keep what they have.</summary>
    internal bool IsExhausted { get; set; }

    internal byte ReadByte()
    {
        if (IsAtMarker)
            return 0;
        if (Position >= _data.Length)
        {
            IsAtMarker = true;
            return 0;
        }

        byte value = _data[Position];
        if (value != 0xFF)
        {
            Position++;
            return value;
        }

        int next = Position + 1;
        while (next < _data.Length && _data[next] == 0xFF)
            next++;
        if (next < _data.Length && _data[next] == 0)
        {
            Position = next + 1;
            return 0xFF;
        }

        IsAtMarker = true;
        return 0;
    }

    /// <summary>
    /// Goes to the data behind restart marker <c>RST(number)</c>. When another one comes first, its number tells whether the
    /// expected one was lost (then the interval is skipped) or an old one is repeated (then it is passed over).
    /// </summary>
    /// <returns>False if the expected marker was not the next thing in the data.</returns>
    internal bool Restart(int number)
    {
        bool isClean = true;
        int position = Position;
        IsExhausted = false;
        IsAtMarker = false;
        while (position + 1 < _data.Length)
        {
            int marker = _data[position] == 0xFF ? _data[position + 1] : 0;
            if (marker is 0xFF or < JpegMarker.SOF0)
            {
                // Fill bytes may stand before a marker; anything else is damage.
                isClean &= marker == 0xFF;
                position++;
                continue;
            }

            if (marker is < JpegMarker.RST0 or > JpegMarker.RST7)
                return StopAt(position);
            int ahead = (marker - JpegMarker.RST0 - number) & 7;
            if (ahead is 1 or 2)
                return StopAt(position);
            position += 2;
            if (ahead is not (6 or 7))
            {
                Position = position;
                return isClean && ahead == 0;
            }

            isClean = false;
        }

        return StopAt(_data.Length);
    }

    private bool StopAt(int position)
    {
        Position = position;
        IsAtMarker = true;
        IsExhausted = true;
        return false;
    }
}
