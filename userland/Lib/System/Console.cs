// SPDX-License-Identifier: MIT
using System;
using System.IO;
using System.Runtime;
using System.Text;
using Skift.Libc;

namespace System;

/// <summary>Standard input, output and error as text.</summary>
/// <remarks>
/// Output is buffered: it goes out when a line ends on a terminal, when the buffer is full, before input is read, and when the
/// program ends (also by an exception). Errors go out at once. Bytes that are not UTF-8 pass through unharmed, see <see cref="ByteString"/>.
/// </remarks>
public static partial class Console
{
    private static readonly object s_gate = new();
    private static TextReader? s_in;
    private static TextWriter? s_out;
    private static TextWriter? s_error;

    public static TextReader In => s_in ??= new ConsoleReader(OpenStandardInput());

    public static TextWriter Out => s_out ?? CreateOut();

    public static TextWriter Error => s_error ?? CreateError();

    public static bool IsInputRedirected => !Posix.Isatty(Posix.STDIN_FILENO);

    public static bool IsOutputRedirected => !Posix.Isatty(Posix.STDOUT_FILENO);

    public static bool IsErrorRedirected => !Posix.Isatty(Posix.STDERR_FILENO);

    public static int WindowWidth => Posix.Tcgetwinsize(Posix.STDOUT_FILENO).Try(out Skift.Abi.WindowSize size, out _) && size.ws_col > 0 ? size.ws_col : 80;

    public static int WindowHeight => Posix.Tcgetwinsize(Posix.STDOUT_FILENO).Try(out Skift.Abi.WindowSize size, out _) && size.ws_row > 0 ? size.ws_row : 24;

    public static Encoding InputEncoding => Encoding.Default;

    public static Encoding OutputEncoding => Encoding.Default;

    public static Stream OpenStandardInput() => new FileStream(Posix.STDIN_FILENO, FileAccess.Read, false, 1, "stdin");

    public static Stream OpenStandardOutput() => new ConsoleStream(Posix.STDOUT_FILENO);

    public static Stream OpenStandardError() => new ConsoleStream(Posix.STDERR_FILENO);

    public static void SetIn(TextReader newIn) => s_in = newIn ?? throw new ArgumentNullException(nameof(newIn));

    public static void SetOut(TextWriter newOut)
    {
        Flush();
        s_out = TextWriter.Synchronized(newOut);
    }

    public static void SetError(TextWriter newError) => s_error = TextWriter.Synchronized(newError);

    public static int Read() => In.Read();

    public static string? ReadLine() => In.ReadLine();

    public static void Write(char value) => Out.Write(value);

    public static void Write(string? value) => Out.Write(value);

    public static void Write(ReadOnlySpan<char> value) => Out.Write(value);

    public static void Write(char[]? buffer) => Out.Write(buffer);

    public static void Write(bool value) => Out.Write(value);

    public static void Write(int value) => Out.Write(value);

    public static void Write(uint value) => Out.Write(value);

    public static void Write(long value) => Out.Write(value);

    public static void Write(ulong value) => Out.Write(value);

    public static void Write(float value) => Out.Write(value);

    public static void Write(double value) => Out.Write(value);

    public static void Write(object? value) => Out.Write(value);

    public static void Write(char[] buffer, int index, int count) => Out.Write(buffer, index, count);

    public static void Write(string format, params object?[] arg) => Out.Write(format, arg);

    public static void WriteLine() => Out.WriteLine();

    public static void WriteLine(char value) => Out.WriteLine(value);

    public static void WriteLine(string? value) => Out.WriteLine(value);

    public static void WriteLine(ReadOnlySpan<char> value) => Out.WriteLine(value);

    public static void WriteLine(char[]? buffer) => Out.WriteLine(buffer);

    public static void WriteLine(bool value) => Out.WriteLine(value);

    public static void WriteLine(int value) => Out.WriteLine(value);

    public static void WriteLine(uint value) => Out.WriteLine(value);

    public static void WriteLine(long value) => Out.WriteLine(value);

    public static void WriteLine(ulong value) => Out.WriteLine(value);

    public static void WriteLine(float value) => Out.WriteLine(value);

    public static void WriteLine(double value) => Out.WriteLine(value);

    public static void WriteLine(object? value) => Out.WriteLine(value);

    public static void WriteLine(string format, params object?[] arg) => Out.WriteLine(format, arg);

    /// <summary>Writes out what is buffered, if anything ever was.</summary>
    private static void Flush() => s_out?.Flush();

    private static TextWriter CreateOut()
    {
        lock (s_gate)
        {
            if (s_out != null) return s_out;

            ProcessEnd.Set(new OutFlush());
            return s_out = CreateWriter(Posix.STDOUT_FILENO, isFlushedAlways: false);
        }
    }

    private static TextWriter CreateError()
    {
        lock (s_gate) return s_error ??= CreateWriter(Posix.STDERR_FILENO, isFlushedAlways: true);
    }

    private static TextWriter CreateWriter(int descriptor, bool isFlushedAlways)
    {
        StreamWriter writer = StreamWriter.ForConsole(new ConsoleStream(descriptor));
        writer.AutoFlush = isFlushedAlways;
        writer.FlushLines = !isFlushedAlways && Posix.Isatty(descriptor);
        return TextWriter.Synchronized(writer);
    }

    private sealed class OutFlush : ProcessEnd
    {
        protected override void Flush()
        {
            Console.Flush();
            s_restore?.Invoke();
        }
    }

    /// <summary>Shows what was written, a prompt most likely, before it waits.</summary>
    private sealed class ConsoleReader : StreamReader
    {
        internal ConsoleReader(Stream stream)
            : base(new Utf8Decoder(isLossless: true), new FlushingStream(stream))
        {
        }
    }

    private sealed class FlushingStream : Stream
    {
        private readonly Stream _inner;

        internal FlushingStream(Stream inner) => _inner = inner;

        public override bool CanRead => true;

        public override bool CanSeek => _inner.CanSeek;

        public override bool CanWrite => false;

        public override long Length => _inner.Length;

        public override long Position
        {
            get => _inner.Position;
            set => _inner.Position = value;
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Console.Flush();
            return _inner.Read(buffer, offset, count);
        }

        public override long Seek(long offset, SeekOrigin origin) => _inner.Seek(offset, origin);

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
