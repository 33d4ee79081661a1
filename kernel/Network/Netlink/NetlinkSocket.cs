// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;
using Skift.Core;
using Skift.Core.Information;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Core.Sockets;
using Skift.Core.Syscalls;
using Skift.Machine;

namespace Skift.Network.Netlink;

/// <summary>A socket of AF_NETLINK: what is sent to port 0 the kernel answers at once, in the same call.</summary>
internal sealed partial class NetlinkSocket : Socket
{
    /// <summary>What the kernel keeps of a send buffer for itself, and what a message costs of a receive buffer beyond its bytes.</summary>
    private const int SendReserve = 32;
    private const int Overhead = 512;

    private readonly SpinLock<State> _state = new(default);

    private struct State
    {
        internal Message? First;
        internal Message? Last;
        internal int Cost;
        internal int Drops;
        internal PendingError Error;
        internal bool IsClosed;
    }

    /// <summary>A datagram, who has sent it, and the one that came after it.</summary>
    private sealed class Message(byte[] bytes, uint sender, UserCredentials credentials)
    {
        internal byte[] Bytes => bytes;

        internal uint Sender => sender;

        internal UserCredentials Credentials => credentials;

        internal Message? Next { get; set; }
    }

    internal NetlinkSocket(SocketType type, int protocol)
        : base(AddressFamily.AF_NETLINK, type, protocol)
    {
        Link = new Link<NetlinkSocket>(this);
    }

    internal Link<NetlinkSocket> Link { get; }

    /// <summary>Its address; 0 before it has one.</summary>
    internal uint Port { get; set; }

    /// <summary>Whom it sends to without an address; 0 is the kernel.</summary>
    private uint PeerPort { get; set; }

    private uint PeerGroupMask { get; set; }

    private WaitQueue Readable { get; } = new();

    /// <summary>There is more room for messages of <see cref="Reserve"/>.</summary>
    private WaitQueue Drained { get; } = new();

    /// <returns>EINVAL for a short address, another family, another port than it has; EADDRINUSE.</returns>
    public override Errno Bind(ReadOnlySpan<byte> address)
    {
        if (address.Length < Abi.Netlink.AddressBytes || BitConverter.ToUInt16(address) != AddressFamily.AF_NETLINK) return Errno.EINVAL;
        uint port = BitConverter.ToUInt32(address[4..]);
        if (Port != 0 && port != Port) return Errno.EINVAL;
        if (Port == 0 && port == 0) BindAnywhere();
        else if (Port == 0 && !NetlinkTable.TryAdd(this, port)) return Errno.EADDRINUSE;
        // Nothing here changes, so groups stay silent; who joins is told the same as on a quiet Linux.
        uint groups = BitConverter.ToUInt32(address[8..]);
        Groups = (Groups & ~(ulong)uint.MaxValue) | groups;
        return Errno.None;
    }

    private void BindAnywhere() => NetlinkTable.AddAnywhere(this, UserThread.Current.Process.Id);

    /// <returns>EINVAL; EPERM for others than the kernel without CAP_NET_ADMIN. AF_UNSPEC ends it.</returns>
    public override Errno Connect(ReadOnlySpan<byte> address, bool nonBlocking)
    {
        if (address.Length < SocketAddress.FamilyBytes) return Errno.EINVAL;
        int family = BitConverter.ToUInt16(address);
        if (family == AddressFamily.AF_UNSPEC)
        {
            PeerPort = PeerGroupMask = 0;
            return Errno.None;
        }

        if (family != AddressFamily.AF_NETLINK || address.Length < Abi.Netlink.AddressBytes) return Errno.EINVAL;
        Errno error = ReadPeer(address, out uint port, out uint groups);
        if (error != Errno.None) return error;
        if (Port == 0) BindAnywhere();
        PeerPort = port;
        PeerGroupMask = groups;
        return Errno.None;
    }

    private static Errno ReadPeer(ReadOnlySpan<byte> address, out uint port, out uint groups)
    {
        port = BitConverter.ToUInt32(address[4..]);
        groups = BitConverter.ToUInt32(address[8..]);
        return (port | groups) != 0 && !MayAdminister ? Errno.EPERM : Errno.None;
    }

    private static bool MayAdminister => UserThread.Current.Process.Credentials.Has(Capability.CAP_NET_ADMIN);

    public override Result<int> GetName(Span<byte> address) => PutName(address, Port, (uint)Groups);

    public override Result<int> GetPeerName(Span<byte> address) => PutName(address, PeerPort, PeerGroupMask);

    private static int PutName(Span<byte> address, uint port, uint groups)
    {
        address[..Abi.Netlink.AddressBytes].Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(address, AddressFamily.AF_NETLINK);
        _ = BitConverter.TryWriteBytes(address[4..], port);
        _ = BitConverter.TryWriteBytes(address[8..], groups);
        return Abi.Netlink.AddressBytes;
    }

    /// <returns>EOPNOTSUPP for MSG_OOB; ENODATA for nothing; EINVAL, EPERM for the address; EMSGSIZE; EFAULT; ECONNREFUSED if nobody has the port; ENOBUFS.</returns>
    public override Result<long> Send(scoped ref IoSource source, scoped ref SendRequest request)
    {
        if ((request.Flags & MessageFlags.MSG_OOB) != 0) return Errno.EOPNOTSUPP;
        int length = (int)Math.Min(source.Remaining, int.MaxValue);
        if (length == 0) return Errno.ENODATA;
        uint port = PeerPort;
        Errno error = Errno.None;
        if (!request.Address.IsEmpty)
        {
            bool isGood = request.Address.Length >= Abi.Netlink.AddressBytes && BitConverter.ToUInt16(request.Address) == AddressFamily.AF_NETLINK;
            error = isGood ? ReadPeer(request.Address, out port, out _) : Errno.EINVAL;
        }

        if (error != Errno.None) return error;
        if (Port == 0) BindAnywhere();
        if (length > Settings.SendBytes - SendReserve) return Errno.EMSGSIZE;
        byte[] bytes = new byte[length];
        error = source.Read(bytes);
        if (error != Errno.None) return error;
        error = port == 0 ? Ask(bytes) : NetlinkTable.Find(Protocol, port) is NetlinkSocket other ? other.Deliver(new Message(bytes, Port, Own)) : Errno.ECONNREFUSED;
        return error == Errno.None ? length : error;
    }

    private static UserCredentials Own
    {
        get
        {
            Process process = UserThread.Current.Process;
            return new UserCredentials { pid = process.Id, uid = process.Credentials.EffectiveUserId, gid = process.Credentials.EffectiveGroupId };
        }
    }

    /// <summary>Lets the kernel answer.</summary>
    private Errno Ask(byte[] bytes)
    {
        if (Protocol != Abi.Netlink.NETLINK_ROUTE) return Errno.ECONNREFUSED;
        RouteRequests requests = new(NetworkInformation.Current?.Interfaces ?? [], Loopback.Addresses, MayAdminister, TellMissing);
        foreach (byte[] answer in requests.Answer(bytes, Port, Has(NetlinkOptions.Capped)))
        {
            if (Deliver(new Message(answer, 0, default)) != Errno.None) break;
        }

        return Errno.None;
    }

    private static void TellMissing(int type) => _ = MissingFlags.Refuse("NETLINK_ROUTE", "message " + type.ToString(), Errno.None);

    /// <summary>Queues a datagram. Without room it is lost, which the receiver is told (ENOBUFS).</summary>
    private Errno Deliver(Message message)
    {
        int cost = message.Bytes.Length + Overhead;
        Errno error = Errno.None;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            if (state.Value.IsClosed) return Errno.ECONNREFUSED;
            if (state.Value.Cost + cost > Settings.ReceiveBytes)
            {
                state.Value.Drops++;
                if (!Has(NetlinkOptions.NoOverflowError)) state.Value.Error.Set(Errno.ENOBUFS);
                error = Errno.ENOBUFS;
            }
            else
            {
                Append(ref state.Value, message);
                state.Value.Cost += cost;
            }
        }

        Readable.WakeAll();
        return error;
    }

    private static void Append(ref State state, Message message)
    {
        if (state.Last is Message last) last.Next = message;
        else state.First = message;
        state.Last = message;
    }

    public override Errno Reserve(int byteCount)
    {
        using SpinLock<State>.Guard state = _state.Lock();
        while (state.Value.Cost > Settings.ReceiveBytes)
        {
            Errno reason = Drained.Wait(state);
            if (reason != Errno.None) return reason;
        }

        state.Value.Cost += byteCount + Overhead;
        return Errno.None;
    }

    public override void SendReserved(byte[] message)
    {
        Message made = new(message, 0, default);
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            if (state.Value.IsClosed) return;
            Append(ref state.Value, made);
        }

        Readable.WakeAll();
    }

    public override void Unreserve(int byteCount)
    {
        using SpinLock<State>.Guard state = _state.Lock();
        state.Value.Cost -= byteCount + Overhead;
        Drained.WakeAll();
    }

    public override Errno TakeError()
    {
        using SpinLock<State>.Guard state = _state.Lock();
        return state.Value.Error.Take();
    }

    public override PollEvents Poll(Poller? poller)
    {
        poller?.Register(Readable);
        PollEvents events = PollEvents.POLLOUT | PollEvents.POLLWRNORM | PollEvents.POLLWRBAND;
        using SpinLock<State>.Guard state = _state.Lock();
        if (state.Value.Error.IsSet) events |= PollEvents.POLLERR;
        if (state.Value.First is not null) events |= PollEvents.POLLIN | PollEvents.POLLRDNORM;
        return events;
    }

    public override void Close()
    {
        NetlinkTable.Remove(this);
        using SpinLock<State>.Guard state = _state.Lock();
        state.Value.IsClosed = true;
        state.Value.First = state.Value.Last = null;
    }

    /// <returns>EOPNOTSUPP for MSG_OOB; the pending error, EAGAIN, EINTR; EFAULT.</returns>
    public override Result<long> Receive(scoped ref IoSink sink, scoped ref ReceiveRequest request)
    {
        if ((request.Flags & MessageFlags.MSG_OOB) != 0) return Errno.EOPNOTSUPP;
        if (!Take(ref request).Try(out Message? message, out Errno error)) return error;
        int length = message.Bytes.Length;
        int count = (int)Math.Min(length, sink.Remaining);
        if (count < length) request.Found |= MessageFlags.MSG_TRUNC;
        error = sink.Write(message.Bytes.AsSpan(0, count));
        if (!request.Address.IsEmpty) request.AddressLength = PutName(request.Address, message.Sender, 0);
        if (Has(NetlinkOptions.TellsGroup)) request.AddControl(Abi.Netlink.SOL_NETLINK, Abi.Netlink.NETLINK_PKTINFO, new byte[sizeof(uint)]);
        if (Settings.Has(SocketFlags.PassCredentials)) request.Credentials = message.Credentials;
        if (error != Errno.None) return error;
        return (request.Flags & MessageFlags.MSG_TRUNC) != 0 ? length : count;
    }

    private Result<Message> Take(scoped ref ReceiveRequest request)
    {
        long deadline = DeadlineAfter(Settings.ReceiveTimeout);
        using SpinLock<State>.Guard state = _state.Lock();
        while (true)
        {
            Errno error = state.Value.Error.Take();
            if (error != Errno.None) return error;
            if (state.Value.First is Message message)
            {
                if (request.IsPeek) return message;
                state.Value.First = message.Next;
                if (message.Next is null) state.Value.Last = null;
                state.Value.Cost -= message.Bytes.Length + Overhead;
                Drained.WakeAll();
                return message;
            }

            if (request.IsNonBlocking) return Errno.EAGAIN;
            Errno reason = Readable.Wait(state, deadline);
            if (reason != Errno.None) return AfterWait(reason, deadline);
        }
    }
}
