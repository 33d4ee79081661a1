// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Scheduling;
using Skift.Core.Syscalls;
using Skift.Machine;

namespace Skift.Core.Sockets.Unix;

internal sealed partial class UnixSocket
{
    public override Result<long> Receive(scoped ref IoSink sink, scoped ref ReceiveRequest request)
    {
        if (Type == SocketType.SOCK_STREAM) return ReceiveStream(ref sink, ref request);
        if (Type == SocketType.SOCK_SEQPACKET && CurrentPhase != Phase.Established) return Errno.ENOTCONN;
        return ReceiveDatagram(ref sink, ref request);
    }

    private Result<long> ReceiveDatagram(scoped ref IoSink sink, scoped ref ReceiveRequest request)
    {
        if ((request.Flags & MessageFlags.MSG_OOB) != 0) return Errno.EOPNOTSUPP;
        long deadline = DeadlineAfter(Settings.ReceiveTimeout);
        while (true)
        {
            Result<long> result = 0;
            bool isTaken;
            using (Mutex<UnixQueue>.Guard guard = _queue.Lock())
            {
                long offset = request.IsPeek ? Math.Max(0, Settings.PeekOffset) : 0;
                int index = FindDatagram(guard.Value, ref offset);
                isTaken = index >= 0;
                if (isTaken)
                {
                    result = TakeDatagram(guard.Value, index, offset, ref sink, ref request, out UnixRights? rights);
                    if (rights is not null) request.Rights = UnixFlight.Land(rights);
                    Publish(guard.Value);
                }
            }

            if (isTaken)
            {
                Room.WakeAll();
                return result;
            }

            Errno error = WaitForData(deadline, request.IsNonBlocking, out bool isEnd);
            if (isEnd) return 0;
            if (error != Errno.None) return error;
        }
    }

    /// <summary>The datagram that SO_PEEK_OFF points into; the first if there is no offset.</summary>
    private static int FindDatagram(UnixQueue queue, ref long offset)
    {
        for (int index = 0; index < queue.Count; index++)
        {
            if (offset == 0 || offset < queue[index].Length) return index;
            offset -= queue[index].Length;
        }

        return -1;
    }

    private Result<long> TakeDatagram(UnixQueue queue, int index, long skip, scoped ref IoSink sink, scoped ref ReceiveRequest request, out UnixRights? rights)
    {
        rights = null;
        long position = skip;
        for (int i = 0; i < index; i++)
        {
            position += queue[i].Length;
        }

        ref UnixMessage message = ref queue[index];
        CopySender(message, ref request);
        long length = message.Length - skip;
        long count = Math.Min(length, sink.Remaining);
        if (count < length) request.Found |= MessageFlags.MSG_TRUNC;
        Errno error = queue.Bytes.Peek(ref sink, position, count);
        if (Settings.Timestamp != TimestampKind.None) TimestampControls.Add(Settings, message.Arrival, ref request);
        if (error == Errno.None && Settings.Has(SocketFlags.PassCredentials)) request.Credentials = message.Credentials;
        if (request.IsPeek)
        {
            if (error == Errno.None && message.Rights is not null) request.Rights = UnixFlight.Copy(message.Rights);
            if (error == Errno.None && Settings.PeekOffset >= 0) Settings.PeekOffset += (int)count;
        }
        else
        {
            rights = message.Rights;
            message.Rights = null;
            if (Settings.PeekOffset >= 0) Settings.PeekOffset = Math.Max(0, Settings.PeekOffset - message.Length);
            queue.RemoveFirst();
        }

        if (error != Errno.None) return error;
        return (request.Flags & MessageFlags.MSG_TRUNC) != 0 ? length : count;
    }

    private void CopySender(in UnixMessage message, scoped ref ReceiveRequest request)
    {
        UnixAddress? from = Type == SocketType.SOCK_STREAM ? message.Sender?.Address : message.From;
        if (from is not null && !request.Address.IsEmpty) request.AddressLength = from.CopyTo(request.Address);
    }

    /// <summary>Waits until there is something; the end is told to streams and packets at once, to datagrams only if they would wait.</summary>
    private Errno WaitForData(long deadline, bool nonBlocking, out bool isEnd)
    {
        isEnd = false;
        using SpinLock<State>.Guard state = _state.Lock();
        while (state.Value.Messages == 0)
        {
            Errno error = state.Value.Error.Take();
            if (error != Errno.None) return error;
            bool isShut = (state.Value.Shutdown & ShutdownSides.Receive) != 0;
            if (isShut && (!nonBlocking || IsConnectionBased))
            {
                isEnd = true;
                return Errno.None;
            }

            if (nonBlocking) return Errno.EAGAIN;
            Errno reason = Readable.Wait(state, deadline);
            if (reason != Errno.None) return AfterWait(reason, deadline);
        }

        return Errno.None;
    }

    /// <summary>How far a receive on a stream has come.</summary>
    private struct StreamRead
    {
        /// <summary>Bytes that make the call return.</summary>
        internal long Target;
        internal long PeekOffset;
        /// <summary>Bytes do not go on behind descriptors or another sender.</summary>
        internal bool IsDone;
        internal bool HasSender;
        internal UserCredentials Sender;
        internal UnixRights? Rights;
    }

    private Result<long> ReceiveStream(scoped ref IoSink sink, scoped ref ReceiveRequest request)
    {
        if (CurrentPhase != Phase.Established) return Errno.EINVAL;
        if ((request.Flags & MessageFlags.MSG_OOB) != 0) return MissingFlags.Refuse("recvmsg", "MSG_OOB of unix sockets", Errno.EOPNOTSUPP);
        long deadline = DeadlineAfter(Settings.ReceiveTimeout);
        bool waitsForAll = (request.Flags & MessageFlags.MSG_WAITALL) != 0;
        StreamRead read = new()
        {
            Target = Math.Max(1, waitsForAll ? sink.Remaining : Math.Min(Settings.LowWater, sink.Remaining)),
            PeekOffset = request.IsPeek ? Math.Max(0, Settings.PeekOffset) : 0,
        };
        long start = sink.Transferred;
        while (true)
        {
            Errno error;
            bool isEmpty;
            using (Mutex<UnixQueue>.Guard guard = _queue.Lock())
            {
                error = TakeStream(guard.Value, ref sink, ref request, ref read, out isEmpty);
                Publish(guard.Value);
            }

            if (read.Rights is not null)
            {
                request.Rights = UnixFlight.Land(read.Rights);
                read.Rights = null;
            }

            long count = sink.Transferred - start;
            bool isEnd = error != Errno.None || read.IsDone || sink.Remaining == 0 && !isEmpty || count >= read.Target;
            if (!isEnd) error = WaitForMore(read.PeekOffset, deadline, request.IsNonBlocking, out isEnd);
            if (!isEnd && error == Errno.None) continue;
            return count != 0 || error == Errno.None ? count : error;
        }
    }

    /// <summary>Copies and (unless it only peeks) takes what is there.</summary>
    private Errno TakeStream(UnixQueue queue, scoped ref IoSink sink, scoped ref ReceiveRequest request, ref StreamRead read, out bool isEmpty)
    {
        int index = 0;
        long skip = read.PeekOffset;
        long position = 0;
        while (request.IsPeek && index < queue.Count && skip >= queue[index].Length)
        {
            skip -= queue[index].Length;
            position += queue[index++].Length;
        }

        isEmpty = index >= queue.Count;
        while (index < queue.Count && !read.IsDone)
        {
            ref UnixMessage message = ref queue[index];
            if (read.HasSender && Settings.Has(SocketFlags.PassCredentials) && !message.IsFromSame(read.Sender))
            {
                read.IsDone = true;
                break;
            }

            if (!read.HasSender)
            {
                CopySender(message, ref request);
                read.HasSender = true;
                read.Sender = message.Credentials;
                if (Settings.Has(SocketFlags.PassCredentials)) request.Credentials = message.Credentials;
            }

            long count = Math.Min(message.Length - skip, sink.Remaining);
            long before = sink.Transferred;
            Errno error = queue.Bytes.Peek(ref sink, position + skip, count);
            count = sink.Transferred - before;
            if (request.IsPeek)
            {
                PeekedAt(message, ref request, ref read, count);
                position += message.Length;
                index++;
            }
            else if (error == Errno.None)
            {
                TakeFrom(queue, count, ref read);
            }

            if (error != Errno.None) return error;
            skip = 0;
            if (sink.Remaining == 0) break;
        }

        return Errno.None;
    }

    private void PeekedAt(in UnixMessage message, scoped ref ReceiveRequest request, ref StreamRead read, long count)
    {
        if (message.Rights is not null)
        {
            request.Rights ??= UnixFlight.Copy(message.Rights);
            read.IsDone = true;
        }

        read.PeekOffset += count;
        if (Settings.PeekOffset >= 0) Settings.PeekOffset += (int)count;
    }

    private void TakeFrom(UnixQueue queue, long count, ref StreamRead read)
    {
        ref UnixMessage message = ref queue[0];
        if (message.Rights is not null)
        {
            read.Rights = message.Rights;
            message.Rights = null;
            read.IsDone = true;
        }

        if (Settings.PeekOffset >= 0) Settings.PeekOffset = Math.Max(0, Settings.PeekOffset - (int)count);
        if (count == message.Length)
        {
            queue.RemoveFirst();
            return;
        }

        queue.Bytes.Skip(count);
        message.Length -= (int)count;
    }

    /// <summary>Waits until there are more bytes than a peek has seen already.</summary>
    private Errno WaitForMore(long seen, long deadline, bool nonBlocking, out bool isEnd)
    {
        isEnd = false;
        using SpinLock<State>.Guard state = _state.Lock();
        while (state.Value.Bytes <= seen)
        {
            Errno error = state.Value.Error.Take();
            if (error != Errno.None) return error;
            isEnd = (state.Value.Shutdown & ShutdownSides.Receive) != 0;
            if (isEnd) return Errno.None;
            if (nonBlocking) return Errno.EAGAIN;
            Errno reason = Readable.Wait(state, deadline);
            if (reason != Errno.None) return AfterWait(reason, deadline);
        }

        return Errno.None;
    }

    /// <summary>Throws away what has not been read.</summary>
    /// <returns>Whether there was something.</returns>
    private bool DropQueue(bool isClosing)
    {
        bool hadUnread = false;
        while (true)
        {
            UnixRights? rights;
            using (Mutex<UnixQueue>.Guard guard = _queue.Lock())
            {
                UnixQueue queue = guard.Value;
                queue.IsClosed |= isClosing;
                if (queue.Count == 0)
                {
                    queue.Bytes.Clear();
                    Publish(queue);
                    return hadUnread;
                }

                hadUnread = true;
                rights = queue[0].Rights;
                queue.RemoveFirst();
            }

            if (rights is not null) Rights.Dispose(UnixFlight.Land(rights));
        }
    }
}
