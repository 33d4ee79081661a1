// SPDX-License-Identifier: MIT
using System;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Scheduling;
using Skift.Machine;
using Xunit;

namespace Skift.Tests.Host.Files;

public sealed class PipeTests
{
    private readonly Tree _tree = new();
    private readonly PipeFileSystem _pipes;

    public PipeTests() => _pipes = new PipeFileSystem(_tree.Namespace);

    private (OpenFile Reader, OpenFile Writer) Create(OpenFlags flags = 0) => _pipes.Create(0, 0, flags);

    [Fact]
    public void Bytes_ComeOutInOrder_AndThenTheEnd()
    {
        (OpenFile reader, OpenFile writer) = Create();
        Assert.Equal(5, _tree.Write(writer, "hello"));
        Assert.Equal(6, _tree.Write(writer, " world"));
        Assert.Equal("hel", Tree.Read(reader, 3));
        Assert.Equal("lo world", Tree.Read(reader, 100));
        _ = _tree.Write(writer, "last");
        writer.Dispose();
        Assert.Equal("last", Tree.Read(reader, 100));
        Assert.Equal("", Tree.Read(reader, 100));
        reader.Dispose();
    }

    [Fact]
    public void Ends_RefuseTheOtherDirection_AndSeeking()
    {
        (OpenFile reader, OpenFile writer) = Create();
        Assert.Equal(Errno.EBADF, _tree.TryWrite(reader, [1]).Error);
        Assert.Equal(Errno.EBADF, Tree.TryRead(writer, new byte[1]).Error);
        Assert.Equal(Errno.ESPIPE, reader.Seek(0, SeekWhence.SEEK_SET).Error);
        IoSink sink = IoSink.Over(new byte[1]);
        Assert.Equal(Errno.ESPIPE, reader.ReadAt(ref sink, 0).Error);
        Assert.Equal(StatMode.S_IFIFO, reader.Inode.Type);
        Assert.Equal($"pipe:[{reader.Inode.Number}]", Encoding.Latin1.GetString(reader.Path.ToBytes(_tree.Context.Root)));
    }

    [Fact]
    public void NonBlocking_GivesEAGAIN_WhenEmptyOrFull()
    {
        (OpenFile reader, OpenFile writer) = Create(OpenFlags.O_NONBLOCK);
        Assert.Equal(Errno.EAGAIN, Tree.TryRead(reader, new byte[1]).Error);
        Assert.Equal(65536, _tree.Write(writer, new byte[100_000]));
        Assert.Equal(Errno.EAGAIN, _tree.TryWrite(writer, [1]).Error);
        _ = Tree.Read(reader, 100);
        // There is room in a page, but no page (pipe(7)).
        Assert.Equal(Errno.EAGAIN, _tree.TryWrite(writer, new byte[100]).Error);
        _ = Tree.Read(reader, 3996);
        Assert.Equal(100, _tree.Write(writer, new byte[100]));
        Assert.Equal(904, _tree.Write(writer, new byte[5000]));
    }

    [Fact]
    public void FullRing_GoesRound()
    {
        (OpenFile reader, OpenFile writer) = Create(OpenFlags.O_NONBLOCK);
        string first = new('a', 65536);
        Assert.Equal(65536, _tree.Write(writer, first));
        Assert.Equal(first[..5000], Tree.Read(reader, 5000));
        Assert.Equal(100, _tree.Write(writer, new string('b', 100)));
        Assert.Equal(3996, _tree.Write(writer, new string('c', 3996)));
        Assert.Equal(first[5000..] + new string('b', 100) + new string('c', 3996), Tree.Read(reader, 70000));
    }

    [Fact]
    public void OpeningAgainThroughTheInode_DoesNotWait()
    {
        (OpenFile reader, OpenFile writer) = Create();
        _ = _tree.Write(writer, "left");
        writer.Dispose();
        Assert.True(Pipe.OpenFifo(reader.Inode, reader.Path, OpenFlags.O_RDONLY).Try(out OpenFile again, out _));
        Assert.Equal("left", Tree.Read(again, 10));
    }

    [Fact]
    public void WithoutReaders_WritingIsEPIPE()
    {
        (OpenFile reader, OpenFile writer) = Create();
        reader.Dispose();
        Assert.Equal(Errno.EPIPE, _tree.TryWrite(writer, [1]).Error);
        Assert.Equal(PollEvents.POLLERR, writer.Poll(null) & PollEvents.POLLERR);
        Assert.Equal(0, _tree.Write(writer, ""));
    }

    [Fact]
    public void Poll_TellsEachEnd()
    {
        (OpenFile reader, OpenFile writer) = Create();
        const PollEvents In = PollEvents.POLLIN | PollEvents.POLLRDNORM;
        const PollEvents Out = PollEvents.POLLOUT | PollEvents.POLLWRNORM;
        using Poller poller = new();
        Assert.Equal(PollEvents.None, reader.Poll(poller));
        Assert.Equal(Out, writer.Poll(null));
        _ = _tree.Write(writer, "x");
        Assert.True(poller.WakeCount > 0);
        Assert.Equal(In, reader.Poll(null));
        _ = _tree.Write(writer, new byte[62_000]);
        Assert.Equal(PollEvents.None, writer.Poll(null));
        writer.Dispose();
        Assert.Equal(In | PollEvents.POLLHUP, reader.Poll(null));
    }

    [Fact]
    public async Task SmallWrites_OfManyWriters_AreNotMixed()
    {
        const int Writers = 4;
        const int Rounds = 200;
        const int Size = 4096;
        (OpenFile reader, OpenFile writer) = Create();
        Task[] tasks = [.. Enumerable.Range(0, Writers).Select(number => Task.Factory.StartNew(
            () =>
            {
                byte[] block = Enumerable.Repeat((byte)('a' + number), Size).ToArray();
                for (int round = 0; round < Rounds; round++)
                {
                    Assert.Equal(Size, _tree.Write(writer, block));
                }
            },
            TaskCreationOptions.LongRunning))];
        byte[] all = new byte[Writers * Rounds * Size];
        int filled = 0;
        while (filled < all.Length)
        {
            filled += ReadInto(reader, all.AsSpan(filled));
        }

        await Task.WhenAll(tasks);
        for (int block = 0; block < all.Length; block += Size)
        {
            Assert.Equal(Size, all.AsSpan(block, Size).IndexOfAnyExcept(all[block]) is var other && other < 0 ? Size : other);
        }
    }

    private static int ReadInto(OpenFile reader, Span<byte> destination)
    {
        IoSink sink = IoSink.Over(destination);
        Assert.True(reader.Read(ref sink).Try(out long count, out _));
        return (int)count;
    }

    [Fact]
    public async Task Fifo_OpeningWaitsForTheOtherSide()
    {
        Assert.Equal(Errno.None, _tree.Mkfifo("fifo"));
        Assert.Equal(Errno.ENXIO, _tree.OpenError("fifo", OpenFlags.O_WRONLY | OpenFlags.O_NONBLOCK));
        Task<string> reading = Task.Factory.StartNew(
            () =>
            {
                using OpenFile reader = _tree.Open("fifo");
                return Tree.Read(reader, 100) + Tree.Read(reader, 100);
            },
            TaskCreationOptions.LongRunning);
        using (OpenFile writer = _tree.Open("fifo", OpenFlags.O_WRONLY))
        {
            _ = _tree.Write(writer, "through");
        }

        Assert.Equal("through", await reading);
        using OpenFile both = _tree.Open("fifo", OpenFlags.O_RDWR);
        Assert.Equal(2, _tree.Write(both, "me"));
        Assert.Equal("me", Tree.Read(both, 10));
        using OpenFile early = _tree.Open("fifo", OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK);
        Assert.Equal(Errno.EAGAIN, Tree.TryRead(early, new byte[1]).Error);
    }

    /// <summary>The writer has come and gone between a reader's being counted and its looking.</summary>
    [Fact]
    public void Fifo_APeerThatHasGoneAgain_IsNotWaitedFor()
    {
        Assert.Equal(Errno.None, _tree.Mkfifo("fifo"));
        using OpenFile there = _tree.Open("fifo", OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK);
        Pipe pipe = there.Inode.GetFifoPipe();
        int seen = pipe.Attach(isReader: true, isWriter: false);
        _ = pipe.Attach(isReader: false, isWriter: true);
        Assert.False(pipe.Detach(isReader: false, isWriter: true));
        Assert.Equal(Errno.None, pipe.WaitForPeer(forWriter: true, seen));
        Assert.False(pipe.Detach(isReader: true, isWriter: false));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void RandomSizes_KeepEveryByte(int seed)
    {
        Random random = new(seed);
        (OpenFile reader, OpenFile writer) = Create(OpenFlags.O_NONBLOCK);
        byte next = 0;
        byte expected = 0;
        for (int step = 0; step < 5000; step++)
        {
            int most = random.Next(3) == 0 ? 70_000 : 5000;
            if (random.Next(2) == 0)
            {
                byte[] data = new byte[random.Next(most)];
                for (int index = 0; index < data.Length; index++)
                {
                    data[index] = (byte)(next + index);
                }

                next += _tree.TryWrite(writer, data).Try(out long written, out _) ? (byte)written : (byte)0;
                continue;
            }

            byte[] buffer = new byte[random.Next(most)];
            long count = Tree.TryRead(reader, buffer).Try(out long read, out _) ? read : 0;
            for (int index = 0; index < count; index++)
            {
                Assert.Equal(expected++, buffer[index]);
            }
        }
    }

    [Fact]
    public void BadMemory_LosesNothing()
    {
        (OpenFile reader, OpenFile writer) = Create();
        _ = _tree.Write(writer, "data");
        IoSink bad = IoSink.OverUser(new VirtualAddress(1), 10);
        Assert.Equal(Errno.EFAULT, reader.Read(ref bad).Error);
        Assert.Equal("data", Tree.Read(reader, 10));
        IoSource source = IoSource.OverUser(new VirtualAddress(1), 10);
        Assert.Equal(Errno.EFAULT, writer.Write(ref source, _tree.Credentials).Error);
    }

    [Fact]
    public void Fionread_CountsBytes()
    {
        (OpenFile reader, OpenFile writer) = Create();
        _ = _tree.Write(writer, "12345");
        Assert.True(reader.Control(Ioctl.FIONREAD, UserMemory.Base).IsSuccess);
        Assert.Equal(Errno.None, UserMemory.Read(new VirtualAddress(UserMemory.Base), out int count));
        Assert.Equal(5, count);
        Assert.Equal(Errno.EFAULT, reader.Control(Ioctl.FIONREAD, 3).Error);
        Assert.Equal(Errno.ENOTTY, reader.Control(Ioctl.TCGETS, UserMemory.Base).Error);
    }
}
