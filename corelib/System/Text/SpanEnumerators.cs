// SPDX-License-Identifier: MIT

namespace System.Text;

public ref struct SpanRuneEnumerator
{
    private ReadOnlySpan<char> _rest;

    internal SpanRuneEnumerator(ReadOnlySpan<char> span) => _rest = span;

    public Rune Current { get; private set; }

    public readonly SpanRuneEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.IsEmpty) return false;
        Rune.DecodeFromUtf16(_rest, out Rune rune, out int consumed);
        Current = rune;
        _rest = _rest.Slice(consumed);
        return true;
    }
}

/// <summary>Lines ended by CR, LF, CRLF, FF, NEL, LS or PS (Unicode 15, 5.8, without VT).</summary>
public ref struct SpanLineEnumerator
{
    private ReadOnlySpan<char> _rest;
    private bool _active;

    internal SpanLineEnumerator(ReadOnlySpan<char> span)
    {
        _rest = span;
        _active = true;
    }

    public ReadOnlySpan<char> Current { get; private set; }

    public readonly SpanLineEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        if (!_active) return false;
        int at = _rest.IndexOfAny("\r\n\f\u0085\u2028\u2029");
        if (at < 0)
        {
            Current = _rest;
            _rest = default;
            _active = false;
            return true;
        }
        Current = _rest.Slice(0, at);
        bool pair = _rest[at] == '\r' && at + 1 < _rest.Length && _rest[at + 1] == '\n';
        _rest = _rest.Slice(at + (pair ? 2 : 1));
        return true;
    }
}

public struct StringRuneEnumerator
{
    private readonly string _text;
    private int _next;

    internal StringRuneEnumerator(string text) => _text = text;

    public Rune Current { get; private set; }

    public readonly StringRuneEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_next >= _text.Length) return false;
        Rune.DecodeFromUtf16(_text.AsSpan(_next), out Rune rune, out int consumed);
        Current = rune;
        _next += consumed;
        return true;
    }
}
