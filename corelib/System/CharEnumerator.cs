using System.Collections;
using System.Collections.Generic;

namespace System;

public sealed class CharEnumerator : IEnumerator<char>, ICloneable
{
    private readonly string _text;
    private int _index = -1;

    internal CharEnumerator(string text) => _text = text;

    public char Current =>
        (uint)_index < (uint)_text.Length ? _text[_index] : throw new InvalidOperationException("Enumeration has either not started or has already finished.");

    object IEnumerator.Current => Current;

    public object Clone() => MemberwiseClone();

    public bool MoveNext()
    {
        if (_index >= _text.Length)
            return false;
        return ++_index < _text.Length;
    }

    public void Reset() => _index = -1;

    public void Dispose()
    {
    }
}
