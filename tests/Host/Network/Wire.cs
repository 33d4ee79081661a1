// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Machine;
using Skift.Network;
using Skift.Network.Tcp;

namespace Skift.Tests.Host.Network;

/// <summary>Two ends of a connection with a network between them that can lose, repeat and exchange segments, and a clock of its own.</summary>
internal sealed class Wire
{
    internal const long Millisecond = 1_000_000;
    internal const long Second = 1_000_000_000;

    private readonly Random _random;
    private readonly PriorityQueue<(TcpConnection To, TcpHeader Header, PageRun Payload), (long Time, long Order)> _underWay = new();
    private long _order;

    internal Wire(int seed = 1, int segmentSize = 1460, TcpSettings? first = null, TcpSettings? second = null)
    {
        _random = new Random(seed);
        Endpoint one = new(InternetAddress.LoopbackIPv4, 1000);
        Endpoint two = new(InternetAddress.FromIPv4(0x7F00_0002), 2000);
        A = new TcpConnection(one, two, first ?? new TcpSettings(), 0xFFFF_FF00, segmentSize);
        B = new TcpConnection(two, one, second ?? new TcpSettings(), 0x7FFF_FFF0, segmentSize);
    }

    internal TcpConnection A { get; }

    internal TcpConnection B { get; }

    internal long Now { get; private set; } = 5 * Second;

    /// <summary>Percent of the segments that are lost, come twice, come late.</summary>
    internal int Loss { get; set; }

    internal int Repetition { get; set; }

    internal int Delay { get; set; }

    /// <summary>Sees every segment when it is sent; false: it is lost.</summary>
    internal Func<TcpConnection, TcpHeader, int, bool>? Filter { get; set; }

    internal List<(TcpConnection From, TcpHeader Header, int Length)> Log { get; } = [];

    internal void Connect()
    {
        A.Open(Now);
        Run(10 * Second);
    }

    /// <summary>Puts what both have to send on the way.</summary>
    internal void Collect()
    {
        Collect(A, B);
        Collect(B, A);
    }

    private void Collect(TcpConnection from, TcpConnection to)
    {
        while (from.Outgoing.TryTake(out Packet? packet))
        {
            if (!TcpHeader.TryRead(packet.Header, out TcpHeader header, out _)) throw new InvalidOperationException("bad header");
            Log.Add((from, header, packet.Payload.Length));
            bool isLost = _random.Next(100) < Loss || Filter?.Invoke(from, header, packet.Payload.Length) == false;
            if (isLost)
            {
                packet.Drop();
                continue;
            }

            if (_random.Next(100) < Repetition) Put(to, header, CopyOf(packet.Payload));
            Put(to, header, packet.Payload);
        }
    }

    private void Put(TcpConnection to, in TcpHeader header, PageRun payload)
    {
        long delay = Millisecond + (_random.Next(100) < Delay ? _random.Next(20) * Millisecond : 0);
        _underWay.Enqueue((to, header, payload), (Now + delay, _order++));
    }

    private static PageRun CopyOf(PageRun run)
    {
        byte[] bytes = new byte[run.Length];
        IoSink sink = IoSink.Over(bytes);
        _ = run.CopyTo(ref sink, 0, run.Length);
        IoSource source = IoSource.Over(bytes);
        return PageRun.From(ref source, bytes.Length).Try(out PageRun copy, out _) ? copy : default;
    }

    /// <summary>Lets time pass.</summary>
    /// <param name="after">Called after every event; true ends the run.</param>
    internal void Run(long nanoseconds, Func<bool>? after = null)
    {
        long end = Now + nanoseconds;
        while (true)
        {
            Collect();
            if (after?.Invoke() == true) return;
            Collect();
            long next = Math.Min(A.NextDeadline, B.NextDeadline);
            bool isSegment = _underWay.TryPeek(out _, out (long Time, long Order) first) && first.Time <= next;
            if (isSegment) next = first.Time;
            if (next > end) break;
            Now = Math.Max(Now, next);
            if (isSegment)
            {
                (TcpConnection to, TcpHeader header, PageRun payload) = _underWay.Dequeue();
                if (to.State == TcpState.TCP_CLOSE && header.Has(TcpFlags.SYN) && !header.Has(TcpFlags.ACK)) to.Accept(header, Now);
                else to.Receive(header, payload, Now);
                continue;
            }

            A.OnTimer(Now);
            B.OnTimer(Now);
        }

        Now = end;
    }

    internal long Send(TcpConnection from, ReadOnlySpan<byte> data)
    {
        IoSource source = IoSource.Over(data);
        _ = from.Write(ref source, Math.Min(data.Length, from.Room));
        from.Push(Now);
        return source.Transferred;
    }

    internal byte[] Read(TcpConnection from, int limit = int.MaxValue)
    {
        byte[] data = new byte[Math.Min(limit, from.Readable)];
        IoSink sink = IoSink.Over(data);
        _ = from.Peek(ref sink, 0, data.Length);
        from.Skip(data.Length, Now);
        return data;
    }

    /// <summary>Forgets everything, so that the pages can be counted.</summary>
    internal void Dispose()
    {
        while (_underWay.TryDequeue(out (TcpConnection To, TcpHeader Header, PageRun Payload) segment, out _))
        {
            segment.Payload.Release();
        }

        A.Release();
        B.Release();
    }
}
