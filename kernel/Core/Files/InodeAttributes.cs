// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Core.Files;

/// <summary>What <c>stat(2)</c> tells of an inode, apart from its identity. A value: read whole, changed under the inode's lock.</summary>
public struct InodeAttributes
{
    /// <summary>Type and permissions. The type never changes.</summary>
    public StatMode Mode;
    public uint UserId;
    public uint GroupId;
    public uint Links;
    /// <summary>Bytes.</summary>
    public long Size;
    /// <summary>Units of 512 bytes, as <c>st_blocks</c>.</summary>
    public long Blocks;
    public Timespec AccessTime;
    public Timespec ModifyTime;
    public Timespec ChangeTime;
    /// <summary>When it was made; zero where the file system does not know.</summary>
    public Timespec BirthTime;

    public readonly StatMode Type => Mode & StatMode.S_IFMT;

    /// <summary>Attributes of an inode made now, with one link (two for a directory, which contains its own ".").</summary>
    public static InodeAttributes New(StatMode mode, uint userId, uint groupId)
    {
        Timespec now = FileTime.Now;
        return new InodeAttributes
        {
            Mode = mode,
            UserId = userId,
            GroupId = groupId,
            Links = (mode & StatMode.S_IFMT) == StatMode.S_IFDIR ? 2u : 1u,
            AccessTime = now,
            ModifyTime = now,
            ChangeTime = now,
            BirthTime = now,
        };
    }
}
