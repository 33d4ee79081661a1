// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Files;

namespace Skift.Core.Terminal;

/// <summary><c>/dev/ptmx</c>: each opening makes a pseudo-terminal in the devpts that is mounted beside it (<c>pts(4)</c>).</summary>
public sealed class PseudoTerminalDevice(JobControl jobs) : CharacterDevice
{
    public override string Name => "ptmx";

    public override ulong Number => DeviceNumber.Make(5, 2);

    public override StatMode Permissions => StatMode.S_IRUSR | StatMode.S_IWUSR | StatMode.S_IRGRP | StatMode.S_IWGRP | StatMode.S_IROTH | StatMode.S_IWOTH;

    /// <summary>ENODEV without a devpts in <c>pts</c> next to the file; ENOSPC if it is full.</summary>
    public override Result<OpenFile> Open(Path path, OpenFlags flags)
    {
        Path place = path;
        if (path.Mount.FileSystem is not PseudoTerminalFileSystem)
        {
            Path folder = new(path.Mount, path.Names.ParentOf(path.Dentry));
            if (!PathWalker.Child(folder, "pts"u8).Try(out Path? found, out Errno error)) return error;
            if (found is not Path pts || pts.Mount.FileSystem is not PseudoTerminalFileSystem || !pts.IsMountRoot) return Errno.ENODEV;
            place = pts;
        }

        return Make((PseudoTerminalFileSystem)place.Mount.FileSystem, place.Mount, path, flags, jobs);
    }

    private static Result<OpenFile> Make(PseudoTerminalFileSystem fileSystem, Mount mount, Path path, OpenFlags flags, JobControl jobs)
    {
        if (!fileSystem.Create(jobs).Try(out PseudoTerminal pair, out Errno error)) return error;
        return new PseudoTerminalMaster(pair, mount, path, flags);
    }
}
