// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Machine;

namespace Skift.Core.Files;

/// <summary>What is asked of a file apart from its name.</summary>
public static class Files
{
    /// <summary>fstat(2).</summary>
    public static Stat StatOf(Inode inode)
    {
        InodeAttributes attributes = inode.Attributes;
        return new Stat
        {
            st_dev = inode.FileSystem.DeviceNumber,
            st_ino = inode.Number,
            st_nlink = attributes.Links,
            st_mode = attributes.Mode,
            st_uid = attributes.UserId,
            st_gid = attributes.GroupId,
            st_rdev = inode.Device,
            st_size = attributes.Size,
            st_blksize = inode.BlockSize,
            st_blocks = attributes.Blocks,
            st_atim = attributes.AccessTime,
            st_mtim = attributes.ModifyTime,
            st_ctim = attributes.ChangeTime,
        };
    }

    /// <summary>fstatfs(2).</summary>
    public static Statfs StatisticsOf(Path path)
    {
        Statfs statistics = path.Mount.FileSystem.Statistics;
        statistics.f_namelen = statistics.f_namelen == 0 ? FileConstants.NAME_MAX : statistics.f_namelen;
        statistics.f_frsize = statistics.f_bsize;
        statistics.f_fsid0 = (int)path.Mount.FileSystem.DeviceNumber;
        statistics.f_flags = (long)FlagsOf(path.Mount);
        return statistics;
    }

    /// <summary>Writing to a program by others than the privileged takes its set-id bits (inode(7)).</summary>
    public static void DropSetId(Inode inode, Credentials credentials)
    {
        const StatMode SetId = StatMode.S_ISUID | StatMode.S_ISGID;
        if (credentials.Has(Capability.CAP_FSETID) || (inode.Attributes.Mode & SetId) == 0)
        {
            return;
        }

        using SpinLock<InodeAttributes>.Guard attributes = inode.LockAttributes();
        attributes.Value.Mode = WithoutSetId(attributes.Value, credentials);
    }

    /// <summary>S_ISGID of what the group cannot execute is something different, and stays for those who could set it.</summary>
    internal static StatMode WithoutSetId(in InodeAttributes attributes, Credentials credentials)
    {
        StatMode mode = attributes.Mode & ~StatMode.S_ISUID;
        return (mode & StatMode.S_IXGRP) != 0 || !MaySetGroupId(attributes.GroupId, credentials) ? mode & ~StatMode.S_ISGID : mode;
    }

    internal static bool MaySetGroupId(uint groupId, Credentials credentials) => credentials.IsInGroup(groupId) || credentials.Has(Capability.CAP_FSETID);

    private static MountFlags FlagsOf(Mount mount)
    {
        const MountFlags Common = MountFlags.MS_RDONLY | MountFlags.MS_NOSUID | MountFlags.MS_NODEV | MountFlags.MS_NOEXEC | MountFlags.MS_SYNCHRONOUS;
        MountFlags flags = (mount.Flags & Common) | MountFlags.ST_VALID;
        flags |= mount.IsReadOnly ? MountFlags.MS_RDONLY : 0;
        flags |= (mount.Flags & MountFlags.MS_NOATIME) != 0 ? MountFlags.ST_NOATIME : 0;
        flags |= (mount.Flags & MountFlags.MS_NODIRATIME) != 0 ? MountFlags.ST_NODIRATIME : 0;
        flags |= (mount.Flags & MountFlags.MS_RELATIME) != 0 ? MountFlags.ST_RELATIME : 0;
        flags |= (mount.Flags & MountFlags.MS_NOSYMFOLLOW) != 0 ? MountFlags.ST_NOSYMFOLLOW : 0;
        return flags;
    }
}
