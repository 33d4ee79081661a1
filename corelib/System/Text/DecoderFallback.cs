// SPDX-License-Identifier: MIT
namespace System.Text;

/// <summary>What becomes of bytes that mean nothing in an encoding.</summary>
public abstract class DecoderFallback
{
    public static DecoderFallback ReplacementFallback => DecoderReplacementFallback.Default;

    public static DecoderFallback ExceptionFallback => DecoderExceptionFallback.Instance;

    /// <summary>How many characters stand for one ill-formed part at most.</summary>
    public abstract int MaxCharCount { get; }

    public abstract DecoderFallbackBuffer CreateFallbackBuffer();
}

/// <summary>The characters that stand for bytes that could not be decoded, one after the other.</summary>
public abstract class DecoderFallbackBuffer
{
    public abstract int Remaining { get; }

    /// <returns>Whether there is anything in their place.</returns>
    public abstract bool Fallback(byte[] bytesUnknown, int index);

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
public sealed class DecoderReplacementFallback : DecoderFallback
{
    internal static readonly DecoderReplacementFallback Default = new("\uFFFD");
    internal static readonly DecoderReplacementFallback QuestionMark = new("?");

    public DecoderReplacementFallback()
        : this("?")
    {
    }

    public DecoderReplacementFallback(string replacement)
    {
        FallbackText.Check(replacement);
        DefaultString = replacement;
    }

    public string DefaultString { get; }

    public override int MaxCharCount => DefaultString.Length;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new DecoderReplacementFallbackBuffer(this);

    public override bool Equals(object? value) => value is DecoderReplacementFallback other && other.DefaultString == DefaultString;

    public override int GetHashCode() => DefaultString.GetHashCode();
}

public sealed class DecoderReplacementFallbackBuffer(DecoderReplacementFallback fallback) : DecoderFallbackBuffer
{
    private readonly string _replacement = fallback.DefaultString;
    private FallbackText _text;

    public override int Remaining => _text.Remaining;

    public override bool Fallback(byte[] bytesUnknown, int index) => _text.Begin(_replacement);

    public override char GetNextChar() => _text.Next();

    public override bool MovePrevious() => _text.Previous();

    public override void Reset() => _text.End();
}

/// <summary>Throws <see cref="DecoderFallbackException"/>.</summary>
public sealed class DecoderExceptionFallback : DecoderFallback
{
    internal static readonly DecoderExceptionFallback Instance = new();

    public override int MaxCharCount => 0;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new DecoderExceptionFallbackBuffer();

    public override bool Equals(object? value) => value is DecoderExceptionFallback;

    public override int GetHashCode() => 879;
}

public sealed class DecoderExceptionFallbackBuffer : DecoderFallbackBuffer
{
    private const int MostShown = 20;

    public override int Remaining => 0;

    public override bool Fallback(byte[] bytesUnknown, int index)
    {
        StringBuilder bytes = new();
        for (int i = 0; i < Math.Min(bytesUnknown.Length, MostShown); i++) bytes.Append('[').Append(bytesUnknown[i].ToString("X2")).Append(']');
        if (bytesUnknown.Length > MostShown) bytes.Append(" ...");
        throw new DecoderFallbackException($"Unable to translate bytes {bytes} at index {index} from specified code page to Unicode.", bytesUnknown, index);
    }

    public override char GetNextChar() => '\0';

    public override bool MovePrevious() => false;
}

/// <summary>Bytes mean nothing in an encoding that was to throw then.</summary>
public sealed class DecoderFallbackException : ArgumentException
{
    public DecoderFallbackException()
    {
    }

    public DecoderFallbackException(string? message)
        : base(message)
    {
    }

    public DecoderFallbackException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    public DecoderFallbackException(string? message, byte[]? bytesUnknown, int index)
        : base(message)
    {
        BytesUnknown = bytesUnknown;
        Index = index;
    }

    public byte[]? BytesUnknown { get; }

    /// <summary>Where they began; negative for what a <see cref="Decoder"/> had kept from the call before.</summary>
    public int Index { get; }
}
