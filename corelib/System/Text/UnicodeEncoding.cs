// SPDX-License-Identifier: MIT
using System.Buffers;
using System.Buffers.Binary;

namespace System.Text;

/// <summary>UTF-16, either byte first.</summary>
public class UnicodeEncoding : Encoding
{
    public const int CharSize = 2;

    internal static readonly UnicodeEncoding LittleEndian = new(false, true, throwOnInvalidBytes: false, isReadOnly: true);
    internal static readonly UnicodeEncoding BigEndian = new(true, true, throwOnInvalidBytes: false, isReadOnly: true);

    private readonly bool _isBigEndian;
    private readonly bool _hasMark;

    public UnicodeEncoding()
        : this(bigEndian: false, byteOrderMark: true)
    {
    }

    public UnicodeEncoding(bool bigEndian, bool byteOrderMark)
        : this(bigEndian, byteOrderMark, throwOnInvalidBytes: false)
    {
    }

    public UnicodeEncoding(bool bigEndian, bool byteOrderMark, bool throwOnInvalidBytes)
        : this(bigEndian, byteOrderMark, throwOnInvalidBytes, isReadOnly: false)
    {
    }

    private UnicodeEncoding(bool bigEndian, bool byteOrderMark, bool throwOnInvalidBytes, bool isReadOnly)
        : base(
            throwOnInvalidBytes ? EncoderExceptionFallback.Instance : EncoderReplacementFallback.ReplacementCharacter,
            throwOnInvalidBytes ? DecoderExceptionFallback.Instance : DecoderReplacementFallback.Default,
            isReadOnly)
    {
        _isBigEndian = bigEndian;
        _hasMark = byteOrderMark;
    }

    public override string WebName => _isBigEndian ? "utf-16BE" : "utf-16";

    public override int CodePage => _isBigEndian ? 1201 : 1200;

    public override string EncodingName => _isBigEndian ? "Unicode (Big-Endian)" : "Unicode";

    public override ReadOnlySpan<byte> Preamble => !_hasMark ? default : _isBigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE];

    public override int GetMaxByteCount(int charCount) => EncodingSize.MaxBytes(charCount, EncoderFallback, CharSize);

    public override int GetMaxCharCount(int byteCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(byteCount);
        return EncodingSize.Checked(nameof(byteCount), ((long)(byteCount >> 1) + (byteCount & 1) + 1) * Math.Max(DecoderFallback.MaxCharCount, 1));
    }

    private protected override int CountSimple(ReadOnlySpan<char> chars) => 0;

    private protected override int CountSimple(ReadOnlySpan<byte> bytes) => 0;

    private protected override int Put(Rune rune, Span<byte> bytes)
    {
        Span<char> units = stackalloc char[2];
        int count = rune.EncodeToUtf16(units);
        if (bytes.Length < count * CharSize) return 0;
        for (int i = 0; i < count; i++)
        {
            if (_isBigEndian) BinaryPrimitives.WriteUInt16BigEndian(bytes.Slice(i * CharSize), units[i]);
            else BinaryPrimitives.WriteUInt16LittleEndian(bytes.Slice(i * CharSize), units[i]);
        }

        return count * CharSize;
    }

    private protected override OperationStatus Take(ReadOnlySpan<byte> bytes, out Rune rune, out int length)
    {
        rune = Rune.ReplacementChar;
        length = Math.Min(bytes.Length, CharSize);
        if (bytes.Length < CharSize) return OperationStatus.NeedMoreData;
        char first = UnitAt(bytes, 0);
        if (Rune.TryCreate(first, out rune)) return OperationStatus.Done;
        if (char.IsLowSurrogate(first)) return OperationStatus.InvalidData;
        if (bytes.Length < 2 * CharSize) return OperationStatus.NeedMoreData;
        if (!Rune.TryCreate(first, UnitAt(bytes, CharSize), out rune)) return OperationStatus.InvalidData;
        length = 2 * CharSize;
        return OperationStatus.Done;
    }

    private char UnitAt(ReadOnlySpan<byte> bytes, int index) =>
        (char)(_isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(index)) : BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(index)));
}
