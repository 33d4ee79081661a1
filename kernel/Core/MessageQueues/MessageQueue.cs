// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.MessageQueues;

/// <summary>A message queue (mq_overview(7)): the messages, those who wait for one or for room, and who is to be told of the first.</summary>
/// <remarks>
/// A thread that waits is served by the one that makes it possible: a message that a receiver waits for never lies in the queue. The lock sleeps, for
/// notices are sent with it held: who takes a message can rely on the notice of it having been sent.
/// </remarks>
internal sealed class MessageQueue : Inode
{
    /// <summary>What Linux shows, longer than the line that can be read.</summary>
    private const long ShownSize = 80;

    private readonly Mutex<State> _state = new(default);
    private readonly WaitQueue _changed = new();
    private readonly UserAccount _account;
    private readonly long _charge;
    private int _count;

    private struct State
    {
        internal PairingHeap Messages;
        internal PairingHeap Receivers;
        internal PairingHeap Senders;
        internal QueueNotice? Notice;

        /// <summary>Bytes of all messages.</summary>
        internal long ByteCount;

        /// <summary>The number of what came last, message or waiter.</summary>
        internal long LastNumber;
    }

    private MessageQueue(MessageQueueFileSystem fileSystem, in InodeAttributes attributes, in MessageQueueAttributes room, UserAccount account, long charge)
        : base(fileSystem, fileSystem.NewNumber(), attributes)
    {
        Capacity = (int)room.mq_maxmsg;
        MessageSize = (int)room.mq_msgsize;
        _account = account;
        _charge = charge;
    }

    /// <summary>Messages that it has room for.</summary>
    internal int Capacity { get; }

    /// <summary>Bytes that a message may have.</summary>
    internal int MessageSize { get; }

    /// <summary>Messages that are there. Without the lock, so that poll(2) never waits.</summary>
    internal int Count => Volatile.Read(ref _count);

    /// <summary>Makes a queue for the calling process.</summary>
    /// <returns>EINVAL for numbers that are not positive or too large; EMFILE beyond RLIMIT_MSGQUEUE.</returns>
    internal static Result<MessageQueue> Make(MessageQueueFileSystem fileSystem, in NewInode request)
    {
        Process process = UserThread.Current.Process;
        MessageQueueAttributes room = request.Queue ?? new MessageQueueAttributes
        {
            mq_maxmsg = Math.Min(MessageQueueLimits.Messages, MessageQueueLimits.DefaultMessages),
            mq_msgsize = Math.Min(MessageQueueLimits.Size, MessageQueueLimits.DefaultSize),
        };
        bool isPrivileged = process.Credentials.Has(Capability.CAP_SYS_RESOURCE);
        if (room.mq_maxmsg <= 0 || room.mq_maxmsg > (isPrivileged ? MessageQueueLimits.MostMessages : MessageQueueLimits.Messages)) return Errno.EINVAL;
        if (room.mq_msgsize <= 0 || room.mq_msgsize > (isPrivileged ? MessageQueueLimits.LargestSize : MessageQueueLimits.Size)) return Errno.EINVAL;
        long charge = ChargeOf(room);
        UserAccount account = UserAccount.Of(process.Credentials.UserId);
        if (!account.TryAddQueueBytes(charge, process.Limits.Soft(Resource.RLIMIT_MSGQUEUE))) return Errno.EMFILE;
        InodeAttributes attributes = InodeAttributes.New(request.Mode, request.UserId, request.GroupId);
        attributes.Size = ShownSize;
        return new MessageQueue(fileSystem, attributes, room, account, charge);
    }

    /// <summary>What a queue counts for RLIMIT_MSGQUEUE (getrlimit(2)): as if it were full of the longest messages, each of another priority.</summary>
    private static long ChargeOf(in MessageQueueAttributes room)
    {
        const long PerMessage = 48;
        const long PerPriority = 48;
        return (room.mq_maxmsg * (room.mq_msgsize + PerMessage)) + (Math.Min(room.mq_maxmsg, MessageQueueAttributes.MQ_PRIO_MAX) * PerPriority);
    }

    /// <summary>Puts a message into the queue, or into the hands of who waits for one.</summary>
    /// <param name="deadline">When to stop waiting for room, on the monotonic clock.</param>
    /// <returns>EAGAIN, ETIMEDOUT, EINTR.</returns>
    internal Errno Send(Message message, bool waits, long deadline)
    {
        QueueWaiter waiter;
        using (Mutex<State>.Guard state = _state.Lock())
        {
            if (state.Value.Messages.Count < Capacity)
            {
                Accept(ref state.Value, message);
                return Errno.None;
            }

            if (!waits) return Errno.EAGAIN;
            waiter = new QueueWaiter(++state.Value.LastNumber, message);
            state.Value.Senders.Insert(waiter);
        }

        return Wait(waiter, isSender: true, deadline);
    }

    /// <summary>Takes the oldest message of the highest priority.</summary>
    /// <param name="deadline">When to stop waiting for one, on the monotonic clock.</param>
    /// <returns>EAGAIN, ETIMEDOUT, EINTR.</returns>
    internal Result<Message> Receive(bool waits, long deadline)
    {
        QueueWaiter waiter;
        using (Mutex<State>.Guard state = _state.Lock())
        {
            if (state.Value.Messages.Count != 0) return Take(ref state.Value);
            if (!waits) return Errno.EAGAIN;
            waiter = new QueueWaiter(++state.Value.LastNumber, null);
            state.Value.Receivers.Insert(waiter);
        }

        Errno error = Wait(waiter, isSender: false, deadline);
        return error == Errno.None ? waiter.Message! : error;
    }

    internal PollEvents Poll(Poller? poller)
    {
        poller?.Register(_changed);
        int count = Count;
        PollEvents events = count != 0 ? PollEvents.POLLIN | PollEvents.POLLRDNORM : PollEvents.None;
        return count < Capacity ? events | PollEvents.POLLOUT | PollEvents.POLLWRNORM : events;
    }

    /// <summary>mq_notify(2): who is to be told of the next message that comes to the empty queue.</summary>
    /// <returns>EBUSY: somebody is already; the notice is not kept then.</returns>
    internal Errno SetNotice(QueueNotice notice)
    {
        using Mutex<State>.Guard state = _state.Lock();
        if (state.Value.Notice is not null) return Errno.EBUSY;
        state.Value.Notice = notice;
        TouchStatus();
        return Errno.None;
    }

    /// <summary>mq_notify(2) with null, and the end of a descriptor: the process is no longer to be told, if it was.</summary>
    internal void RemoveNotice(Process owner)
    {
        using Mutex<State>.Guard state = _state.Lock();
        if (state.Value.Notice is not QueueNotice notice || notice.Owner != owner) return;
        state.Value.Notice = null;
        notice.Revoke();
        TouchStatus();
    }

    /// <summary>The line that read(2) shows.</summary>
    internal byte[] Describe()
    {
        using Mutex<State>.Guard state = _state.Lock();
        QueueNotice? notice = state.Value.Notice;
        string line = "QSIZE:" + state.Value.ByteCount.ToString().PadRight(10)
            + " NOTIFY:" + (notice?.Kind ?? 0).ToString().PadRight(5)
            + " SIGNO:" + ((int)(notice?.Signal ?? Signal.None)).ToString().PadRight(5)
            + " NOTIFY_PID:" + (notice?.Owner.Id ?? 0).ToString().PadRight(6) + "\n";
        return Text.ToBytes(line);
    }

    /// <summary>mq_getsetattr(2) and mq_notify(2) leave these times.</summary>
    internal void TouchStatus() => Touch(isModified: false);

    public override Result<OpenFile> Open(in FileView view, Path path, OpenFlags flags) => new MessageQueueFile(this, path, flags);

    /// <summary>Only what stat(2) shows changes.</summary>
    public override Errno Truncate(long size)
    {
        using SpinLock<InodeAttributes>.Guard attributes = LockAttributes();
        attributes.Value.Size = size;
        return Errno.None;
    }

    protected override void OnGone()
    {
        _account.ReleaseQueueBytes(_charge);
        ((MessageQueueFileSystem)FileSystem).QueueGone();
    }

    private Errno Wait(QueueWaiter waiter, bool isSender, long deadline)
    {
        Errno reason = waiter.Sleep(deadline);
        if (reason == Errno.None) return Errno.None;
        using Mutex<State>.Guard state = _state.Lock();
        if (waiter.IsServed) return Errno.None;
        if (isSender) state.Value.Senders.Remove(waiter);
        else state.Value.Receivers.Remove(waiter);
        return reason;
    }

    private void Accept(ref State state, Message message)
    {
        if (state.Receivers.First is QueueWaiter receiver)
        {
            state.Receivers.Remove(receiver);
            receiver.Serve(message);
        }
        else
        {
            Insert(ref state, message);
            if (state.Messages.Count == 1 && state.Notice is QueueNotice notice)
            {
                state.Notice = null;
                notice.Send();
            }

            _changed.WakeShared();
        }

        Touch(isModified: true);
    }

    private Message Take(ref State state)
    {
        Message message = (Message)state.Messages.First!;
        state.Messages.Remove(message);
        state.ByteCount -= message.Bytes.Length;
        if (state.Senders.First is QueueWaiter sender)
        {
            state.Senders.Remove(sender);
            Insert(ref state, sender.Message!);
            sender.Serve(sender.Message!);
        }
        else
        {
            Volatile.Write(ref _count, state.Messages.Count);
            _changed.WakeShared();
        }

        Touch(isModified: true);
        return message;
    }

    private void Insert(ref State state, Message message)
    {
        message.SetPlace(++state.LastNumber);
        state.Messages.Insert(message);
        state.ByteCount += message.Bytes.Length;
        Volatile.Write(ref _count, state.Messages.Count);
    }

    private void Touch(bool isModified)
    {
        Timespec now = FileTime.Now;
        using SpinLock<InodeAttributes>.Guard attributes = LockAttributes();
        attributes.Value.AccessTime = attributes.Value.ChangeTime = now;
        if (isModified) attributes.Value.ModifyTime = now;
    }
}
