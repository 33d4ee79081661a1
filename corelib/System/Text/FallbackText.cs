// SPDX-License-Identifier: MIT
namespace System.Text;

/// <summary>A replacement, and where its reader stands.</summary>
internal struct FallbackText
{
    private string? _text;
    private int _position;

    internal readonly int Remaining => _text == null ? 0 : _text.Length - _position;

    internal bool Begin(string text)
    {
        if (Remaining > 0) throw new ArgumentException("Recursive fallback not allowed.");
        _text = text;
        _position = 0;
        return text.Length > 0;
    }

    internal char Next() => Remaining > 0 ? _text![_position++] : '\0';

    internal bool Previous()
    {
        if (_position == 0) return false;
        _position--;
        return true;
    }

    internal void End() => _position = _text?.Length ?? 0;

    /// <summary>A replacement is text: no half of a surrogate pair.</summary>
    internal static void Check(string replacement)
    {
        ArgumentNullException.ThrowIfNull(replacement);
        for (int i = 0; i < replacement.Length;)
        {
            if (Rune.DecodeFromUtf16(replacement.AsSpan(i), out _, out int consumed) != Buffers.OperationStatus.Done)
            {
                throw new ArgumentException("String contains invalid Unicode code points.", nameof(replacement));
            }

            i += consumed;
        }
    }
}
