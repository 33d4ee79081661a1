// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Text;

namespace System.IO;

/// <summary>Numbers in little-endian order, and strings after their length.</summary>
public class BinaryWriter : IDisposable
{
    public static readonly BinaryWriter Null = new();

    protected Stream OutStream;

    private readonly Encoding _encoding;
    private readonly bool _leaveOpen;

    protected BinaryWriter()
        : this(Stream.Null)
    {
    }

    public BinaryWriter(Stream output)
        : this(output, Encoding.UTF8, leaveOpen: false)
    {
    }

    public BinaryWriter(Stream output, Encoding encoding)
        : this(output, encoding, leaveOpen: false)
    {
    }

    public BinaryWriter(Stream output, Encoding encoding, bool leaveOpen)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(encoding);
        if (!output.CanWrite) throw new ArgumentException("Stream was not writable.");
        OutStream = output;
        _encoding = encoding;
        _leaveOpen = leaveOpen;
    }

    public virtual Stream BaseStream
    {
        get
        {
            Flush();
            return OutStream;
        }
    }

    public virtual void Flush() => OutStream.Flush();

    public virtual long Seek(int offset, SeekOrigin origin) => OutStream.Seek(offset, origin);

    public virtual void Write(bool value) => OutStream.WriteByte((byte)(value ? 1 : 0));

    public virtual void Write(byte value) => OutStream.WriteByte(value);

    public virtual void Write(sbyte value) => OutStream.WriteByte((byte)value);

    public virtual void Write(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        OutStream.Write(buffer, 0, buffer.Length);
    }

    public virtual void Write(byte[] buffer, int index, int count) => OutStream.Write(buffer, index, count);

    public virtual void Write(ReadOnlySpan<byte> buffer) => OutStream.Write(buffer);

    public virtual void Write(char ch)
    {
        if (char.IsSurrogate(ch)) throw new ArgumentException("Unicode surrogate characters must be written out as pairs together in the same call, not individually. Consider passing in a character array instead.");
        Write([ch]);
    }

    public virtual void Write(char[] chars)
    {
        ArgumentNullException.ThrowIfNull(chars);
        Write(chars.AsSpan());
    }

    public virtual void Write(char[] chars, int index, int count)
    {
        ArgumentNullException.ThrowIfNull(chars);
        Write(chars.AsSpan(index, count));
    }

    public virtual void Write(ReadOnlySpan<char> chars)
    {
        byte[] bytes = new byte[_encoding.GetByteCount(chars)];
        OutStream.Write(bytes, 0, _encoding.GetBytes(chars, bytes));
    }

    public virtual void Write(short value) => Write((ushort)value);

    public virtual void Write(ushort value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        OutStream.Write(bytes);
    }

    public virtual void Write(int value) => Write((uint)value);

    public virtual void Write(uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        OutStream.Write(bytes);
    }

    public virtual void Write(long value) => Write((ulong)value);

    public virtual void Write(ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        OutStream.Write(bytes);
    }

    public virtual void Write(float value) => Write(BitConverter.SingleToUInt32Bits(value));

    public virtual void Write(double value) => Write(BitConverter.DoubleToUInt64Bits(value));

    /// <summary>The number of its bytes as <see cref="Write7BitEncodedInt"/> writes it, then the bytes.</summary>
    public virtual void Write(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        byte[] bytes = _encoding.GetBytes(value);
        Write7BitEncodedInt(bytes.Length);
        OutStream.Write(bytes, 0, bytes.Length);
    }

    /// <summary>Seven bits a byte, the lowest first; the top bit says that more follow.</summary>
    public void Write7BitEncodedInt(int value) => Write7Bits((uint)value);

    public void Write7BitEncodedInt64(long value) => Write7Bits((ulong)value);

    public virtual void Close() => Dispose(true);

    public void Dispose() => Dispose(true);

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        if (_leaveOpen) OutStream.Flush();
        else OutStream.Close();
    }

    private void Write7Bits(ulong value)
    {
        for (; value > 0x7F; value >>= 7) OutStream.WriteByte((byte)(value | 0x80));
        OutStream.WriteByte((byte)value);
    }
}
