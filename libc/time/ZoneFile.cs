// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Libc;

/// <summary>A file of the time zone database (TZif, RFC 9636), read whole and decoded where it is asked.</summary>
/// <remarks>
/// Nothing in the file is believed before <see cref="TryUse"/> has looked at it. Files that count leap seconds ("right/") are refused: the clock
/// of POSIX has none.
/// </remarks>
internal unsafe struct ZoneFile
{
    private const int HeaderSize = 44;
    private const int VersionOffset = 4;
    private const int CountsOffset = 20;
    private const int TypeSize = 6;
    private const int MaximumSize = 1 << 20;
    private const int MaximumOffset = 26 * 3600;

    private byte* _data;
    private byte* _times;
    private byte* _indexes;
    private byte* _types;
    private byte* _names;
    private int _timeSize;
    private int _timeCount;
    private int _typeCount;
    private int _nameBytes;
    private bool _hasRules;
    private ZoneRules _rules;

    internal readonly bool IsLoaded => _data != null;

    internal void Release()
    {
        if (_data != null) Heap.Free(_data);
        this = default;
    }

    internal bool TryLoad(byte* path)
    {
        const OpenFlags Flags = OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC | OpenFlags.O_NONBLOCK;
        long file = Syscall.Invoke(SystemCall.openat, FileConstants.AT_FDCWD, (long)path, (long)Flags);
        if (file < 0) return false;
        Stat stat;
        bool isFile = Syscall.Invoke(SystemCall.fstat, file, (long)&stat) == 0 && (stat.st_mode & StatMode.S_IFMT) == StatMode.S_IFREG
            && stat.st_size is >= HeaderSize and <= MaximumSize;
        byte* data = isFile ? (byte*)Heap.Allocate((nuint)stat.st_size + 1) : null;
        if (data != null)
        {
            long length = 0;
            for (long count; length < stat.st_size && (count = Syscall.Invoke(SystemCall.read, file, (long)(data + length), stat.st_size - length)) > 0;) length += count;
            // What follows the data is text up to its end.
            data[length] = 0;
            if (!TryUse(data, length))
            {
                Heap.Free(data);
                this = default;
            }
        }

        _ = Syscall.Invoke(SystemCall.close, file);
        return IsLoaded;
    }

    internal readonly ZonePeriod At(long utc)
    {
        if (_timeCount == 0 && _hasRules) return _rules.At(utc);
        if (_timeCount == 0 || utc < TimeAt(0)) return FirstPeriod();
        if (utc >= TimeAt(_timeCount - 1)) return _hasRules ? _rules.At(utc) : PeriodAt(_timeCount - 1);
        int low = 0;
        int high = _timeCount - 1;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (utc < TimeAt(middle)) high = middle;
            else low = middle;
        }

        return PeriodAt(low);
    }

    /// <summary>The period of that kind whose beginning is nearest to the moment, within the distance in which glibc looks.</summary>
    internal readonly bool TryFindNear(long utc, bool isDaylight, out ZonePeriod period)
    {
        const long Reach = 536_454_000;
        const long Step = 601_200;
        for (long distance = 0; distance <= Reach; distance += Step)
        {
            period = At(utc - distance);
            if (period.IsDaylight == isDaylight) return true;
            period = At(utc + distance);
            if (period.IsDaylight == isDaylight) return true;
        }

        period = default;
        return false;
    }

    internal readonly void Describe(out ZonePeriod standard, out ZonePeriod daylight, out bool hasDaylight)
    {
        standard = FirstPeriod();
        daylight = standard;
        hasDaylight = false;
        for (int i = 0; i < _timeCount; i++)
        {
            ZonePeriod period = PeriodAt(i);
            if (period.IsDaylight)
            {
                daylight = period;
                hasDaylight = true;
            }
            else
            {
                standard = period;
            }
        }

        if (_hasRules)
        {
            standard = _rules.Standard;
            if (_rules.HasDaylight) daylight = _rules.Daylight;
            hasDaylight |= _rules.HasDaylight;
        }

        if (!hasDaylight) daylight = standard;
    }

    /// <summary>Checks the file; only if all of it is right it is used.</summary>
    private bool TryUse(byte* data, long length)
    {
        this = default;
        if (!TryReadBlock(data, length, 4, out long size)) return false;
        long start = 0;
        if (data[VersionOffset] >= (byte)'2')
        {
            // The first block is for old readers; the second has times of 64 bits.
            start = size;
            if (!TryReadBlock(data + start, length - start, 8, out size)) return false;
            byte* footer = data + start + size;
            byte* end = data + length;
            byte* close = footer < end && *footer == '\n' ? C.strchr(footer + 1, '\n') : null;
            if (close != null)
            {
                *close = 0;
                _hasRules = footer[1] != 0 && _rules.Parse(footer + 1);
            }
        }

        for (int i = 0; i < _typeCount; i++)
        {
            int offset = (int)Number(_types + (i * TypeSize), 4);
            if (offset is < -MaximumOffset or > MaximumOffset || _types[(i * TypeSize) + 5] >= _nameBytes) return false;
        }

        for (int i = 0; i < _timeCount; i++)
        {
            if (_indexes[i] >= _typeCount || (i > 0 && TimeAt(i) <= TimeAt(i - 1))) return false;
        }

        if (_nameBytes == 0 || _names[_nameBytes - 1] != 0) return false;
        _data = data;
        return true;
    }

    private bool TryReadBlock(byte* data, long length, int timeSize, out long size)
    {
        size = 0;
        if (length < HeaderSize || *data != 'T' || data[1] != 'Z' || data[2] != 'i' || data[3] != 'f') return false;
        long* counts = stackalloc long[6];
        for (int i = 0; i < 6; i++)
        {
            counts[i] = Number(data + CountsOffset + (i * 4), 4);
            if (counts[i] is < 0 or > MaximumSize) return false;
        }

        long leapCount = counts[2];
        _timeSize = timeSize;
        _timeCount = (int)counts[3];
        _typeCount = (int)counts[4];
        _nameBytes = (int)counts[5];
        _times = data + HeaderSize;
        _indexes = _times + ((long)_timeCount * timeSize);
        _types = _indexes + _timeCount;
        _names = _types + ((long)_typeCount * TypeSize);
        size = _names - data + _nameBytes + (leapCount * (timeSize + 4)) + counts[1] + counts[0];
        return _typeCount > 0 && leapCount == 0 && size <= length;
    }

    private readonly long TimeAt(int index) => Number(_times + ((long)index * _timeSize), _timeSize);

    private readonly ZonePeriod PeriodAt(int index) => TypeAt(_indexes[index]);

    /// <summary>Before the first change: the first standard time that the file has (glibc and POSIX.1-2024 agree there).</summary>
    private readonly ZonePeriod FirstPeriod()
    {
        for (int i = 0; i < _typeCount; i++)
        {
            if (_types[(i * TypeSize) + 4] == 0) return TypeAt(i);
        }

        return TypeAt(0);
    }

    private readonly ZonePeriod TypeAt(int index)
    {
        byte* type = _types + (index * TypeSize);
        return new ZonePeriod { Offset = (int)Number(type, 4), IsDaylight = type[4] != 0, Name = ZoneNames.Keep(_names + type[5]) };
    }

    /// <summary>A signed number, highest byte first.</summary>
    private static long Number(byte* data, int size)
    {
        long value = (sbyte)data[0];
        for (int i = 1; i < size; i++) value = (value << 8) | data[i];
        return value;
    }
}
