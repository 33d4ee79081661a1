// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Processes;
using Skift.Machine;

namespace Skift.Core.Sockets.Unix;

internal sealed partial class UnixSocket
{
    public override Errno ConnectPair(Socket other)
    {
        UnixSocket second = (UnixSocket)other;
        UserCredentials own = Own;
        uint[] groups = UserThread.Current.Process.Credentials.Groups;
        using SpinLock<UnixLinks>.Guard links = UnixTable.Lock();
        Peer = second;
        second.Peer = this;
        CurrentPhase = second.CurrentPhase = Phase.Established;
        _peerCredentials = second._peerCredentials = own;
        _peerGroups = second._peerGroups = groups;
        return Errno.None;
    }

    public override Errno Listen(int backlog)
    {
        if (!IsConnectionBased) return Errno.EOPNOTSUPP;
        UserCredentials own = Own;
        uint[] groups = UserThread.Current.Process.Credentials.Groups;
        using (SpinLock<UnixLinks>.Guard links = UnixTable.Lock())
        {
            if (Address is null || CurrentPhase == Phase.Established) return Errno.EINVAL;
            CurrentPhase = Phase.Listening;
            _backlogLimit = backlog;
            // Who connects is told the credentials of the moment of listen(2).
            _peerCredentials = own;
            _peerGroups = groups;
        }

        Room.WakeAll();
        return Errno.None;
    }

    public override Errno Connect(ReadOnlySpan<byte> address, bool nonBlocking)
    {
        if (address.Length < SocketAddress.FamilyBytes) return Errno.EINVAL;
        if (!IsConnectionBased) return ConnectDatagram(address);
        Errno error = UnixAddress.Check(address);
        if (error == Errno.None) error = BindIfPassing();
        if (error != Errno.None) return error;
        UnixAddress name = UnixAddress.From(address);
        long deadline = DeadlineAfter(Settings.SendTimeout);
        UnixSocket accepted = new(Type);
        error = Errno.EAGAIN;
        for (bool again = true; again;)
        {
            error = Find(name).Try(out UnixSocket listener, out Errno missing) ? ConnectTo(listener, accepted, deadline, nonBlocking, out again) : missing;
            if (missing != Errno.None) break;
        }

        if (error != Errno.None) accepted.Close();
        return error;
    }

    /// <summary>Queues a new connection at the listener, or waits for room there.</summary>
    /// <param name="again">Set when there may be room now, or the listener is gone: look the name up again.</param>
    private Errno ConnectTo(UnixSocket listener, UnixSocket accepted, long deadline, bool nonBlocking, out bool again)
    {
        UserCredentials own = Own;
        uint[] groups = UserThread.Current.Process.Credentials.Groups;
        using (SpinLock<UnixLinks>.Guard links = UnixTable.Lock())
        {
            again = listener.IsGone;
            if (again) return Errno.None;
            if (listener.CurrentPhase != Phase.Listening || listener.HasShutdown(ShutdownSides.Receive)) return Errno.ECONNREFUSED;
            if (listener._backlog.Count > listener._backlogLimit)
            {
                if (nonBlocking) return Errno.EAGAIN;
                Errno reason = listener.Room.Wait(links, deadline);
                again = reason == Errno.None;
                return AfterWait(reason, deadline);
            }

            if (CurrentPhase != Phase.Unconnected) return CurrentPhase == Phase.Established ? Errno.EISCONN : Errno.EINVAL;
            accepted.Address = listener.Address;
            accepted.Peer = this;
            accepted._peerCredentials = own;
            accepted._peerGroups = groups;
            accepted.CurrentPhase = Phase.Established;
            _peerCredentials = listener._peerCredentials;
            _peerGroups = listener._peerGroups;
            Peer = accepted;
            CurrentPhase = Phase.Established;
            listener._backlog.Add(accepted.BacklogLink);
        }

        listener.Readable.WakeAll();
        return Errno.None;
    }

    public override Result<Socket> Accept(bool nonBlocking)
    {
        if (!IsConnectionBased) return Errno.EOPNOTSUPP;
        long deadline = DeadlineAfter(Settings.ReceiveTimeout);
        UnixSocket accepted;
        using (SpinLock<UnixLinks>.Guard links = UnixTable.Lock())
        {
            while (true)
            {
                if (CurrentPhase != Phase.Listening) return Errno.EINVAL;
                if (_backlog.Count != 0) break;
                if (nonBlocking) return Errno.EAGAIN;
                if (HasShutdown(ShutdownSides.Receive)) return Errno.EINVAL;
                Errno reason = Readable.Wait(links, deadline);
                if (reason != Errno.None) return AfterWait(reason, deadline);
            }

            accepted = _backlog.First!.Owner;
            _backlog.Remove(accepted.BacklogLink);
        }

        Room.WakeAll();
        return accepted;
    }

    /// <summary>Sets, changes or (AF_UNSPEC) removes whom datagrams go to and come from.</summary>
    private Errno ConnectDatagram(ReadOnlySpan<byte> address)
    {
        UnixSocket? other = null;
        if (UnixAddress.FamilyOf(address) != AddressFamily.AF_UNSPEC)
        {
            Errno error = UnixAddress.Check(address);
            if (error == Errno.None) error = BindIfPassing();
            if (error != Errno.None) return error;
            if (!Find(UnixAddress.From(address)).Try(out other, out error)) return error;
        }

        UnixSocket? former;
        using (SpinLock<UnixLinks>.Guard links = UnixTable.Lock())
        {
            if (other is not null && !other.TakesFrom(this)) return Errno.EPERM;
            former = Peer;
            Peer = other;
            CurrentPhase = other is null ? Phase.Unconnected : Phase.Established;
        }

        if (former is not null && former != other) LeaveDatagramPeer(former);
        return Errno.None;
    }

    /// <summary>What the former peer had sent is dropped; if there was something, it learns that it is no longer heard.</summary>
    private void LeaveDatagramPeer(UnixSocket former)
    {
        Writable.WakeAll();
        if (!DropQueue(isClosing: false)) return;
        Room.WakeAll();
        if (former.Peer == this && !former.IsGone) former.Close(ShutdownSides.None, Errno.ECONNRESET);
    }

    /// <summary>A connected socket hears only its peer.</summary>
    private bool TakesFrom(UnixSocket sender) => Peer is not UnixSocket peer || peer == sender;

    private bool IsGone
    {
        get
        {
            using SpinLock<State>.Guard state = _state.Lock();
            return state.Value.IsClosed;
        }
    }

    private bool HasShutdown(ShutdownSides sides)
    {
        using SpinLock<State>.Guard state = _state.Lock();
        return (state.Value.Shutdown & sides) != 0;
    }

    public override void Close() => Close(isUnaccepted: false);

    private void Close(bool isUnaccepted)
    {
        UnixSocket? peer;
        Path? path;
        bool hadUnread = DropQueue(isClosing: true);
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            state.Value.IsClosed = true;
            state.Value.Shutdown = ShutdownSides.Both;
        }

        using (SpinLock<UnixLinks>.Guard links = UnixTable.Lock())
        {
            peer = Peer;
            path = _boundPath;
            _boundPath = null;
            if (path is Path bound && bound.Inode.BoundSocket == this) bound.Inode.BoundSocket = null;
            if (NameLink.List is not null) NameLink.List.Remove(NameLink);
            links.Value.All.Remove(TableLink);
            CurrentPhase = Phase.Unconnected;
            if (IsConnectionBased) Peer = null;
        }

        if (IsConnectionBased && peer is not null)
        {
            peer.Close(ShutdownSides.Both, hadUnread || isUnaccepted ? Errno.ECONNRESET : Errno.None);
        }

        RefuseWaiting();
        WakeAll();
        path?.Release();
        UnixFlight.CollectIfNeeded();
    }

    /// <summary>The connections that wait for accept(2).</summary>
    internal UnixSocket[] WaitingConnections
    {
        get
        {
            while (true)
            {
                UnixSocket[] waiting = new UnixSocket[_backlog.Count];
                using SpinLock<UnixLinks>.Guard links = UnixTable.Lock();
                if (_backlog.Count != waiting.Length) continue;
                int index = 0;
                for (Link<UnixSocket>? link = _backlog.First; link is not null; link = link.Next)
                {
                    waiting[index++] = link.Owner;
                }

                return waiting;
            }
        }
    }

    /// <summary>Nobody will accept the connections that wait.</summary>
    private void RefuseWaiting()
    {
        while (true)
        {
            UnixSocket waiting;
            using (SpinLock<UnixLinks>.Guard links = UnixTable.Lock())
            {
                if (_backlog.First is not Link<UnixSocket> link) return;
                waiting = link.Owner;
                _backlog.Remove(link);
            }

            waiting.Close(isUnaccepted: true);
        }
    }
}
