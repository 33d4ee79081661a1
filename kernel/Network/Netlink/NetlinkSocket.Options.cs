// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Sockets;
using Skift.Machine;

namespace Skift.Network.Netlink;

internal sealed partial class NetlinkSocket
{
    /// <summary>Groups of NETLINK_ROUTE (RTNLGRP_MAX), rounded up as Linux does.</summary>
    private const int GroupCount = 64;
    private const int GroupWordBytes = 4;

    private int _options;
    private ulong _groups;

    [Flags]
    private enum NetlinkOptions
    {
        None = 0,
        TellsGroup = 1,
        TellsBroadcastErrors = 2,
        NoOverflowError = 4,
        HearsAllNamespaces = 8,
        Capped = 16,
        Extended = 32,
    }

    /// <summary>The groups that it has joined, a bit each.</summary>
    internal ulong Groups { get => Volatile.Read(ref _groups); private set => Volatile.Write(ref _groups, value); }

    public override bool HasOwnLevels => true;

    public override (int Received, int Sent, int Drops) MemoryInUse
    {
        get
        {
            using SpinLock<State>.Guard state = _state.Lock();
            return (state.Value.Cost, 0, state.Value.Drops);
        }
    }

    private bool Has(NetlinkOptions option) => ((NetlinkOptions)Volatile.Read(ref _options) & option) != 0;

    private static NetlinkOptions OptionOf(int option) => option switch
    {
        Abi.Netlink.NETLINK_PKTINFO => NetlinkOptions.TellsGroup,
        Abi.Netlink.NETLINK_BROADCAST_ERROR => NetlinkOptions.TellsBroadcastErrors,
        Abi.Netlink.NETLINK_NO_ENOBUFS => NetlinkOptions.NoOverflowError,
        Abi.Netlink.NETLINK_LISTEN_ALL_NSID => NetlinkOptions.HearsAllNamespaces,
        Abi.Netlink.NETLINK_CAP_ACK => NetlinkOptions.Capped,
        Abi.Netlink.NETLINK_EXT_ACK => NetlinkOptions.Extended,
        _ => NetlinkOptions.None,
    };

    /// <returns>ENOPROTOOPT; EINVAL for a group that there is not; EPERM.</returns>
    public override Errno SetOption(int level, int option, ReadOnlySpan<byte> value)
    {
        if (level != Abi.Netlink.SOL_NETLINK) return Errno.ENOPROTOOPT;
        int number = value.Length >= sizeof(int) ? BitConverter.ToInt32(value) : 0;
        if (option is Abi.Netlink.NETLINK_ADD_MEMBERSHIP or Abi.Netlink.NETLINK_DROP_MEMBERSHIP)
        {
            if (number is < 1 or > GroupCount) return Errno.EINVAL;
            ulong bit = 1UL << (number - 1);
            Groups = option == Abi.Netlink.NETLINK_ADD_MEMBERSHIP ? Groups | bit : Groups & ~bit;
            return Errno.None;
        }

        NetlinkOptions known = OptionOf(option);
        if (known == NetlinkOptions.None) return Errno.ENOPROTOOPT;
        if (known == NetlinkOptions.HearsAllNamespaces && !UserThread.Current.Process.Credentials.Has(Capability.CAP_NET_BROADCAST)) return Errno.EPERM;
        _ = number != 0 ? Interlocked.Or(ref _options, (int)known) : Interlocked.And(ref _options, ~(int)known);
        return Errno.None;
    }

    public override Result<int> GetOption(int level, int option, int room, Span<byte> value)
    {
        if (level != Abi.Netlink.SOL_NETLINK) return Errno.ENOPROTOOPT;
        if (option == Abi.Netlink.NETLINK_LIST_MEMBERSHIPS)
        {
            _ = BitConverter.TryWriteBytes(value, Groups);
            return Math.Min(room / GroupWordBytes * GroupWordBytes, sizeof(ulong));
        }

        NetlinkOptions known = OptionOf(option);
        if (known is NetlinkOptions.None or NetlinkOptions.HearsAllNamespaces) return Errno.ENOPROTOOPT;
        if (room < sizeof(int)) return Errno.EINVAL;
        _ = BitConverter.TryWriteBytes(value, Has(known) ? 1 : 0);
        return sizeof(int);
    }
}
