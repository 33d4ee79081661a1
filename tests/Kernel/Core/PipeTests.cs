// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Scheduling;
using Skift.Core.Signals;

namespace Skift.Tests.Kernel;

/// <summary>Pipes and FIFOs between threads of the scheduler.</summary>
internal static class PipeTests
{
    private const int Capacity = 64 * 1024;

    [KernelTest(NeedsProcess = true)]
    internal static void Bytes_ComeOutInOrder()
    {
        (OpenFile reader, OpenFile writer) = New();
        FileOps.Write(writer, "hello "u8);
        FileOps.Write(writer, "world"u8);
        FileOps.Expect("hello"u8, FileOps.Read(reader, 5), "part");
        FileOps.Expect(" world"u8, FileOps.Read(reader, 100), "rest");
        writer.Dispose();
        Check.Equal(0, FileOps.Read(reader, 1).Length, "end of file");
        reader.Dispose();
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Read_SleepsUntilSomethingComes()
    {
        (OpenFile reader, OpenFile writer) = New();
        byte[] found = [];
        TestThread thread = TestProcess.StartThread(() => found = FileOps.Read(reader, 10));
        Until.Asleep(thread);
        FileOps.Write(writer, "now"u8);
        thread.Join();
        FileOps.Expect("now"u8, found, "what came");
        reader.Dispose();
        writer.Dispose();
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Read_EndsWhenTheLastWriterGoes()
    {
        (OpenFile reader, OpenFile writer) = New();
        OpenFile second = writer.Acquire();
        int length = -1;
        TestThread thread = TestProcess.StartThread(() => length = FileOps.Read(reader, 10).Length);
        Until.Asleep(thread);
        writer.Dispose();
        Until.Sleep(3);
        Check.Equal(-1, length, "one writer is left");
        second.Dispose();
        thread.Join();
        Check.Equal(0, length, "end of file");
        reader.Dispose();
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Write_SleepsWhileFull_AndLosesNothing()
    {
        (OpenFile reader, OpenFile writer) = New();
        const int Total = 5 * Capacity;
        TestThread thread = TestProcess.StartThread(() =>
        {
            byte[] data = new byte[Total];
            for (int i = 0; i < data.Length; i++) data[i] = (byte)(i % 251);
            FileOps.Write(writer, data);
            writer.Dispose();
        });
        Until.Asleep(thread);
        int position = 0;
        for (byte[] part = FileOps.Read(reader, 3000); part.Length != 0; part = FileOps.Read(reader, 3000))
        {
            foreach (byte value in part) Check.Equal(position++ % 251, value, "the next byte");
        }

        Check.Equal(Total, position, "bytes");
        thread.Join();
        reader.Dispose();
    }

    [KernelTest(NeedsProcess = true)]
    internal static void NonBlocking_SaysAgain()
    {
        (OpenFile reader, OpenFile writer) = New(OpenFlags.O_NONBLOCK);
        Check.Equal(Errno.EAGAIN, FileOps.TryRead(reader, 1), "empty");
        FileOps.Write(writer, new byte[Capacity]);
        Check.Equal(Errno.EAGAIN, FileOps.TryWrite(writer, "x"u8), "full");
        _ = FileOps.Read(reader, Capacity - 100);
        IoSource source = IoSource.Over(new byte[Capacity]);
        Check.True(writer.Write(ref source, Skift.Core.Processes.Credentials.Root).Try(out long count, out _) && count is > 0 and < Capacity, "part of a large write");
        reader.Dispose();
        writer.Dispose();
    }

    [KernelTest(NeedsProcess = true)]
    internal static void SmallWrites_AreNotTornApart()
    {
        (OpenFile reader, OpenFile writer) = New(OpenFlags.O_NONBLOCK);
        FileOps.Write(writer, new byte[Capacity - 100]);
        Check.Equal(Errno.EAGAIN, FileOps.TryWrite(writer, new byte[200]), "PIPE_BUF or less goes whole or not at all");
        Check.Equal(Capacity - 100, FileOps.Read(reader, 2 * Capacity).Length, "nothing of it is there");
        reader.Dispose();
        writer.Dispose();
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Write_WithoutReaders_IsABrokenPipe()
    {
        (OpenFile reader, OpenFile writer) = New();
        FileOps.Write(writer, new byte[Capacity]);
        Errno error = Errno.None;
        TestThread thread = TestProcess.StartThread(() => error = FileOps.TryWrite(writer, "x"u8));
        Until.Asleep(thread);
        reader.Dispose();
        thread.Join();
        Check.Equal(Errno.EPIPE, error, "who slept");
        Check.Equal(Errno.EPIPE, FileOps.TryWrite(writer, "x"u8), "who comes later");
        writer.Dispose();
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Read_IsInterruptedByASignal()
    {
        (OpenFile reader, OpenFile writer) = New();
        Errno error = Errno.None;
        TestThread thread = TestProcess.StartThread(() => error = FileOps.TryRead(reader, 1));
        Until.Asleep(thread);
        SignalSender.Send(thread, SignalDetails.FromKernel(Signal.SIGUSR1));
        thread.Join();
        Check.Equal(Errno.EINTR, error, "the sleep");
        reader.Dispose();
        writer.Dispose();
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Poll_TellsReadinessAndWakes()
    {
        (OpenFile reader, OpenFile writer) = New();
        Check.Equal((long)PollEvents.None, (long)(reader.Poll(null) & PollEvents.POLLIN), "empty");
        Check.True((writer.Poll(null) & PollEvents.POLLOUT) != 0, "room");
        bool isWoken = false;
        TestThread thread = TestProcess.StartThread(() =>
        {
            using ThreadPoller poller = new();
            while ((reader.Poll(poller) & PollEvents.POLLIN) == 0) Check.Succeeds(poller.Wait(), "wait");
            isWoken = true;
        });
        Until.Asleep(thread);
        FileOps.Write(writer, "x"u8);
        thread.Join();
        Check.True(isWoken, "the poller was woken");
        writer.Dispose();
        Check.True((reader.Poll(null) & PollEvents.POLLHUP) != 0, "hang-up");
        reader.Dispose();
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Fifo_OpenWaitsForTheOtherSide()
    {
        Check.Succeeds(TestProcess.View.MakeNode("/fifo"u8, StatMode.S_IFIFO | FileOps.Mode644, 0), "mkfifo");
        Check.Equal(Errno.ENXIO, TestProcess.View.Open("/fifo"u8, OpenFlags.O_WRONLY | OpenFlags.O_NONBLOCK).Error, "no reader");
        byte[] found = [];
        TestThread thread = TestProcess.StartThread(() =>
        {
            using OpenFile reader = FileOps.Open("/fifo"u8);
            found = FileOps.Read(reader, 10);
        });
        Until.Asleep(thread);
        using (OpenFile writer = FileOps.Open("/fifo"u8, OpenFlags.O_WRONLY)) FileOps.Write(writer, "fifo"u8);
        thread.Join();
        FileOps.Expect("fifo"u8, found, "what went through");
        Check.Succeeds(TestProcess.View.Unlink("/fifo"u8), "unlink");
    }

    private static (OpenFile Reader, OpenFile Writer) New(OpenFlags flags = 0) => KernelServices.Pipes.Create(0, 0, flags);
}
