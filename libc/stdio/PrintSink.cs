// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>Where the printf family writes: a bounded buffer, or a stream.</summary>
internal unsafe struct PrintSink
{
    private byte* _buffer;
    private nuint _capacity;
    private FILE* _file;
    private bool _hasFailed;

    /// <summary>Bytes that the format makes, written or not.</summary>
    public long Count;

    /// <summary>Room for the terminating zero is the caller's business: pass one less than the buffer has.</summary>
    public static PrintSink ToBuffer(byte* buffer, nuint capacity)
    {
        PrintSink sink = default;
        sink._buffer = buffer;
        sink._capacity = capacity;
        return sink;
    }

    public static PrintSink ToFile(FILE* file)
    {
        PrintSink sink = default;
        sink._file = file;
        return sink;
    }

    /// <summary>A write to the stream failed.</summary>
    public readonly bool HasFailed => _hasFailed;

    public void Write(byte* bytes, nuint length)
    {
        if (_file != null)
        {
            _hasFailed |= StreamCore.Write(_file, bytes, length) != length;
        }
        else
        {
            ulong used = (ulong)Count;
            for (nuint i = 0; i < length && used + i < _capacity; i++)
            {
                _buffer[used + i] = bytes[i];
            }
        }

        Count += (long)length;
    }

    public void Write(byte value) => Write(&value, 1);

    public void Fill(byte value, long count)
    {
        const int BlockSize = 64;
        if (count <= 0)
        {
            return;
        }

        byte* block = stackalloc byte[BlockSize];
        for (int i = 0; i < BlockSize; i++)
        {
            block[i] = value;
        }

        while (count > 0)
        {
            // A bounded buffer that is full only needs the count: a width may be two thousand million.
            if (_file == null && (ulong)Count >= _capacity)
            {
                Count += count;
                return;
            }

            int part = count < BlockSize ? (int)count : BlockSize;
            Write(block, (nuint)part);
            count -= part;
        }
    }
}
