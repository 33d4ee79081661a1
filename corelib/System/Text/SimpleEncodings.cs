// SPDX-License-Identifier: MIT

namespace System.Text;

/// <summary>One byte per character up to a limit; '?' for what is above it, in both directions.</summary>
internal abstract class SingleByteEncoding : Encoding
{
    private readonly char _last;

    private protected SingleByteEncoding(char last) => _last = last;

    public override int GetMaxByteCount(int charCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(charCount);
        return checked(charCount + 1);
    }

    public override int GetMaxCharCount(int byteCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(byteCount);
        return byteCount;
    }

    public override int GetByteCount(ReadOnlySpan<char> chars) => chars.Length;

    public override int GetCharCount(ReadOnlySpan<byte> bytes) => bytes.Length;

    private protected override bool Encode(ReadOnlySpan<char> chars, Span<byte> bytes, out int written)
    {
        written = Math.Min(chars.Length, bytes.Length);
        for (int i = 0; i < written; i++) bytes[i] = chars[i] <= _last ? (byte)chars[i] : (byte)'?';
        return written == chars.Length;
    }

    private protected override bool Decode(ReadOnlySpan<byte> bytes, Span<char> chars, out int written)
    {
        written = Math.Min(bytes.Length, chars.Length);
        for (int i = 0; i < written; i++) chars[i] = bytes[i] <= _last ? (char)bytes[i] : '?';
        return written == bytes.Length;
    }
}

internal sealed class ASCIIEncoding() : SingleByteEncoding('\u007F')
{
    public override string WebName => "us-ascii";

    public override int CodePage => 20127;

    public override string EncodingName => "US-ASCII";
}

internal sealed class Latin1Encoding() : SingleByteEncoding('\u00FF')
{
    public override string WebName => "iso-8859-1";

    public override int CodePage => 28591;

    public override string EncodingName => "Western European (ISO)";
}

/// <summary>UTF-16, little-endian. Lone surrogates are replaced by U+FFFD.</summary>
internal sealed class UnicodeEncoding : Encoding
{
    public override string WebName => "utf-16";

    public override int CodePage => 1200;

    public override string EncodingName => "Unicode";

    public override ReadOnlySpan<byte> Preamble => [0xFF, 0xFE];

    public override int GetMaxByteCount(int charCount) => checked((charCount + 1) * 2);

    public override int GetMaxCharCount(int byteCount) => (byteCount >> 1) + (byteCount & 1) + 1;

    public override int GetByteCount(ReadOnlySpan<char> chars) => chars.Length * 2;

    public override int GetCharCount(ReadOnlySpan<byte> bytes) => (bytes.Length + 1) / 2;

    private protected override bool Encode(ReadOnlySpan<char> chars, Span<byte> bytes, out int written)
    {
        written = 0;
        if (bytes.Length < chars.Length * 2) return false;
        for (int i = 0; i < chars.Length;)
        {
            Rune.DecodeFromUtf16(chars.Slice(i), out Rune rune, out int consumed);
            char c = consumed == 2 ? chars[i] : (char)rune.Value;
            Put(bytes, ref written, c);
            if (consumed == 2) Put(bytes, ref written, chars[i + 1]);
            i += consumed;
        }
        return true;
    }

    private static void Put(Span<byte> bytes, ref int written, char c)
    {
        bytes[written++] = (byte)c;
        bytes[written++] = (byte)(c >> 8);
    }

    private protected override bool Decode(ReadOnlySpan<byte> bytes, Span<char> chars, out int written)
    {
        written = 0;
        if (chars.Length < GetCharCount(bytes)) return false;
        for (; written < bytes.Length / 2; written++) chars[written] = (char)(bytes[written * 2] | (bytes[written * 2 + 1] << 8));
        if ((bytes.Length & 1) != 0) chars[written++] = '\uFFFD';
        for (int i = 0; i < written;)
        {
            Rune.DecodeFromUtf16(chars.Slice(i, written - i), out Rune rune, out int consumed);
            if (consumed == 1) chars[i] = (char)rune.Value;
            i += consumed;
        }
        return true;
    }
}

public sealed class EncoderFallbackException : ArgumentException
{
    public EncoderFallbackException()
    {
    }

    public EncoderFallbackException(string? message)
        : base(message)
    {
    }
}

public sealed class DecoderFallbackException : ArgumentException
{
    public DecoderFallbackException()
    {
    }

    public DecoderFallbackException(string? message)
        : base(message)
    {
    }
}
