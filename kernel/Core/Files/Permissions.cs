// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Processes;

namespace Skift.Core.Files;

/// <summary>The permission rules of <c>path_resolution(7)</c> and <c>inode(7)</c>.</summary>
public static class Permissions
{
    /// <summary>EACCES unless the credentials allow all of <paramref name="wanted"/> on a file with these attributes.</summary>
    public static Errno Check(in InodeAttributes attributes, Credentials credentials, AccessMode wanted)
    {
        uint bits = (uint)attributes.Mode;
        if (credentials.FileSystemUserId == attributes.UserId)
        {
            bits >>= 6;
        }
        else if (credentials.IsInGroup(attributes.GroupId))
        {
            bits >>= 3;
        }

        if (((uint)wanted & ~bits & 7) == 0)
        {
            return Errno.None;
        }

        return PrivilegeSuffices(attributes, credentials, wanted) ? Errno.None : Errno.EACCES;
    }

    /// <summary>True for the owner and the privileged: they may change mode and times.</summary>
    public static bool IsOwner(in InodeAttributes attributes, Credentials credentials) =>
        credentials.FileSystemUserId == attributes.UserId || credentials.Has(Capability.CAP_FOWNER);

    /// <summary>Sticky directories: only the owner of the file or of the directory removes a name.</summary>
    internal static bool IsStickyAgainst(in InodeAttributes directory, in InodeAttributes file, Credentials credentials) =>
        (directory.Mode & StatMode.S_ISVTX) != 0
        && credentials.FileSystemUserId != file.UserId
        && credentials.FileSystemUserId != directory.UserId
        && !credentials.Has(Capability.CAP_FOWNER);

    /// <summary>capabilities(7): CAP_DAC_OVERRIDE runs a file only if somebody may; CAP_DAC_READ_SEARCH reads files and searches directories.</summary>
    private static bool PrivilegeSuffices(in InodeAttributes attributes, Credentials credentials, AccessMode wanted)
    {
        bool isDirectory = attributes.Type == StatMode.S_IFDIR;
        AccessMode read = isDirectory ? AccessMode.R_OK | AccessMode.X_OK : AccessMode.R_OK;
        if ((wanted & ~read) == 0 && credentials.Has(Capability.CAP_DAC_READ_SEARCH)) return true;
        bool mayRun = (wanted & AccessMode.X_OK) == 0 || isDirectory
            || (attributes.Mode & (StatMode.S_IXUSR | StatMode.S_IXGRP | StatMode.S_IXOTH)) != 0;
        return mayRun && credentials.Has(Capability.CAP_DAC_OVERRIDE);
    }
}
