// SPDX-License-Identifier: MIT
using System.Buffers;

namespace System.Text;

/// <summary>US-ASCII: what is above it is '?' in both directions.</summary>
public class ASCIIEncoding : Encoding
{
    internal static readonly ASCIIEncoding Shared = new(isReadOnly: true);

    public ASCIIEncoding()
        : this(isReadOnly: false)
    {
    }

    private ASCIIEncoding(bool isReadOnly)
        : base(EncoderReplacementFallback.QuestionMark, DecoderReplacementFallback.QuestionMark, isReadOnly)
    {
    }

    public override string WebName => "us-ascii";

    public override int CodePage => 20127;

    public override string EncodingName => "US-ASCII";

    public override bool IsSingleByte => true;

    public override int GetMaxByteCount(int charCount) => EncodingSize.MaxBytes(charCount, EncoderFallback, 1);

    public override int GetMaxCharCount(int byteCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(byteCount);
        return EncodingSize.Checked(nameof(byteCount), (long)byteCount * Math.Max(DecoderFallback.MaxCharCount, 1));
    }

    private protected override int CountSimple(ReadOnlySpan<char> chars)
    {
        int i = 0;
        while (i < chars.Length && chars[i] < 0x80) i++;
        return i;
    }

    private protected override int CountSimple(ReadOnlySpan<byte> bytes)
    {
        int i = 0;
        while (i < bytes.Length && bytes[i] < 0x80) i++;
        return i;
    }

    private protected override int Put(Rune rune, Span<byte> bytes)
    {
        if (rune.Value >= 0x80) return NoSuchCharacter;
        if (bytes.IsEmpty) return 0;
        bytes[0] = (byte)rune.Value;
        return 1;
    }

    private protected override OperationStatus Take(ReadOnlySpan<byte> bytes, out Rune rune, out int length)
    {
        length = 1;
        return Rune.TryCreate(bytes[0], out rune) && bytes[0] < 0x80 ? OperationStatus.Done : OperationStatus.InvalidData;
    }
}

/// <summary>ISO 8859-1: the first 256 characters.</summary>
internal sealed class Latin1Encoding() : Encoding(Latin1BestFit.Instance, DecoderReplacementFallback.QuestionMark, isReadOnly: true)
{
    internal static readonly Latin1Encoding Shared = new();

    public override string WebName => "iso-8859-1";

    public override int CodePage => 28591;

    public override string EncodingName => "Western European (ISO)";

    public override bool IsSingleByte => true;

    public override int GetMaxByteCount(int charCount) => EncodingSize.MaxBytes(charCount, EncoderFallback, 1);

    public override int GetMaxCharCount(int byteCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(byteCount);
        return byteCount;
    }

    private protected override int CountSimple(ReadOnlySpan<char> chars)
    {
        int i = 0;
        while (i < chars.Length && chars[i] < 0x100) i++;
        return i;
    }

    private protected override int CountSimple(ReadOnlySpan<byte> bytes) => bytes.Length;

    private protected override int Put(Rune rune, Span<byte> bytes)
    {
        if (rune.Value >= 0x100) return NoSuchCharacter;
        if (bytes.IsEmpty) return 0;
        bytes[0] = (byte)rune.Value;
        return 1;
    }

    private protected override OperationStatus Take(ReadOnlySpan<byte> bytes, out Rune rune, out int length)
    {
        length = 1;
        rune = new Rune(bytes[0]);
        return OperationStatus.Done;
    }
}
