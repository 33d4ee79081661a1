// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Core.Sockets;
using Skift.Machine;
using Skift.Network.Sockets;

namespace Skift.Network.Udp;

internal sealed partial class UdpSocket
{
    /// <summary>What was sent has come back; the message goes over. Without IP_RECVERR only a socket that has a peer is told, and only of what is final.</summary>
    internal void OnUnreachable(ErrorReport report, bool isFinal)
    {
        bool isIPv4 = report.Destination.Address.IsIPv4;
        if (ReportError(report, isIPv4)) return;
        report.Message?.Drop();
        if (!isFinal) return;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            if (state.Value.Peer.Port == 0) return;
            state.Value.Error.Set(report.Error);
        }

        Readable.WakeAll();
    }

    /// <summary>Puts an error into the queue if that is asked for (IP_RECVERR, IPV6_RECVERR).</summary>
    /// <returns>Whether it is asked for; then the message went over.</returns>
    private bool ReportError(ErrorReport report, bool isIPv4)
    {
        bool isWanted = isIPv4 ? Options.Has(InternetProtocol.IPPROTO_IP, IPOption.IP_RECVERR) : Options.Has(InternetProtocol.IPPROTO_IPV6, IPv6Option.IPV6_RECVERR);
        if (!isWanted) return false;
        Queue<ErrorReport> store = ErrorQueue.NewStore();
        bool isTaken;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            isTaken = !state.Value.IsClosed && state.Value.Errors.TryAdd(report, store);
            if (report.IsIcmp) state.Value.Error.Set(report.Error);
        }

        if (!isTaken) report.Message?.Drop();
        Readable.WakeAll();
        return true;
    }

    /// <summary>MSG_ERRQUEUE: the first error, the bytes that were sent as far as they were quoted, and where they went. EAGAIN; EFAULT. Never waits.</summary>
    private Result<long> ReceiveError(scoped ref IoSink sink, scoped ref ReceiveRequest request)
    {
        ErrorReport? report;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            if (!state.Value.Errors.TryTake(out report, out Errno? next)) return Errno.EAGAIN;
            if (next is Errno error) state.Value.Error.Set(error);
        }

        PageRun quoted = report.Message?.Payload ?? default;
        int count = (int)Math.Min(quoted.Length, sink.Remaining);
        if (count < quoted.Length) request.Found |= MessageFlags.MSG_TRUNC;
        Errno failed = quoted.CopyTo(ref sink, 0, count);
        if (!request.Address.IsEmpty) request.AddressLength = SocketName.Write(request.Address, report.Destination, Family);
        AddErrorControls(report, ref request);
        request.Found |= MessageFlags.MSG_ERRQUEUE;
        report.Message?.Drop();
        return failed == Errno.None ? count : failed;
    }

    private void AddErrorControls(ErrorReport report, scoped ref ReceiveRequest request)
    {
        if (report.Message is Packet message)
        {
            TimestampControls.Add(Settings, 0, ref request);
            DatagramControls.Add(message, Options, Family, isReport: true, ref request);
        }

        if (IsIPv6) request.AddControl(InternetProtocol.IPPROTO_IPV6, IPv6Option.IPV6_RECVERR, report.ToControl(AddressFamily.AF_INET6));
        else request.AddControl(InternetProtocol.IPPROTO_IP, IPOption.IP_RECVERR, report.ToControl(AddressFamily.AF_INET));
    }
}
