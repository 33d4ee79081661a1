// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Skift.Abi;

namespace Skift.Network.Sockets;

/// <summary>What went wrong with a packet that was sent (IP_RECVERR): <c>struct sock_extended_err</c> and what goes with it.</summary>
internal sealed class ErrorReport
{
    internal Errno Error { get; init; }

    /// <summary>SO_EE_ORIGIN_*.</summary>
    internal byte Origin { get; init; }

    /// <summary>Type and code of ICMP.</summary>
    internal byte Type { get; init; }

    internal byte Code { get; init; }

    internal uint Information { get; init; }

    internal uint Data { get; init; }

    /// <summary>Where the packet went.</summary>
    internal Endpoint Destination { get; init; }

    /// <summary>The packet that told of it, with the bytes that it quotes as its payload; null if this machine found the error.</summary>
    internal Packet? Message { get; init; }

    internal bool IsIcmp => Origin is ErrorOrigin.SO_EE_ORIGIN_ICMP or ErrorOrigin.SO_EE_ORIGIN_ICMP6;

    /// <summary>The control message: the error, then the address of who has told it.</summary>
    internal byte[] ToControl(int family)
    {
        byte[] data = new byte[ErrorOrigin.ErrorBytes + (family == AddressFamily.AF_INET6 ? InternetProtocol.Address6Bytes : InternetProtocol.AddressBytes)];
        _ = BitConverter.TryWriteBytes(data, (int)Error);
        data[4] = Origin;
        data[5] = Type;
        data[6] = Code;
        _ = BitConverter.TryWriteBytes(data.AsSpan(8), Information);
        _ = BitConverter.TryWriteBytes(data.AsSpan(12), Data);
        if (Message is not null) _ = SocketName.Write(data.AsSpan(ErrorOrigin.ErrorBytes), new Endpoint(Message.Source.Address, 0), family);
        return data;
    }
}

/// <summary>Errors in the order in which they came, until MSG_ERRQUEUE takes them. The owner locks it.</summary>
internal struct ErrorQueue
{
    /// <summary>More wait for nobody.</summary>
    private const int Limit = 128;

    private Queue<ErrorReport>? _reports;

    internal readonly bool IsEmpty => _reports is null || _reports.Count == 0;

    /// <summary>Makes room, so that adding one needs no memory. Called without a lock.</summary>
    internal static Queue<ErrorReport> NewStore() => new(Limit);

    /// <param name="store">A fresh store, taken if there is none yet.</param>
    /// <returns>False: there are too many already.</returns>
    internal bool TryAdd(ErrorReport report, Queue<ErrorReport> store)
    {
        _reports ??= store;
        if (_reports.Count == Limit) return false;
        _reports.Enqueue(report);
        return true;
    }

    /// <summary>Takes the first.</summary>
    /// <param name="next">The error that the socket has from now on: that of the next message of ICMP; null: as it was.</param>
    internal readonly bool TryTake([NotNullWhen(true)] out ErrorReport? report, out Errno? next)
    {
        next = null;
        report = null;
        if (IsEmpty) return false;
        report = _reports!.Dequeue();
        if (!IsEmpty && _reports.Peek().IsIcmp) next = _reports.Peek().Error;
        else if (report.IsIcmp) next = Errno.None;
        return true;
    }

    /// <summary>Takes all, to be dropped without a lock.</summary>
    internal Queue<ErrorReport>? TakeAll()
    {
        Queue<ErrorReport>? all = _reports;
        _reports = null;
        return all;
    }

    internal static void Drop(Queue<ErrorReport>? reports)
    {
        while (reports is { Count: > 0 })
        {
            reports.Dequeue().Message?.Drop();
        }
    }
}
