// SPDX-License-Identifier: MIT
using System.Buffers;

namespace System.Text;

/// <summary>Encodes text that comes in pieces: half of a surrogate pair waits for the other.</summary>
public class Encoder
{
    private readonly Encoding _encoding;
    private EncoderFallback _fallback;
    private EncoderFallbackBuffer? _buffer;
    private char _high;

    internal Encoder(Encoding encoding)
    {
        _encoding = encoding;
        _fallback = encoding.EncoderFallback;
    }

    public EncoderFallback? Fallback
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

    public EncoderFallbackBuffer FallbackBuffer => _buffer ??= _fallback.CreateFallbackBuffer();

    public virtual void Reset()
    {
        _high = '\0';
        _buffer?.Reset();
    }

    public virtual int GetByteCount(char[] chars, int index, int count, bool flush)
    {
        EncodingRange.Check(chars, index, count, nameof(chars), nameof(index), nameof(count));
        return GetByteCount(chars.AsSpan(index, count), flush);
    }

    /// <summary>Forgets and keeps nothing.</summary>
    public virtual int GetByteCount(ReadOnlySpan<char> chars, bool flush)
    {
        char high = _high;
        _ = Run(chars, default, isCounting: true, flush, out _, out int count);
        _high = high;
        return count;
    }

    public virtual int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex, bool flush)
    {
        ArgumentNullException.ThrowIfNull(chars);
        ArgumentNullException.ThrowIfNull(bytes);
        EncodingRange.Check(chars, charIndex, charCount, nameof(chars), nameof(charIndex), nameof(charCount));
        EncodingRange.CheckStart(bytes, byteIndex, nameof(byteIndex));
        return GetBytes(chars.AsSpan(charIndex, charCount), bytes.AsSpan(byteIndex), flush);
    }

    public virtual int GetBytes(ReadOnlySpan<char> chars, Span<byte> bytes, bool flush)
    {
        if (Run(chars, bytes, isCounting: false, flush, out _, out int written) == OperationStatus.DestinationTooSmall) throw _encoding.TooFewBytes();
        return written;
    }

    public virtual void Convert(
        char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex, int byteCount, bool flush, out int charsUsed, out int bytesUsed, out bool completed)
    {
        ArgumentNullException.ThrowIfNull(chars);
        ArgumentNullException.ThrowIfNull(bytes);
        EncodingRange.Check(chars, charIndex, charCount, nameof(chars), nameof(charIndex), nameof(charCount));
        EncodingRange.Check(bytes, byteIndex, byteCount, nameof(bytes), nameof(byteIndex), nameof(byteCount));
        Convert(chars.AsSpan(charIndex, charCount), bytes.AsSpan(byteIndex, byteCount), flush, out charsUsed, out bytesUsed, out completed);
    }

    /// <summary>Encodes as much as there is room for.</summary>
    public virtual void Convert(ReadOnlySpan<char> chars, Span<byte> bytes, bool flush, out int charsUsed, out int bytesUsed, out bool completed)
    {
        OperationStatus status = Run(chars, bytes, isCounting: false, flush, out charsUsed, out bytesUsed);
        if (status == OperationStatus.DestinationTooSmall && charsUsed == 0 && bytesUsed == 0) throw _encoding.TooFewBytes();
        completed = status != OperationStatus.DestinationTooSmall && (!flush || _high == '\0');
    }

    private OperationStatus Run(ReadOnlySpan<char> chars, Span<byte> bytes, bool isCounting, bool flush, out int consumed, out int written)
    {
        consumed = 0;
        written = 0;
        int start = 0;
        if (_high != '\0')
        {
            if (chars.IsEmpty && !flush) return OperationStatus.Done;
            bool isPair = !chars.IsEmpty && char.IsLowSurrogate(chars[0]);
            OperationStatus first = _encoding.Encode(
                isPair ? [_high, chars[0]] : [_high], bytes, isCounting, isLast: true, -1, _fallback, ref _buffer, out _, out written);
            if (first == OperationStatus.DestinationTooSmall) return first;
            _high = '\0';
            consumed = isPair ? 1 : 0;
            start = consumed;
        }

        OperationStatus status = _encoding.Encode(
            chars.Slice(consumed), isCounting ? default : bytes.Slice(written), isCounting, flush, start, _fallback, ref _buffer, out int more, out int added);
        consumed += more;
        written += added;
        if (status != OperationStatus.NeedMoreData) return status;

        _high = chars[consumed++];
        return OperationStatus.Done;
    }
}
