// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;

namespace Skift.Tools;

/// <summary>Reads a descriptor in pieces that end with one byte, usually a newline. Lines may be of any length and hold any byte.</summary>
public sealed class LineReader
{
    private readonly int _fd;
    private readonly byte _terminator;
    private byte[] _buffer = new byte[16384];
    private int _start;
    private int _end;
    private bool _atEnd;

    public LineReader(int fd, byte terminator = (byte)'\n')
    {
        _fd = fd;
        _terminator = terminator;
    }

    /// <summary>Why reading stopped early; none at the end of the file.</summary>
    public Errno Error { get; private set; }

    /// <summary>The line read last had its terminator; only the last line of a file may lack it.</summary>
    public bool IsTerminated { get; private set; }

    /// <param name="line">Without its terminator; valid until the next call.</param>
    /// <returns>False at the end of the input, or on an error.</returns>
    public bool Read(out ReadOnlySpan<byte> line)
    {
        int searched = 0;
        while (true)
        {
            int length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf(_terminator);
            if (length >= 0)
            {
                length += searched;
                line = _buffer.AsSpan(_start, length);
                _start += length + 1;
                IsTerminated = true;
                return true;
            }

            searched = _end - _start;
            if (_atEnd || !Fill())
            {
                line = _buffer.AsSpan(_start, searched);
                _start = _end;
                IsTerminated &= searched == 0;
                return searched > 0;
            }
        }
    }

    /// <summary>The same as text; what is not UTF-8 comes back unchanged when it is written.</summary>
    public bool Read(out string line)
    {
        bool any = Read(out ReadOnlySpan<byte> bytes);
        line = any ? ByteString.Decode(bytes) : "";
        return any;
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            byte[] larger = new byte[_buffer.Length * 2];
            _buffer.AsSpan(0, _end).CopyTo(larger);
            _buffer = larger;
        }

        while (true)
        {
            if (Posix.Read(_fd, _buffer.AsSpan(_end)).Try(out int count, out Errno error))
            {
                _end += count;
                _atEnd = count == 0;
                return count > 0;
            }

            if (error != Errno.EINTR)
            {
                Error = error;
                _atEnd = true;
                return false;
            }
        }
    }
}
