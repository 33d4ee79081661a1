// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace Skift.Libc;

/// <summary>Where the printf family writes: a bounded buffer, or a stream.</summary>
/// <remarks>A window of memory; only what does not fit takes the long way. A stream is behind until <see cref="Release"/>.</remarks>
internal unsafe struct PrintSink
{
    private byte* _at;
    private byte* _end;
    private FILE* _file;

    /// <summary>What <see cref="Count"/> is more than the address.</summary>
    private long _base;
    private bool _hasFailed;

    /// <summary>Room for the terminating zero is the caller's business: pass one less than the buffer has.</summary>
    public static PrintSink ToBuffer(byte* buffer, nuint capacity) => new() { _at = buffer, _end = buffer + capacity, _base = -(long)buffer };

    public static PrintSink ToFile(FILE* file)
    {
        PrintSink sink = default;
        sink._file = file;
        sink.Open(0);
        return sink;
    }

    /// <summary>Bytes that the format makes, written or not.</summary>
    public readonly long Count => _base + (long)_at;

    /// <summary>A write to the stream failed.</summary>
    public readonly bool HasFailed => _hasFailed;

    /// <summary>Tells the stream what was written.</summary>
    public readonly void Release()
    {
        if (_at != null && _file != null) _file->WritePosition = _at;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Write(byte* bytes, nuint length)
    {
        if (length <= (nuint)(_end - _at))
        {
            C.memcpy(_at, bytes, length);
            _at += length;
        }
        else
        {
            WriteBeyond(bytes, length);
        }
    }

    public void Write(byte value)
    {
        if (_at < _end)
        {
            *_at++ = value;
        }
        else
        {
            WriteBeyond(&value, 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fill(byte value, long count)
    {
        if (count > 0) FillSome(value, count);
    }

    private void FillSome(byte value, long count)
    {
        const int BlockSize = 64;
        byte* block = stackalloc byte[BlockSize];
        C.memset(block, value, BlockSize);
        while (count > 0)
        {
            // A bounded buffer that is full only needs the count: a width may be two thousand million.
            if (_file == null && _at == _end)
            {
                _base += count;
                return;
            }

            int part = count < BlockSize ? (int)count : BlockSize;
            Write(block, (nuint)part);
            count -= part;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteBeyond(byte* bytes, nuint length)
    {
        if (_file == null)
        {
            nuint room = (nuint)(_end - _at);
            C.memcpy(_at, bytes, room);
            _at = _end;
            _base += (long)(length - room);
            return;
        }

        Release();
        long count = Count + (long)length;
        _hasFailed |= StreamCore.Write(_file, bytes, length) != length;
        Open(count);
    }

    /// <summary>The window is the stream's buffer while it is writing; where lines go out at once, each piece is looked at.</summary>
    private void Open(long count)
    {
        bool isOpen = _file->WriteEnd != null && !_file->Has(FileFlags.LineBuffered);
        _at = isOpen ? _file->WritePosition : null;
        _end = isOpen ? _file->WriteEnd : null;
        _base = count - (long)_at;
    }
}
