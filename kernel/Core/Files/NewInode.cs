// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Core.Files;

/// <summary>What a directory is asked to create: the mode is final (umask applied), the owner decided.</summary>
public readonly ref struct NewInode
{
    public readonly StatMode Mode;
    public readonly uint UserId;
    public readonly uint GroupId;
    /// <summary>The device that a character or block special file stands for.</summary>
    public readonly ulong Device;
    /// <summary>The text of a symbolic link.</summary>
    public readonly ReadOnlySpan<byte> LinkTarget;

    public NewInode(StatMode mode, uint userId, uint groupId, ulong device = 0, ReadOnlySpan<byte> linkTarget = default)
    {
        Mode = mode;
        UserId = userId;
        GroupId = groupId;
        Device = device;
        LinkTarget = linkTarget;
    }

    /// <summary>Of a message queue, what its maker wants; null: the usual.</summary>
    public MessageQueueAttributes? Queue { get; init; }

    public StatMode Type => Mode & StatMode.S_IFMT;
}
