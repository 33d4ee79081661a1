// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Scheduling;

namespace Skift.Core.MessageQueues;

/// <summary>An open message queue. Messages go by calls of their own; read(2) shows what state the queue is in.</summary>
internal sealed class MessageQueueFile(MessageQueue queue, Path path, OpenFlags flags) : OpenFile(path, flags)
{
    internal MessageQueue Queue => queue;

    public override bool IsSeekable => true;

    public override PollEvents Poll(Poller? poller) => queue.Poll(poller);

    public override void OnDescriptorClosed() => queue.RemoveNotice(UserThread.Current.Process);

    protected override Result<long> ReadCore(ref IoSink sink, long offset)
    {
        byte[] line = queue.Describe();
        if (offset >= line.Length) return 0;
        ReadOnlySpan<byte> rest = line.AsSpan((int)offset);
        int count = (int)Math.Min(rest.Length, sink.Remaining);
        Errno error = sink.Write(rest[..count]);
        if (error != Errno.None) return error;
        queue.TouchStatus();
        return count;
    }

    protected override Result<long> WriteCore(ref IoSource source, long offset, Credentials credentials, out long end)
    {
        end = offset;
        return Errno.EINVAL;
    }
}
