// SPDX-License-Identifier: MIT
using System;
using System.Text;

namespace System.IO;

/// <summary>A sequence of characters that is written.</summary>
public abstract partial class TextWriter : IDisposable
{
    public static readonly TextWriter Null = new NullWriter();

    public virtual string NewLine { get; set; } = "\n";

    public abstract Encoding Encoding { get; }

    /// <summary>The same for several threads.</summary>
    public static TextWriter Synchronized(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return writer is SyncTextWriter ? writer : new SyncTextWriter(writer);
    }

    public abstract void Write(char value);

    public virtual void Write(ReadOnlySpan<char> buffer)
    {
        foreach (char value in buffer)
        {
            Write(value);
        }
    }

    public virtual void Write(string? value)
    {
        if (value != null)
        {
            Write(value.AsSpan());
        }
    }

    public virtual void Write(char[]? buffer)
    {
        if (buffer != null)
        {
            Write(buffer.AsSpan());
        }
    }

    public virtual void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public virtual void Write(bool value) => Write(value ? "True" : "False");

    public virtual void Write(int value) => Write(value.ToString());

    public virtual void Write(uint value) => Write(value.ToString());

    public virtual void Write(long value) => Write(value.ToString());

    public virtual void Write(ulong value) => Write(value.ToString());

    public virtual void Write(float value) => Write(value.ToString());

    public virtual void Write(double value) => Write(value.ToString());

    public virtual void Write(object? value) => Write(value?.ToString());

    public virtual void Write(string format, params object?[] arg) => Write(string.Format(format, arg));

    public virtual void WriteLine() => Write(NewLine);

    public virtual void WriteLine(char value)
    {
        Write(value);
        WriteLine();
    }

    public virtual void WriteLine(ReadOnlySpan<char> buffer)
    {
        Write(buffer);
        WriteLine();
    }

    public virtual void WriteLine(string? value)
    {
        Write(value);
        WriteLine();
    }

    public virtual void WriteLine(char[]? buffer)
    {
        Write(buffer);
        WriteLine();
    }

    public virtual void WriteLine(bool value) => WriteLine(value ? "True" : "False");

    public virtual void WriteLine(int value) => WriteLine(value.ToString());

    public virtual void WriteLine(uint value) => WriteLine(value.ToString());

    public virtual void WriteLine(long value) => WriteLine(value.ToString());

    public virtual void WriteLine(ulong value) => WriteLine(value.ToString());

    public virtual void WriteLine(float value) => WriteLine(value.ToString());

    public virtual void WriteLine(double value) => WriteLine(value.ToString());

    public virtual void WriteLine(object? value) => WriteLine(value?.ToString());

    public virtual void WriteLine(string format, params object?[] arg) => WriteLine(string.Format(format, arg));

    public virtual void Flush()
    {
    }

    public virtual void Close() => Dispose(true);

    public void Dispose() => Dispose(true);

    protected virtual void Dispose(bool disposing)
    {
    }

    private sealed class NullWriter : TextWriter
    {
        public override Encoding Encoding => Encoding.Unicode;

        public override void Write(char value)
        {
        }

        public override void Write(ReadOnlySpan<char> buffer)
        {
        }
    }
}

/// <summary>Writes into a string.</summary>
public class StringWriter : TextWriter
{
    private readonly StringBuilder _text;

    public StringWriter()
        : this(new StringBuilder())
    {
    }

    public StringWriter(StringBuilder sb) => _text = sb ?? throw new ArgumentNullException(nameof(sb));

    public override Encoding Encoding => Encoding.Unicode;

    public virtual StringBuilder GetStringBuilder() => _text;

    public override void Write(char value) => _ = _text.Append(value);

    public override void Write(ReadOnlySpan<char> buffer) => _ = _text.Append(buffer);

    public override void Write(string? value) => _ = _text.Append(value);

    public override string ToString() => _text.ToString();
}
