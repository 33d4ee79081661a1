// SPDX-License-Identifier: MIT
namespace System.Text;

/// <summary>What becomes of characters that an encoding does not have.</summary>
public abstract class EncoderFallback
{
    public static EncoderFallback ReplacementFallback => EncoderReplacementFallback.QuestionMark;

    public static EncoderFallback ExceptionFallback => EncoderExceptionFallback.Instance;

    /// <summary>How many characters stand for one at most.</summary>
    public abstract int MaxCharCount { get; }

    public abstract EncoderFallbackBuffer CreateFallbackBuffer();
}

/// <summary>The characters that stand for one that could not be encoded, one after the other.</summary>
public abstract class EncoderFallbackBuffer
{
    public abstract int Remaining { get; }

    /// <returns>Whether there is anything in its place.</returns>
    public abstract bool Fallback(char charUnknown, int index);

    public abstract bool Fallback(char charUnknownHigh, char charUnknownLow, int index);

    /// <summary>NUL after the last.</summary>
    public abstract char GetNextChar();

    public abstract bool MovePrevious();

    public virtual void Reset()
    {
        while (GetNextChar() != '\0')
        {
        }
    }
}

/// <summary>The same text for all of them.</summary>
public sealed class EncoderReplacementFallback : EncoderFallback
{
    internal static readonly EncoderReplacementFallback QuestionMark = new("?");
    internal static readonly EncoderReplacementFallback ReplacementCharacter = new("\uFFFD");

    public EncoderReplacementFallback()
        : this("?")
    {
    }

    public EncoderReplacementFallback(string replacement)
    {
        FallbackText.Check(replacement);
        DefaultString = replacement;
    }

    public string DefaultString { get; }

    public override int MaxCharCount => DefaultString.Length;

    public override EncoderFallbackBuffer CreateFallbackBuffer() => new EncoderReplacementFallbackBuffer(this);

    public override bool Equals(object? value) => value is EncoderReplacementFallback other && other.DefaultString == DefaultString;

    public override int GetHashCode() => DefaultString.GetHashCode();
}

public sealed class EncoderReplacementFallbackBuffer(EncoderReplacementFallback fallback) : EncoderFallbackBuffer
{
    private readonly string _replacement = fallback.DefaultString;
    private FallbackText _text;

    public override int Remaining => _text.Remaining;

    public override bool Fallback(char charUnknown, int index) => _text.Begin(_replacement);

    /// <summary>Twice, for each half once.</summary>
    public override bool Fallback(char charUnknownHigh, char charUnknownLow, int index)
    {
        if (!char.IsHighSurrogate(charUnknownHigh)) throw OutOfRange(nameof(charUnknownHigh), 0xD800, 0xDBFF);
        if (!char.IsLowSurrogate(charUnknownLow)) throw OutOfRange(nameof(charUnknownLow), 0xDC00, 0xDFFF);
        return _text.Begin(_replacement + _replacement);
    }

    public override char GetNextChar() => _text.Next();

    public override bool MovePrevious() => _text.Previous();

    public override void Reset() => _text.End();

    private static ArgumentOutOfRangeException OutOfRange(string name, int least, int most) =>
        new(name, $"Valid values are between 0x{least:X4} and 0x{most:X4}, inclusive.");
}

/// <summary>Throws <see cref="EncoderFallbackException"/>.</summary>
public sealed class EncoderExceptionFallback : EncoderFallback
{
    internal static readonly EncoderExceptionFallback Instance = new();

    public override int MaxCharCount => 0;

    public override EncoderFallbackBuffer CreateFallbackBuffer() => new EncoderExceptionFallbackBuffer();

    public override bool Equals(object? value) => value is EncoderExceptionFallback;

    public override int GetHashCode() => 654;
}

public sealed class EncoderExceptionFallbackBuffer : EncoderFallbackBuffer
{
    public override int Remaining => 0;

    public override bool Fallback(char charUnknown, int index) => throw new EncoderFallbackException(charUnknown, index);

    public override bool Fallback(char charUnknownHigh, char charUnknownLow, int index) =>
        throw new EncoderFallbackException(charUnknownHigh, charUnknownLow, index);

    public override char GetNextChar() => '\0';

    public override bool MovePrevious() => false;
}

/// <summary>A character has no place in an encoding that was to throw then.</summary>
public sealed class EncoderFallbackException : ArgumentException
{
    public EncoderFallbackException()
    {
    }

    public EncoderFallbackException(string? message)
        : base(message)
    {
    }

    public EncoderFallbackException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    // The text has both backslashes in .NET as well.
    internal EncoderFallbackException(char unknown, int index)
        : base($"Unable to translate Unicode character \\\\u{(int)unknown:X4} at index {index} to specified code page.")
    {
        CharUnknown = unknown;
        Index = index;
    }

    internal EncoderFallbackException(char high, char low, int index)
        : base($"Unable to translate Unicode character \\\\u{char.ConvertToUtf32(high, low):X4} at index {index} to specified code page.")
    {
        CharUnknownHigh = high;
        CharUnknownLow = low;
        Index = index;
    }

    public char CharUnknown { get; }

    public char CharUnknownHigh { get; }

    public char CharUnknownLow { get; }

    /// <summary>Where it stood; negative for what an <see cref="Encoder"/> had kept from the call before.</summary>
    public int Index { get; }

    public bool IsUnknownSurrogate() => CharUnknownHigh != '\0';
}
