// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Text;

namespace System.IO;

/// <summary>What <see cref="BinaryWriter"/> wrote. Characters are UTF-8.</summary>
public class BinaryReader : IDisposable
{
    private readonly Stream _stream;
    private readonly Encoding _encoding;
    private readonly bool _leaveOpen;
    private char _lowSurrogate;
    private bool _isDisposed;

    public BinaryReader(Stream input)
        : this(input, Encoding.UTF8, leaveOpen: false)
    {
    }

    public BinaryReader(Stream input, Encoding encoding)
        : this(input, encoding, leaveOpen: false)
    {
    }

    public BinaryReader(Stream input, Encoding encoding, bool leaveOpen)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(encoding);
        if (!input.CanRead) throw new ArgumentException("Stream was not readable.");
        _stream = input;
        _encoding = encoding;
        _leaveOpen = leaveOpen;
    }

    public virtual Stream BaseStream => _stream;

    /// <summary>-1 at the end, or if the stream cannot go back.</summary>
    public virtual int PeekChar()
    {
        CheckOpen();
        if (!_stream.CanSeek) return -1;
        long position = _stream.Position;
        char low = _lowSurrogate;
        int value = Read();
        _stream.Position = position;
        _lowSurrogate = low;
        return value;
    }

    /// <summary>The next character, -1 at the end.</summary>
    public virtual int Read()
    {
        CheckOpen();
        Span<char> chars = stackalloc char[4];
        int count = Decode(chars);
        if (count > 1)
        {
            throw new ArgumentException($"The output char buffer is too small to contain the decoded characters, encoding codepage '{_encoding.CodePage}' and fallback 'System.Text.DecoderReplacementFallback'.", "chars");
        }

        return count == 0 ? -1 : chars[0];
    }

    public virtual int Read(Span<char> buffer)
    {
        CheckOpen();
        Span<char> chars = stackalloc char[4];
        int total = 0;
        while (total < buffer.Length)
        {
            int count = Decode(chars);
            if (count == 0) break;
            buffer[total++] = chars[0];
            if (count == 1) continue;
            if (total < buffer.Length) buffer[total++] = chars[1];
            else _lowSurrogate = chars[1];
        }

        return total;
    }

    public virtual int Read(char[] buffer, int index, int count)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        return Read(buffer.AsSpan(index, count));
    }

    public virtual int Read(byte[] buffer, int index, int count)
    {
        CheckOpen();
        return _stream.Read(buffer, index, count);
    }

    public virtual int Read(Span<byte> buffer)
    {
        CheckOpen();
        return _stream.Read(buffer);
    }

    public virtual void ReadExactly(Span<byte> buffer)
    {
        CheckOpen();
        _stream.ReadExactly(buffer);
    }

    public virtual byte ReadByte()
    {
        CheckOpen();
        int value = _stream.ReadByte();
        return value < 0 ? throw new EndOfStreamException("Unable to read beyond the end of the stream.") : (byte)value;
    }

    public virtual sbyte ReadSByte() => (sbyte)ReadByte();

    public virtual bool ReadBoolean() => ReadByte() != 0;

    public virtual char ReadChar()
    {
        int value = Read();
        return value < 0 ? throw new EndOfStreamException("Unable to read beyond the end of the stream.") : (char)value;
    }

    public virtual char[] ReadChars(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        char[] chars = new char[count];
        int length = Read(chars.AsSpan());
        return length == count ? chars : chars.AsSpan(0, length).ToArray();
    }

    /// <summary>Fewer at the end.</summary>
    public virtual byte[] ReadBytes(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        CheckOpen();
        byte[] bytes = new byte[count];
        int length = _stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false);
        return length == count ? bytes : bytes.AsSpan(0, length).ToArray();
    }

    public virtual short ReadInt16() => (short)ReadUInt16();

    public virtual ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Fill(stackalloc byte[sizeof(ushort)]));

    public virtual int ReadInt32() => (int)ReadUInt32();

    public virtual uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Fill(stackalloc byte[sizeof(uint)]));

    public virtual long ReadInt64() => (long)ReadUInt64();

    public virtual ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Fill(stackalloc byte[sizeof(ulong)]));

    public virtual float ReadSingle() => BitConverter.UInt32BitsToSingle(ReadUInt32());

    public virtual double ReadDouble() => BitConverter.UInt64BitsToDouble(ReadUInt64());

    public virtual string ReadString()
    {
        int length = Read7BitEncodedInt();
        if (length < 0) throw new IOException($"BinaryReader encountered an invalid string length of {length} characters.");
        byte[] bytes = new byte[length];
        _ = Fill(bytes);
        return _encoding.GetString(bytes);
    }

    public int Read7BitEncodedInt() => (int)Read7Bits(sizeof(int) * 8);

    public long Read7BitEncodedInt64() => (long)Read7Bits(sizeof(long) * 8);

    public virtual void Close() => Dispose(true);

    public void Dispose() => Dispose(true);

    protected virtual void Dispose(bool disposing)
    {
        if (_isDisposed) return;
        _isDisposed = true;
        if (disposing && !_leaveOpen) _stream.Close();
    }

    /// <summary>The next character's one or two units; 0 at the end.</summary>
    private int Decode(Span<char> chars)
    {
        if (_lowSurrogate != 0)
        {
            chars[0] = _lowSurrogate;
            _lowSurrogate = '\0';
            return 1;
        }

        Span<byte> bytes = stackalloc byte[4];
        for (int length = 0; length < bytes.Length;)
        {
            int value = _stream.ReadByte();
            if (value < 0 && length == 0) return 0;
            if (value < 0) break;
            bytes[length++] = (byte)value;
            if (IsComplete(bytes[..length])) return _encoding.GetChars(bytes[..length], chars);
        }

        chars[0] = '\uFFFD';
        return 1;
    }

    /// <summary>Whether another byte could not belong to this character.</summary>
    private bool IsComplete(ReadOnlySpan<byte> bytes)
    {
        if (_encoding.CodePage != Encoding.UTF8.CodePage) return _encoding.GetCharCount(bytes) > 0;
        int length = bytes[0] < 0xC0 ? 1 : bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4;
        return bytes.Length >= length;
    }

    private ulong Read7Bits(int width)
    {
        ulong result = 0;
        for (int shift = 0; shift < width; shift += 7)
        {
            byte value = ReadByte();
            result |= (ulong)(value & 0x7F) << shift;
            bool fits = shift + 7 <= width || value >> (width - shift) == 0;
            if (!fits) break;
            if (value <= 0x7F) return result;
        }

        throw new FormatException("Too many bytes in what should have been a 7-bit encoded integer.");
    }

    private ReadOnlySpan<byte> Fill(Span<byte> bytes)
    {
        CheckOpen();
        if (_stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new EndOfStreamException("Unable to read beyond the end of the stream.");
        }

        return bytes;
    }

    private void CheckOpen()
    {
        if (_isDisposed) throw new ObjectDisposedException(null, "Cannot access a closed file.");
    }
}
