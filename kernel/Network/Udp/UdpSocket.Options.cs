// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Machine;
using Skift.Network.Sockets;

namespace Skift.Network.Udp;

internal sealed partial class UdpSocket
{
    private int _flags;

    [Flags]
    private enum UdpFlags
    {
        None = 0,
        Corked = 1,
        Coalesces = 2,
        SendsNoChecksum6 = 4,
        TakesNoChecksum6 = 8,
    }

    /// <summary>UDP_SEGMENT: what is sent is cut into datagrams of so many bytes; 0 for one.</summary>
    private int SegmentSize { get; set; }

    private bool Has(UdpFlags flag) => ((UdpFlags)System.Threading.Volatile.Read(ref _flags) & flag) != 0;

    private void Set(UdpFlags flag, bool isOn) =>
        _ = isOn ? System.Threading.Interlocked.Or(ref _flags, (int)flag) : System.Threading.Interlocked.And(ref _flags, ~(int)flag);

    public override Errno SetOption(int level, int option, ReadOnlySpan<byte> value)
    {
        if (level != InternetProtocol.IPPROTO_UDP) return base.SetOption(level, option, value);
        if (value.Length < sizeof(int)) return Errno.EINVAL;
        int number = BitConverter.ToInt32(value);
        switch (option)
        {
            case UdpOption.UDP_CORK:
                Set(UdpFlags.Corked, number != 0);
                if (number == 0) SendPending();
                return Errno.None;
            case UdpOption.UDP_ENCAP:
                // Tunnels of IPsec and L2TP are not there; none at all is what a socket has.
                return number == 0 ? Errno.None : Errno.ENOPROTOOPT;
            case UdpOption.UDP_NO_CHECK6_TX:
                Set(UdpFlags.SendsNoChecksum6, number != 0);
                return Errno.None;
            case UdpOption.UDP_NO_CHECK6_RX:
                Set(UdpFlags.TakesNoChecksum6, number != 0);
                return Errno.None;
            case UdpOption.UDP_SEGMENT:
                if (number is < 0 or > ushort.MaxValue) return Errno.EINVAL;
                SegmentSize = number;
                return Errno.None;
            case UdpOption.UDP_GRO:
                Set(UdpFlags.Coalesces, number != 0);
                return Errno.None;
            default:
                return Errno.ENOPROTOOPT;
        }
    }

    public override Result<int> GetOption(int level, int option, int room, Span<byte> value)
    {
        if (level != InternetProtocol.IPPROTO_UDP) return base.GetOption(level, option, room, value);
        int? number = option switch
        {
            UdpOption.UDP_CORK => Has(UdpFlags.Corked) ? 1 : 0,
            UdpOption.UDP_ENCAP or UdpOption.UDPLITE_SEND_CSCOV or UdpOption.UDPLITE_RECV_CSCOV => 0,
            UdpOption.UDP_NO_CHECK6_TX => Has(UdpFlags.SendsNoChecksum6) ? 1 : 0,
            UdpOption.UDP_NO_CHECK6_RX => Has(UdpFlags.TakesNoChecksum6) ? 1 : 0,
            UdpOption.UDP_SEGMENT => SegmentSize,
            UdpOption.UDP_GRO => Has(UdpFlags.Coalesces) ? 1 : 0,
            _ => null,
        };
        if (number is not int found) return Errno.ENOPROTOOPT;
        _ = BitConverter.TryWriteBytes(value, found);
        return sizeof(int);
    }

    public override Errno CheckCommonOption(int option, int value) => option switch
    {
        Abi.SocketOption.SO_ZEROCOPY => value is 0 or 1 ? Errno.None : Errno.EINVAL,
        Abi.SocketOption.SO_REUSEPORT => Errno.None,
        _ => base.CheckCommonOption(option, value),
    };

    /// <summary>Errors that nobody asks for any more are forgotten.</summary>
    protected override void OnSwitched(int level, int option)
    {
        bool isErrors = level == InternetProtocol.IPPROTO_IP ? option == IPOption.IP_RECVERR : option == IPv6Option.IPV6_RECVERR;
        if (!isErrors || Options.Has(level, option)) return;
        Queue<ErrorReport>? rest;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            rest = state.Value.Errors.TakeAll();
        }

        ErrorQueue.Drop(rest);
    }

    public override (int Received, int Sent, int Drops) MemoryInUse
    {
        get
        {
            using SpinLock<State>.Guard state = _state.Lock();
            return (state.Value.Cost, 0, state.Value.Drops);
        }
    }
}
