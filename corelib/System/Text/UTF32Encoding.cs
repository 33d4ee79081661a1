// SPDX-License-Identifier: MIT
using System.Buffers;
using System.Buffers.Binary;

namespace System.Text;

/// <summary>UTF-32, either byte first.</summary>
public sealed class UTF32Encoding : Encoding
{
    internal static readonly UTF32Encoding LittleEndian = new(false, true, throwOnInvalidCharacters: false, isReadOnly: true);
    internal static readonly UTF32Encoding BigEndian = new(true, true, throwOnInvalidCharacters: false, isReadOnly: true);

    private const int Size = 4;

    private readonly bool _isBigEndian;
    private readonly bool _hasMark;

    public UTF32Encoding()
        : this(bigEndian: false, byteOrderMark: true)
    {
    }

    public UTF32Encoding(bool bigEndian, bool byteOrderMark)
        : this(bigEndian, byteOrderMark, throwOnInvalidCharacters: false)
    {
    }

    public UTF32Encoding(bool bigEndian, bool byteOrderMark, bool throwOnInvalidCharacters)
        : this(bigEndian, byteOrderMark, throwOnInvalidCharacters, isReadOnly: false)
    {
    }

    private UTF32Encoding(bool bigEndian, bool byteOrderMark, bool throwOnInvalidCharacters, bool isReadOnly)
        : base(
            throwOnInvalidCharacters ? EncoderExceptionFallback.Instance : EncoderReplacementFallback.ReplacementCharacter,
            throwOnInvalidCharacters ? DecoderExceptionFallback.Instance : DecoderReplacementFallback.Default,
            isReadOnly)
    {
        _isBigEndian = bigEndian;
        _hasMark = byteOrderMark;
    }

    public override string WebName => _isBigEndian ? "utf-32BE" : "utf-32";

    public override int CodePage => _isBigEndian ? 12001 : 12000;

    public override string EncodingName => _isBigEndian ? "Unicode (UTF-32 Big-Endian)" : "Unicode (UTF-32)";

    public override ReadOnlySpan<byte> Preamble => !_hasMark ? default : _isBigEndian ? [0, 0, 0xFE, 0xFF] : [0xFF, 0xFE, 0, 0];

    public override int GetMaxByteCount(int charCount) => EncodingSize.MaxBytes(charCount, EncoderFallback, Size);

    public override int GetMaxCharCount(int byteCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(byteCount);
        // A character is two units at most, and what stands for an ill-formed one may be more.
        long count = (byteCount / 2) + 2;
        if (DecoderFallback.MaxCharCount > 2) count = count * DecoderFallback.MaxCharCount / 2;
        return EncodingSize.Checked(nameof(byteCount), count);
    }

    private protected override int CountSimple(ReadOnlySpan<char> chars) => 0;

    private protected override int CountSimple(ReadOnlySpan<byte> bytes) => 0;

    private protected override int Put(Rune rune, Span<byte> bytes)
    {
        if (bytes.Length < Size) return 0;
        if (_isBigEndian) BinaryPrimitives.WriteInt32BigEndian(bytes, rune.Value);
        else BinaryPrimitives.WriteInt32LittleEndian(bytes, rune.Value);
        return Size;
    }

    private protected override OperationStatus Take(ReadOnlySpan<byte> bytes, out Rune rune, out int length)
    {
        rune = Rune.ReplacementChar;
        length = Math.Min(bytes.Length, Size);
        if (bytes.Length < Size) return OperationStatus.NeedMoreData;
        int value = _isBigEndian ? BinaryPrimitives.ReadInt32BigEndian(bytes) : BinaryPrimitives.ReadInt32LittleEndian(bytes);
        return Rune.TryCreate(value, out rune) ? OperationStatus.Done : OperationStatus.InvalidData;
    }
}
