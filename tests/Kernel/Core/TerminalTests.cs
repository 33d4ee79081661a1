// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Processes;
using Skift.Core.Signals;
using Skift.Core.Terminal;
using Skift.Machine;

namespace Skift.Tests.Kernel;

/// <summary>A terminal whose line is the test, with real readers, groups and signals.</summary>
internal static class TerminalTests
{
    [KernelTest(NeedsProcess = true)]
    internal static void Line_IsReadWhole_AndEchoed()
    {
        using Desk desk = new();
        byte[] found = [];
        TestThread reader = TestProcess.StartThread(() => found = FileOps.Read(desk.File, 100));
        desk.Terminal.Receive("hel"u8);
        Until.Asleep(reader);
        desk.Terminal.Receive("lo\rrest\r"u8);
        reader.Join();
        FileOps.Expect("hello\n"u8, found, "the first line");
        FileOps.Expect("rest\n"u8, FileOps.Read(desk.File, 100), "the second");
        FileOps.Expect("hello\r\nrest\r\n"u8, desk.Sent, "echo");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Editing_ErasesCharactersWordsAndLines()
    {
        using Desk desk = new();
        desk.Terminal.Receive("abx\u007fc\r"u8);
        FileOps.Expect("abc\n"u8, FileOps.Read(desk.File, 100), "erase");
        desk.Terminal.Receive("one two\u0017three\r"u8);
        FileOps.Expect("one three\n"u8, FileOps.Read(desk.File, 100), "erase a word");
        desk.Terminal.Receive("wrong\u0015right\r"u8);
        FileOps.Expect("right\n"u8, FileOps.Read(desk.File, 100), "kill the line");
        desk.Terminal.Receive("a\u0016\u0003b\r"u8);
        FileOps.Expect("a\u0003b\n"u8, FileOps.Read(desk.File, 100), "a literal control character");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void EndOfFile_EndsOneRead()
    {
        using Desk desk = new();
        desk.Terminal.Receive("\u0004"u8);
        Check.Equal(0, FileOps.Read(desk.File, 10).Length, "end of file");
        desk.Terminal.Receive("part\u0004"u8);
        FileOps.Expect("part"u8, FileOps.Read(desk.File, 10), "a line without its end");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Raw_GivesEveryByteAtOnce_WithoutEcho()
    {
        using Desk desk = new();
        desk.Change((ref Termios settings) => settings.c_lflag &= ~(LocalModes.ICANON | LocalModes.ECHO | LocalModes.ISIG));
        desk.Terminal.Receive("\u0003x"u8);
        FileOps.Expect("\u0003x"u8, FileOps.Read(desk.File, 10), "bytes");
        Check.Equal(0, desk.Sent.Length, "no echo");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Output_IsProcessed()
    {
        using Desk desk = new();
        FileOps.Write(desk.File, "a\nb\n"u8);
        FileOps.Expect("a\r\nb\r\n"u8, desk.Sent, "ONLCR");
        desk.Change((ref Termios settings) => settings.c_oflag &= ~OutputModes.OPOST);
        FileOps.Write(desk.File, "c\n"u8);
        FileOps.Expect("a\r\nb\r\nc\n"u8, desk.Sent, "without OPOST");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Flow_StopsAndStartsOutput()
    {
        using Desk desk = new();
        desk.Terminal.Receive("\u0013"u8);
        TestThread writer = TestProcess.StartThread(() => FileOps.Write(desk.File, "held back"u8));
        Until.Asleep(writer);
        Check.Equal(0, desk.Sent.Length, "stopped");
        desk.Terminal.Receive("\u0011"u8);
        writer.Join();
        FileOps.Expect("held back"u8, desk.Sent, "started");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Output_WaitsForRoom_AndDrainForTheLastByte()
    {
        using Desk desk = new();
        ulong address = MemoryOps.Map(1);
        desk.Line.Limit = 64;
        byte[] text = new byte[200];
        text.AsSpan().Fill((byte)'x');
        TestThread writer = TestProcess.StartThread(() => FileOps.Write(desk.File, text));
        Until.Asleep(writer);
        Check.True(desk.Sent.Length is > 0 and <= 64, "no more than there is room for");
        Check.True(desk.File.Control(Ioctl.TIOCOUTQ, address).IsSuccess, "TIOCOUTQ");
        Check.Equal(desk.Sent.Length, MemoryOps.Load(address), "bytes that have not left");
        Result<long> drained = Errno.EAGAIN;
        TestThread drain = TestProcess.StartThread(() => drained = desk.File.Control(Ioctl.TCSBRK, 1));
        Until.Asleep(drain);
        desk.Line.Limit = 4096;
        desk.Terminal.OnOutputTaken();
        writer.Join();
        Check.Equal(200, desk.Sent.Length, "all of it");
        Check.True(!drained.IsSuccess, "bytes are still on the way");
        desk.Line.Left = 200;
        desk.Terminal.OnOutputTaken();
        drain.Join();
        Check.True(drained.IsSuccess, "drained");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void End_OfAnotherSession_DoesNotHangUp()
    {
        using Desk desk = new();
        int length = -1;
        TestThread reader = TestProcess.StartThread(() => length = FileOps.Read(desk.File, 10).Length);
        Until.Asleep(reader);
        desk.Terminal.OnSessionEnded(TestProcess.Current.Session);
        Until.Sleep(3);
        Check.Equal(-1, length, "another session's end means nothing");
        desk.Terminal.Receive("x\r"u8);
        reader.Join();
        Check.Equal(2, length, "the line");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void WindowSize_IsKept()
    {
        using Desk desk = new();
        desk.Terminal.SetWindowSize(new WindowSize { ws_row = 50, ws_col = 132 });
        ulong address = MemoryOps.Map(1);
        Check.True(desk.File.Control(Ioctl.TIOCGWINSZ, address).IsSuccess, "TIOCGWINSZ");
        Check.Equal(50 | (132 << 16), MemoryOps.Load(address), "rows and columns");
        Check.Equal(Errno.EFAULT, desk.File.Control(Ioctl.TIOCGWINSZ, 0x10).Error, "a bad address");
        Check.Equal(Errno.ENOTTY, desk.File.Control(0x1234_5678, address).Error, "an unknown request");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Input_OverflowsWithoutHarm()
    {
        using Desk desk = new();
        for (int i = 0; i < 10_000; i++) desk.Terminal.Receive("x"u8);
        desk.Terminal.Receive("\r"u8);
        byte[] line = FileOps.Read(desk.File, 20_000);
        Check.True(line.Length is > 4000 and <= 4096, "one line of at most the buffer");
        Check.Equal('\n', line[^1], "its end");
    }

    private delegate void Changer(ref Termios settings);

    private sealed class Desk : IDisposable
    {
        private readonly ulong _address = MemoryOps.Map(1);

        internal Desk()
        {
            Terminal = new Terminal("test", DeviceNumber.Make(4, 99), Line, new ProcessJobControl());
            Check.Succeeds(TestProcess.View.MakeNode("/tty"u8, StatMode.S_IFCHR | FileOps.Mode644, DeviceNumber.Make(1, 3)), "mknod");
            using OpenFile place = FileOps.Open("/tty"u8, OpenFlags.O_RDWR);
            File = FileOps.Value(TerminalFile.Open(Terminal, place.Path, OpenFlags.O_RDWR, mayControl: false), "open");
        }

        internal Recorder Line { get; } = new();

        internal Terminal Terminal { get; }

        internal OpenFile File { get; }

        internal ReadOnlySpan<byte> Sent => Line.Bytes.AsSpan(0, Line.Count);

        internal void Change(Changer change)
        {
            Check.True(File.Control(Ioctl.TCGETS, _address).IsSuccess, "TCGETS");
            Check.Succeeds(UserMemory.Read(new VirtualAddress(_address), out Termios settings), "read the settings");
            change(ref settings);
            Check.Succeeds(UserMemory.Write(new VirtualAddress(_address), settings), "write the settings");
            Check.True(File.Control(Ioctl.TCSETS, _address).IsSuccess, "TCSETS");
        }

        public void Dispose()
        {
            File.Dispose();
            Check.Succeeds(TestProcess.View.Unlink("/tty"u8), "unlink");
        }
    }

    private sealed class Recorder : TerminalDriver
    {
        internal readonly byte[] Bytes = new byte[65536];

        internal int Count { get; private set; }

        /// <summary>Bytes that may be on the way.</summary>
        internal int? Limit { get; set; }

        /// <summary>Bytes that have left.</summary>
        internal int Left { get; set; }

        public override int Room => Limit is int limit ? limit - Queued : int.MaxValue;

        public override int Queued => Limit is null ? 0 : Count - Left;

        public override void Write(ReadOnlySpan<byte> data)
        {
            data.CopyTo(Bytes.AsSpan(Count));
            Count += data.Length;
        }
    }
}
