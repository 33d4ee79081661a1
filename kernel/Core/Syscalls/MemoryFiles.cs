// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>memfd_create(2): files in memory that no directory names.</summary>
internal static class MemoryFiles
{
    private const uint MFD_CLOEXEC = 1;
    private const uint MFD_ALLOW_SEALING = 2;
    private const uint MFD_HUGETLB = 4;
    private const uint MFD_NOEXEC_SEAL = 8;
    private const uint MFD_EXEC = 0x10;
    private const uint HugeSizes = 0x3Fu << 26;
    private const int LongestName = 249;

    internal static Result<long> memfd_create(in SyscallContext context, ulong nameAddress, uint flags)
    {
        const uint Known = MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_HUGETLB | MFD_NOEXEC_SEAL | MFD_EXEC;
        bool isHuge = (flags & MFD_HUGETLB) != 0;
        if ((flags & ~(Known | (isHuge ? HugeSizes : 0))) != 0) return Errno.EINVAL;
        if ((flags & MFD_EXEC) != 0 && (flags & MFD_NOEXEC_SEAL) != 0) return Errno.EINVAL;
        byte[] buffer = new byte[LongestName + 1];
        if (!UserMemory.CopyStringIn(new VirtualAddress(nameAddress), buffer).Try(out int length, out Errno error)) return error == Errno.ENAMETOOLONG ? Errno.EINVAL : error;
        // There are no huge pages to give.
        if (isHuge) return Errno.ENOSYS;
        bool isExecutable = (flags & MFD_NOEXEC_SEAL) == 0;
        StatMode mode = StatMode.S_IFREG | StatMode.S_IRUSR | StatMode.S_IWUSR | StatMode.S_IRGRP | StatMode.S_IWGRP | StatMode.S_IROTH | StatMode.S_IWOTH;
        if (isExecutable) mode |= StatMode.S_IXUSR | StatMode.S_IXGRP | StatMode.S_IXOTH;
        if (!KernelServices.MemoryFiles.Create(context.Files, buffer.AsSpan(0, length), mode).Try(out OpenFile? file, out error)) return error;
        Seals seals = isExecutable ? Seals.None : Seals.F_SEAL_EXEC;
        bool mayBeSealed = !isExecutable || (flags & MFD_ALLOW_SEALING) != 0;
        file!.Inode.Pages!.AllowSealing(mayBeSealed ? seals : Seals.F_SEAL_SEAL);
        return Open.Install(context, file, (flags & MFD_CLOEXEC) != 0 ? DescriptorFlags.FD_CLOEXEC : DescriptorFlags.None);
    }
}
