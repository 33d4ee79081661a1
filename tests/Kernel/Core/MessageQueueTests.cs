// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core;
using Skift.Core.Files;
using Skift.Core.MessageQueues;
using Skift.Core.Processes;
using Skift.Core.Scheduling;

namespace Skift.Tests.Kernel;

/// <summary>What of message queues tests/Userland/oracle cannot ask every Linux: rights that not every root has, and many messages.</summary>
internal static class MessageQueueTests
{
    [KernelTest(NeedsProcess = true)]
    internal static void Open_BindsThePrivilegedByTheHardLimitsOnly()
    {
        TestProcess.Current.Limits[Resource.RLIMIT_MSGQUEUE] = new ResourceLimit { rlim_cur = ulong.MaxValue, rlim_max = ulong.MaxValue };
        using (OpenFile most = FileOps.Value(TryOpen(MessageQueueLimits.MostMessages, 1), "as many messages as possible"))
        {
            Unlink();
        }

        using (OpenFile longest = FileOps.Value(TryOpen(1, MessageQueueLimits.LargestSize), "as long messages as possible"))
        {
            Unlink();
        }

        Check.Equal(Errno.EINVAL, TryOpen(MessageQueueLimits.MostMessages + 1, 1).Error, "too many");
        Check.Equal(Errno.EINVAL, TryOpen(1, MessageQueueLimits.LargestSize + 1).Error, "too long");
        int queues = MessageQueueLimits.Queues;
        MessageQueueLimits.Queues = 0;
        using (OpenFile beyond = FileOps.Value(TryOpen(1, 1), "one queue more than there may be"))
        {
            Unlink();
        }

        MessageQueueLimits.Queues = queues;
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Receive_TakesTheOldestOfTheHighestPriority()
    {
        const int Capacity = 200;
        TestProcess.Current.Limits[Resource.RLIMIT_MSGQUEUE] = new ResourceLimit { rlim_cur = ulong.MaxValue, rlim_max = ulong.MaxValue };
        using OpenFile file = FileOps.Value(TryOpen(Capacity, 1), "open");
        Unlink();
        MessageQueue queue = ((MessageQueueFile)file).Queue;
        List<Message> model = [];
        uint random = 12345;
        for (int step = 0; step < 5000; step++)
        {
            random = (random * 1664525) + 1013904223;
            bool sends = (random >> 16 & 7) < (step / 500 % 2 == 0 ? 5 : 3);
            if (sends && model.Count < Capacity)
            {
                Message message = new([], random >> 8 & 15);
                Check.Succeeds(queue.Send(message, waits: false, WaitQueue.Forever), "send");
                model.Add(message);
            }
            else if (!sends && model.Count != 0)
            {
                Message expected = model[0];
                foreach (Message message in model) expected = message.Priority > expected.Priority ? message : expected;
                Check.True(FileOps.Value(queue.Receive(waits: false, WaitQueue.Forever), "receive") == expected, "the message that was due");
                _ = model.Remove(expected);
            }

            Check.Equal(model.Count, queue.Count, "messages");
        }
    }

    private static Result<OpenFile> TryOpen(long messages, long size)
    {
        MessageQueueAttributes wanted = new() { mq_maxmsg = messages, mq_msgsize = size };
        return KernelServices.MessageQueues.Open(TestProcess.View, "kernel-test"u8, OpenFlags.O_RDWR | OpenFlags.O_CREAT | OpenFlags.O_EXCL, FileOps.Mode644, wanted);
    }

    private static void Unlink() => Check.Succeeds(KernelServices.MessageQueues.Unlink(TestProcess.View, "kernel-test"u8), "unlink");
}
