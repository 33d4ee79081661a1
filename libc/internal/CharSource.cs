// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>Where strtol, strtod and the scanf family read: a zero-terminated string or a stream, up to a field width.</summary>
internal unsafe struct CharSource
{
    private byte* _text;
    private FILE* _file;

    /// <summary>Bytes read so far, those pushed back not counted.</summary>
    public long Count;

    /// <summary><see cref="Next"/> answers -1 once this many have been read; -1 for no limit.</summary>
    public long Limit;

    public static CharSource OfString(byte* text)
    {
        CharSource source = default;
        source._text = text;
        source.Limit = -1;
        return source;
    }

    public static CharSource OfFile(FILE* file)
    {
        CharSource source = default;
        source._file = file;
        source.Limit = -1;
        return source;
    }

    /// <summary>The input ended (or failed), not just the field.</summary>
    public bool HasEnded;

    /// <summary>The next byte, or -1 at the end of the input or of the field.</summary>
    public int Next()
    {
        if (Limit >= 0 && Count >= Limit)
        {
            return -1;
        }

        int value;
        if (_file != null)
        {
            value = StreamCore.GetByte(_file);
        }
        else
        {
            value = *_text != 0 ? *_text++ : -1;
        }

        if (value < 0)
        {
            HasEnded = true;
            return -1;
        }

        Count++;
        return value;
    }

    /// <summary>Undoes the last <see cref="Next"/>, whose answer was <paramref name="value"/>; nothing to do for -1.</summary>
    public void Back(int value)
    {
        if (value < 0)
        {
            return;
        }

        Count--;
        if (_file != null)
        {
            StreamCore.UngetByte(_file, (byte)value);
        }
        else
        {
            _text--;
        }
    }
}
