// SPDX-License-Identifier: MIT
using System.Buffers;

namespace System.Text;

/// <summary>Decodes bytes that come in pieces: an unfinished character waits for the rest.</summary>
public class Decoder
{
    private readonly Encoding _encoding;
    private readonly byte[] _kept = new byte[Encoding.MostBytes];
    private DecoderFallback _fallback;
    private DecoderFallbackBuffer? _buffer;
    private int _keptCount;

    internal Decoder(Encoding encoding)
    {
        _encoding = encoding;
        _fallback = encoding.DecoderFallback;
    }

    public DecoderFallback? Fallback
    {
        get => _fallback;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (_buffer is { Remaining: > 0 }) throw new ArgumentException("Cannot change fallback when buffer is not empty. Previous Convert() call left data in the fallback buffer.", nameof(value));
            _fallback = value;
            _buffer = null;
        }
    }

    public DecoderFallbackBuffer FallbackBuffer => _buffer ??= _fallback.CreateFallbackBuffer();

    public virtual void Reset()
    {
        _keptCount = 0;
        _buffer?.Reset();
    }

    public virtual int GetCharCount(byte[] bytes, int index, int count) => GetCharCount(bytes, index, count, flush: false);

    public virtual int GetCharCount(byte[] bytes, int index, int count, bool flush)
    {
        EncodingRange.Check(bytes, index, count, nameof(bytes), nameof(index), nameof(count));
        return GetCharCount(bytes.AsSpan(index, count), flush);
    }

    /// <summary>Forgets and keeps nothing.</summary>
    public virtual int GetCharCount(ReadOnlySpan<byte> bytes, bool flush)
    {
        Span<byte> kept = stackalloc byte[Encoding.MostBytes];
        _kept.CopyTo(kept);
        int keptCount = _keptCount;
        _ = Run(bytes, default, isCounting: true, flush, out _, out int count);
        kept.CopyTo(_kept);
        _keptCount = keptCount;
        return count;
    }

    public virtual int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) => GetChars(bytes, byteIndex, byteCount, chars, charIndex, flush: false);

    public virtual int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex, bool flush)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentNullException.ThrowIfNull(chars);
        EncodingRange.Check(bytes, byteIndex, byteCount, nameof(bytes), nameof(byteIndex), nameof(byteCount));
        EncodingRange.CheckStart(chars, charIndex, nameof(charIndex));
        return GetChars(bytes.AsSpan(byteIndex, byteCount), chars.AsSpan(charIndex), flush);
    }

    public virtual int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars, bool flush)
    {
        if (Run(bytes, chars, isCounting: false, flush, out _, out int written) == OperationStatus.DestinationTooSmall) throw _encoding.TooFewChars();
        return written;
    }

    public virtual void Convert(
        byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex, int charCount, bool flush, out int bytesUsed, out int charsUsed, out bool completed)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentNullException.ThrowIfNull(chars);
        EncodingRange.Check(bytes, byteIndex, byteCount, nameof(bytes), nameof(byteIndex), nameof(byteCount));
        EncodingRange.Check(chars, charIndex, charCount, nameof(chars), nameof(charIndex), nameof(charCount));
        Convert(bytes.AsSpan(byteIndex, byteCount), chars.AsSpan(charIndex, charCount), flush, out bytesUsed, out charsUsed, out completed);
    }

    /// <summary>Decodes as much as there is room for.</summary>
    public virtual void Convert(ReadOnlySpan<byte> bytes, Span<char> chars, bool flush, out int bytesUsed, out int charsUsed, out bool completed)
    {
        OperationStatus status = Run(bytes, chars, isCounting: false, flush, out bytesUsed, out charsUsed);
        if (status == OperationStatus.DestinationTooSmall && bytesUsed == 0 && charsUsed == 0) throw _encoding.TooFewChars();
        completed = status != OperationStatus.DestinationTooSmall && (!flush || _keptCount == 0);
    }

    private OperationStatus Run(ReadOnlySpan<byte> bytes, Span<char> chars, bool isCounting, bool flush, out int consumed, out int written)
    {
        OperationStatus status = FinishKept(bytes, chars, isCounting, flush, out consumed, out written);
        if (status != OperationStatus.Done || _keptCount > 0) return status;
        status = _encoding.Decode(
            bytes.Slice(consumed), isCounting ? default : chars.Slice(written), isCounting, flush, consumed, _fallback, ref _buffer, out int more, out int added);
        consumed += more;
        written += added;
        if (status != OperationStatus.NeedMoreData) return status;

        _keptCount = bytes.Length - consumed;
        bytes.Slice(consumed).CopyTo(_kept);
        consumed = bytes.Length;
        return OperationStatus.Done;
    }

    /// <summary>What was kept, byte by byte with what comes, until it is a character or none.</summary>
    private OperationStatus FinishKept(ReadOnlySpan<byte> bytes, Span<char> chars, bool isCounting, bool flush, out int consumed, out int written)
    {
        consumed = 0;
        written = 0;
        while (_keptCount > 0)
        {
            // A byte more shows whether the kept ones go on; it is not taken where it begins something new.
            int count = _keptCount;
            if (consumed < bytes.Length) _kept[count++] = bytes[consumed];
            else if (!flush) break;
            OperationStatus status = _encoding.Decode(
                _kept.AsSpan(0, count), isCounting ? default : chars.Slice(written), isCounting, count == _keptCount, consumed - _keptCount, _fallback, ref _buffer, out int used, out int added);
            if (status == OperationStatus.DestinationTooSmall && used == 0) return status;
            written += added;
            int own = Math.Min(used, _keptCount);
            consumed += used - own;
            if (status == OperationStatus.NeedMoreData && used == 0)
            {
                _keptCount = count;
                consumed++;
                continue;
            }

            _keptCount -= own;
            _kept.AsSpan(own, _keptCount).CopyTo(_kept);
        }

        return OperationStatus.Done;
    }
}
