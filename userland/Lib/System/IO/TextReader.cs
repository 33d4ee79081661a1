// SPDX-License-Identifier: MIT
using System;
using System.Text;

namespace System.IO;

/// <summary>A sequence of characters that is read.</summary>
public abstract partial class TextReader : IDisposable
{
    public static readonly TextReader Null = new StringReader("");

    public virtual int Peek() => -1;

    public virtual int Read() => -1;

    public virtual int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public virtual int Read(Span<char> buffer)
    {
        int count = 0;
        while (count < buffer.Length)
        {
            int next = Read();
            if (next < 0)
            {
                break;
            }

            buffer[count++] = (char)next;
        }

        return count;
    }

    public virtual string ReadToEnd()
    {
        StringBuilder text = new();
        int next;
        while ((next = Read()) >= 0)
        {
            _ = text.Append((char)next);
        }

        return text.ToString();
    }

    /// <summary>The next line without its end (\n, \r or \r\n); null after the last.</summary>
    public virtual string? ReadLine()
    {
        StringBuilder line = new();
        while (true)
        {
            int next = Read();
            if (next < 0)
            {
                return line.Length == 0 ? null : line.ToString();
            }

            if (next is '\n' or '\r')
            {
                if (next == '\r' && Peek() == '\n')
                {
                    _ = Read();
                }

                return line.ToString();
            }

            _ = line.Append((char)next);
        }
    }

    public virtual void Close() => Dispose(true);

    public void Dispose() => Dispose(true);

    protected virtual void Dispose(bool disposing)
    {
    }
}

/// <summary>Reads a string.</summary>
public class StringReader : TextReader
{
    private readonly string _text;
    private int _position;

    public StringReader(string s) => _text = s ?? throw new ArgumentNullException(nameof(s));

    public override int Peek() => _position < _text.Length ? _text[_position] : -1;

    public override int Read() => _position < _text.Length ? _text[_position++] : -1;

    public override string ReadToEnd()
    {
        string rest = _text.Substring(_position);
        _position = _text.Length;
        return rest;
    }
}
