// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Linq;
using Skift.Abi;
using Skift.Network;
using Skift.Network.Tcp;
using Xunit;

namespace Skift.Tests.Host.Network;

/// <summary>The protocol of TCP, with exchanges written out and with a network that loses segments.</summary>
public sealed class TcpTests
{
    [Fact]
    public void Handshake_TakesThreeSegments()
    {
        Wire wire = new();
        wire.Connect();
        Assert.Equal(TcpState.TCP_ESTABLISHED, wire.A.State);
        Assert.Equal(TcpState.TCP_ESTABLISHED, wire.B.State);
        Assert.Equal([TcpFlags.SYN, TcpFlags.SYN | TcpFlags.ACK, TcpFlags.ACK], wire.Log.Select(entry => entry.Header.Flags));
        Assert.Equal(1460, wire.A.SegmentSize);
        wire.Dispose();
    }

    [Fact]
    public void SimultaneousOpen_MakesOneConnection()
    {
        Wire wire = new();
        wire.A.Open(wire.Now);
        wire.B.Open(wire.Now);
        wire.Run(Wire.Second);
        Assert.Equal(TcpState.TCP_ESTABLISHED, wire.A.State);
        Assert.Equal(TcpState.TCP_ESTABLISHED, wire.B.State);
        Assert.Equal(2, wire.Send(wire.A, "ab"u8));
        wire.Run(Wire.Second);
        Assert.Equal("ab"u8.ToArray(), wire.Read(wire.B));
        wire.Dispose();
    }

    [Fact]
    public void SimultaneousClose_EndsInTimeWaitOnBothSides()
    {
        Wire wire = new();
        wire.Connect();
        wire.A.Finish(wire.Now);
        wire.B.Finish(wire.Now);
        wire.Run(Wire.Second);
        Assert.Equal(TcpState.TCP_TIME_WAIT, wire.A.State);
        Assert.Equal(TcpState.TCP_TIME_WAIT, wire.B.State);
        wire.Run(61 * Wire.Second);
        Assert.True(wire.A.IsClosed && wire.B.IsClosed);
        wire.Dispose();
    }

    [Fact]
    public void Close_GoesThroughItsStates()
    {
        Wire wire = new();
        wire.Connect();
        wire.A.Finish(wire.Now);
        wire.Run(Wire.Second);
        Assert.Equal(TcpState.TCP_FIN_WAIT2, wire.A.State);
        Assert.Equal(TcpState.TCP_CLOSE_WAIT, wire.B.State);
        Assert.True(wire.B.HasPeerFinished);
        Assert.Equal(3, wire.Send(wire.B, "end"u8));
        wire.Run(Wire.Second);
        Assert.Equal("end"u8.ToArray(), wire.Read(wire.A));
        wire.B.Finish(wire.Now);
        wire.Run(Wire.Second);
        Assert.Equal(TcpState.TCP_TIME_WAIT, wire.A.State);
        Assert.Equal(TcpState.TCP_CLOSE, wire.B.State);
        Assert.Equal(Errno.None, wire.B.Error);
        wire.Dispose();
    }

    [Fact]
    public void Syn_IsRepeatedAndThenGivenUp()
    {
        Wire wire = new() { Filter = (_, _, _) => false };
        wire.A.Open(wire.Now);
        wire.Run(300 * Wire.Second);
        Assert.Equal(7, wire.Log.Count);
        Assert.Equal(Errno.ETIMEDOUT, wire.A.Error);
        Assert.True(wire.A.IsClosed);
        wire.Dispose();
    }

    [Fact]
    public void Data_IsRepeatedLaterAndLaterUntilTheLimit()
    {
        Wire wire = new(first: new TcpSettings { DataRetries = 4, SendsAtOnce = true });
        wire.Connect();
        wire.Log.Clear();
        List<long> times = [];
        wire.Filter = (from, _, _) =>
        {
            times.Add(wire.Now);
            return false;
        };
        _ = wire.Send(wire.A, "lost"u8);
        wire.Run(60 * Wire.Second);
        Assert.Equal(5, times.Count);
        for (int i = 2; i < times.Count; i++)
        {
            Assert.True(times[i] - times[i - 1] >= 19 * (times[i - 1] - times[i - 2]) / 10);
        }

        Assert.Equal(Errno.ETIMEDOUT, wire.A.Error);
        wire.Dispose();
    }

    [Fact]
    public void ThreeDuplicates_RepeatAtOnce()
    {
        Wire wire = new();
        wire.Connect();
        int sent = 0;
        wire.Filter = (from, header, length) => from != wire.A || length == 0 || ++sent != 2;
        byte[] data = RandomBytes(1, 9 * 1460);
        _ = wire.Send(wire.A, data);
        wire.Run(100 * Wire.Millisecond);
        Assert.Equal(data, wire.Read(wire.B));
        Assert.Equal(1, wire.A.Retransmissions);
        wire.Dispose();
    }

    [Fact]
    public void ClosedWindow_IsProbedUntilItOpens()
    {
        Wire wire = new(second: new TcpSettings { ReceiveCapacity = 8192 });
        wire.Connect();
        byte[] data = RandomBytes(2, 30000);
        long sent = wire.Send(wire.A, data);
        wire.Run(5 * Wire.Second);
        Assert.Equal(8192, wire.B.Readable);
        wire.Log.Clear();
        wire.Run(60 * Wire.Second);
        Assert.InRange(wire.Log.Count(entry => entry.From == wire.A), 2, 20);
        List<byte> got = [];
        wire.Run(60 * Wire.Second, () =>
        {
            got.AddRange(wire.Read(wire.B));
            return got.Count == sent;
        });
        Assert.Equal(data[..(int)sent], got);
        wire.Dispose();
    }

    [Fact]
    public void LostWindowUpdate_DoesNotStall()
    {
        Wire wire = new(second: new TcpSettings { ReceiveCapacity = 4096 });
        wire.Connect();
        byte[] data = RandomBytes(3, 8000);
        _ = wire.Send(wire.A, data);
        wire.Run(Wire.Second);
        wire.Filter = (from, _, _) => from == wire.A;
        List<byte> got = [.. wire.Read(wire.B)];
        wire.Run(10 * Wire.Millisecond);
        wire.Filter = null;
        wire.Run(60 * Wire.Second, () =>
        {
            got.AddRange(wire.Read(wire.B));
            return got.Count == data.Length;
        });
        Assert.Equal(data, got);
        wire.Dispose();
    }

    [Fact]
    public void Nagle_HoldsTheSecondShortSegmentBack()
    {
        Wire wire = new();
        wire.Connect();
        wire.B.AcknowledgesQuickly = false;
        wire.Log.Clear();
        _ = wire.Send(wire.A, "a"u8);
        _ = wire.Send(wire.A, "b"u8);
        _ = wire.Send(wire.A, "c"u8);
        wire.Collect();
        Assert.Single(wire.Log);
        wire.Run(Wire.Second);
        Assert.Equal([1, 2], wire.Log.Where(entry => entry.From == wire.A && entry.Length > 0).Select(entry => entry.Length));
        wire.A.Settings.SendsAtOnce = true;
        wire.Log.Clear();
        _ = wire.Send(wire.A, "d"u8);
        _ = wire.Send(wire.A, "e"u8);
        wire.Collect();
        Assert.Equal(2, wire.Log.Count);
        wire.Dispose();
    }

    [Fact]
    public void Cork_HoldsShortSegmentsBackForAWhile()
    {
        Wire wire = new(first: new TcpSettings { IsCorked = true });
        wire.Connect();
        wire.Log.Clear();
        _ = wire.Send(wire.A, "short"u8);
        wire.Run(150 * Wire.Millisecond);
        Assert.Empty(wire.Log);
        wire.Run(100 * Wire.Millisecond);
        Assert.Equal(5, wire.Log[0].Length);
        wire.Dispose();
    }

    [Fact]
    public void Acknowledgement_IsDelayedAndRidesOnReplies()
    {
        Wire wire = new();
        wire.Connect();
        wire.B.AcknowledgesQuickly = false;
        wire.Log.Clear();
        _ = wire.Send(wire.A, "ask"u8);
        wire.Run(10 * Wire.Millisecond);
        Assert.Single(wire.Log);
        _ = wire.Send(wire.B, "answer"u8);
        wire.Run(10 * Wire.Millisecond);
        Assert.Equal(6, wire.Log[1].Length);
        wire.Dispose();
    }

    [Fact]
    public void KeepAlive_FindsThatThePeerIsGone()
    {
        Wire wire = new(first: new TcpSettings { KeepsAlive = true, KeepAliveIdle = 10 * Wire.Second, KeepAliveInterval = Wire.Second, KeepAliveCount = 3 });
        wire.Connect();
        wire.Run(25 * Wire.Second);
        Assert.Equal(TcpState.TCP_ESTABLISHED, wire.A.State);
        wire.Filter = (_, _, _) => false;
        wire.Run(25 * Wire.Second);
        Assert.Equal(Errno.ETIMEDOUT, wire.A.Error);
        wire.Dispose();
    }

    [Fact]
    public void Reset_EndsBothAtOnce()
    {
        Wire wire = new();
        wire.Connect();
        wire.A.Close(isAbort: true, wire.Now);
        wire.Run(Wire.Second);
        Assert.True(wire.A.IsClosed);
        Assert.Equal(Errno.ECONNRESET, wire.B.Error);
        wire.Dispose();
    }

    [Theory]
    [InlineData(1, Errno.None)]
    [InlineData(0, Errno.ECONNRESET)]
    public void Reset_CountsOnlyWithTheExpectedNumber(int distance, Errno expected)
    {
        Wire wire = new();
        wire.Connect();
        TcpHeader ack = wire.Log[^1].Header;
        TcpHeader reset = ack;
        reset.Flags = TcpFlags.RST;
        reset.Sequence = ack.Sequence + (uint)distance;
        wire.Log.Clear();
        wire.B.Receive(reset, default, wire.Now);
        Assert.Equal(expected, wire.B.Error);
        wire.Collect();
        // RFC 5961 §3.2: who is not sure asks.
        Assert.Equal(distance == 0 ? 0 : 1, wire.Log.Count);
        wire.Dispose();
    }

    [Fact]
    public void TimeWait_AnswersARepeatedFin()
    {
        Wire wire = new();
        wire.Connect();
        wire.A.Finish(wire.Now);
        wire.Run(Wire.Second);
        bool isFirst = true;
        wire.Filter = (from, header, _) => from != wire.A || header.Has(TcpFlags.FIN) || !isFirst || (isFirst = false);
        wire.B.Finish(wire.Now);
        wire.Run(5 * Wire.Second);
        Assert.Equal(TcpState.TCP_CLOSE, wire.B.State);
        Assert.Equal(TcpState.TCP_TIME_WAIT, wire.A.State);
        wire.Dispose();
    }

    [Fact]
    public void UrgentByte_IsPointedAt()
    {
        Wire wire = new();
        wire.Connect();
        Skift.Core.Memory.IoSource source = Skift.Core.Memory.IoSource.Over("abc!"u8);
        Assert.Equal(Errno.None, wire.A.Write(ref source, 4));
        wire.A.MarkUrgent();
        wire.A.Push(wire.Now);
        wire.Run(Wire.Second);
        Assert.Equal(4, wire.B.UrgentDistance);
        _ = wire.Read(wire.B, 3);
        Assert.Equal(1, wire.B.UrgentDistance);
        wire.Dispose();
    }

    public static IEnumerable<object[]> Seeds => Enumerable.Range(0, 24).Select(seed => new object[] { seed });

    /// <summary>Both send at random, over a network that loses, repeats and delays; what arrives is what was sent.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void BadNetwork_DeliversEverything(int seed)
    {
        Random random = new(seed);
        TcpSettings Settings() => new() { ReceiveCapacity = 1 << random.Next(11, 18), SendCapacity = 1 << random.Next(10, 18), SendsAtOnce = random.Next(2) == 0 };
        Wire wire = new(seed, random.Next(3) == 0 ? 65000 : 1460, Settings(), Settings())
        {
            Loss = random.Next(0, 12),
            Repetition = random.Next(0, 10),
            Delay = random.Next(0, 40),
        };
        byte[] forth = RandomBytes(seed, random.Next(1, 200_000));
        byte[] back = RandomBytes(seed + 1000, random.Next(1, 100_000));
        (int Sent, List<byte> Got) one = (0, []);
        (int Sent, List<byte> Got) two = (0, []);
        wire.A.Open(wire.Now);
        bool IsOver(TcpConnection end) => end.State is TcpState.TCP_CLOSE or TcpState.TCP_TIME_WAIT;
        for (int i = 0; i < 100_000 && !(IsOver(wire.A) && IsOver(wire.B)); i++)
        {
            Step(wire, random, wire.A, forth, ref one.Sent, two.Got);
            Step(wire, random, wire.B, back, ref two.Sent, one.Got);
            wire.Run(random.Next(1, 30) * Wire.Millisecond);
        }

        two.Got.AddRange(wire.Read(wire.A));
        one.Got.AddRange(wire.Read(wire.B));
        Assert.Equal(Errno.None, wire.A.Error);
        Assert.Equal(Errno.None, wire.B.Error);
        Assert.Equal(forth, one.Got);
        Assert.Equal(back, two.Got);
        wire.Dispose();
    }

    [Fact]
    public void ClosedWindow_IsProbedThoughTheUserKeepsWriting()
    {
        Wire wire = new(second: new TcpSettings { ReceiveCapacity = 4096 });
        wire.Connect();
        _ = wire.Send(wire.A, RandomBytes(4, 10000));
        wire.Run(Wire.Second);
        wire.Log.Clear();
        for (int i = 0; i < 100; i++)
        {
            _ = wire.Send(wire.A, "x"u8);
            wire.Run(20 * Wire.Millisecond);
        }

        Assert.Contains(wire.Log, entry => entry.From == wire.A);
        wire.Dispose();
    }

    private static void Step(Wire wire, Random random, TcpConnection end, byte[] data, ref int sent, List<byte> got)
    {
        if (random.Next(3) == 0) got.AddRange(wire.Read(end, random.Next(1, 20000)));
        if (end.HasPeerFinished) got.AddRange(wire.Read(end));
        if (!end.CanSend) return;
        if (sent < data.Length && random.Next(2) == 0) sent += (int)wire.Send(end, data.AsSpan(sent, Math.Min(data.Length - sent, random.Next(1, 30000))));
        if (sent == data.Length && !end.IsSendShut) end.Finish(wire.Now);
    }

    /// <summary>Segments with random fields, near the right numbers and far from them, do not break it.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void RandomSegments_AreSurvived(int seed)
    {
        Random random = new(seed);
        Wire wire = new(seed, 1460, new TcpSettings { ReceiveCapacity = 20000 }, new TcpSettings { ReceiveCapacity = 20000 });
        wire.Connect();
        TcpHeader near = wire.Log[^1].Header;
        for (int i = 0; i < 300; i++)
        {
            TcpConnection target = random.Next(2) == 0 ? wire.A : wire.B;
            TcpHeader header = near;
            header.Flags = (TcpFlags)random.Next(64);
            if (random.Next(4) != 0) header.Flags &= ~(TcpFlags.RST | TcpFlags.SYN);
            header.Sequence = random.Next(3) == 0 ? (uint)random.NextInt64(1L << 32) : near.Sequence + (uint)random.Next(-3000, 30000);
            header.Acknowledgement = random.Next(3) == 0 ? (uint)random.NextInt64(1L << 32) : near.Acknowledgement + (uint)random.Next(-3000, 3000);
            header.Window = (ushort)random.Next(65536);
            header.UrgentPointer = (ushort)random.Next(65536);
            byte[] bytes = RandomBytes(i, random.Next(3) == 0 ? 0 : random.Next(1, 5000));
            Skift.Core.Memory.IoSource source = Skift.Core.Memory.IoSource.Over(bytes);
            Assert.True(PageRun.From(ref source, bytes.Length).Try(out PageRun payload, out _));
            target.Receive(header, payload, wire.Now);
            if (random.Next(10) == 0) _ = wire.Send(target, RandomBytes(i, random.Next(1, 4000)));
            if (random.Next(20) == 0) _ = wire.Read(target);
            Assert.InRange(target.Readable, 0, 20000 + 65535);
            wire.Run(random.Next(300) * Wire.Millisecond);
            if (wire.A.IsClosed && wire.B.IsClosed) break;
        }

        wire.Dispose();
    }

    [Fact]
    public void RandomHeaders_AreReadOrRefused()
    {
        Random random = new(5);
        byte[] bytes = new byte[64];
        for (int i = 0; i < 100_000; i++)
        {
            random.NextBytes(bytes);
            if (TcpHeader.TryRead(bytes.AsSpan(0, random.Next(65)), out _, out int length)) Assert.InRange(length, 20, 60);
        }
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(-1, 0, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(2, 2, 3)]
    [InlineData(10, 4, 15)]
    [InlineData(127, 7, 127)]
    [InlineData(256, 9, 367)]
    [InlineData(65535, 255, 29887)]
    public void Retries_ArePowersOfTwoUpToALimit(int seconds, int count, int rounded)
    {
        Assert.Equal(count, TcpRetries.FromSeconds(seconds));
        Assert.Equal(rounded, TcpRetries.ToSeconds(count));
    }

    [Fact]
    public void Deferred_UntilThereIsDataOrTheTimeIsOver()
    {
        Wire wire = new(second: new TcpSettings { DeferTime = 3 * Wire.Second });
        wire.Connect();
        Assert.Equal(TcpState.TCP_ESTABLISHED, wire.B.State);
        Assert.False(wire.B.IsDeferred);
        wire.Dispose();

        wire = new(second: new TcpSettings { DeferTime = 30 * Wire.Second });
        wire.Connect();
        Assert.True(wire.B.IsDeferred);
        _ = wire.Send(wire.A, [1]);
        wire.Run(Wire.Second);
        Assert.False(wire.B.IsDeferred);
        wire.Dispose();
    }

    [Fact]
    public void Checksum_IsThatOfRfc1071()
    {
        byte[] example = [0x00, 0x01, 0xF2, 0x03, 0xF4, 0xF5, 0xF6, 0xF7];
        Assert.Equal(0x220D, InternetChecksum.Finish(InternetChecksum.Add(0, example)));
        byte[] bytes = RandomBytes(9, 9001);
        Skift.Core.Memory.IoSource source = Skift.Core.Memory.IoSource.Over(bytes);
        Assert.True(PageRun.From(ref source, bytes.Length).Try(out PageRun run, out _));
        Assert.Equal(InternetChecksum.Finish(InternetChecksum.Add(0, bytes)), InternetChecksum.Finish(run.AddTo(0)));
        run.Skip(3);
        run.CutTo(8000);
        Assert.Equal(InternetChecksum.Finish(InternetChecksum.Add(0, bytes.AsSpan(3, 8000))), InternetChecksum.Finish(run.AddTo(0)));
        run.Release();
    }

    private static byte[] RandomBytes(int seed, int count)
    {
        byte[] bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
