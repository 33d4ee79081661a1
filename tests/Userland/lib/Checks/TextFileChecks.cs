// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Skift.Tests.Corelib;

namespace Skift.Tests.Userland;

/// <summary>Readers and writers with encodings, and whole files of text.</summary>
internal static class TextFileChecks
{
    private const string Text = "one\u00E9\r\ntwo\U0001F600\n\u6F22";

    private static readonly Encoding[] s_encodings =
    [
        Encoding.UTF8, Encoding.Default, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, new UTF32Encoding(true, true), Encoding.Latin1, Encoding.ASCII, new UnicodeEncoding(false, false),
    ];

    internal static void Run(Check check)
    {
        WholeFiles(check);
        Appending(check);
        Marks(check);
        Readers(check);
        Writers(check);
        Slowly(check);
        Arguments(check);
        Asynchronously(check).GetAwaiter().GetResult();
    }

    private static string Hex(string path) => Convert.ToHexString(File.ReadAllBytes(path));

    private static void WholeFiles(Check check)
    {
        foreach (Encoding encoding in s_encodings)
        {
            File.WriteAllText("text", Text, encoding);
            check.Print(encoding.WebName, $"{Hex("text")} {File.ReadAllText("text")} {File.ReadAllText("text", encoding)} {string.Join("|", File.ReadAllLines("text", encoding))}");
            File.WriteAllText("text", "", encoding);
            check.Print("empty", Hex("text"));
            File.WriteAllLines("text", ["a", "\u00E9"], encoding);
            check.Print("lines", $"{Hex("text")} {string.Join("|", File.ReadLines("text", encoding))}");
        }

        File.WriteAllText("text", Text);
        check.Print("plain", Hex("text"));
        File.WriteAllText("text", "span".AsSpan());
        check.Print("span", File.ReadAllText("text"));
        File.WriteAllText("text", null);
        check.Print("null", Hex("text"));
        check.Throws<EncoderFallbackException>("half a pair", () => File.WriteAllText("text", "a\uD800b"));
        IEnumerable<string> lines = File.ReadLines("text");
        check.Print("twice", $"{lines.Count()} {lines.Count()}");
        check.Throws<FileNotFoundException>("missing at once", () => File.ReadLines("nothing"));
    }

    private static void Appending(Check check)
    {
        foreach (Encoding encoding in s_encodings)
        {
            File.Delete("appended");
            File.AppendAllText("appended", "a\u00E9", encoding);
            File.AppendAllText("appended", "b", encoding);
            File.AppendAllLines("appended", ["c", "d"], encoding);
            check.Print(encoding.WebName, Hex("appended"));
        }
    }

    private static void Marks(Check check)
    {
        foreach (string hex in (string[])["", "EF", "EFBB", "EFBBBF", "EFBBBF41", "FE", "FEFF", "FEFF0041", "FFFE", "FFFE4100", "FFFE0000", "FFFE000041000000", "0000FEFF00000041", "0000FE", "4142", "FFFE41", "EFBBBFEFBBBF41"])
        {
            byte[] bytes = Convert.FromHexString(hex);
            foreach (Encoding encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode, Encoding.Latin1, Encoding.Default])
            {
                using StreamReader detecting = new(new MemoryStream(bytes), encoding);
                using StreamReader believing = new(new MemoryStream(bytes), encoding, detectEncodingFromByteOrderMarks: false);
                check.Print($"{encoding.WebName} {hex}", $"{detecting.CurrentEncoding.WebName} {detecting.ReadToEnd()} {detecting.CurrentEncoding.WebName}, {believing.ReadToEnd()} {believing.CurrentEncoding.WebName}");
            }
        }
    }

    private static void Readers(Check check)
    {
        string text = string.Concat(Enumerable.Repeat(Text + "\n", 500));
        foreach (Encoding encoding in s_encodings)
        {
            using StreamReader reader = new(new MemoryStream(encoding.GetBytes(text)), encoding, false, 128);
            int lines = 0, length = 0;
            while (reader.ReadLine() is string line)
            {
                lines++;
                length += line.Length;
            }

            check.Print(encoding.WebName, $"{lines} {length} {reader.EndOfStream} {reader.Peek()} {reader.Read()}");
        }

        MemoryStream stream = new("abcdef"u8.ToArray());
        StreamReader back = new(stream, leaveOpen: true);
        check.Print("read", $"{(char)back.Read()} {stream.Position}");
        stream.Position = 3;
        back.DiscardBufferedData();
        check.Print("again", back.ReadToEnd());
        back.Dispose();
        check.Print("open", stream.CanRead.ToString());
        check.Throws<ObjectDisposedException>("closed", () => back.Read());
        check.Throws<ObjectDisposedException>("closed line", () => back.ReadLine());
        check.Throws<DecoderFallbackException>("strict", () => new StreamReader(new MemoryStream([65, 255]), new UTF8Encoding(false, true)).ReadToEnd());
        check.Throws<ArgumentException>("not readable", () =>
        {
            using FileStream written = File.OpenWrite("text");
            _ = new StreamReader(written);
        });
    }

    private static void Writers(Check check)
    {
        foreach (Encoding encoding in s_encodings)
        {
            MemoryStream stream = new();
            StreamWriter writer = new(stream, encoding, 1, leaveOpen: true);
            check.Print("encoding", writer.Encoding.WebName);
            writer.Write('\uD83D');
            writer.Write('\uDE00');
            writer.Flush();
            check.Print(encoding.WebName, Convert.ToHexString(stream.ToArray()));
            writer.Write("x\uD83D");
            writer.Flush();
            check.Print("half", Convert.ToHexString(stream.ToArray()));
            writer.Write("\uDE00");
            writer.Dispose();
            check.Print("other half", Convert.ToHexString(stream.ToArray()));
        }

        MemoryStream big = new();
        using (StreamWriter writer = new(big, Encoding.UTF32))
        {
            for (int i = 0; i < 3000; i++) writer.Write("ab\u00E9");
            check.Print("held back", (big.Length < 36_004).ToString());
        }

        check.Print("big", $"{big.ToArray().Length} {Encoding.UTF32.GetString(big.ToArray()).Length}");
        check.Print("encodings", $"{new StringWriter().Encoding.WebName} {TextWriter.Null.Encoding.WebName} {Console.Out.Encoding.WebName} {Console.OutputEncoding.WebName} {Console.OutputEncoding.Preamble.Length}");
        MemoryStream automatic = new();
        StreamWriter flushing = new(automatic, Encoding.UTF8) { AutoFlush = true };
        flushing.Write('\uD83D');
        check.Print("automatic", automatic.Length.ToString());
        flushing.Write('\uDE00');
        check.Print("automatic pair", automatic.Length.ToString());
    }

    /// <summary>A stream that gives a byte at a time.</summary>
    private static void Slowly(Check check)
    {
        foreach (Encoding encoding in s_encodings)
        {
            using StreamReader reader = new(new SlowStream([.. encoding.Preamble, .. encoding.GetBytes(Text)]), encoding);
            check.Print(encoding.WebName, reader.ReadToEnd());
        }
    }

    private static void Arguments(Check check)
    {
        check.Throws<ArgumentNullException>("no encoding", () => File.ReadAllText("text", null!));
        check.Throws<ArgumentNullException>("no path", () => File.ReadAllText(null!, Encoding.UTF8));
        check.Throws<ArgumentException>("empty path", () => File.WriteAllText("", "x", Encoding.UTF8));
        check.Throws<ArgumentNullException>("no lines", () => File.WriteAllLines("text", (IEnumerable<string>)null!));
        check.Throws<ArgumentNullException>("no stream", () => _ = new StreamReader((Stream)null!));
        check.Throws<ArgumentNullException>("no stream to write", () => _ = new StreamWriter((Stream)null!));
        check.Throws<ArgumentOutOfRangeException>("no buffer", () => _ = new StreamReader(new MemoryStream(), Encoding.UTF8, true, 0));
        check.Throws<ArgumentOutOfRangeException>("no buffer to write", () => _ = new StreamWriter(new MemoryStream(), Encoding.UTF8, -2));
        check.Throws<ArgumentException>("not writable", () => _ = new StreamWriter(new MemoryStream([1], writable: false)));
        check.Throws<ArgumentException>("empty", () => _ = new StreamReader(""));
    }

    private static async Task Asynchronously(Check check)
    {
        await File.WriteAllTextAsync("async", Text, Encoding.BigEndianUnicode);
        check.Print("text", await File.ReadAllTextAsync("async"));
        await File.WriteAllLinesAsync("async", ["a", "b"], Encoding.Unicode);
        await File.AppendAllLinesAsync("async", ["c"], Encoding.Unicode);
        check.Print("lines", string.Join("|", await File.ReadAllLinesAsync("async")));
        StringBuilder lines = new();
        await foreach (string line in File.ReadLinesAsync("async")) _ = lines.Append(line).Append('|');
        check.Print("line by line", lines.ToString());
        using StreamReader reader = new(new SlowStream(Encoding.UTF8.GetBytes(Text)));
        char[] buffer = new char[2];
        check.Print("reader", $"{await reader.ReadAsync(buffer, 0, 2)} {buffer[0]} {await reader.ReadLineAsync()} {await reader.ReadLineAsync()} {await reader.ReadToEndAsync()} {await reader.ReadLineAsync() == null}");
    }

    private sealed class SlowStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, System.Threading.CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 1)], cancellationToken);
    }
}
