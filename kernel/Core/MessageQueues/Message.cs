// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Scheduling;

namespace Skift.Core.MessageQueues;

/// <summary>A message, in a queue or on its way.</summary>
internal sealed class Message(byte[] bytes, uint priority) : HeapNode
{
    private const int NumberBits = 48;

    internal byte[] Bytes => bytes;

    /// <summary>Below <see cref="MessageQueueAttributes.MQ_PRIO_MAX"/>; higher ones are taken first.</summary>
    internal uint Priority => priority;

    /// <summary>Gives it its place behind those of its priority that came before.</summary>
    /// <param name="number">Grows with each message of the queue.</param>
    internal void SetPlace(long number) => Key = ((long)(MessageQueueAttributes.MQ_PRIO_MAX - 1 - priority) << NumberBits) | number;
}
