// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Skift.Libc;

/// <summary>Where strtol, strtod and the scanf family read: a zero-terminated string or a stream, up to a field width.</summary>
/// <remarks>A window of bytes that are there; only at its end is a question asked. A stream is behind until <see cref="Release"/>.</remarks>
internal unsafe struct CharSource
{
    /// <summary>The next byte, if it is below <see cref="End"/>: tight loops move it themselves.</summary>
    public byte* At;

    /// <summary>End of the window, or of the field if that comes first.</summary>
    public byte* End;
    private byte* _windowEnd;
    private FILE* _file;

    /// <summary>What <see cref="Count"/> is more than the address.</summary>
    private long _base;

    /// <summary>The <see cref="Count"/> at which the field ends; -1 for none.</summary>
    private long _limit;

    /// <summary>A string of any length: nobody reads further than is asked for.</summary>
    public static CharSource OfString(byte* text) => new() { At = text, End = text, _windowEnd = text, _base = -(long)text, _limit = -1 };

    /// <summary>For a reader that stops at the zero, which it sees as a character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CharSource OfNumber(byte* text) =>
        new() { At = text, End = (byte*)long.MaxValue, _windowEnd = (byte*)long.MaxValue, _base = -(long)text, _limit = -1 };

    public static CharSource OfFile(FILE* file)
    {
        CharSource source = default;
        source._file = file;
        source._limit = -1;
        source.Open(0);
        return source;
    }

    /// <summary>Bytes read so far, those pushed back not counted.</summary>
    public readonly long Count => _base + (long)At;

    /// <summary>The next byte, or -1 at the end of the input or of the field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next() => At < End || Fill() ? *At++ : -1;

    /// <summary>What <see cref="Next"/> would answer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Peek() => At < End || Fill() ? *At : -1;

    /// <summary>Whether <see cref="Next"/> would not answer -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool HasMore() => At < End || Fill();

    /// <summary>Undoes the last <see cref="Next"/>, whose answer was <paramref name="value"/>; nothing to do for -1.</summary>
    public void Back(int value) => At -= value < 0 ? 0 : 1;

    /// <summary>From here on <see cref="Next"/> answers -1 after <paramref name="width"/> bytes; -1 for no limit.</summary>
    public void BeginField(long width)
    {
        _limit = width < 0 ? -1 : Count + width;
        End = width >= 0 && width < _windowEnd - At ? At + width : _windowEnd;
    }

    /// <summary>Tells the stream what was read.</summary>
    public readonly void Release()
    {
        if (_file != null) _file->ReadPosition = At;
    }

    /// <summary>Makes the window reach further; false at the end of the input or of the field.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Fill()
    {
        if (_limit >= 0 && Count >= _limit) return false;
        return _file != null ? FillFromFile() : FillFromString();
    }

    /// <summary>As far as the zero, or the end of the two vectors between which memory has no border.</summary>
    private bool FillFromString()
    {
        const int Size = 32;
        int offset = (int)_windowEnd & (Size - 1);
        byte* block = _windowEnd - offset;
        uint zeros = (Zeros(block) | Zeros(block + (Size / 2)) << (Size / 2)) >> offset;
        if ((zeros & 1) != 0) return false;
        _windowEnd = zeros == 0 ? block + Size : _windowEnd + BitOperations.TrailingZeroCount(zeros);
        BeginField(_limit < 0 ? -1 : _limit - Count);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Zeros(byte* vector) => Vector128.Equals(Vector128.Load(vector), Vector128<byte>.Zero).ExtractMostSignificantBits();

    private bool FillFromFile()
    {
        Release();
        long count = Count;
        int first = StreamCore.GetByte(_file);
        // An unbuffered stream keeps it only now.
        bool isMore = first >= 0 && StreamCore.UngetByte(_file, (byte)first);
        Open(count);
        return isMore;
    }

    private void Open(long count)
    {
        At = _file->ReadPosition;
        _windowEnd = _file->ReadEnd;
        _base = count - (long)At;
        BeginField(_limit < 0 ? -1 : _limit - count);
    }
}
