// SPDX-License-Identifier: MIT
using System.Text;

namespace System.IO;

/// <summary>A writer for several threads: what one call writes stays together.</summary>
internal sealed class SyncTextWriter(TextWriter inner) : TextWriter
{
    private readonly object _gate = new();

    public override Encoding Encoding => inner.Encoding;

    public override string NewLine
    {
        get
        {
            lock (_gate) return inner.NewLine;
        }

        set
        {
            lock (_gate) inner.NewLine = value;
        }
    }

    public override void Write(char value)
    {
        lock (_gate) inner.Write(value);
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (_gate) inner.Write(buffer);
    }

    public override void Write(string? value)
    {
        lock (_gate) inner.Write(value);
    }

    public override void WriteLine()
    {
        lock (_gate) inner.WriteLine();
    }

    public override void WriteLine(char value)
    {
        lock (_gate) inner.WriteLine(value);
    }

    public override void WriteLine(ReadOnlySpan<char> buffer)
    {
        lock (_gate) inner.WriteLine(buffer);
    }

    public override void WriteLine(string? value)
    {
        lock (_gate) inner.WriteLine(value);
    }

    public override void WriteLine(char[]? buffer)
    {
        lock (_gate) inner.WriteLine(buffer);
    }

    public override void Flush()
    {
        lock (_gate) inner.Flush();
    }

    protected override void Dispose(bool disposing)
    {
        lock (_gate) inner.Dispose();
    }
}
