// SPDX-License-Identifier: MIT
using System;
using System.IO;
using System.Text;
using Skift.Tests.Corelib;

namespace Skift.Tests.Userland;

/// <summary>Streams over streams: binary readers and writers, buffers, text.</summary>
internal static class StreamChecks
{
    internal static void Run(Check check)
    {
        Binary(check);
        BinaryErrors(check);
        Buffered(check);
        Text(check);
        Files(check);
    }

    private static void Binary(Check check)
    {
        MemoryStream stream = new();
        BinaryWriter writer = new(stream);
        writer.Write(true);
        writer.Write((byte)200);
        writer.Write((sbyte)-3);
        writer.Write((short)-300);
        writer.Write((ushort)60000);
        writer.Write(-70000);
        writer.Write(3000000000u);
        writer.Write(long.MinValue + 1);
        writer.Write(ulong.MaxValue - 1);
        writer.Write(1.5f);
        writer.Write(-Math.PI);
        writer.Write("h\u00E9\u20AC\U0001F600");
        writer.Write('x');
        writer.Write("\u00E9y".ToCharArray());
        writer.Write(new byte[] { 1, 2, 3 }, 1, 2);
        writer.Write7BitEncodedInt(-1);
        writer.Write7BitEncodedInt(300);
        writer.Write7BitEncodedInt64(1L << 40);
        writer.Write("\U0001F600".AsSpan());
        writer.Flush();
        check.Print("written", string.Join(" ", stream.ToArray()));
        stream.Position = 0;
        BinaryReader reader = new(stream);
        check.Print("numbers", $"{reader.ReadBoolean()} {reader.ReadByte()} {reader.ReadSByte()} {reader.ReadInt16()} {reader.ReadUInt16()} {reader.ReadInt32()} {reader.ReadUInt32()} {reader.ReadInt64()} {reader.ReadUInt64()} {reader.ReadSingle()} {reader.ReadDouble()}");
        check.Print("texts", $"{reader.ReadString()} {reader.PeekChar()} {reader.ReadChar()} {new string(reader.ReadChars(2))} {string.Join(" ", reader.ReadBytes(2))}");
        check.Print("packed", $"{reader.Read7BitEncodedInt()} {reader.Read7BitEncodedInt()} {reader.Read7BitEncodedInt64()}");
        check.Print("pair", $"{string.Join(" ", Array.ConvertAll(reader.ReadChars(3), c => (int)c))} {reader.Read()} {reader.PeekChar()} {reader.ReadBytes(3).Length}");
        check.Throws<ArgumentException>("half of a pair", () => new BinaryReader(new MemoryStream(Encoding.UTF8.GetBytes("\U0001F600"))).Read());
    }

    private static void BinaryErrors(Check check)
    {
        check.Throws<EndOfStreamException>("past the end", () => new BinaryReader(new MemoryStream([1, 2, 3])).ReadInt32());
        check.Throws<EndOfStreamException>("no byte", () => new BinaryReader(new MemoryStream()).ReadByte());
        check.Throws<EndOfStreamException>("no character", () => new BinaryReader(new MemoryStream()).ReadChar());
        check.Throws<FormatException>("too long", () => new BinaryReader(new MemoryStream([255, 255, 255, 255, 255, 1])).Read7BitEncodedInt());
        check.Throws<FormatException>("too many bits", () => new BinaryReader(new MemoryStream([255, 255, 255, 255, 31])).Read7BitEncodedInt());
        check.Throws<IOException>("a negative length", () => new BinaryReader(new MemoryStream([255, 255, 255, 255, 15])).ReadString());
        check.Throws<EndOfStreamException>("half a string", () => new BinaryReader(new MemoryStream([5, 65, 66])).ReadString());
        check.Throws<ArgumentException>("half a pair", () => new BinaryWriter(new MemoryStream()).Write('\uD800'));
        check.Throws<ArgumentNullException>("no stream", () => _ = new BinaryReader(null!));
        check.Throws<ArgumentNullException>("no text", () => new BinaryWriter(new MemoryStream()).Write((string)null!));
        check.Throws<ArgumentException>("not writable", () => _ = new BinaryWriter(new MemoryStream([1], writable: false)));
        MemoryStream stream = new();
        BinaryReader reader = new(stream, Encoding.UTF8, leaveOpen: true);
        reader.Dispose();
        check.Print("left open", stream.CanRead.ToString());
        check.Throws<ObjectDisposedException>("closed", () => reader.Read());
        new BinaryWriter(stream).Dispose();
        check.Print("closed with it", stream.CanRead.ToString());
    }

    private static void Buffered(Check check)
    {
        MemoryStream inner = new();
        BufferedStream stream = new(inner, 4);
        stream.Write("ab"u8);
        check.Print("held back", $"{inner.Length} {stream.Position} {stream.Length}");
        stream.Write("cdefg"u8);
        stream.WriteByte((byte)'h');
        stream.Flush();
        check.Print("flushed", Encoding.UTF8.GetString(inner.ToArray()));
        stream.Position = 1;
        byte[] buffer = new byte[3];
        check.Print("read", $"{stream.Read(buffer, 0, 2)} {stream.Position} {stream.ReadByte()} {stream.Seek(-2, SeekOrigin.Current)} {stream.Seek(0, SeekOrigin.End)} {stream.ReadByte()}");
        stream.Position = 2;
        _ = stream.ReadByte();
        stream.WriteByte((byte)'X');
        stream.SetLength(5);
        check.Print("written between", Encoding.UTF8.GetString(inner.ToArray()));
        check.Print("members", $"{stream.BufferSize} {stream.UnderlyingStream == inner} {stream.CanRead} {stream.CanWrite} {stream.CanSeek}");
        stream.Dispose();
        check.Print("closed", $"{stream.CanRead} {inner.CanRead}");
        check.Throws<ObjectDisposedException>("read closed", () => stream.ReadByte());
        check.Throws<ArgumentOutOfRangeException>("no buffer", () => _ = new BufferedStream(new MemoryStream(), 0));
    }

    private static void Text(Check check)
    {
        MemoryStream stream = new();
        StreamWriter writer = new(stream);
        writer.Write("a{0}b{1}\n", 1, "x");
        writer.WriteLine('c');
        writer.WriteLine("d", 5);
        writer.Dispose();
        writer.Dispose();
        check.Throws<ObjectDisposedException>("write closed", () => writer.Write('x'));
        StreamReader reader = new(new MemoryStream(Encoding.UTF8.GetBytes("\uFEFFone\r\ntwo\rthree\n\nfour")));
        check.Print("lines", $"{reader.ReadLine()}|{reader.ReadLine()}|{reader.Peek()}|{reader.ReadLine()}|{reader.ReadLine()}|{reader.ReadLine()}|{reader.ReadLine()}|{reader.EndOfStream}");
        StringReader text = new("one\r\ntwo\n");
        check.Print("text", $"{text.ReadLine()} {text.Read()} {text.ReadToEnd()} {text.Read()} {text.ReadLine()}");
        StringWriter built = new();
        built.Write(true);
        built.WriteLine(1.5);
        check.Print("built", built.ToString());
        check.Print("bad bytes", new StreamReader(new MemoryStream([65, 0xC3, 65, 0xE2, 0x82, 0xFF, 0xF0])).ReadToEnd());
    }

    private static void Files(Check check)
    {
        using (FileStream stream = new("stream", FileMode.Create))
        {
            stream.Write("0123456789"u8);
            stream.Position = 3;
            check.Print("stream", $"{stream.ReadByte()} {stream.Position} {stream.Length} {stream.CanSeek} {Path.GetFileName(stream.Name)}");
            stream.WriteByte((byte)'x');
            stream.SetLength(6);
            stream.Flush(true);
        }

        check.Print("contents", File.ReadAllText("stream"));
        using (FileStream appending = new("stream", FileMode.Append))
        {
            check.Print("appending", $"{appending.Position} {appending.Length} {appending.CanRead} {appending.Seek(0, SeekOrigin.End)}");
            check.Throws<IOException>("back into what was there", () => appending.Position = 2);
            check.Throws<IOException>("cut off what was there", () => appending.SetLength(2));
            appending.Write("yz"u8);
            check.Print("appended", $"{appending.Position} {appending.Seek(-1, SeekOrigin.Current)} {appending.Length}");
        }

        check.Print("all", File.ReadAllText("stream"));
        check.Throws<NotSupportedException>("write to what is read", () =>
        {
            using FileStream stream = File.OpenRead("stream");
            stream.WriteByte(1);
        });
        check.Throws<NotSupportedException>("read what is written", () =>
        {
            using FileStream stream = File.OpenWrite("stream");
            _ = stream.ReadByte();
        });
        check.Throws<ArgumentException>("truncate what is read", () => new FileStream("stream", FileMode.Truncate, FileAccess.Read).Dispose());
        check.Throws<ArgumentException>("append and read", () => new FileStream("stream", FileMode.Append, FileAccess.ReadWrite).Dispose());
        check.Throws<ArgumentOutOfRangeException>("no mode", () => new FileStream("stream", (FileMode)9).Dispose());
        using FileStream closed = File.OpenRead("stream");
        closed.Dispose();
        check.Throws<ObjectDisposedException>("closed", () => closed.Flush());
        check.Throws<ObjectDisposedException>("closed length", () => _ = closed.Length);
    }
}
