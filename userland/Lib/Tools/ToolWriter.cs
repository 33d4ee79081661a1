// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;

namespace Skift.Tools;

/// <summary>Buffered output to a file descriptor that remembers the first error instead of throwing.</summary>
public sealed class ToolWriter
{
    private const int Capacity = 8192;
    private const int MaxBytesPerChar = 3;
    private readonly byte[] _buffer = new byte[Capacity];
    private readonly bool _flushEachLine;
    private int _count;

    /// <param name="descriptor">Stays open; the writer never closes it.</param>
    /// <param name="flushEachLine">For standard error, which must not lag behind standard output.</param>
    public ToolWriter(int descriptor, bool flushEachLine = false)
    {
        Descriptor = descriptor;
        _flushEachLine = flushEachLine;
    }

    public int Descriptor { get; }

    /// <summary>The first error that a write met; later output is dropped.</summary>
    public Errno Error { get; private set; }

    /// <summary>Forgets an error that has been reported, so that the writer can serve the next tool.</summary>
    public void ClearError() => Error = Errno.None;

    public void Write(ReadOnlySpan<char> text)
    {
        // Pieces, so that the longest encoding of one always fits in an empty buffer; a surrogate pair stays whole.
        while (!text.IsEmpty)
        {
            int length = Math.Min(text.Length, Capacity / 4);
            if (length < text.Length && char.IsHighSurrogate(text[length - 1]))
            {
                length--;
            }

            if (length * MaxBytesPerChar > Capacity - _count)
            {
                Flush();
            }

            _count += ByteString.Encode(text.Slice(0, length), _buffer.AsSpan(_count));
            text = text.Slice(length);
        }

        if (_flushEachLine && _count > 0 && _buffer[_count - 1] == (byte)'\n')
        {
            Flush();
        }
    }

    public void Write(char c)
    {
        Span<char> one = stackalloc char[1];
        one[0] = c;
        Write(one);
    }

    public void WriteByte(byte value)
    {
        if (_count == Capacity)
        {
            Flush();
        }

        _buffer[_count++] = value;
    }

    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Capacity - _count)
        {
            Flush();
            if (bytes.Length >= Capacity)
            {
                Send(bytes);
                return;
            }
        }

        bytes.CopyTo(_buffer.AsSpan(_count));
        _count += bytes.Length;
    }

    public void WriteLine(ReadOnlySpan<char> text)
    {
        Write(text);
        Write('\n');
    }

    public void WriteLine() => Write('\n');

    public void Flush()
    {
        int count = _count;
        _count = 0;
        Send(_buffer.AsSpan(0, count));
    }

    private void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && Error == Errno.None)
        {
            if (Posix.Write(Descriptor, bytes).Try(out int written, out Errno error))
            {
                bytes = bytes.Slice(written);
            }
            else if (error != Errno.EINTR)
            {
                Error = error;
            }
        }
    }
}
